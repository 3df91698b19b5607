"""工作日调整."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.services import record
from tongpin.foundation.orgs.models import CalendarDay
from tongpin.foundation.orgs.records import insert, snapshot
from tongpin.kernel.reference import Reference

_DAY = ("day", "is_workday", "note", "basis")


@transaction.atomic
def override_day(*, day: date, is_workday: bool, note: str, basis: str, by: User) -> CalendarDay:
    """调整工作日: the office works, or rests, on ``day`` whatever the national calendar says."""
    override = CalendarDay(day=day, is_workday=is_workday, note=note.strip(), basis=basis.strip())
    insert(override)
    after = snapshot(override, _DAY)
    record("calendar_day.set", by=by, subject=_day_reference(override), after=after)
    return override


@transaction.atomic
def drop_override(*, override: CalendarDay, by: User) -> None:
    """取消工作日调整: the national calendar holds again."""
    reference, before = _day_reference(override), snapshot(override, _DAY)
    override.delete()
    record("calendar_day.removed", by=by, subject=reference, before=before)


def _day_reference(override: CalendarDay) -> Reference:
    return Reference("calendar_day", override.pk, str(override))
