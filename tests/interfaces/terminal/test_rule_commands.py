"""规则命令: lists, describes and answers rules without a database; wrong input is refused with name, value, unit and what is expected."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tongpin.config.commands import cli
from tongpin.engines.rules import cases
from tongpin.engines.rules.book import RULEBOOK, book

SME = "science.sme.evaluation"
FIRM = {
    "resident": True,
    "accounts_sound": True,
    "industry_allowed": True,
    "clean_record": True,
    "staff": 100,
    "technical_staff": 20,
    "sales": 90_000_000,
    "assets": 80_000_000,
    "rd": 3_000_000,
    "costs": 80_000_000,
    "class_one": 0,
    "class_two": 2,
    "high_tech": False,
    "national_award": False,
    "research_body": False,
    "led_standard": False,
}


def run(*arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(cli, ["rules", *map(str, arguments)], input=stdin, catch_exceptions=False)


def evaluated(key: str, facts: dict[str, Any], *more: object) -> dict[str, Any]:
    result = run("evaluate", key, "--facts", "-", "--json", *more, stdin=json.dumps(facts))
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def test_every_rule_is_listed_and_can_be_described() -> None:
    listed = json.loads(run("list", "--json").stdout)["rules"]
    assert [r["rule"] for r in listed] == sorted(book().rules)
    assert all(r["rule"].startswith("science.hnte.") for r in json.loads(run("list", "--area", "science.hnte", "--json").stdout)["rules"])
    for key in (SME, "science.hnte.recognition", "indicators.lights"):
        assert json.loads(run("describe", key, "--json").stdout)["facts"]
        assert book().rules[key].title in run("describe", key).stdout


def test_a_description_names_limits_tables_and_the_day_since_which_a_value_holds() -> None:
    found = json.loads(run("describe", "science.rdd.deduction", "--as-of", "2022-12-31", "--json").stdout)
    rates = next(p for p in found["parameters"] if p["name"] == "rates")
    assert rates["since"] == "2022-10-01"
    assert rates["columns"] == ["企业类别", "比例"]
    assert rates["value"][0] == ["一般企业", "1"]
    items = next(f for f in found["facts"] if f["name"] == "items")
    assert (items["unit"], items["least"]) == ("元", "0")


def test_an_answer_names_each_condition_with_its_figures_and_its_gap() -> None:
    found = evaluated(SME, FIRM, "--as-of", "2025-07-15")
    assert (found["outcome"], found["value"], found["steps"]["score"]) == ("not_met", None, "44")
    score = next(c for c in found["conditions"] if c["name"] == "score_met")
    assert (score["state"], score["gap"], score["gap_unit"]) == ("not_met", "16", "分")
    assert score["says"] == "科技人员12分，研发投入20分，科技成果12分，合计44分，应不低于60分。"
    assert [t["kind"] for t in found["trace"]][-1] == "结论"


def test_a_missing_fact_is_named_and_what_a_person_decides_is_said() -> None:
    facts = {name: value for name, value in FIRM.items() if name not in ("assets", "clean_record")} | {"high_tech": True}
    found = evaluated(SME, facts, "--as-of", "2025-07-15")
    assert found["outcome"] == "unknown"
    assert [m["name"] for m in found["missing"]] == ["clean_record", "assets"]
    states = {c["name"]: c["state"] for c in found["conditions"]}
    assert (states["assets_met"], states["record_met"]) == ("missing", "person")


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"staff": 0}, "“staff”（职工总数）的值 0人 不对，应不小于1人"),
        ({"sales": -1}, "“sales”（年销售收入）的值 -1元 不对，应不小于0元"),
        ({"sales": "9000万"}, '“sales”（年销售收入）的值 "9000万" 不对，应为数'),
        ({"revenue": 1}, "“revenue”不是这条规则的事实"),
        ({"resident": "是"}, "应为是否，写 true 或 false"),
    ],
)
def test_a_wrong_fact_is_refused_with_name_value_and_what_is_expected(facts: dict[str, Any], told: str) -> None:
    result = run("evaluate", SME, "--as-of", "2025-07-15", "--facts", "-", stdin=json.dumps(facts))
    assert result.exit_code == 1
    assert told in result.output


def test_a_rule_that_is_not_there_is_said() -> None:
    result = run("describe", "science.nothing")
    assert result.exit_code == 1
    assert "没有“science.nothing”" in result.output


def test_the_plain_answer_ends_with_the_conclusion() -> None:
    out = run("evaluate", SME, "--facts", "-", "--as-of", "2025-07-15", stdin=json.dumps(FIRM)).stdout
    assert out.startswith("科技型中小企业评价：不符合")
    assert "[条件] 职工总数在上限以内（第六条（二））：符合。职工总数100人，上限500人。" in out


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cases of one rule where they may be changed."""
    place = Path("science/sme/evaluation.cases.yaml")
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).write_text((RULEBOOK / place).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(cases, "RULEBOOK", tmp_path)
    return tmp_path / place


def test_the_cases_of_a_rule_are_asked_and_all_agree() -> None:
    result = run("check", SME)
    assert result.exit_code == 0
    assert re.search(r"science.sme.evaluation  科技型中小企业评价：\d+ 个案例，全部相符", result.stdout)
    told = json.loads(run("check", "science.rdd", "--json").stdout)
    assert told["differing"] == 0 and {"science.rdd.deduction"} < {r["rule"] for r in told["rules"]}


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (
            "{case: 六百人, facts: {staff: 600, technical_staff: 180}, expect: {outcome: met}}",
            "六百人：结论应为“符合 met”，现为“不符合 not_met”",
        ),
        ("{case: 写错事实, facts: {stuff: 600}, expect: {outcome: met}}", "写错事实：写法不对：science.sme.evaluation 没有声明事实：stuff"),
        ("{case: 写错类型, facts: {staff: 六百}, expect: {outcome: met}}", "写错类型：写法不对：science.sme.evaluation：“职工总数”应为数"),
        (
            "{case: 写错期望, facts: {}, expect: {state: done}}",
            "写错期望：expect 中的“state”不认识，可用的有 outcome、value、reason、missing",
        ),
    ],
)
def test_a_case_that_differs_is_told_with_what_it_should_be(copied: Path, case: str, told: str) -> None:
    copied.write_text(f"{copied.read_text(encoding='utf-8')}  - {case}\n", encoding="utf-8")
    result = run("check", SME)
    assert result.exit_code == 1
    assert f"✗ {told}" in result.stdout
    assert "1 处不符。" in result.stdout


def test_a_line_without_a_case_and_a_missing_fact_without_one_are_told(copied: Path) -> None:
    copied.write_text(
        copied.read_text(encoding="utf-8").partition("  - case:")[0] + "  - {case: 一, facts: {}, expect: {}}\n", encoding="utf-8"
    )
    result = run("check", SME)
    assert result.exit_code == 1
    assert "第 1 行没有案例" in result.stdout and "没有缺事实的案例" in result.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rule: science.sme.evaluation\ncases: [", "不合 YAML 写法"),
        ("rule: science.sme.other\ncases: []", "应写有 rule: science.sme.evaluation、as_of 和 cases"),
        ("rule: science.sme.evaluation\ncases: [{case: 一, facts: {}}]", "第 1 个案例应写有 case、facts 和 expect"),
        ("rule: science.sme.evaluation\ncases: [{case: 一, facts: {}, expect: {}, day: 1}]", "第 1 个案例中的“day”不认识"),
        ("rule: science.sme.evaluation\ncases: [{case: 一, facts: {}, expect: {}}]", "第 1 个案例的 as_of 应为日期"),
    ],
)
def test_a_file_of_cases_that_cannot_be_read_is_refused(copied: Path, text: str, told: str) -> None:
    copied.write_text(text, encoding="utf-8")
    result = run("check", SME)
    assert (result.exit_code, told in result.stderr) == (1, True), result.stderr


def test_no_such_rule_or_area_is_refused() -> None:
    assert "没有“nonsense”这条规则或者这个领域" in run("check", "nonsense").stderr
