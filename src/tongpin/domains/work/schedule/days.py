"""工作日序号: working days as consecutive whole numbers, so that the passes count instead of asking the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from tongpin.kernel.errors import Refused
from tongpin.kernel.workdays import WorkCalendar

FARTHEST = 25_000
"""About a hundred years of working days; whatever reaches further is a slip of the pen."""


FIRST_YEAR, LAST_YEAR = 1950, 2150


class Days:
    """工作日序号: 0 is the first working day on or after ``origin``; days before it are negative."""

    def __init__(self, calendar: WorkCalendar, origin: date) -> None:
        check_day(origin)
        self.calendar = calendar
        self.origin = origin
        self._known: dict[int, date] = {}

    def on_or_after(self, day: date) -> int:
        check_day(day)
        return self.calendar.workdays_between(self.origin, day).value

    def on_or_before(self, day: date) -> int:
        check_day(day)
        return self.on_or_after(day + timedelta(days=1)) - 1

    def is_workday(self, day: date) -> bool:
        return self.calendar.is_workday(day).value

    def day(self, index: int) -> date:
        found = self._known.get(index)
        if found is None:
            if abs(index) > FARTHEST:
                raise Refused("按这些工期推算，计划前后超过一百年，请核对工期和间隔。", field="workdays")
            day = self.origin - timedelta(days=1) if index >= 0 else self.origin
            found = self._known[index] = self.calendar.add_workdays(day, index + 1 if index >= 0 else index).value
        return found

    def provisional_years(self, first: int, last: int) -> tuple[int, ...]:
        """尚未公布安排的年份 between two working days."""
        years = range(self.day(first).year, self.day(last).year + 1)
        return tuple(y for y in years if self.calendar.workdays_between(date(y, 1, 1), date(y, 1, 2)).provisional)


def check_day(day: date) -> None:
    """日期核对: a slip of the pen in the year."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(f"日期 {day} 不对，排期的日期应在 {FIRST_YEAR} 年至 {LAST_YEAR} 年之间。", field="deadline")
