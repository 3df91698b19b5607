"""审计: events as services leave them, and ways to tamper with them as a database owner could."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from tongpin.foundation.audit.doors import close_doors, open_doors
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.audit.services import record
from tongpin.kernel.reference import Reference

VERB = "audit.verified"


@transaction.atomic
def make_event(title: str = "记录", **values: Any) -> AuditEvent:
    """One event about record 7 of kind "thing"."""
    return record(VERB, **{"by": None, "subject": Reference("thing", 7, title), "after": {"title": title}, **values})


def make_events(count: int) -> list[AuditEvent]:
    """A chain of that many events."""
    return [make_event(f"记录{number}") for number in range(1, count + 1)]


@contextmanager
def doors_open() -> Iterator[None]:
    """What the owner of the database can do: drop the triggers, change rows, put the triggers back."""
    open_doors(connection)
    try:
        yield
    finally:
        close_doors(connection)


def run_sql(statement: str, values: Sequence[Any] = ()) -> None:
    """One statement, as somebody with a database console would give it."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def tamper(statement: str, values: Sequence[Any] = ()) -> None:
    """The statement behind open doors."""
    with doors_open():
        run_sql(statement, values)
