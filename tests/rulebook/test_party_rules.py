"""党内规则: every rule of Party life stands once, cites only what was compared with the text, and says no more than it may."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.rulebook.test_cases import ALL
from tongpin.engines.rules.book import duty_rules
from tongpin.engines.rules.rule import Force, Outcome, Rule
from tongpin.engines.rules.wording import slots
from tongpin.engines.rules.yaml_text import read_yaml

LISTED: dict[str, Any] = read_yaml(Path(__file__).with_name("party_rules.yaml").read_text(encoding="utf-8"))
RULES = {rule.duty.code: rule for rule in duty_rules() if rule.duty and rule.key.startswith("party.")}
COMPARED = {(document, article): set(codes) for document, of_it in LISTED["articles"].items() for article, codes in of_it.items()}
SECRET = {"dues_base", "dues_paid"}
REGISTERS = {"study_hours", "cadre_training_hours", "cadre_training_hours_5y", "volunteer_events"}


def number(code: str) -> str:
    """The number that a code belongs to: EDU-03a → EDU-03."""
    return re.sub(r"[a-z]+$", "", code)


def numbers() -> list[str]:
    return [f"{series}-{i:02}" for series, last in LISTED["codes"].items() for i in range(1, last + 1)]


def printed(rule: Rule) -> list[str]:
    """Every sentence that a finding of the rule may hold."""
    return [line.because for line in rule.lines] + [rule.duty.otherwise if rule.duty else ""]


def found(said_of: Callable[[str, Rule], bool], codes: Iterable[str] = RULES) -> list[str]:
    """The codes of the rules of which something is true."""
    return [code for code in codes if said_of(code, RULES[code])]


def test_every_number_is_one_rule() -> None:
    times = Counter(rule.duty.code for rule in duty_rules() if rule.duty and rule.key.startswith("party."))
    assert [code for code in numbers() if times[code] != 1] == []
    assert [code for code in times if number(code) not in numbers()] == []


def test_articles_are_those_that_were_compared() -> None:
    cited = [(code, source) for code, rule in RULES.items() for source in rule.sources if source.article]
    assert [(code, str(s)) for code, s in cited if number(code) not in COMPARED.get((s.document, s.article), set())] == []


def test_a_practice_is_switched_off_and_never_called_a_breach() -> None:
    practices = found(lambda _, rule: rule.force is Force.PRACTICE)
    assert len(practices) > len([n for n in numbers() if n.startswith("PRA")])
    assert found(lambda _, rule: bool(rule.duty and rule.duty.adopted), practices) == []
    for code in practices:
        rule = RULES[code]
        said = printed(rule) + [case.answer().sentence for case in ALL if case.rule == rule.key]  # type: ignore[union-attr]
        breach = ["违反", *(source.article for source in rule.sources if source.article)]
        assert [words for words in said if any(b in words for b in breach)] == [], code


def test_what_is_unsure_is_switched_off_and_says_so() -> None:
    unsure = [code for code in RULES if number(code) in LISTED["unsure"] and code not in LISTED["sure"]]
    assert found(lambda _, rule: bool(rule.duty and rule.duty.adopted), unsure) == []
    assert found(lambda _, rule: "待核对" not in rule.note, unsure) == []


@pytest.mark.parametrize("code", LISTED["proposals"])
def test_a_finding_about_somebodys_standing_only_proposes(code: str) -> None:
    rule = RULES[code]
    assert not any(word in line.because for line in rule.lines for word in ("已脱党", "已自行脱党", "视为", "予以除名"))
    assert not any("违反" in case.answer().sentence for case in ALL if case.rule == rule.key)  # type: ignore[union-attr]
    asked = [line.because for line in rule.lines if line.outcome is Outcome.NOT_MET]
    assert [words for words in asked if not re.search("建议|请", words)] == []


def test_amounts_of_dues_stand_in_no_sentence() -> None:
    of_dues = found(lambda _, rule: bool(SECRET & rule.facts.keys()))
    assert {"DUES-01", "DUES-02", "DUES-03"} <= set(of_dues)
    assert found(lambda _, rule: any(not rule.facts[name].secret for name in SECRET & rule.facts.keys()), of_dues) == []
    assert found(lambda _, rule: any(name in rule.secret_names for words in printed(rule) for name, _ in slots(words)), of_dues) == []


def test_registers_and_amounts_give_no_value() -> None:
    assert found(lambda _, rule: bool((REGISTERS | SECRET) & rule.facts.keys()) and any(line.then for line in rule.lines)) == []
