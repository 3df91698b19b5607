"""写法: a stored value in the unit and precision in which it is shown."""

from __future__ import annotations

from decimal import Decimal

from tongpin.kernel.money import MoneyUnit, from_yuan
from tongpin.kernel.rounding import plain, round_half_up

DASH = "—"
MONEY = frozenset(unit.value for unit in MoneyUnit)


def in_shown_unit(value: Decimal, unit: str, shown_unit: str) -> Decimal:
    """The exact value in the shown unit; 元 to 万元 or 亿元, anything else as it is."""
    return from_yuan(value, MoneyUnit(shown_unit)) if unit == MoneyUnit.YUAN and shown_unit in MONEY else value


def to_stored_unit(value: Decimal, unit: str, given_unit: str) -> Decimal | None:
    """A value given in ``given_unit`` in the stored unit; None where the two do not fit together."""
    if unit == MoneyUnit.YUAN:
        return value * MoneyUnit(given_unit).yuan if given_unit in MONEY else None
    return value if not given_unit or given_unit == unit or {given_unit, unit} <= COUNTED else None


COUNTED = frozenset({"家", "个", "项", "户", "企业", "件", "场", "次", "人", "所", "名", "人次"})


def printed(value: Decimal | None, unit: str, shown_unit: str, places: int) -> str:
    """ "20.14": rounded half up in the shown unit; a dash where missing."""
    return DASH if value is None else format(round_half_up(in_shown_unit(value, unit, shown_unit), places), "f")


def exactly(value: Decimal | None, unit: str, shown_unit: str) -> str:
    """ "20.14亿元": exact and with its unit, for sentences that compare."""
    return DASH if value is None else f"{plain(round_half_up(in_shown_unit(value, unit, shown_unit), 4))}{shown_unit}"
