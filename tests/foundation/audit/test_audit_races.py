"""Many writers at once: one chain, no gap; with the lock switched off the database still lets no fork pass."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.models import QuerySet

from tests.factories.audit import make_event
from tongpin.foundation.audit.models import AuditEvent, AuditHead
from tongpin.foundation.audit.services import AuditBroken
from tongpin.foundation.audit.verify import verify

WRITERS, EACH = 8, 10
pytestmark = pytest.mark.django_db(transaction=True)


def together(work: Callable[[], None]) -> list[BaseException]:
    """Runs the work in all writers, begun at one moment; what went wrong is given back."""
    start, faults = threading.Barrier(WRITERS), []

    def writer() -> None:
        try:
            start.wait(timeout=30)
            for _ in range(EACH):
                try:
                    work()
                except (DatabaseError, AuditBroken) as fault:
                    faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=writer) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_concurrent_writers_make_one_chain() -> None:
    assert together(lambda: make_event() and None) == []
    assert AuditEvent.objects.count() == WRITERS * EACH
    assert verify().ok


def test_without_the_lock_a_fork_is_an_error_not_a_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writers are serial in any case")

    def no_lock(self: QuerySet[Any], *args: Any, **kwargs: Any) -> QuerySet[Any]:
        return self.all()

    monkeypatch.setattr(QuerySet, "select_for_update", no_lock)
    faults = together(lambda: make_event() and None)
    assert faults, "the control: without the lock writers collide"
    assert AuditEvent.objects.count() == WRITERS * EACH - len(faults)
    assert verify().ok


@pytest.mark.hard
def test_many_concurrent_writers_make_one_chain() -> None:
    for _ in range(20):
        assert together(lambda: make_event() and None) == []
    assert AuditEvent.objects.count() == 20 * WRITERS * EACH
    assert verify().ok


def test_a_writer_that_looked_before_the_very_first_event_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    make_event()
    real, looked = QuerySet.first, []

    def too_early(self: QuerySet[Any]) -> Any:
        if self.model is AuditHead and not looked:
            looked.append(self)
            return None
        return real(self)

    monkeypatch.setattr(QuerySet, "first", too_early)
    assert make_event().seq == 2
    assert looked
    assert verify().ok
