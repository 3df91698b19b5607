"""一种修改: how a record is made and how one of several persons changes it; each app lists its own beside ``edits``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from tests.reliability.office import Office


@dataclass(frozen=True)
class Edit:
    """一种修改: ``act(record, office, person)`` is called by several persons who all read the record as ``make`` left it.

    Fewer ``persons`` where there are fewer things to say; more ``events`` where the change is also one of another record; ``alike``
    where all say the same, so that whoever comes later finds it done.
    """

    name: str
    make: Callable[[Office], Any]
    act: Callable[[Any, Office, int], Any]
    persons: int = 4
    events: int = 1
    alike: bool = False

    def __str__(self) -> str:
        return self.name


def anew(model: type[Model], make: Callable[[Office], Any]) -> Callable[[Office], Any]:
    """For a thing that can stand only once: those of an earlier round go away first, the newest before what it replaces."""

    def made(o: Office) -> Any:
        for earlier in model._base_manager.order_by("-pk"):
            earlier.delete()
        return make(o)

    return made


def said(record: Any, fields: Any, **changed: Any) -> dict[str, Any]:
    """What a form would send of the record as it is, but for what somebody changed."""
    return {name: getattr(record, name) for name in fields.__annotations__} | changed
