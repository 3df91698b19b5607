"""应尽事项命令: one rule from given facts alone, without a database; every mistake is named with name, value and what is expected."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tongpin.config.commands import cli
from tongpin.engines.rules.book import duty_rules

DAY = ("--as-of", "2026-06-30")


def run(*arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(cli, ["duties", *map(str, arguments)], input=stdin, catch_exceptions=False)


def evaluated(code: str, facts: dict[str, Any], *more: object) -> dict[str, Any]:
    result = run("evaluate", code, "--facts", "-", "--json", *more, stdin=json.dumps(facts))
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def test_an_answer_has_the_documented_form() -> None:
    found = evaluated("LIFE-01", {"general_meetings_held": 0}, "--as-of", "2026-07-01", "--window", "2026-Q2")
    trace = found.pop("trace")
    assert trace[-1] == {"kind": "结论", "title": "逾期", "text": "本季度召开党员大会0次，一般应召开1次。"}
    assert found == {
        "code": "LIFE-01",
        "rule": "party.life.life_01_general_meeting",
        "title": "党员大会一般每季度召开一次",
        "force": "G",
        "as_of": "2026-07-01",
        "window": "2026-Q2",
        "state": "overdue",
        "state_label": "逾期",
        "outcome": "not_met",
        "due": "2026-06-30",
        "line": 2,
        "reason": "本季度召开党员大会0次，一般应召开1次。",
        "wording": "提醒",
        "citation": "《中国共产党支部工作条例（试行）》第十一条",
        "sentence": "提醒：本季度召开党员大会0次，一般应召开1次。依据：《中国共产党支部工作条例（试行）》第十一条。",
        "missing": [],
        "facts": {"general_meetings_held": "0"},
        "parameters": {"least": "1"},
        "version": "2018-10-28",
        "provisional": False,
    }


def test_missing_facts_are_named_one_by_one() -> None:
    found = evaluated("DEV-03", {"talk_on": None}, "--as-of", "2026-07-01")
    assert (found["state"], found["due"]) == ("missing", None)
    assert [m["name"] for m in found["missing"]] == ["received_on"]
    said = run("evaluate", "DEV-03", "--as-of", "2026-07-01", "--facts", "-", stdin="{}").output
    assert "缺：received_on  收到入党申请书日期" in said


def test_facts_come_from_a_file_by_code_or_key(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text('\ufeff{"members": 53}', encoding="utf-8")
    for name in ("ORG-02", "party.org.org_02_branch_size"):
        result = run("evaluate", name, "--facts", file, "--as-of", "2026-06-30")
        assert result.exit_code == 0
        assert "党支部党员人数一般不超过50人：不符合" in result.output


def test_a_parameter_of_the_unit_is_judged_by() -> None:
    assert evaluated("ORG-02", {"members": 53}, *DAY, "--set", "most=60")["state"] == "done"
    assert evaluated("ORG-02", {"members": 53}, *DAY, "--set", "most=60")["parameters"] == {"most": "60"}


@pytest.mark.parametrize(
    ("code", "facts", "more", "expected"),
    [
        ("LIFE-01", '{"meetings": 1}', (), "“meetings”不是这条规则的事实，可用的有 general_meetings_held。"),
        ("LIFE-01", '{"general_meetings_held": "一"}', (), '“general_meetings_held”（本季度召开党员大会次数）的值 "一" 不对，应为数'),
        ("LIFE-01", '{"general_meetings_held": "1e3"}', (), "应为数"),
        ("LIFE-01", '{"general_meetings_held": " 1"}', (), "应为数"),
        ("LIFE-01", '{"general_meetings_held": -1}', (), "（本季度召开党员大会次数）的值 -1次 不对，应不小于0次，请核对数值和单位"),
        ("LIFE-01", '{"general_meetings_held": true}', (), "的值 true 不对，应为数"),
        ("LIFE-01", '{"general_meetings_held": 1e40}', (), "应为数"),
        ("LIFE-01", '{"general_meetings_held": 1.1234567}', (), "应为数"),
        ("LIFE-01", '{"general_meetings_held": NaN}', (), "NaN 不是数"),
        ("LIFE-01", '{"general_meetings_held": 1, "general_meetings_held": 2}', (), "“general_meetings_held”写了两次"),
        ("LIFE-15", '{"due_voting": 16, "present_voting": 17}', (), "的值 17人 不对，应不大于“应到有表决权的党员人数”16人，请核对"),
        ("DEV-03", '{"talk_on": "2026-02-30"}', (), '“talk_on”（派人谈话日期）的值 "2026-02-30" 不对，应为日期'),
        ("DEV-03", '{"talk_on": 20260201}', (), "应为日期，如 2026-06-30"),
        ("DEV-03", '{"talk_on": "20260201"}', (), "应为日期，如 2026-06-30"),
        ("DEV-03", '{"talk_on": "2026-W05-7"}', (), "应为日期，如 2026-06-30"),
        ("DEV-03", '{"talk_on": ', (), "不是正确的 JSON：第 1 行"),
        ("DEV-03", "[" * 100_000, (), "不是正确的 JSON"),
        ("DEV-03", "[]", (), "应为一个 JSON 对象"),
        ("DEV-00", "{}", (), "没有编号或名称为“DEV-00”的应尽事项规则"),
        ("LIFE-01", "{}", ("--window", "2026"), "应为每季度一次的期间"),
        ("ORG-02", "{}", ("--window", "2026"), "不按期间检查"),
        ("ORG-02", "{}", ("--set", "least=1"), "这条规则的参数有 most"),
        ("ORG-02", "{}", ("--set", "most=很多"), "“most”（一般不超过的人数）的值“很多”不对，应为数"),
    ],
)
def test_each_mistake_is_named_with_exit_status_1(code: str, facts: str, more: tuple[str, ...], expected: str) -> None:
    result = run("evaluate", code, *DAY, "--facts", "-", *more, stdin=facts)
    assert result.exit_code == 1
    assert expected in result.output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("evaluate", "LIFE-01", *DAY), "缺少选项“--facts”。用法见 cli duties evaluate --help。"),
        (("evaluate", "LIFE-01", "--facts", "-"), "缺少选项“--as-of”。"),
        (("evaluate", "LIFE-01", "--facts", "-", "--as-of", "2026-13-01"), "选项“--as-of”：“2026-13-01”不是日期，应写作 2023-12-31。"),
        (("evaluate", "LIFE-01", "--facts", "-", "--as-of", "20260630"), "“20260630”不是日期"),
        (("evaluate", "LIFE-01", *DAY, "--facts", "-", "--window", "2026-13"), "选项“--window”：期间“2026-13”写法不对"),
        (("evaluate", "LIFE-01", "LIFE-02", *DAY, "--facts", "-"), "多写了“LIFE-02”。"),
        (("evaluate", "LIFE-01", "--fact", "-"), "没有选项“--fact”。是否要写 --facts"),
        (("describe",), "缺少参数“编号”。"),
        (("judge",), "没有命令“judge”。"),
    ],
)
def test_a_wrong_call_is_told_in_chinese_with_exit_status_2(arguments: tuple[str, ...], expected: str) -> None:
    result = run(*arguments, stdin="{}")
    assert result.exit_code == 2
    assert expected in result.stderr
    assert not re.search(r"Error|Usage|Invalid|Missing|No such", result.stderr)


def test_a_number_may_be_written_the_way_answers_print_it() -> None:
    given = {"due_voting": 16, "yes_votes": 9, "decision_body": "党员大会", "vote_matter": "表彰党员"}
    plain = evaluated("LIFE-16", given, *DAY)
    assert plain["state"] == "done"
    again = {name: value for name, value in plain["facts"].items() if value is not None}
    assert again["yes_votes"] == "9"
    assert evaluated("LIFE-16", again, *DAY) == plain


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = run("evaluate", "LIFE-01", *DAY, "--facts", tmp_path / "none.json")
    assert (result.exit_code, "没有文件" in result.output) == (1, True)


def test_every_rule_is_listed_and_described() -> None:
    listed = json.loads(run("list", "--json").stdout)["rules"]
    assert [r["code"] for r in listed] == [r.duty.code for r in duty_rules() if r.duty]
    for one in listed:
        told = json.loads(run("describe", one["code"], "--as-of", "2026-06-30", "--json").stdout)
        assert {name: told[name] for name in one} == one
        assert told["sources"][0]["document"]
        assert run("describe", one["code"]).exit_code == 0
    assert "LIFE-01" in run("list").output


def test_a_description_names_facts_units_and_parameters() -> None:
    told = json.loads(run("describe", "LIFE-01", "--as-of", "2026-06-30", "--json").stdout)
    assert told["facts"] == [
        {
            "name": "general_meetings_held",
            "title": "本季度召开党员大会次数",
            "type": "number",
            "type_label": "数",
            "unit": "次",
            "least": "0",
        }
    ]
    least = {"name": "least", "title": "每季度最少次数", "type": "number", "type_label": "数", "unit": "次"}
    assert told["parameters"] == [{**least, "value": "1", "shown": "1次", "since": "2018-10-28"}]
    assert (told["due"], told["version"], told["window_label"]) == ("期间末日", "2018-10-28", "每季度")
