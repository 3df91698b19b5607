"""规则案例: every case beside a rule is one test, named by its own sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from tongpin.engines.rules.book import RULEBOOK, book, rule_files
from tongpin.engines.rules.cases import Case, cases_of, not_covered
from tongpin.engines.rules.columns import judge_frame
from tongpin.engines.rules.duty import DutyState
from tongpin.engines.rules.rule import Outcome, Rule

ALL = [case for rule in book().rules.values() for case in cases_of(rule)]


@pytest.mark.parametrize("case", ALL, ids=[f"{c.rule}：{c.sentence}" for c in ALL])
def test_case(case: Case) -> None:
    assert case.differences() == []


def test_the_rulebook_has_no_mistake() -> None:
    assert book().problems == ()
    assert len(book().rules) >= 6


@pytest.mark.parametrize("file", rule_files(RULEBOOK), ids=lambda f: f.stem)
def test_every_rule_has_cases_for_each_of_its_outcomes_and_for_a_missing_fact(file: Path) -> None:
    key = ".".join(file.relative_to(RULEBOOK).with_suffix("").parts)
    assert not_covered(book().rules[key], [c for c in ALL if c.rule == key]) == []


@pytest.mark.parametrize("rule", [r for r in book().rules.values() if r.duty], ids=lambda r: r.duty.code)
def test_every_duty_has_cases_for_overdue_and_where_it_does_not_apply(rule: Rule) -> None:
    reached = {c.answer().state for c in ALL if c.rule == rule.key}  # type: ignore[union-attr]  # a duty is judged
    wanted = {DutyState.OVERDUE} if any(line.outcome is Outcome.NOT_MET for line in rule.lines) else set()
    wanted |= {DutyState.NOT_APPLICABLE} if rule.duty and rule.duty.applies else set()
    if rule.duty and rule.duty.window.period_kind:
        wanted.add(DutyState.DONE)
    assert wanted <= reached, f"{rule.key} 缺少状态：{'、'.join(s.label for s in wanted - reached)}"


def test_no_case_holds_a_float() -> None:
    for case in ALL:
        assert not any(isinstance(v, float) for v in [*case.facts.values(), *case.expect.values()])
        assert all(isinstance(v, Decimal | int | str | bool | date | list | type(None)) for v in case.facts.values())


@pytest.mark.parametrize("rule", [r for r in book().rules.values() if r.duty], ids=lambda r: r.duty.code)
def test_every_duty_can_be_judged_for_all_subjects_at_once(rule: Rule) -> None:
    found = judge_frame([rule], pl.DataFrame({"pk": [1]}), as_of=date(2026, 6, 30))
    assert found.height == 1
