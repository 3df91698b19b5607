"""步骤期限: what the rules in force on each step's own day say of a file, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongpin.engines.rules.duty import DutyState, judge
from tongpin.engines.rules.selectors import list_rules
from tongpin.foundation.orgs.selectors import work_calendar

AREA = "party.dev"
LIGHTS = {
    DutyState.DONE: "green",
    DutyState.SOON: "blue",
    DutyState.OVERDUE: "red",
    DutyState.OPEN: "grey",
    DutyState.MISSING: "yellow",
}


@dataclass(frozen=True)
class StepDuty:
    """一条要求: its light, word, sentence and day."""

    code: str
    colour: str
    word: str
    sentence: str
    due: date | None


def duties_by_code(facts: Mapping[str, Mapping[str, Any]], as_of: date) -> dict[str, StepDuty]:
    """各条要求 by code, of the rules about these subjects; ``facts`` by subject. Those that do not apply are left out."""
    calendar = work_calendar()
    found: dict[str, StepDuty] = {}
    for rule in list_rules(AREA):
        duty = rule.duty
        if duty is None or duty.subject not in facts or duty.window.period_kind is not None:
            continue
        given = {name: value for name, value in facts[duty.subject].items() if name in rule.facts}
        judgement = judge(rule, given, as_of, calendar=calendar)
        if judgement.state in LIGHTS:
            found[duty.code] = StepDuty(duty.code, LIGHTS[judgement.state], judgement.state_label, judgement.sentence, judgement.due)
    return found
