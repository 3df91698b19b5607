"""条件规则查询: which rules may stand as the condition of a policy, and what one of them says of a firm."""

from __future__ import annotations

from datetime import date

from tongpin.domains.coaching.selectors.eligibility import FirmAnswer, FirmVerdict, judge_firm, lacks_facts, reasons, rules_on_firms
from tongpin.domains.policy.enums import MatchState
from tongpin.domains.policy.models import Policy
from tongpin.engines.rules.rule import Rule
from tongpin.foundation.orgs.models import Organisation


def conditions(org: Organisation, day: date | None = None) -> dict[str, Rule]:
    """可选条件规则 of an organisation on a day, by key: those of its own rule packs and those of the rulebook."""
    return {one.key: one for one in reversed(rules_on_firms(org, day))}


def condition_of(policy: Policy, day: date) -> Rule | None:
    """条件规则 of a policy on a day; None where it has none, or where the rule is not in force."""
    return conditions(policy.org, day).get(policy.rule)


def answer_for(policy: Policy, firm_pk: int, day: date) -> FirmAnswer | None:
    """一家企业对一项政策的研判, with its trace; None where the policy has no condition."""
    of = condition_of(policy, day)
    return None if of is None else judge_firm(of, firm_pk, day)


def state_of(found: FirmAnswer | FirmVerdict) -> tuple[MatchState, str]:
    """匹配结论和理由: what is not known is missing or for a person to judge, never "not met"."""
    words = reasons(found.gaps) or found.reason
    if found.outcome in (MatchState.MET, MatchState.NOT_MET):
        return MatchState(found.outcome), words if found.outcome == MatchState.NOT_MET else ""
    missing = lacks_facts(found.gaps) or not found.gaps
    return (MatchState.MISSING if missing else MatchState.TO_JUDGE), words
