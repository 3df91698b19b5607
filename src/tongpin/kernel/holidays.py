"""节日: statutory holidays as runs of days off, adjacent ones as one; from the State Council calendar and the days of the office.

Where the calendar of a year is not published yet, the statutory days are known and the days off around them are not: such a run is
*provisional*.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chinese_calendar.constants import holidays as official_holidays
from holidays.countries.china import China

from tongpin.kernel.workdays import WorkCalendar

OFFICIAL_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}
STATUTORY_NAMES = {
    "New Year's Day": "元旦",
    "Chinese New Year": "春节",
    "Tomb-Sweeping Day": "清明节",
    "Labor Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-Autumn Festival": "中秋节",
    "National Day": "国庆节",
}
NAMES = tuple(OFFICIAL_NAMES.values())
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """一次放假: the holidays it holds by name, its first and last day off, and whether the year's calendar is not published yet."""

    names: tuple[str, ...]
    starts_on: date
    ends_on: date
    provisional: bool

    @property
    def title(self) -> str:
        """ "中秋节、国庆节"."""
        return "、".join(self.names)


def holidays_of(year: int, calendar: WorkCalendar | None = None) -> tuple[Holiday, ...]:
    """某年的放假: runs of days off with a holiday in them that begin in ``year``, in order; 中秋 and 国庆 in one run are one.

    A run of 元旦 that begins in the last days of the year before belongs to the year it begins in.
    """
    days = calendar or WorkCalendar()
    named = _named(year) | _named(year + 1)
    found: list[Holiday] = []
    for day in sorted(named):
        if found and day <= found[-1].ends_on:
            continue
        if days.is_workday(day).value:
            continue
        starts_on = _edge(day, -_DAY, days)
        ends_on = _edge(day, _DAY, days)
        names = {name for one, held in named.items() if starts_on <= one <= ends_on for name in held}
        ordered = tuple(sorted(names, key=NAMES.index))
        found.append(Holiday(ordered, starts_on, ends_on, days.is_workday(day).provisional))
    return tuple(one for one in found if one.starts_on.year == year)


def holidays_between(start: date, end: date, calendar: WorkCalendar | None = None) -> tuple[Holiday, ...]:
    """放假 whose first day off lies in [start, end)."""
    years = range(start.year, end.year + 1)
    return tuple(one for year in years for one in holidays_of(year, calendar) if start <= one.starts_on < end)


def _named(year: int) -> dict[date, set[str]]:
    """Each day of the year that bears the name of a holiday."""
    found: dict[date, set[str]] = {}
    for day, words in official_holidays.items():
        if day.year == year and words in OFFICIAL_NAMES:
            found.setdefault(day, set()).add(OFFICIAL_NAMES[words])
    if China.start_year <= year <= China.end_year:
        for day, words in China(years=year).items():
            for known, name in STATUTORY_NAMES.items():
                if words.startswith(known) and "observed" not in words:
                    found.setdefault(day, set()).add(name)
    return found


def _edge(day: date, step: timedelta, days: WorkCalendar) -> date:
    while not days.is_workday(day + step).value:
        day += step
    return day
