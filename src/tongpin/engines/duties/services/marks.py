"""变动标记: a change of records makes findings stale at once; judging again follows in the background."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from tongpin.engines.duties.models import DutyMark
from tongpin.foundation.jobs.enums import JobState
from tongpin.foundation.jobs.selectors import jobs
from tongpin.foundation.jobs.services import enqueue
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import FactSource

JUDGE_STALE = "duties.judge_stale"
OWN_KINDS = frozenset({"duty_adoption", "ledger_start", "stated_fact", "organisation", "person"})


def records_changed(org_id: int, kinds: Iterable[str]) -> None:
    """记录有变动: called inside the transaction that changed records of these kinds for an organisation."""
    changed = frozenset(kinds)
    if changed & OWN_KINDS or any(changed.intersection(source.record_kinds) for source in gathered(FactSource)):
        mark(org_id)


def mark(org_id: int) -> None:
    """标记待研判, and see to it that somebody judges."""
    with transaction.atomic():
        DutyMark.objects.create(org_id=org_id)
        if not jobs().filter(name=JUDGE_STALE, state=JobState.WAITING).exists():
            enqueue(JUDGE_STALE)
