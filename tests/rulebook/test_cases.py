"""规则案例: every case beside a rule is one test, named by its own sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tongpin.engines.rules.book import RULEBOOK, book, rule_files
from tongpin.engines.rules.columns import judge_frame
from tongpin.engines.rules.duty import DutyState, Judgement, judge
from tongpin.engines.rules.evaluate import Answer, apply_rule
from tongpin.engines.rules.overrides import Override
from tongpin.engines.rules.rule import Outcome, Rule
from tongpin.engines.rules.yaml_text import read_yaml
from tongpin.kernel.periods import Period

EXPECTABLE = {"outcome", "value", "reason", "missing"}
EXPECTABLE_OF_DUTIES = {"state", "outcome", "due", "reason", "missing", "sentence"}


@dataclass(frozen=True)
class Case:
    """案例: a plain sentence, the facts, and the expected answer."""

    rule: str
    sentence: str
    as_of: date
    facts: dict[str, Any]
    expect: dict[str, Any]
    window: str | int | None = None
    adopted: bool | None = None

    def answer(self) -> Answer | Judgement:
        rule = book().rules[self.rule]
        if not rule.duty:
            return apply_rule(rule, self.facts, self.as_of)
        window = Period.parse(str(self.window)) if self.window else None
        return judge(rule, self.facts, self.as_of, window, self.overrides())

    def overrides(self) -> list[Override]:
        """Rules that a unit has to take up first are judged as taken up, unless the case says ``adopted: false``."""
        duty = book().rules[self.rule].duty
        adopted = self.adopted if self.adopted is not None else None if duty and duty.adopted else True
        return [] if adopted is None else [Override(rule=self.rule, starts_on=date(1949, 10, 1), basis="", adopted=adopted)]


def cases_file(rule_file: Path) -> Path:
    return rule_file.with_suffix(".cases.yaml")


def cases() -> Iterator[Case]:
    for file in map(cases_file, rule_files(RULEBOOK)):
        content = read_yaml(file.read_text(encoding="utf-8")) if file.exists() else {"cases": []}
        for case in content["cases"]:
            facts = {**content.get("given", {}), **case["facts"]}
            more = {name: case.get(name, content.get(name)) for name in ("window", "adopted")}
            yield Case(content["rule"], case["case"], case.get("as_of", content["as_of"]), facts, case["expect"], **more)


ALL = list(cases())


def got(answer: Answer | Judgement) -> dict[str, Any]:
    if isinstance(answer, Judgement):
        outcome = answer.outcome.value if answer.outcome else None
        more = {"state": answer.state.value, "due": answer.due, "sentence": answer.sentence}
        return {"outcome": outcome, "reason": answer.reason, "missing": list(answer.missing), **more}
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    return {"outcome": answer.outcome.value, "value": value, "reason": answer.reason, "missing": list(answer.missing)}


@pytest.mark.parametrize("case", ALL, ids=[f"{c.rule}：{c.sentence}" for c in ALL])
def test_case(case: Case) -> None:
    answer = got(case.answer())
    assert set(case.expect) <= (EXPECTABLE_OF_DUTIES if "state" in answer else EXPECTABLE)
    assert {name: answer[name] for name in case.expect} == case.expect


def test_the_rulebook_has_no_mistake() -> None:
    assert book().problems == ()
    assert len(book().rules) >= 6


@pytest.mark.parametrize("file", rule_files(RULEBOOK), ids=lambda f: f.stem)
def test_every_rule_has_cases_for_each_of_its_outcomes_and_for_a_missing_fact(file: Path) -> None:
    key = ".".join(file.relative_to(RULEBOOK).with_suffix("").parts)
    mine = [c for c in ALL if c.rule == key]
    answers = [c.answer() for c in mine]
    reached = {(a.line_number, a.outcome) for a in answers}
    for number, line in enumerate(book().rules[key].lines, 1):
        assert (number, line.outcome) in reached, f"{key} 第 {number} 行没有案例"
    asks_nothing = any(
        not c.facts and isinstance(a, Judgement) and a.state is DutyState.NOT_APPLICABLE for c, a in zip(mine, answers, strict=True)
    )
    assert asks_nothing or Outcome.UNKNOWN in {a.outcome for a in answers}, f"{key} 没有缺事实的案例"


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
