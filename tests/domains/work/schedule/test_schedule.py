"""倒排工期: by hand, in a calendar that everybody can look up (Mid-autumn and National Day 2026)."""

from __future__ import annotations

from datetime import date

import pytest

from tongpin.domains.work.schedule import Circle, Link, LinkKind, Plan, PlannedTask, schedule
from tongpin.kernel.errors import Refused
from tongpin.kernel.workdays import WorkCalendar

CALENDAR = WorkCalendar()
FS, SS, FF = LinkKind.FS, LinkKind.SS, LinkKind.FF


def task(key: str, workdays: int, *links: Link, **more) -> PlannedTask:
    return PlannedTask(key, f"任务{key}", workdays, links, **more)


def plan(*tasks: PlannedTask, deadline: date = date(2026, 9, 30), today: date | None = date(2026, 9, 16)) -> Plan:
    return Plan(tasks, deadline, today)


def test_a_plan_is_dated_back_over_the_make_up_sunday_and_the_holiday():
    found = schedule(
        plan(task("a", 5), task("b", 3, Link("a")), task("c", 2, Link("a", SS, 1)), task("m", 0, Link("b"), Link("c"))), CALENDAR
    )
    assert found.of["a"].earliest_finish == date(2026, 9, 21)  # Sunday 20 September is worked
    assert (found.of["a"].latest_start, found.of["a"].latest_finish) == (date(2026, 9, 20), date(2026, 9, 24))
    assert found.of["b"].latest_start == date(2026, 9, 28)  # 25 to 27 September is Mid-autumn
    assert (found.of["c"].earliest_start, found.of["c"].slack) == (date(2026, 9, 17), 8)
    assert found.of["m"].earliest_start == found.of["m"].earliest_finish == date(2026, 9, 24)
    assert found.of["m"].latest_finish == date(2026, 9, 30)
    assert found.critical_path == ("a", "b", "m")
    assert [key for key, placed in found.of.items() if placed.is_critical] == ["a", "b", "m"]
    assert (found.days_late, found.finish, found.provisional, found.notes) == (0, date(2026, 9, 24), False, ())


# Working days from 16 September 2026: 16, 17, 18, 20 (made up), 21, 22, 23, 24, 28, 29, 30.
@pytest.mark.parametrize(
    ("link", "start"),
    [
        (Link("a"), 21),
        (Link("a", FS, 2), 23),
        (Link("a", FS, -2), 18),
        (Link("a", SS), 16),
        (Link("a", SS, 3), 20),
        (Link("a", FF), 18),
        (Link("a", FF, 1), 20),
        (Link("a", FF, -9), 16),
    ],
)
def test_each_kind_of_link_with_its_lag(link: Link, start: int):
    found = schedule(plan(task("a", 4), task("b", 2, link)), CALENDAR)
    assert found.of["b"].earliest_start == date(2026, 9, start)


def test_a_plan_that_is_late_says_by_how_many_working_days():
    found = schedule(plan(task("a", 10), task("b", 7, Link("a"))), CALENDAR)
    assert found.days_late == 6
    assert found.sentence == "按此分解已晚 6 个工作日。"
    assert found.of["a"].slack == found.of["b"].slack == -6


def test_a_deadline_on_a_holiday_is_the_working_day_before_it_and_said():
    found = schedule(plan(task("a", 1), deadline=date(2026, 10, 3)), CALENDAR)
    assert found.of["a"].latest_finish == found.deadline == date(2026, 9, 30)
    assert found.notes == ("截止日期 2026-10-03 不是工作日，按它之前的工作日 2026-09-30 计算。",)


def test_a_year_not_published_yet_is_provisional_and_said():
    found = schedule(plan(task("a", 1), deadline=date(2031, 3, 3)), CALENDAR)
    assert found.provisional
    assert "2031 年的放假安排尚未公布" in found.notes[-1]


def test_without_today_the_plan_starts_on_its_last_chance():
    found = schedule(plan(task("a", 4), task("b", 2, Link("a")), task("c", 1), today=None), CALENDAR)
    assert found.of["a"].earliest_start == found.of["a"].latest_start == date(2026, 9, 22)
    assert (found.of["c"].earliest_start, found.of["c"].slack, found.days_late) == (date(2026, 9, 22), 5, 0)


def test_a_fixed_start_holds_what_stands_before_it_and_is_not_moved():
    fixed = task("b", 1, Link("a"), fixed_start=date(2026, 9, 22))
    found = schedule(plan(task("a", 2), fixed, task("c", 1, Link("b"))), CALENDAR)
    assert found.of["b"].earliest_start == found.of["b"].latest_start == date(2026, 9, 22)
    assert found.of["a"].latest_finish == date(2026, 9, 21)
    assert found.of["c"].earliest_start == date(2026, 9, 23)
    late = schedule(plan(task("a", 9), fixed), CALENDAR)
    assert late.days_late == 4
    assert "它的前置任务最早要再过 4 个工作日" in late.notes[0]


def test_a_fixed_start_on_a_day_off_is_the_working_day_after_it_and_a_milestone_keeps_its_day():
    found = schedule(plan(task("a", 1, fixed_start=date(2026, 9, 25)), task("m", 0, fixed_start=date(2026, 9, 21))), CALENDAR)
    assert found.of["a"].earliest_start == date(2026, 9, 28)
    assert "“任务a”定于 2026-09-25 开始，这天不是工作日，按之后的工作日 2026-09-28 计算。" in found.notes
    assert found.of["m"].earliest_start == found.of["m"].latest_finish == date(2026, 9, 21)
    yesterday = schedule(plan(task("m", 0, fixed_start=date(2026, 9, 15)), task("a", 1, Link("m"))), CALENDAR)
    assert yesterday.of["m"].earliest_start == yesterday.of["m"].latest_start == date(2026, 9, 15)


@pytest.mark.parametrize(
    ("tasks", "field", "words"),
    [
        ((), "tasks", "没有任务"),
        ((task("a", 1), task("a", 2)), "key", "出现了两次"),
        ((task("a", -1),), "workdays", "工期“-1”不对"),
        ((task("a", 20_000),), "workdays", "工期“20000”不对"),
        ((task("a", 1, Link("x")),), "links", "前置任务“x”不在本计划中"),
        ((task("a", 1), task("b", 1, Link("a", FS, 99_999))), "lag", "间隔“99999”不对"),
        (tuple(task(str(i), 9_000, *([Link(str(i - 1))] if i else [])) for i in range(4)), "workdays", "超过一百年"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_its_field(tasks: tuple[PlannedTask, ...], field: str, words: str):
    with pytest.raises(Refused) as refused:
        schedule(plan(*tasks), CALENDAR)
    assert refused.value.field == field
    assert words in refused.value.message


def test_a_circle_is_refused_naming_the_tasks_in_it_only():
    tasks = (
        task("a", 1),
        task("b", 1, Link("a"), Link("d")),
        task("c", 1, Link("b", SS, -3)),
        task("d", 1, Link("c")),
        task("e", 1, Link("d")),
    )
    with pytest.raises(Circle) as circle:
        schedule(plan(*tasks), CALENDAR)
    assert circle.value.keys == ("b", "c", "d")
    assert "“任务b” → “任务c” → “任务d” → “任务b”" in circle.value.message
    with pytest.raises(Circle) as itself:
        schedule(plan(task("a", 1, Link("a"))), CALENDAR)
    assert itself.value.keys == ("a",)
