"""履责期: the windows of a year in which a duty is owed, and how it stands in each. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tongpin.kernel.periods import Period, PeriodKind

SOON_DAYS = 15


@dataclass(frozen=True, slots=True)
class Window:
    """一期: its title, how the duty stands in it, and on which days something showed it."""

    period: Period
    light: str
    word: str
    days: tuple[date, ...]


def windows(frequency: str, year: int, days: Iterable[date], as_of: date, *, since: date | None = None) -> Sequence[Window]:
    """Every window of the year that has begun by ``as_of``; one that ended before ``since`` (when the list was issued) is not owed."""
    shown = sorted(day for day in days if day <= as_of)
    found = []
    for period in Period.year(year).split(PeriodKind(frequency)):
        if period.start > as_of or (since is not None and period.last_day < since):
            continue
        inside = tuple(day for day in shown if day in period)
        found.append(Window(period, *_standing(inside, period, as_of), inside))
    return found


def _standing(inside: Sequence[date], period: Period, as_of: date) -> tuple[str, str]:
    if inside:
        return "green", "已完成"
    if as_of > period.last_day:
        return "red", "无佐证"
    return ("blue", "临期") if (period.last_day - as_of).days <= SOON_DAYS else ("grey", "未完成")
