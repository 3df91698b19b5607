"""规则命令: lists, describes and answers rules without a database; wrong input is refused with name, value, unit and what is expected."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tongpin.config.commands import cli
from tongpin.engines.rules.book import book

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
