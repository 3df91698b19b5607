"""序时进度: which share of a year's target should have been reached by the end of a month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from itertools import pairwise

from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import MeasureKind
from tongpin.kernel.periods import Period, PeriodKind

MONTHS = 12
DIGITS = 20
CURVE_WANTED = "进度曲线应为12个逐月不减的累计百分比，最后一个为100，例如 0,0,5,10,20,30,40,55,70,85,95,100。"
ACCUMULATING = frozenset({MeasureKind.FLOW, MeasureKind.YEARLY, MeasureKind.DISTINCT})


def check_curve(curve: Sequence[int | Decimal]) -> None:
    """Refuses a curve that is not twelve rising cumulative percentages ending at 100; an empty one means the default."""
    if not curve:
        return
    rising = all(earlier <= later for earlier, later in pairwise(curve))
    if len(curve) != MONTHS or not rising or curve[0] < 0 or curve[-1] != 100:
        raise Refused(CURVE_WANTED, field="seasonality")


def passed_share(month: int, kind: MeasureKind, seasonality: Sequence[int | Decimal], *, lower_is_better: bool = False) -> Decimal | None:
    """The part of the year's work that should be done by the end of ``month``: the indicator's own curve, else even progress for
    what accumulates; None where only the year end counts. A share that never ends is cut in favour of the unit that is judged.
    """
    if month == MONTHS:
        return Decimal(1)
    if seasonality:
        return Decimal(seasonality[month - 1]) / 100
    return _divided(Decimal(month), Decimal(MONTHS), lower_is_better) if kind in ACCUMULATING else None


def expected_share(
    *,
    month: int,
    target: Decimal,
    base: Decimal | None,
    kind: MeasureKind,
    seasonality: Sequence[int | Decimal],
    lower_is_better: bool = False,
) -> Decimal:
    """序时应完成数占目标的比例; a stock goes from its base at the start of the year up to the target. 0 where nothing is due yet."""
    passed = passed_share(month, kind, seasonality, lower_is_better=lower_is_better)
    if passed is None or kind is MeasureKind.RATIO:
        return Decimal(1) if month == MONTHS else Decimal(0)
    if kind is not MeasureKind.STOCK or month == MONTHS:
        return passed
    if base is None or target <= 0:
        return Decimal(0)
    return min(Decimal(1), _divided(base + (target - base) * passed, target, lower_is_better))


def month_ends(year: Period, until: date) -> list[date]:
    """月末时点 of a year up to ``until``; the month under way is not among them unless ``until`` is its last day."""
    return [month.last_day for month in year.split(PeriodKind.MONTH) if month.last_day <= until]


def _divided(part: Decimal, whole: Decimal, upwards: bool) -> Decimal:
    with localcontext() as context:
        context.prec = DIGITS
        context.rounding = ROUND_CEILING if upwards else ROUND_FLOOR
        return part / whole
