"""事实: what is secret stands in no trace, and a text that is none of the choices tells nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tongpin.engines.rules.book import read_book
from tongpin.engines.rules.duty import DutyState, Judgement, judge
from tongpin.engines.rules.rule import Rule

DUES = """
key: area.sample
title: 应交
force: M
sources: [{document: 《约定》}]
facts:
  kind: {title: 类别, type: text, choices: [甲类, 乙类]}
  base: {title: 基数, type: number, unit: 元, secret: true}
  paid: {title: 实交, type: number, unit: 元, secret: true}
parameters:
  rate: {title: 比例, type: number}
steps:
  due: {title: 应交, unit: 元, is: {multiply: [base, rate]}}
  short: {title: 差额, unit: 元, is: {subtract: [due, paid]}}
duty:
  code: DUES-99
  subject: dues_month
  window: standing
  applies: {equal: [kind, {text: 甲类}]}
  otherwise: 不是甲类，不适用。
decide:
  - when: {at_most: [short, 0]}
    outcome: met
    because: 已交。
  - outcome: not_met
    because: 应缴与实缴不符。
versions:
  - valid_from: 2020-01-01
    values: {rate: 0.01}
"""


def read(folder: Path, text: str) -> tuple[Rule | None, list[str]]:
    (folder / "area").mkdir(exist_ok=True)
    (folder / "area" / "sample.yaml").write_text(text, encoding="utf-8")
    book = read_book(folder)
    return book.rules.get("area.sample"), [str(problem) for problem in book.problems]


def judged(folder: Path, **facts: Any) -> Judgement:
    rule, problems = read(folder, DUES)
    assert rule and not problems
    return judge(rule, facts, date(2026, 7, 1))


def test_secret_facts_and_what_tells_them_stand_in_no_trace(tmp_path: Path) -> None:
    found = judged(tmp_path, kind="甲类", base=Decimal("4321.00"), paid=Decimal("17.5"))
    assert found.state is DutyState.OVERDUE
    lines = {line.title: line.text for line in found.trace}
    assert (lines["类别"], lines["基数"], lines["实交"], lines["比例"]) == ("甲类", "不显示", "不显示", "0.01")
    assert (lines["应交"], lines["差额"]) == ("基数 × 比例 ＝ 不显示", "应交 － 实交 ＝ 不显示")
    assert not any(amount in line.text for line in found.trace for amount in ("4321", "43.21", "17.5", "25.71"))


def test_a_secret_fact_that_is_missing_is_still_named(tmp_path: Path) -> None:
    found = judged(tmp_path, kind="甲类", paid=Decimal(10))
    assert (found.state, found.missing) == (DutyState.MISSING, ("基数",))


def test_a_text_that_is_none_of_the_choices_tells_nothing(tmp_path: Path) -> None:
    found = judged(tmp_path, kind="甲", base=Decimal(1), paid=Decimal(1))
    assert (found.state, found.reason) == (DutyState.MISSING, "“类别”登记为“甲”，应为甲类、乙类之一，请更正。")
    assert judged(tmp_path, kind="乙类").state is DutyState.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("was", "becomes", "key", "expected"),
    [
        ("unit: 元, secret: true}\n  paid", "unit: 元, secret: 是}\n  paid", "facts.base.secret", "应为 true 或 false"),
        ("choices: [甲类, 乙类]", "choices: [甲类]", "facts.kind.choices", "至少 2 项"),
        ("choices: [甲类, 乙类]", "choices: 甲类", "facts.kind.choices", "应为清单"),
        ("unit: 元, secret: true}\n  paid", "choices: [一, 二]}\n  paid", "facts.base.choices", "只有文字（text）的事实才列可选内容"),
        ("rate: {title: 比例, type: number}", "rate: {title: 比例, type: number, secret: true}", "parameters.rate", "不认识“secret”"),
    ],
)
def test_each_mistake_is_named(tmp_path: Path, was: str, becomes: str, key: str, expected: str) -> None:
    assert was in DUES
    _, problems = read(tmp_path, DUES.replace(was, becomes))
    assert any(f"，{key}：" in problem and expected in problem for problem in problems), problems
