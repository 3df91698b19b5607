"""检查期间: which windows of which years a rule asks about, and whether a subject stood through one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from tongpin.engines.rules.rule import DutyWindow
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import Period


def windows_of(window: DutyWindow, years: Iterable[int], as_of: date) -> list[Period | None]:
    """The windows of these years that have begun by ``as_of``; [None] for standing rules and dated cases."""
    kind = window.period_kind
    if kind is None:
        return [None]
    return [part for year in sorted(set(years)) for part in Period.year(year).split(kind) if part.start <= as_of]


def standing_through(window: DutyWindow, period: Period | None, as_of: date) -> Callable[[Subject], bool]:
    """Whether the rule is asked of a subject there: part periods are not checked; a standing rule asks who stands on the day."""
    first = period.start if period else as_of
    last = date.min if window is DutyWindow.EVENT else min(period.last_day, as_of) if period else as_of
    return lambda one: (one.starts_on is None or one.starts_on <= first) and (one.ends_on is None or one.ends_on > last)


def window_title(text: str) -> str:
    """期间的说法: "2026年第2季度"; empty for what has no window."""
    return Period.parse(text).title if text else ""
