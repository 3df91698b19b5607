"""金额: 元 inside (exact to the 分), 万元 and 亿元 only at the edges."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from tongpin.kernel.rounding import plain, round_half_up


class MoneyUnit(StrEnum):
    """金额单位, by the word that offices print in a header."""

    YUAN = "元"
    THOUSAND = "千元"
    WAN = "万元"
    MILLION = "百万元"
    YI = "亿元"

    @property
    def yuan(self) -> Decimal:
        """How many 元 one of this unit is."""
        return _YUAN[self]


_YUAN = {
    MoneyUnit.YUAN: Decimal(1),
    MoneyUnit.THOUSAND: Decimal(1_000),
    MoneyUnit.WAN: Decimal(10_000),
    MoneyUnit.MILLION: Decimal(1_000_000),
    MoneyUnit.YI: Decimal(100_000_000),
}


def to_yuan(amount: Decimal | int, unit: MoneyUnit) -> Decimal:
    """Amount in 元, exact; a fraction of a 分 stays (the caller decides whether that is an error)."""
    return Decimal(amount) * unit.yuan


def from_yuan(amount: Decimal | int, unit: MoneyUnit) -> Decimal:
    """Amount in ``unit``, exact and not rounded."""
    return Decimal(amount) / unit.yuan


def show_money(amount: Decimal | int, unit: MoneyUnit, places: int | None = None) -> str:
    """ "20.14亿元": amount in 元 shown in ``unit``; rounded half up to ``places``, or exact where ``places`` is None."""
    value = from_yuan(amount, unit)
    return f"{plain(value) if places is None else format(round_half_up(value, places), 'f')}{unit.value}"
