"""倒排工期命令: from a plan file alone; the documented JSON, a table people can read, and every mistake in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.domains.work.schedule.checker import faults
from tests.domains.work.schedule.progen import instance
from tongpin.config.commands import cli
from tongpin.kernel import clock

PLAN: dict[str, Any] = {
    "deadline": "2026-10-03",
    "today": "2026-09-16",
    "capacity": {"李四": 100},
    "tasks": [
        {"key": "A", "title": "调研摸底", "workdays": 5, "people": [{"person": "张三", "share": 60}]},
        {"id": "B", "name": "编制方案", "duration": 4, "predecessors": ["A"], "people": ["李四"]},
        {
            "key": "C",
            "title": "征求意见",
            "workdays": 3,
            "predecessors": [{"task": "A", "type": "SS", "lag": 1}],
            "people": [{"person": "张三", "share": 60}],
        },
        {"key": "D", "title": "会议审议", "workdays": 1, "predecessors": [{"task": "B"}, {"task": "C", "type": "FF", "lag": 1}]},
        {"key": "M", "title": "印发", "workdays": 0, "predecessors": ["D"]},
    ],
}


def run(*arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(cli, ["schedule", *map(str, arguments)], input=stdin, catch_exceptions=False)


def answer(plan: dict[str, Any], *more: object) -> dict[str, Any]:
    result = run("-", "--json", *more, stdin=json.dumps(plan))
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def changed(**more: Any) -> dict[str, Any]:
    return {**PLAN, **more}


def with_task(number: int, **more: Any) -> dict[str, Any]:
    return changed(tasks=[{**task, **more} if n == number else task for n, task in enumerate(PLAN["tasks"])])


def test_an_answer_has_the_documented_form() -> None:
    found = answer(PLAN, "--level")
    tasks, overloads, levelled = found.pop("tasks"), found.pop("overloads"), found.pop("levelled")
    assert found == {
        "deadline": "2026-10-03",
        "effective_deadline": "2026-09-30",
        "today": "2026-09-16",
        "days_late": 0,
        "sentence": "按此分解可以按期完成，尚有 1 个工作日的余量。",
        "finish": "2026-09-29",
        "provisional": False,
        "provisional_years": [],
        "notes": ["截止日期 2026-10-03 不是工作日，按它之前的工作日 2026-09-30 计算。"],
        "critical_path": ["A", "B", "D", "M"],
        "overloads_latest": [],
    }
    assert tasks[2] == {
        "key": "C",
        "title": "征求意见",
        "workdays": 3,
        "earliest_start": "2026-09-17",
        "earliest_finish": "2026-09-20",
        "latest_start": "2026-09-24",
        "latest_finish": "2026-09-29",
        "slack": 6,
        "critical": False,
    }
    assert overloads == [
        {
            "person": "张三",
            "first": "2026-09-17",
            "last": "2026-09-20",
            "workdays": 3,
            "load": 120,
            "capacity": 100,
            "tasks": ["A", "C"],
            "sentence": "张三 2026-09-17 至 2026-09-20（3 个工作日）同时承担“调研摸底”、“征求意见”，合计 120%，超过可投入的 100%。",
        }
    ]
    assert (levelled["proven"], levelled["workdays"], levelled["lower_bound"], levelled["days_late"]) == (True, 10, 10, 0)
    assert {"key": "C", "start": "2026-09-22", "finish": "2026-09-24"} in levelled["tasks"]
    assert [(m["key"], m["from"], m["to"], m["workdays"]) for m in levelled["moves"]] == [("C", "2026-09-17", "2026-09-22", 4)]


def test_the_call_stands_before_the_file_and_a_late_plan_says_by_how_much() -> None:
    found = answer(PLAN, "--deadline", "2026-09-24", "--today", "2026-09-18")
    assert (found["deadline"], found["today"], found["days_late"]) == ("2026-09-24", "2026-09-18", 4)
    assert found["sentence"] == "按此分解已晚 4 个工作日。"


def test_without_a_day_given_the_plan_starts_today() -> None:
    found = answer({"tasks": PLAN["tasks"]}, "--deadline", "2031-06-30")
    assert found["today"] == str(clock.today())
    assert found["provisional"]


def test_a_holiday_in_the_file_moves_the_latest_dates_earlier() -> None:
    before, after = answer(PLAN), answer(changed(calendar={"holidays": ["2026-09-24"], "workdays": ["2026-09-26"]}))
    assert [t["latest_start"] for t in before["tasks"]][:2] == ["2026-09-17", "2026-09-23"]
    assert [t["latest_start"] for t in after["tasks"]][:2] == ["2026-09-17", "2026-09-23"]
    after = answer(changed(calendar={"holidays": ["2026-09-24"]}))
    assert [t["latest_start"] for t in after["tasks"]][:2] == ["2026-09-16", "2026-09-22"]


def test_parts_of_a_day_are_understood_where_all_are_parts() -> None:
    tasks = [{"key": key, "workdays": 2, "people": [{"person": "张三", "share": 0.6}]} for key in "ab"]
    found = answer(changed(tasks=tasks, capacity={}, people=[{"person": "张三", "capacity": 1}]))
    assert [(o["load"], o["capacity"]) for o in found["overloads"]] == [(120, 100)]


def test_people_read_a_table_and_sentences() -> None:
    said = run("-", "--level", stdin=json.dumps(PLAN)).output
    assert "截止 2026-09-30，最早可于 2026-09-29 完成。按此分解可以按期完成" in said
    assert "关键路线：调研摸底 → 编制方案 → 会议审议 → 印发" in said
    assert "里程碑" in said and "均衡开始" in said
    assert "“征求意见”由 2026-09-17 推后 4 个工作日，至 2026-09-22 开始：张三到 2026-09-21 还在做“调研摸底”（60%）" in said
    assert "按最早日期安排，超负荷：" in run("-", stdin=json.dumps(PLAN)).output


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ([], "计划文件写的是 []，应为一个 JSON 对象"),
        (changed(tasks=[]), "“tasks”是空的"),
        (changed(tasks="A"), '“tasks”写的是 "A"，应为清单'),
        ({"deadline": "2026-10-03"}, "“tasks”没有写"),
        (changed(task=1), "“task”不认识"),
        (changed(deadline="十月"), '“deadline”写的是 "十月"，应为日期'),
        (changed(deadline=None), "没有截止日期：请加 --deadline"),
        (with_task(0, key=None), "第 1 个任务缺“key”"),
        (with_task(1, key="X"), "“key”和“id”是同一项，写得不一致"),
        (with_task(1, id="A"), "任务编号“A”出现了两次"),
        (with_task(0, workdays=-1), "任务“调研摸底”的工期“-1”不对"),
        (with_task(0, workdays=1.5), "任务“调研摸底”的“workdays”写的是"),
        (with_task(0, workdays=True), "任务“调研摸底”的“workdays”写的是 true"),
        (with_task(0, workdays=None), "任务“调研摸底”缺“workdays”"),
        (with_task(0, days=3), "第 1 个任务中的“days”不认识"),
        (with_task(2, predecessors=["Z"]), "任务“征求意见”的前置任务“Z”不在本计划中"),
        (with_task(2, predecessors=[{"task": "A", "type": "SF"}]), '类型写的是 "SF"，应为 FS'),
        (with_task(2, predecessors=[{"task": "A", "lag": "两天"}]), '间隔写的是 "两天"，应为整数工作日'),
        (with_task(2, predecessors=[{"type": "FS"}]), "缺“task”"),
        (with_task(0, predecessors=["D"]), "形成循环：“调研摸底” → “编制方案” → “会议审议” → “调研摸底”"),
        (with_task(0, people=[{"person": "", "share": 60}]), '“person”写的是 ""，应为文字'),
        (with_task(0, people=[{"person": "张三", "share": "多"}]), '张三的“share”写的是 "多"，应为百分数'),
        (changed(capacity={"李四": -1}), "李四的“capacity”写的是 -1"),
        (changed(calendar={"holidays": ["2026-09-24"], "workdays": ["2026-09-24"]}), "既写作放假又写作上班"),
        (changed(deadline="9999-12-31"), "日期 9999-12-31 不对，排期的日期应在 1950 年至 2150 年之间"),
        (changed(today="0001-01-05"), "日期 0001-01-05 不对"),
        (with_task(0, fixed_start="9999-12-31"), "日期 9999-12-31 不对"),
        (with_task(0, people=[{"person": "张三", "share": 0.005}]), "最细到百分之一天"),
        (changed(today=20260916), "“today”写的是 20260916，应为日期"),
    ],
)
def test_a_mistake_in_the_file_is_refused_in_words(plan: Any, words: str) -> None:
    result = run("-", "--json", stdin=json.dumps(plan))
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr, result.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "不是正确的 JSON：第 1 行第 2 列"),
        ('{"tasks": [], "tasks": []}', "“tasks”写了两次"),
        ('{"tasks": NaN}', "写有“NaN”，它不是数"),
        (r'{"deadline": "2026-10-30", "tasks": [{"key": "\ud800", "workdays": 1}]}', "有换行或无法显示的字符"),
        (r'{"deadline": "2026-10-30", "tasks": [{"key": "A\nB", "workdays": 1}]}', "有换行或无法显示的字符"),
        ("[" * 100_000, "层次太多"),
    ],
)
def test_what_is_no_json_is_refused(text: str, words: str) -> None:
    result = run("-", stdin=text)
    assert result.exit_code == 1 and words in result.stderr


def test_wrong_calls_are_refused_in_words(tmp_path: Path) -> None:
    sm = tmp_path / "j30.sm"
    sm.write_text(instance(30, 1.8, 0.5, 0.5, seed=7))
    for arguments, status, words in (
        ((tmp_path / "none.json",), 1, "没有文件"),
        ((tmp_path,), 1, "无法读取"),
        (("-", "--deadline", "明天"), 2, "不是日期"),
        (("-", "--seconds", "3"), 2, "须与 --level 同用"),
        (("-", "--level", "--seconds", "-3"), 2, "“-3”不对，应为 1 至 3600 的整数秒"),
        ((sm,), 2, "须加 --level"),
        ((sm, "--level", "--deadline", "2026-12-31"), 2, "没有日历"),
    ):
        result = run(*arguments, stdin="{}")
        assert result.exit_code == status and words in result.stderr, result.output


def test_a_psplib_file_is_solved(tmp_path: Path) -> None:
    text = instance(30, 1.8, 0.5, 0.5, seed=7)
    sm = tmp_path / "j30.sm"
    sm.write_text(text)
    result = run(sm, "--level", "--seconds", "30", "--json")
    found = json.loads(result.stdout)
    assert (found["file"], found["jobs"], found["proven"]) == ("j30.sm", 32, True)
    assert found["makespan"] == found["lower_bound"]
    assert not faults(text, {int(job): start for job, start in found["starts"].items()}, found["makespan"])
    assert "32 项任务，总工期" in run(sm, "--level").output
    sm.write_text(text.replace("REQUESTS", "X"))
    assert "没有“REQUESTS/DURATIONS”部分" in run(sm, "--level").stderr
