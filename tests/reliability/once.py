"""只能有一条: a thing that a constraint lets stand once, and how several persons enter it at the same moment; each app lists its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tests.reliability.office import Office


@dataclass(frozen=True)
class Once:
    """只能有一条: ``ready`` makes what it hangs on, ``act(made, office, person)`` enters it, ``rows(made)`` are those that stand.

    ``constraint`` is what the database promises. ``alike`` where whoever comes later finds it done and is not refused.
    """

    name: str
    constraint: str
    ready: Callable[[Office], Any]
    act: Callable[[Any, Office, int], Any]
    rows: Callable[[Any], QuerySet[Any]]
    alike: bool = False

    def __str__(self) -> str:
        return f"{self.name} ({self.constraint})"
