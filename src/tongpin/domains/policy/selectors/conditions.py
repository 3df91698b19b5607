"""条件规则查询: which rules may stand as the condition of a policy, and what one of them says of a firm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tongpin.domains.coaching.selectors.eligibility import FirmAnswer, Gap, judge_firm, lacks_facts, reasons, rules_on_firms
from tongpin.domains.policy.enums import MatchState
from tongpin.domains.policy.models import Policy
from tongpin.engines.rules.rule import Rule
from tongpin.foundation.orgs.models import Organisation


def conditions(org: Organisation) -> dict[str, Rule]:
    """可选条件规则 of an organisation, by key."""
    return {one.key: one for one in reversed(rules_on_firms(org))}


def condition_of(policy: Policy) -> Rule | None:
    """条件规则 of a policy; None where it has none, or where the rule is no longer there."""
    return conditions(policy.org).get(policy.rule)


def answer_for(policy: Policy, firm_pk: int, day: date) -> FirmAnswer | None:
    """一家企业对一项政策的研判, with its trace; None where the policy has no condition."""
    of = condition_of(policy)
    return None if of is None else judge_firm(of, firm_pk, day)


def state_of(outcome: str, gaps: Sequence[Gap]) -> tuple[MatchState, str]:
    """匹配结论和理由: what is not known is missing or for a person to judge, never "not met"."""
    if outcome in (MatchState.MET, MatchState.NOT_MET):
        return MatchState(outcome), reasons(gaps) if outcome == MatchState.NOT_MET else ""
    missing = lacks_facts(gaps) or not gaps
    return (MatchState.MISSING if missing else MatchState.TO_JUDGE), reasons(gaps)
