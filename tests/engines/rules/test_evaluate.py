"""判断: three outcomes, unknown passes on, versions by date, traces that say everything."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.engines.rules.book import read_book
from tongpin.engines.rules.evaluate import apply_rule, evaluate
from tongpin.engines.rules.given import WrongFact
from tongpin.engines.rules.rule import Outcome, Rule
from tongpin.engines.rules.selectors import describe, list_rules

DAY = date(2023, 12, 31)


@pytest.fixture
def sample(tmp_path: Path, good: str) -> Rule:
    (tmp_path / "area").mkdir()
    (tmp_path / "area" / "sample.yaml").write_text(good, encoding="utf-8")
    return read_book(tmp_path).rules["area.sample"]


def test_the_version_of_the_day_decides(sample: Rule) -> None:
    facts = {"amount": 24, "kind": "甲"}
    assert apply_rule(sample, facts, date(2021, 12, 31)).outcome is Outcome.NOT_MET
    assert apply_rule(sample, facts, date(2022, 1, 1)).outcome is Outcome.MET
    before = apply_rule(sample, facts, date(2019, 12, 31))
    assert before.outcome is Outcome.UNKNOWN
    assert before.reason == "“样例”自2020年1月1日起适用，2019年12月31日尚无适用的版本。"


def test_unknown_is_neither_yes_nor_no(sample: Rule) -> None:
    assert apply_rule(sample, {"amount": 24}, DAY).missing == ("类别",)
    assert apply_rule(sample, {"kind": "甲"}, DAY).missing == ("数额",)
    assert apply_rule(sample, {}, DAY).missing == ("数额", "类别")


def test_one_no_settles_what_needs_all(sample: Rule) -> None:
    assert apply_rule(sample, {"kind": "乙"}, DAY).outcome is Outcome.NOT_MET


@pytest.mark.parametrize("wrong", [1.5, "24", True, Decimal("NaN")])
def test_a_fact_of_another_type_is_a_mistake_of_the_caller(sample: Rule, wrong: object) -> None:
    with pytest.raises(WrongFact, match="数额"):
        apply_rule(sample, {"amount": wrong, "kind": "甲"}, DAY)


def test_an_undeclared_fact_is_a_mistake_of_the_caller(sample: Rule) -> None:
    with pytest.raises(WrongFact, match="colour"):
        apply_rule(sample, {"amount": 1, "kind": "甲", "colour": "红"}, DAY)


def test_the_trace_tells_source_version_facts_parameters_steps_lines_and_answer(sample: Rule) -> None:
    trace = [(t.kind, t.title, t.text) for t in apply_rule(sample, {"amount": 25, "kind": "甲"}, DAY).trace]
    assert trace == [
        ("依据", "内部约定", ""),
        ("版本", "自2022年1月1日起适用", ""),
        ("事实", "数额", "25"),
        ("事实", "类别", "甲"),
        ("参数", "上限", "12.5"),
        ("步骤", "一半", "数额 ÷ 2 ＝ 12.5"),
        ("条款", "第 1 行：（一半 ≤ 上限） 且 （类别 ＝ 甲）", "是"),
        ("结论", "符合", "数额25的一半不超过12.5。"),
    ]


def test_the_trace_names_a_missing_fact_and_the_rounding() -> None:
    kinds = {t.kind: t for t in evaluate("indicators.growth", {"current": 97, "previous": 72, "places": 2}, DAY).trace}
    assert kinds["舍入"].text == "34.722222 → 34.72"
    missing = evaluate("indicators.growth", {"current": 97, "places": 2}, DAY)
    assert ("事实", "上年同期数", "未填") in [(t.kind, t.title, t.text) for t in missing.trace]


def test_rounding_comes_last_and_half_goes_up() -> None:
    def completion(actual: str, places: int) -> tuple[str, Decimal]:
        answer = evaluate("indicators.completion", {"actual": Decimal(actual), "target": 100, "places": places}, DAY)
        assert isinstance(answer.value, Decimal)
        return answer.outcome.value, answer.value

    assert completion("20.144", 2) == ("not_met", Decimal("20.14"))
    assert completion("20.145", 2) == ("not_met", Decimal("20.15"))
    assert completion("99.9999", 2) == ("not_met", Decimal("100.00"))


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(0, 4))
def test_growth_equals_the_exact_fraction_rounded_half_up(current: int, previous: int, places: int) -> None:
    value = evaluate("indicators.growth", {"current": current, "previous": previous, "places": places}, DAY).value
    scaled = (current - previous) * 100 * 10**places
    sign = -1 if scaled < 0 else 1
    assert value == Decimal(sign * ((2 * abs(scaled) + previous) // (2 * previous))).scaleb(-places)


def test_the_rulebook_is_listed_and_described() -> None:
    assert {r.key for r in list_rules("indicators")} >= {"indicators.lights", "indicators.burden"}
    assert list_rules("nowhere") == []
    lights = describe("indicators.lights", DAY)
    assert ("临期天数", "15天", date(2000, 1, 1)) in lights.parameters
    assert lights.lines[-1][0] == "其余情形"
    burden = describe("indicators.burden", date(2024, 9, 1))
    assert burden.parameters[0][2] == date(2024, 8, 6)
    assert "国办函〔2026〕12号" in burden.sources[0]
