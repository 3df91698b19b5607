"""通知时间: when a digest may go out, and when the next step of a reminder is due. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from tongpin.kernel.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Hours:
    """通知时间: one digest a day, not before ``digest_at``, never in the quiet hours, on days of rest only where wanted.

    ``step_workdays``: so many working days must pass after a step was sent before the next step of the same thing may be.
    """

    digest_at: time
    quiet_from: time
    quiet_to: time
    workdays_only: bool
    step_workdays: int


DEFAULT_HOURS = Hours(digest_at=time(8, 30), quiet_from=time(18, 0), quiet_to=time(8, 0), workdays_only=True, step_workdays=3)


def is_quiet(moment: time, hours: Hours) -> bool:
    """是否安静时段: from ``quiet_from`` up to, and without, ``quiet_to``; over midnight where the first lies later. Equal: never quiet."""
    start, stop = hours.quiet_from, hours.quiet_to
    if start == stop:
        return False
    return start <= moment < stop if start < stop else moment >= start or moment < stop


def may_send(moment: datetime, hours: Hours, calendar: WorkCalendar) -> bool:
    """可否发送 at a moment of the office's own clock."""
    if hours.workdays_only and not calendar.is_workday(moment.date()).value:
        return False
    return moment.time() >= hours.digest_at and not is_quiet(moment.time(), hours)


def step_is_due(sent_on: date | None, today: date, hours: Hours, calendar: WorkCalendar, *, wait: int | None = None) -> bool:
    """可否进入下一步: only after the step before was sent, and ``wait`` (or ``step_workdays``) full working days have gone by since."""
    days = hours.step_workdays if wait is None else wait
    return sent_on is not None and calendar.add_workdays(sent_on, days).value < today
