"""事实来源: what the domains contribute has the type that the rules ask for."""

from __future__ import annotations

from tongpin.engines.duties.selectors import duty_of, duty_rules
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import FactSource


def test_contributed_facts_have_the_type_that_rules_ask_for() -> None:
    asked = {(duty_of(rule).subject, name): (term.type, rule.key) for rule in duty_rules() for name, term in rule.facts.items()}
    told = [((source.subject, fact.name), fact.type) for source in gathered(FactSource) for fact in source.facts]
    assert {at: (type, asked[at]) for at, type in told if at in asked and type is not asked[at][0]} == {}
