"""舍入: the one rounding of the product, 四舍五入. Compare before rounding; round only to show."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

WIDE = Context(prec=160)
"""Room for the digits of any product of amounts, so that showing one never fails."""


@lru_cache(maxsize=64)
def _unit(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def round_half_up(value: Decimal | int, places: int) -> Decimal:
    """四舍五入到 ``places`` 位小数: 86.125 → 86.13, -0.5 → -1 (half away from zero, as offices do)."""
    return Decimal(value).quantize(_unit(places), rounding=ROUND_HALF_UP, context=WIDE)


def plain_rounded(value: Decimal, places: int) -> str:
    """``plain(round_half_up(value, places))``; most values have no more decimals than that and need not be rounded."""
    text = format(value, "f")
    _, point, decimals = text.partition(".")
    if not point:
        return text
    if len(decimals) > places:
        return plain(round_half_up(value, places))
    return text.rstrip("0").rstrip(".")


def plain(value: Decimal | int) -> str:
    """不带多余零的写法: Decimal("36.00") → "36", Decimal("0.10") → "0.1"; never scientific."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
