"""达标情况: where a criterion stands against what it needs. Pure; what is not known is missing, never 0."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tongpin.domains.work.enums import Comparison, CriterionState


@dataclass(frozen=True, slots=True)
class Verdict:
    """达标结论: ``gap`` is how much is still wanted, None where nothing is or where it cannot be said."""

    state: CriterionState
    gap: Decimal | None = None


def judge(comparison: str, needed: Decimal | None, value: Decimal | bool | None) -> Verdict:
    """Met, not met with the gap, or missing."""
    if value is None:
        return Verdict(CriterionState.MISSING)
    if comparison == Comparison.YES_NO:
        return Verdict(CriterionState.MET if value is True else CriterionState.NOT_MET)
    if needed is None or isinstance(value, bool):
        return Verdict(CriterionState.MISSING)
    gap = value - needed if comparison == Comparison.AT_MOST else needed - value
    return Verdict(CriterionState.MET) if gap <= 0 else Verdict(CriterionState.NOT_MET, gap)
