"""增幅、完成率、比重、位次: exact while comparing, rounded half up only where printed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import TypeVar

from tongpin.kernel.rounding import round_half_up

DIGITS = 60
STORED_PLACES = 4
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Rate:
    """比率结果: a percentage, or None with the reason why there is none."""

    value: Decimal | None
    reason: str = ""

    @property
    def text(self) -> str | None:
        """四位小数的写法 ("36.0000"), for machine-readable output."""
        return None if self.value is None else format(round_half_up(self.value, STORED_PLACES), "f")

    def shown(self, places: int) -> str:
        """The printed form at the indicator's own precision, or a dash."""
        return "—" if self.value is None else format(round_half_up(self.value, places), "f")


def divided(part: Decimal, whole: Decimal) -> Decimal:
    """part ÷ whole, with more digits than any printed figure can ask for."""
    with localcontext() as context:
        context.prec = DIGITS
        return part / whole


def growth(value: Decimal | None, previous: Decimal | None, *, missing: str = "") -> Rate:
    """同比增幅 = (本期 − 上年同期) ÷ 上年同期 × 100。基数为 0、为负或缺失时不计算。"""
    if value is None:
        return Rate(None, "本期没有数据，不计算增幅")
    if previous is None:
        return Rate(None, missing or "上年同期没有数据，不计算增幅")
    if previous == 0:
        return Rate(None, "上年同期为0，不计算增幅")
    if previous < 0:
        return Rate(None, "上年同期为负数，不计算增幅")
    return Rate(divided((value - previous) * 100, previous))


def completion(value: Decimal | None, target: Decimal | None, *, lower_is_better: bool = False) -> Rate:
    """完成率 = 完成值 ÷ 目标 × 100; it may exceed 100."""
    if target is None:
        return Rate(None, "没有下达目标，不计算完成率")
    if value is None:
        return Rate(None, "本期没有数据，不计算完成率")
    if lower_is_better:
        return Rate(None, "该指标以不超过目标为完成，不计算完成率")
    if target <= 0:
        return Rate(None, "目标为0，不计算完成率")
    return Rate(divided(value * 100, target))


def share(part: Decimal | None, whole: Decimal | None) -> Rate:
    """比重 = 部分 ÷ 总量 × 100."""
    if part is None or whole is None:
        return Rate(None, "部分或总量没有数据，不计算比重")
    if whole == 0:
        return Rate(None, "总量为0，不计算比重")
    return Rate(divided(part * 100, whole))


def exceeds(part: Decimal, whole: Decimal, numerator: int, denominator: int) -> bool:
    """占比是否超过 numerator/denominator, compared before any rounding (300 of 451 is not above two thirds, 301 is)."""
    return part * denominator > whole * numerator


def point_change(value: Decimal | None, previous: Decimal | None) -> Decimal | None:
    """比率的变动，以个百分点计."""
    return None if value is None or previous is None else value - previous


def ranks(values: Mapping[K, Decimal | None], *, lower_is_better: bool = False) -> dict[K, int]:
    """位次: equal values share a place and the next place is skipped (1, 1, 3); missing values have no place."""
    known = {key: value for key, value in values.items() if value is not None}
    ordered = sorted(known.values(), reverse=not lower_is_better)
    places: dict[Decimal, int] = {}
    for place, value in enumerate(ordered, start=1):
        places.setdefault(value, place)
    return {key: places[value] for key, value in known.items()}
