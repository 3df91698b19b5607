"""逐条结论: what an answer says of each condition of a rule — met, not met and by how much, or what is needed to tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tongpin.engines.rules.expressions import Unknown
from tongpin.engines.rules.rule import Condition, Rule
from tongpin.engines.rules.wording import fill


class ConditionState(StrEnum):
    """条件结论."""

    MET = "met"
    NOT_MET = "not_met"
    MISSING = "missing"
    PERSON = "person"

    @property
    def label(self) -> str:
        return {"met": "符合", "not_met": "不符合", "missing": "缺资料", "person": "需人工判断"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionAnswer:
    """逐条结论: ``gap`` is how much is missing in the unit of ``condition.gap``, only where the condition is not met."""

    condition: Condition
    state: ConditionState
    says: str
    gap: Decimal | None = None
    missing: tuple[str, ...] = ()


def condition_answers(rule: Rule, known: Mapping[str, Any]) -> tuple[ConditionAnswer, ...]:
    """Every condition in the order of the rule; ``known`` holds the steps."""
    return tuple(_answer(rule, condition, known) for condition in rule.conditions)


def _answer(rule: Rule, condition: Condition, known: Mapping[str, Any]) -> ConditionAnswer:
    holds = known[condition.term.name]
    if isinstance(holds, Unknown):
        missing = tuple(term.title for name, term in rule.facts.items() if name in holds.missing)
        state = ConditionState.PERSON if condition.by_person else ConditionState.MISSING
        return ConditionAnswer(condition=condition, state=state, says=_why(state, missing, holds), missing=missing)
    says = fill(condition.says, known)
    if holds:
        return ConditionAnswer(condition=condition, state=ConditionState.MET, says=says)
    gap = known[condition.gap.name] if condition.gap else None
    return ConditionAnswer(condition=condition, state=ConditionState.NOT_MET, says=says, gap=gap if isinstance(gap, Decimal) else None)


def _why(state: ConditionState, missing: tuple[str, ...], unknown: Unknown) -> str:
    named = "、".join(f"“{title}”" for title in missing)
    if state is ConditionState.PERSON:
        return f"须由人判断后填写{named}。" if named else f"{unknown.reason}，须由人判断。"
    return f"缺少{named}。" if named else f"{unknown.reason}。"
