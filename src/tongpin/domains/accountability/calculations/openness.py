"""公开情况: whether an item of the catalogue is disclosed as its way and period ask, and since when it is late. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.workdays import WorkCalendar

PROMPT_WORKDAYS = 10
"""及时: our own number, where the rules say promptly and give none."""
STANDING, PERIODIC, ONCE = "standing", "periodic", "once"


@dataclass(frozen=True, slots=True)
class Shown:
    """一次公开: its period ("" for none), when it was published and taken down, and when what it tells was done."""

    period: str
    published_on: date | None
    taken_down_on: date | None
    occurred_on: date | None
    title: str = ""

    def is_published(self, on: date) -> bool:
        """Whether it had been published by the day."""
        return self.published_on is not None and self.published_on <= on

    def is_up(self, on: date) -> bool:
        """Whether it hangs on the day."""
        return self.is_published(on) and (self.taken_down_on is None or self.taken_down_on > on)


def periods_due(kind: str, valid_from: date, start: date, end: date) -> list[Period]:
    """应公开的各期 that begin in [start, end), from the period on in which the item was listed."""
    first = Period.containing(valid_from, PeriodKind(kind))
    one = max(first, Period.containing(start, PeriodKind(kind)), key=lambda p: p.start)
    found = []
    while one.start < end:
        if one.start >= start:
            found.append(one)
        one = one.shifted(1)
    return found


def is_undisclosed(way: str, kind: str, valid_from: date, shown: Sequence[Shown], year: Period, on: date) -> bool:
    """本年没有公开: of a standing item nothing hangs, of a periodic one some period that has begun lacks its disclosure."""
    last = min(on, year.last_day)
    if way == STANDING:
        return not any(one.is_up(last) for one in shown)
    done = {one.period for one in shown if one.is_published(on)}
    return any(str(period) not in done for period in periods_due(kind, valid_from, year.start, last) if period.start <= last)


def openness_light(way: str, kind: str, valid_from: date, shown: Iterable[Shown], on: date, calendar: WorkCalendar) -> tuple[str, str, str]:
    """目录事项的灯: colour, word and why."""
    rows = list(shown)
    if way == STANDING:
        return _standing(valid_from, rows, on, calendar)
    if way == PERIODIC:
        return _periodic(kind, valid_from, rows, on, calendar)
    late = [one for one in rows if not one.is_published(on) and one.occurred_on is not None and _due(one.occurred_on, calendar) < on]
    if late:
        return "red", "逾期未公开", f"{late[0].title}已办结超过{PROMPT_WORKDAYS}个工作日，尚未公开。"
    if any(not one.is_published(on) and one.occurred_on is not None and one.occurred_on <= on for one in rows):
        return "blue", "待公开", ""
    return ("green", "已公开", "") if any(one.is_published(on) for one in rows) else ("grey", "尚无事项", "")


def _standing(valid_from: date, rows: Sequence[Shown], on: date, calendar: WorkCalendar) -> tuple[str, str, str]:
    if any(one.is_up(on) for one in rows):
        return "green", "公开中", ""
    due = _due(valid_from, calendar)
    if on > due:
        return "red", "逾期未公开", f"列入目录后应于{due:%Y-%m-%d}前公开，现在没有公开内容。"
    return "blue", "待公开", f"应于{due:%Y-%m-%d}前公开。"


def _periodic(kind: str, valid_from: date, rows: Sequence[Shown], on: date, calendar: WorkCalendar) -> tuple[str, str, str]:
    done = {one.period for one in rows if one.is_published(on)}
    first = date(on.year - 1, 1, 1)
    lacking = [one for one in periods_due(kind, valid_from, first, on) if one.last_day < on and str(one) not in done]
    late = [one for one in lacking if _due(one.last_day, calendar) < on]
    if late:
        return "red", "逾期未公开", f"{'、'.join(one.title for one in late[-3:])}没有公开。"
    if lacking:
        return "blue", "待公开", f"{lacking[-1].title}应于{_due(lacking[-1].last_day, calendar):%Y-%m-%d}前公开。"
    return "green", "按期公开", ""


def _due(day: date, calendar: WorkCalendar) -> date:
    return calendar.add_workdays(day, PROMPT_WORKDAYS).value
