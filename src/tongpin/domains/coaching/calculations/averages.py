"""月平均数: yearly averages of people from monthly counts, 195号 三（五）. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_UNIT = 10_000
"""Averages are kept to four places."""


@dataclass(frozen=True, slots=True)
class MonthCount:
    """月度人数: people at the beginning and at the end of one month."""

    month: int
    staff_start: int
    staff_end: int
    technical_start: int
    technical_end: int


def averages(months: Sequence[MonthCount]) -> tuple[Decimal, Decimal]:
    """职工总数和科技人员数的月平均数: half of (start + end) of each month, over the months the firm really worked.

    Kept to four places, staff downwards and technical staff upwards: sums of half people over at most twelve months differ from a share
    that is a multiple of 5 % by at least 1/480 wherever they differ, so a comparison of the kept figures never turns out otherwise.
    """
    halves = 2 * len(months)
    staff = sum(m.staff_start + m.staff_end for m in months) * _UNIT // halves
    technical = -(-sum(m.technical_start + m.technical_end for m in months) * _UNIT // halves)
    return Decimal(staff) / _UNIT, Decimal(min(technical, staff)) / _UNIT
