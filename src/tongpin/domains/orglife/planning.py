"""年度计划计算: which meetings and theme days a Party organisation of a level plans in which month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tongpin.domains.orglife.enums import THEME_DAY, MeetingKind
from tongpin.kernel.periods import Period, PeriodKind


@dataclass(frozen=True, slots=True)
class Frequency:
    """频次: one gathering of ``kind`` in every window; ``code`` is the rule that asks for it; ``days_before``
    the usual day of the month, since a committee prepares what the members decide."""

    kind: str
    window: PeriodKind
    code: str
    title: str
    days_before: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """计划项: one gathering to be held by ``day``."""

    kind: str
    day: date
    title: str
    code: str


BRANCH = (
    Frequency(MeetingKind.GENERAL, PeriodKind.QUARTER, "LIFE-01", "支部党员大会"),
    Frequency(MeetingKind.COMMITTEE, PeriodKind.MONTH, "LIFE-02", "支部委员会会议", days_before=7),
    Frequency(THEME_DAY, PeriodKind.MONTH, "LIFE-06", "主题党日"),
    Frequency(MeetingKind.LECTURE, PeriodKind.QUARTER, "LIFE-04", "党课"),
    Frequency(MeetingKind.ORGANISATIONAL_LIFE, PeriodKind.YEAR, "LIFE-07", "组织生活会"),
)
SMALL_GROUP = (Frequency(MeetingKind.SMALL_GROUP, PeriodKind.MONTH, "LIFE-03", "党小组会"),)
PARTY_GROUP = (
    Frequency(MeetingKind.PARTY_GROUP, PeriodKind.MONTH, "STU-05", "党组会"),
    Frequency(MeetingKind.CENTRE_GROUP, PeriodKind.QUARTER, "STU-02", "理论学习中心组集体学习研讨"),
    Frequency(MeetingKind.DEMOCRATIC_LIFE, PeriodKind.YEAR, "LIFE-22", "民主生活会"),
)
BY_LEVEL = {
    "party_branch": BRANCH,
    "party_general_branch": BRANCH,
    "party_committee": BRANCH,
    "party_small_group": SMALL_GROUP,
    "party_group": PARTY_GROUP,
}


def day_in(year: int, month: int, day: int) -> date:
    """That day of the month, or its last where the month is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def slots(
    year: int, months: Iterable[int], frequencies: Iterable[Frequency], *, day: int, windows: dict[str, PeriodKind] | None = None
) -> list[Slot]:
    """年度计划: one slot for every window of every frequency that ends in one of ``months``; a window is filled in its last month
    that is asked for, so that nothing is planned after it is due. ``windows`` are those the rules in force say, by rule."""
    asked = sorted(set(months))
    found = []
    for frequency in frequencies:
        window = (windows or {}).get(frequency.code, frequency.window)
        for period in Period.year(year).split(window):
            inside = [m for m in asked if period.start.month <= m < period.start.month + window.months]
            if inside:
                month = inside[-1]
                found.append(
                    Slot(
                        frequency.kind,
                        day_in(year, month, max(1, day - frequency.days_before)),
                        f"{year}年{month}月{frequency.title}",
                        frequency.code,
                    )
                )
    return sorted(found, key=lambda slot: (slot.day, slot.kind))


def workday_near(day: date, works: dict[date, bool]) -> date:
    """The day itself where the office works, else the next working day of the same month, else the one before."""
    later = day
    while later.month == day.month:
        if works.get(later, later.weekday() < 5):
            return later
        later += timedelta(days=1)
    while not works.get(day, day.weekday() < 5):
        day -= timedelta(days=1)
    return day
