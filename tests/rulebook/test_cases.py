"""规则案例: every case beside a rule is one test, named by its own sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tongpin.engines.rules.book import RULEBOOK, book, rule_files
from tongpin.engines.rules.evaluate import Answer, evaluate
from tongpin.engines.rules.rule import Outcome
from tongpin.engines.rules.yaml_text import read_yaml

EXPECTABLE = {"outcome", "value", "reason", "missing"}


@dataclass(frozen=True)
class Case:
    """案例: a plain sentence, the facts, and the expected answer."""

    rule: str
    sentence: str
    as_of: date
    facts: dict[str, Any]
    expect: dict[str, Any]


def cases_file(rule_file: Path) -> Path:
    return rule_file.with_suffix(".cases.yaml")


def cases() -> Iterator[Case]:
    for file in map(cases_file, rule_files(RULEBOOK)):
        content = read_yaml(file.read_text(encoding="utf-8")) if file.exists() else {"cases": []}
        for case in content["cases"]:
            facts = {**content.get("given", {}), **case["facts"]}
            yield Case(content["rule"], case["case"], case.get("as_of", content["as_of"]), facts, case["expect"])


ALL = list(cases())


def got(answer: Answer) -> dict[str, Any]:
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    return {"outcome": answer.outcome.value, "value": value, "reason": answer.reason, "missing": list(answer.missing)}


@pytest.mark.parametrize("case", ALL, ids=[f"{c.rule}：{c.sentence}" for c in ALL])
def test_case(case: Case) -> None:
    answer = got(evaluate(case.rule, case.facts, case.as_of))
    assert set(case.expect) <= EXPECTABLE
    assert {name: answer[name] for name in case.expect} == case.expect


def test_the_rulebook_has_no_mistake() -> None:
    assert book().problems == ()
    assert len(book().rules) >= 6


@pytest.mark.parametrize("file", rule_files(RULEBOOK), ids=lambda f: f.stem)
def test_every_rule_has_cases_for_each_of_its_outcomes_and_for_a_missing_fact(file: Path) -> None:
    key = ".".join(file.relative_to(RULEBOOK).with_suffix("").parts)
    mine = [c for c in ALL if c.rule == key]
    answers = [evaluate(c.rule, c.facts, c.as_of) for c in mine]
    reached = {(a.line_number, a.outcome) for a in answers}
    for number, line in enumerate(book().rules[key].lines, 1):
        assert (number, line.outcome) in reached, f"{key} 第 {number} 行没有案例"
    assert Outcome.UNKNOWN in {a.outcome for a in answers}, f"{key} 没有缺事实的案例"


def test_no_case_holds_a_float() -> None:
    for case in ALL:
        assert not any(isinstance(v, float) for v in [*case.facts.values(), *case.expect.values()])
        assert all(isinstance(v, Decimal | int | str | bool | date | list | type(None)) for v in case.facts.values())
