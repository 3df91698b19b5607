"""Every house rule sees its own bad lines, lets its good lines pass, and holds for the whole product."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.house_rules import database, figures, safety
from tests.architecture.house_rules.rule import Rule
from tests.architecture.source import modules, report

RULES = database.RULES + safety.RULES + figures.RULES


@pytest.mark.parametrize(("rule", "line"), [(r, line) for r in RULES for line in r.good], ids=str)
def test_good_lines_pass(rule: Rule, line: str) -> None:
    assert not list(rule.find(ast.parse(line)))


@pytest.mark.parametrize(("rule", "line"), [(r, line) for r in RULES for line in r.bad], ids=str)
def test_bad_lines_are_seen(rule: Rule, line: str) -> None:
    assert list(rule.find(ast.parse(line)))


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_the_product_keeps_the_rule(rule: Rule) -> None:
    findings = [
        f"{m.place}:{line}"
        for m in modules()
        if (not rule.where or m.part in rule.where) and not rule.allows(m.place)
        for line in rule.find(m.tree)
    ]
    assert not findings, f"{rule.name}: {rule.why}{report(findings)}"


@pytest.mark.parametrize("rule", [r for r in RULES if r.allowed], ids=str)
def test_every_exception_is_still_needed(rule: Rule) -> None:
    breaking = [m.place for m in modules() if list(rule.find(m.tree))]
    idle = [
        name for name in rule.allowed if not any(place == name or (name.endswith("/") and place.startswith(name)) for place in breaking)
    ]
    assert not idle, report(idle)


def test_there_are_enough_rules() -> None:
    assert len({r.name for r in RULES}) == len(RULES) >= 12
