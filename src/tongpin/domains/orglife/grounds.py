"""规则依据: what the rulebook says of one vote, with document and article where the rule names one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tongpin.domains.orglife.facts.votes import facts_of_votes
from tongpin.engines.rules.book import book
from tongpin.engines.rules.duty import DutyState, judge


@dataclass(frozen=True, slots=True)
class Ground:
    """依据: the answer of one rule in words."""

    code: str
    title: str
    citation: str
    word: str
    reason: str
    holds: bool


def grounds(vote: Any) -> list[Ground]:
    """规则依据 of a vote: every rule about votes that applies and of which all facts are known; none of local practice."""
    facts, day = facts_of_votes([vote])[vote.pk], vote.item.meeting.activity.day
    found = []
    for rule in book().rules.values():
        if rule.duty is None or rule.duty.subject != "vote" or not rule.duty.adopted:
            continue
        known = {name: facts[name] for name in rule.facts if facts.get(name) is not None}
        answer = judge(rule, known, day)
        if answer.state not in (DutyState.NOT_APPLICABLE, DutyState.MISSING):
            holds = answer.state is DutyState.DONE
            found.append(Ground(rule.duty.code, rule.title, answer.citation, answer.state_label, answer.reason, holds))
    return found
