"""达标情况: where a criterion stands against what it needs. Pure; what is not known is missing, never 0."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

MET, NOT_MET, MISSING = "met", "not_met", "missing"
AT_MOST, YES_NO = "at_most", "yes_no"


@dataclass(frozen=True, slots=True)
class Verdict:
    """达标结论: ``gap`` is how much is still wanted, None where nothing is or where it cannot be said."""

    state: str
    gap: Decimal | None = None


def judge(comparison: str, needed: Decimal | None, value: Decimal | bool | None) -> Verdict:
    """Met, not met with the gap, or missing."""
    if value is None:
        return Verdict(MISSING)
    if comparison == YES_NO:
        return Verdict(MET if value is True else NOT_MET)
    if needed is None or isinstance(value, bool):
        return Verdict(MISSING)
    gap = value - needed if comparison == AT_MOST else needed - value
    return Verdict(MET) if gap <= 0 else Verdict(NOT_MET, gap)
