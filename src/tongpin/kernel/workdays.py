"""工作日: the days an office works, by the State Council calendar with 调休; table look-ups, never stepping through days.

A year counts as official when the published calendar covers it or the caller says that its own days are complete (``confirmed_years``).
Every other year is *provisional*: statutory holidays where they are known, Monday to Friday otherwise. The answer says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import Generic, TypeVar

from chinese_calendar.constants import holidays as official_holidays
from chinese_calendar.constants import workdays as official_workdays
from holidays.countries.china import China

T = TypeVar("T")

OFFICIAL_YEARS = frozenset(day.year for day in official_holidays)
_EXPECTED_YEARS = range(China.start_year, China.end_year + 1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """工作日答案: the ``value``, and whether it rests on a year whose official calendar is not known yet (``provisional``)."""

    value: T
    provisional: bool

    def __bool__(self) -> bool:
        raise TypeError("ask for .value or .provisional; an answer itself is neither yes nor no")


@dataclass(frozen=True, slots=True)
class _Year:
    """年度工作日表: ``before[i]`` workdays lie before the ``i``-th day of the year; ``days`` are the workdays as ordinals."""

    first: int
    before: tuple[int, ...]
    days: tuple[int, ...]
    provisional: bool

    @property
    def total(self) -> int:
        return self.before[-1]


@lru_cache(maxsize=256)
def _published(year: int) -> tuple[bool, ...]:
    """Whether each day of the year is worked, before anybody's overrides."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=i) for i in range((date(year + 1, 1, 1) - first).days)]
    if year in OFFICIAL_YEARS:
        return tuple(d in official_workdays or (d.weekday() < _SATURDAY and d not in official_holidays) for d in days)
    expected = China(years=year) if year in _EXPECTED_YEARS else {}
    return tuple(d.weekday() < _SATURDAY and d not in expected for d in days)


class WorkCalendar:
    """工作日历: the published calendar with the caller's own days laid over it.

    ``overrides``: day → worked or not, for days the office knows better. ``confirmed_years``: years for which the overrides hold
    everything that was published, so that answers stop being provisional.
    """

    def __init__(self, overrides: Mapping[date, bool] | None = None, *, confirmed_years: Iterable[int] = ()) -> None:
        self._overrides: dict[int, dict[date, bool]] = {}
        for day, worked in (overrides or {}).items():
            self._overrides.setdefault(day.year, {})[day] = worked
        self._confirmed = OFFICIAL_YEARS | frozenset(confirmed_years)
        self._years: dict[int, _Year] = {}

    def is_workday(self, day: date) -> Answer[bool]:
        """是否工作日. A day that is overridden is certain even in a provisional year."""
        table = self._year(day.year)
        place = day.toordinal() - table.first
        overridden = day in self._overrides.get(day.year, {})
        return Answer(table.before[place + 1] > table.before[place], table.provisional and not overridden)

    def workdays_between(self, start: date, end: date) -> Answer[int]:
        """工作日天数 in [start, end); negative where ``end`` lies before ``start``."""
        if end < start:
            turned = self.workdays_between(end, start)
            return Answer(-turned.value, turned.provisional)
        if end == start:
            return Answer(0, False)
        years = range(start.year, (end - timedelta(days=1)).year + 1)
        whole = sum(self._year(year).total for year in years)
        last = self._year(years[-1])
        after = last.total - last.before[end.toordinal() - last.first]
        return Answer(whole - self._before(start) - after, self._any_provisional(years))

    def add_workdays(self, day: date, count: int) -> Answer[date]:
        """第 ``count`` 个工作日 after ``day`` (before it where negative); the day itself is not counted.

        With 0 it is the day itself, or the next workday where the day is a day off.
        """
        if count > 0:
            return self._after(day + timedelta(days=1), count)
        if count < 0:
            return self._backward(day, -count)
        return self._after(day, 1)

    def _after(self, start: date, count: int) -> Answer[date]:
        """The ``count``-th workday on or after ``start``."""
        wanted = self._before(start) + count - 1
        year = start.year
        while wanted >= self._year(year).total:
            wanted -= self._year(year).total
            year += 1
        return self._found(year, wanted, range(start.year, year + 1))

    def _backward(self, end: date, count: int) -> Answer[date]:
        """The ``count``-th workday before ``end``."""
        wanted = self._before(end) - count
        year = end.year
        while wanted < 0:
            year -= 1
            wanted += self._year(year).total
        return self._found(year, wanted, range(year, end.year + 1))

    def _found(self, year: int, index: int, touched: range) -> Answer[date]:
        return Answer(date.fromordinal(self._year(year).days[index]), self._any_provisional(touched))

    def _any_provisional(self, years: range) -> bool:
        return any(self._year(year).provisional for year in years)

    def _before(self, day: date) -> int:
        """How many workdays of its year lie before ``day``."""
        table = self._year(day.year)
        return bisect_left(table.days, day.toordinal())

    def _year(self, year: int) -> _Year:
        if year not in self._years:
            self._years[year] = self._table(year)
        return self._years[year]

    def _table(self, year: int) -> _Year:
        first = date(year, 1, 1)
        worked = list(_published(year))
        for day, works in self._overrides.get(year, {}).items():
            worked[(day - first).days] = works
        return _Year(
            first=first.toordinal(),
            before=(0, *accumulate(worked)),
            days=tuple(first.toordinal() + i for i, works in enumerate(worked) if works),
            provisional=year not in self._confirmed,
        )
