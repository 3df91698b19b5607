"""分档表和条件: bounds taken in or not, what no row takes in, mistakes in the file, and what an answer says of each condition."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tongpin.engines.rules.book import read_book
from tongpin.engines.rules.conditions import ConditionState
from tongpin.engines.rules.evaluate import apply_rule
from tongpin.engines.rules.rule import Outcome, Rule
from tongpin.engines.rules.tables import Lookup, Table

GOOD = """
key: area.sample
title: 样例
force: G
sources: [{document: 内部约定}]
facts:
  sales: {title: 收入, type: number, unit: 元, least: 0, most: 1000}
  kind: {title: 类别, type: text}
  agreed: {title: 专家同意, type: yes_no}
parameters:
  from_bands: {title: 下限表, type: table, columns: [收入, 低分, 高分]}
  to_bands: {title: 上限表, type: table, columns: [收入, 比例]}
  kinds: {title: 类别表, type: table, columns: [类别, 比例]}
steps:
  high: {title: 高分, is: {band_from: [sales, from_bands, 2]}}
  share: {title: 比例, is: {band_to: [sales, to_bands]}}
  rate: {title: 类别比例, is: {look_up: [kind, kinds]}}
conditions:
  enough:
    title: 分数够
    article: 第一条
    is: {at_least: [high, 5]}
    says: 高分{high}分。
    gap: {title: 还差, unit: 分, is: {subtract: [5, high]}}
  accepted: {title: 专家同意, is: agreed, by_person: true}
decide:
  - when: {any: [{not: enough}, {not: accepted}]}
    outcome: not_met
    because: 不够。
  - then: {add: [high, share, rate]}
    outcome: met
    because: 够了。
versions:
  - valid_from: 2020-01-01
    values:
      from_bands: [[10, 1, 2], [20, 3, 6]]
      to_bands: [[15, 0.05], [~, 0.03]]
      kinds: [[甲, 1], [乙, 2]]
"""


def read(folder: Path, text: str) -> tuple[Rule | None, list[str]]:
    (folder / "area").mkdir(exist_ok=True)
    (folder / "area" / "sample.yaml").write_text(text, encoding="utf-8")
    book = read_book(folder)
    return book.rules.get("area.sample"), [str(p) for p in book.problems]


@pytest.fixture
def rule(tmp_path: Path) -> Rule:
    found, problems = read(tmp_path, GOOD)
    assert found, problems
    return found


@pytest.mark.parametrize(
    ("way", "subject", "expected"),
    [
        (Lookup.FROM, "9.99", None),
        (Lookup.FROM, "10", "1"),
        (Lookup.FROM, "19.999999", "1"),
        (Lookup.FROM, "20", "3"),
        (Lookup.FROM, "21", "3"),
        (Lookup.TO, "9", "1"),
        (Lookup.TO, "10", "1"),
        (Lookup.TO, "10.000001", "3"),
        (Lookup.TO, "20", "3"),
        (Lookup.TO, "20.01", None),
    ],
)
def test_a_bound_belongs_to_its_band(way: Lookup, subject: str, expected: str | None) -> None:
    table = Table(((Decimal(10), (Decimal(1),)), (Decimal(20), (Decimal(3),))))
    assert table.found(way, Decimal(subject), 0) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("was", "becomes", "expected"),
    [
        ("[[10, 1, 2], [20, 3, 6]]", "[[20, 1, 2], [10, 3, 6]]", "从小到大排列"),
        ("[[10, 1, 2], [20, 3, 6]]", "[[10, 1, 2], [10, 3, 6]]", "不重复"),
        ("[[10, 1, 2], [20, 3, 6]]", "[[10, 1], [20, 3, 6]]", "应为 3 格：收入、低分、高分"),
        ("[[10, 1, 2], [20, 3, 6]]", "[[10, 1, 二], [20, 3, 6]]", "应为数"),
        ("[[甲, 1], [乙, 2]]", "[[甲, 1], [3, 2]]", "同为数或同为文字"),
        ("[[15, 0.05], [~, 0.03]]", "[[~, 0.05], [~, 0.03]]", "只有第一档或最后一档"),
        ("from_bands, 2]", "from_bands, 3]", "列应为 1 至 2（低分、高分）"),
        ("band_to: [sales, to_bands]", "band_to: [sales, limits]", "不是已声明的分档表"),
        ("band_to: [sales, to_bands]", "band_to: [kind, to_bands]", "应得出数，现得出文字"),
        (", columns: [收入, 比例]", "", "至少 2 项"),
        ("least: 0, most: 1000}", "least: 零, most: 1000}", "应为数"),
        ("{title: 类别, type: text}", "{title: 类别, type: text, least: 1}", "只有数（number）的事实才有上下限"),
        ("least: 0, most: 1000}", "within: turnover}", "应为本规则另一个数（number）的名称"),
        ("least: 0, most: 1000}", "within: kind}", "应为本规则另一个数（number）的名称"),
        ("least: 0, most: 1000}", "within: sales}", "应为本规则另一个数（number）的名称"),
        ("{title: 类别, type: text}", "{title: 类别, type: table}", "只写在 parameters 里"),
        ("{any: [{not: enough}, {not: accepted}]}", "{not: enough}", "条件“专家同意”（accepted）没有用到"),
        ("says: 高分{high}分。", "says: 高分{highest}分。", "空位“highest”不是已声明的"),
        ("is: agreed, by_person: true", "is: sales, by_person: true", "应得出是否，现得出数"),
        ("by_person: true", "by_person: 是", "应为 true 或 false"),
        ("by_person: true", "by_people: true", "不认识“by_people”"),
    ],
)
def test_each_mistake_is_named(tmp_path: Path, was: str, becomes: str, expected: str) -> None:
    assert was in GOOD
    _, problems = read(tmp_path, GOOD.replace(was, becomes))
    assert any(expected in p for p in problems), problems


def test_a_duty_has_no_tables_since_a_unit_could_not_adjust_them(tmp_path: Path) -> None:
    _, problems = read(tmp_path, GOOD.replace("steps:", "duty: {code: AA-01, subject: branch, window: standing}\nsteps:"))
    assert any("应尽事项的规则不用分档表" in p for p in problems)


def answered(rule: Rule, **facts: Any) -> Any:
    return apply_rule(rule, {"sales": Decimal(20), "kind": "乙", "agreed": True, **facts}, date(2025, 1, 1))


def test_tables_are_looked_up(rule: Rule) -> None:
    answer = answered(rule)
    assert (answer.outcome, answer.value) == (Outcome.MET, Decimal("8.03"))
    assert any(t.kind == "参数" and t.text == "10：1～2；20：3～6" for t in answer.trace)


def test_a_text_that_stands_in_no_row_has_no_value(rule: Rule) -> None:
    answer = answered(rule, kind="丙")
    assert (answer.outcome, answer.reason) == (Outcome.UNKNOWN, "分档表里没有“丙”这一档。")


def test_a_condition_tells_its_figures_and_its_gap(rule: Rule) -> None:
    enough, accepted = answered(rule, sales=Decimal(12)).conditions
    assert (enough.state, enough.says, enough.gap) == (ConditionState.NOT_MET, "高分2分。", Decimal(3))
    assert accepted.state is ConditionState.MET


def test_what_a_person_has_to_decide_is_not_a_missing_paper(rule: Rule) -> None:
    enough, accepted = answered(rule, agreed=None, sales=None).conditions
    assert (enough.state, enough.says) == (ConditionState.MISSING, "缺少“收入”。")
    assert (accepted.state, accepted.says) == (ConditionState.PERSON, "须由人判断后填写“专家同意”。")


@pytest.mark.parametrize(("sales", "told"), [("-1", "应不小于0元"), ("1000.01", "应不大于1000元")])
def test_a_number_out_of_its_limits_tells_nothing(rule: Rule, sales: str, told: str) -> None:
    answer = answered(rule, sales=Decimal(sales))
    assert answer.outcome is Outcome.UNKNOWN
    assert told in answer.reason
