"""约数: 余, 多, 以上, 突破, 近 and 三分之二以上, never printed where the exact figure does not bear them out.

    qualify(Decimal("2026.5"), "余") == "2000余"        qualify(Decimal(2000), "余") == "2000"
    qualify(2850, "多", digits=2) == "2800多"           qualify(12345, "多") == "1万多"
    qualify_share(311, 451) == "三分之二以上"            qualify_share(300, 451) == "六成以上"

``qualified`` and ``qualified_share`` say besides whether the word was applied and why. Without ``as_of`` the newest wording rule holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal

from tongpin.engines.rules.evaluate import evaluate
from tongpin.engines.rules.figures import reaches_share
from tongpin.kernel.rounding import plain, round_half_up

STYLES = ("余", "多", "以上", "突破", "近")
_WAN = Decimal(10_000)
_YI = Decimal(100_000_000)
_SHARES = ((9, 10, "九成"), (4, 5, "八成"), (3, 4, "四分之三"), (7, 10, "七成"), (2, 3, "三分之二"), (3, 5, "六成"), (1, 2, "半数"))


@dataclass(frozen=True, slots=True)
class Qualified:
    """约数写法: ``text`` without unit; ``applied`` is no where the exact figure had to be printed, and ``reason`` says why."""

    text: str
    applied: bool
    reason: str


def qualify(value: Decimal | int, style: str, *, digits: int = 1, as_of: date = date.max) -> str:
    """ "2000余", without unit."""
    return qualified(value, style, digits=digits, as_of=as_of).text


def qualify_share(part: int, whole: int, *, as_of: date = date.max) -> str:
    """ "三分之二以上"."""
    return qualified_share(part, whole, as_of=as_of).text


def qualified(value: Decimal | int, style: str, *, digits: int = 1, as_of: date = date.max) -> Qualified:
    """ "2000余" for 2026.5: the number is cut to ``digits`` leading digits; printed exactly where the word would not be true."""
    if style not in STYLES:
        raise ValueError(f"约数用词应为 {'、'.join(STYLES)} 之一，现为“{style}”。")
    exact = Decimal(value)
    if exact <= 0:
        return Qualified(plain(exact), False, f"实际{plain(exact)}，不用约数。")
    step = Decimal(1).scaleb(exact.adjusted() - digits + 1)
    printed = (exact / step).to_integral_value(ROUND_CEILING if style == "近" else ROUND_DOWN) * step
    facts = {"actual": exact, "printed": printed, "step": _last_unit(printed), "style": style}
    answer = evaluate("indicators.qualifiers", facts, as_of)
    if answer.outcome != "met":
        return Qualified(plain(exact), False, answer.reason)
    number = _short(printed)
    return Qualified(f"{style}{number}" if style in ("突破", "近") else f"{number}{style}", True, answer.reason)


def qualified_share(part: int, whole: int, *, as_of: date = date.max) -> Qualified:
    """ "三分之二以上": the largest usual fraction that the exact share reaches; a percentage below one half."""
    for numerator, denominator, words in _SHARES:
        answer = reaches_share(part, whole, numerator, denominator, as_of=as_of)
        if answer.outcome == "unknown":
            return Qualified("—", False, answer.reason)
        if answer.outcome == "met":
            return Qualified(f"{words}以上", True, answer.reason)
    return Qualified(f"{plain(round_half_up(Decimal(part) / whole * 100, 2))}%", False, answer.reason)


def _last_unit(printed: Decimal) -> Decimal:
    """The unit of the last digit that is not 0: 2800 → 100, 2000 → 1000."""
    normal = printed.normalize()
    exponent = normal.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _short(printed: Decimal) -> str:
    """1万, 6000, 20万: whole 万 and 亿 are written with the word."""
    for unit, word in ((_YI, "亿"), (_WAN, "万")):
        if printed >= unit and printed % (unit / 10) == 0:
            return f"{plain(printed / unit)}{word}"
    return plain(printed)
