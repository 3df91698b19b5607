"""负荷与均衡: overloads by hand, proposals that everybody can hold, reasons a director understands; never "proven" without a proof."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domains.work.schedule.checker import faults
from tests.domains.work.schedule.progen import instance
from tongpin.domains.work.schedule import Link, LinkKind, Plan, PlannedTask, level, overloads, schedule
from tongpin.domains.work.schedule.capacity import Problem
from tongpin.domains.work.schedule.levelling import Levelled
from tongpin.domains.work.schedule.psplib import read_psplib
from tongpin.domains.work.schedule.solving import Solution, solve
from tongpin.kernel.errors import Refused
from tongpin.kernel.workdays import WorkCalendar

CALENDAR = WorkCalendar()
TODAY = date(2026, 9, 16)  # working days: 16, 17, 18, 20 (made up), 21, 22, 23, 24, 28, 29, 30
WHOLE, MOST, HALF = (("张三", 100),), (("张三", 60),), (("张三", 50),)


def task(key: str, workdays: int, people: tuple[tuple[str, int], ...], *links: Link, **more) -> PlannedTask:
    return PlannedTask(key, f"任务{key}", workdays, links, people, **more)


def plan(*tasks: PlannedTask, **more) -> Plan:
    return Plan(tasks, **{"deadline": date(2026, 9, 30), "today": TODAY, **more})


def test_an_overload_is_one_entry_for_as_long_as_the_same_tasks_meet():
    found = overloads(schedule(plan(task("a", 4, MOST), task("b", 2, MOST), task("c", 1, HALF), task("d", 9, (("李四", 100),))), CALENDAR))
    assert [(o.person, o.first, o.last, o.workdays, o.load, o.tasks) for o in found] == [
        ("张三", date(2026, 9, 16), date(2026, 9, 16), 1, 170, ("a", "b", "c")),
        ("张三", date(2026, 9, 17), date(2026, 9, 17), 1, 120, ("a", "b")),
    ]
    assert found[1].sentence == "张三 2026-09-17同时承担“任务a”、“任务b”，合计 120%，超过可投入的 100%。"


def test_capacity_of_a_person_counts_and_a_person_named_twice_gives_both_shares():
    tasks = (task("a", 1, HALF), task("b", 1, (("李四", 30), ("李四", 30))))
    assert not overloads(schedule(plan(*tasks), CALENDAR))
    found = overloads(schedule(plan(*tasks, capacity={"张三": 40, "李四": 59}), CALENDAR))
    assert [(o.person, o.load, o.capacity) for o in found] == [("张三", 50, 40), ("李四", 60, 59)]


def test_levelling_moves_what_has_slack_and_says_why():
    found = level(
        plan(task("a", 5, MOST), task("b", 4, (), Link("a")), task("c", 3, MOST), task("d", 1, (), Link("b"), Link("c"))), CALENDAR
    )
    assert [(s.key, s.start_from, s.start_to, s.workdays) for s in found.shifts] == [("c", TODAY, date(2026, 9, 22), 5)]
    assert found.shifts[0].reason == "张三到 2026-09-21 还在做“任务a”（60%），再加 60% 超过可投入的 100%"
    assert (found.finish, found.workdays, found.lower_bound, found.proven, found.days_late) == (date(2026, 9, 29), 10, 10, True, 0)
    assert not found.remaining
    assert found.sentences[-1] == "共 10 个工作日，已证明在现有人员能力之内没有更短的安排。"


def test_levelling_that_cannot_hold_the_deadline_is_late_as_little_as_possible():
    found = level(plan(*(task(key, 4, WHOLE) for key in "abc")), CALENDAR)
    assert (found.workdays, found.days_late, found.proven) == (12, 1, True)
    assert "均衡后于 2026-10-08 完成，晚于截止日 1 个工作日。" in found.sentences


def test_a_follower_waits_for_its_predecessor_and_the_reason_says_so():
    fixed = task("f", 3, WHOLE, fixed_start=TODAY)
    found = level(plan(fixed, task("a", 2, WHOLE), task("b", 1, (), Link("a"))), CALENDAR)
    assert [(s.key, s.start_to, s.reason) for s in found.shifts] == [
        ("a", date(2026, 9, 20), "张三到 2026-09-18 还在做“任务f”（100%），再加 100% 超过可投入的 100%"),
        ("b", date(2026, 9, 22), "要等前置任务“任务a”"),
    ]


def test_nothing_to_level_is_said():
    found = level(plan(task("a", 5, HALF), task("b", 2, HALF)), CALENDAR)
    assert found.sentences[0] == "没有人超出可投入的时间，不需要调整。"
    assert not found.shifts and found.proven


def test_a_fixed_start_stays_and_others_go_round_it():
    fixed = task("f", 2, WHOLE, fixed_start=date(2026, 9, 17))
    found = level(plan(fixed, task("a", 2, WHOLE), task("b", 1, WHOLE)), CALENDAR)
    assert found.of["f"] == (date(2026, 9, 17), date(2026, 9, 18))
    assert found.of["b"][0] == TODAY
    assert found.of["a"] == (date(2026, 9, 20), date(2026, 9, 21))
    assert found.proven


def test_fixed_starts_that_meet_remain_overloaded_and_are_named():
    tasks = (task("f", 2, WHOLE, fixed_start=TODAY), task("g", 1, WHOLE, fixed_start=TODAY), task("a", 1, WHOLE))
    found = level(plan(*tasks), CALENDAR)
    assert [o.tasks for o in found.remaining] == [("f", "g")]
    assert found.of["a"][0] == date(2026, 9, 18)
    assert any("这些任务的开始日期已定，不能错开" in s for s in found.sentences)


def test_fixed_starts_that_capacity_cannot_hold_are_refused_in_words():
    tasks = (task("a", 2, WHOLE), task("b", 2, WHOLE), task("f", 1, (), Link("a"), Link("b"), fixed_start=date(2026, 9, 18)))
    with pytest.raises(Refused, match="已定开始日期的任务赶不上"):
        level(plan(*tasks), CALENDAR)


def test_a_task_that_asks_more_than_a_person_ever_has_is_refused_by_name():
    with pytest.raises(Refused, match="任务“任务a”每天要张三投入 60%，超过其可投入的 50%") as refused:
        level(plan(task("a", 2, MOST), capacity={"张三": 50}), CALENDAR)
    assert refused.value.field == "people"


def test_without_today_the_levelled_plan_begins_earlier_in_place_of_ending_later():
    found = level(plan(*(task(key, 4, WHOLE) for key in "ab"), today=None), CALENDAR)
    assert (found.finish, found.days_late, found.workdays) == (date(2026, 9, 30), 0, 8)


@given(st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_a_levelled_plan_keeps_links_people_and_fixed_starts(seed: int):
    rng = random.Random(seed)
    tasks = []
    for i in range(rng.randint(1, 9)):
        links = tuple(
            Link(str(k), rng.choice(list(LinkKind)), rng.choice((0, 0, 1, -2))) for k in rng.sample(range(i), min(i, rng.randint(0, 2)))
        )
        people = tuple((person, rng.choice((20, 50, 60, 100))) for person in rng.sample("甲乙", rng.randint(0, 2)))
        fixed = date(2026, 9, 21) if rng.random() < 0.1 else None
        tasks.append(PlannedTask(str(i), str(i), rng.randint(0, 5), links, people, fixed))
    asked = plan(*tasks, today=rng.choice((TODAY, None)), capacity={"乙": 100})
    try:
        found = level(asked, CALENDAR, 5)
    except Refused as refused:
        assert "赶不上" in refused.message and any(t.fixed_start for t in tasks)
        return
    check(found)
    again = level(asked, CALENDAR, 5)
    assert (again.of, again.sentences) == (found.of, found.sentences)


def check(found: Levelled) -> None:
    """By dates, as somebody with a calendar and a pencil would."""
    days = found.schedule.days
    by_key = {t.key: t for t in found.schedule.plan.tasks}
    for one in by_key.values():
        start, finish = found.of[one.key]
        assert CALENDAR.workdays_between(start, finish).value + 1 == max(one.workdays, 1)
        for link in one.links:
            other = by_key[link.before]
            if one.workdays and other.workdays:
                held = {"FS": found.of[link.before][1], "SS": found.of[link.before][0], "FF": found.of[link.before][1]}[link.kind]
                holds = {"FS": start, "SS": start, "FF": finish}[link.kind]
                least = link.lag + (1 if link.kind is LinkKind.FS else 0)
                assert days.on_or_after(holds) - days.on_or_after(held) >= least
    pinned = {t.key for t in by_key.values() if t.fixed_start}
    for over in found.remaining:
        assert set(over.tasks) <= pinned
    assert found.lower_bound <= found.workdays


# Instances in the PSPLIB format: quick ones here, the whole set in benchmarks/levelling.py.
CELLS = [
    (30, 1.5, 0.25, 0.2),
    (30, 1.8, 0.5, 0.5),
    (30, 2.1, 1.0, 0.7),
    (30, 1.8, 0.75, 1.0),
    (60, 1.5, 0.25, 0.5),
    (60, 1.8, 0.5, 0.7),
    (60, 2.1, 1.0, 1.0),
]


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_generated_instances_are_solved_to_proven_optimum_and_feasible(cell: tuple[int, float, float, float]):
    text = instance(*cell, seed=7)
    file = read_psplib(text)
    assert file.problem.size == cell[0] + 2
    solution = solve(file.problem, 30)
    assert solution and solution.proven
    assert not faults(text, dict(zip(file.jobs, solution.starts, strict=True)), solution.finish)


def test_the_checker_sees_what_is_wrong():
    text = instance(30, 1.8, 0.5, 0.5, seed=7)
    file = read_psplib(text)
    good = solve(file.problem, 30)
    assert good
    starts = dict(zip(file.jobs, good.starts, strict=True))
    assert faults(text, starts, good.finish + 1) == [f"the makespan is {good.finish}, not {good.finish + 1}"]
    assert any("starts at" in fault for fault in faults(text, {**starts, 32: 0}, good.finish))
    assert any("resource" in fault for fault in faults(text, dict.fromkeys(starts, 0), good.finish))
    assert faults(text, {j: s for j, s in starts.items() if j != 5}, good.finish) == ["job 5 has no start"]


@pytest.mark.parametrize("seed", range(12))
def test_small_problems_against_every_order_there_is(seed: int):
    """Active schedules hold an optimum: the best of all orders of placing is the shortest plan."""
    rng = random.Random(seed)
    size = 6
    durations = tuple(rng.randint(1, 5) for _ in range(size))
    edges = tuple((i, j, durations[i]) for i, j in ((rng.randrange(j), j) for j in range(1, size)) if rng.random() < 0.5)
    demands = tuple(tuple((r, rng.randint(1, 4)) for r in range(2)) for _ in range(size))
    problem = Problem(durations, edges, demands, (5, 5), (0,) * size)
    found = solve(problem, 10)
    assert found and found.proven
    assert found.finish == best_of_all(problem)
    assert problem.lower_bound() <= found.finish


def best_of_all(problem: Problem) -> int:
    best = sum(problem.durations)

    def place(starts: dict[int, int], used: list[list[int]]) -> None:
        nonlocal best
        if len(starts) == problem.size:
            best = min(best, max(s + problem.durations[i] for i, s in starts.items()))
            return
        for i in range(problem.size):
            if i in starts or any(k not in starts for k, j, _ in problem.edges if j == i):
                continue
            t = max((starts[k] + w for k, j, w in problem.edges if j == i), default=0)
            while any(used[u][r] + q > problem.capacities[r] for u in range(t, t + problem.durations[i]) for r, q in problem.demands[i]):
                t += 1
            more = [list(row) for row in used]
            for u in range(t, t + problem.durations[i]):
                for r, q in problem.demands[i]:
                    more[u][r] += q
            place({**starts, i: t}, more)

    place({}, [[0] * len(problem.capacities) for _ in range(sum(problem.durations) * 2)])
    return best


def test_a_plan_that_time_does_not_suffice_to_prove_is_never_called_proven():
    text = instance(60, 1.5, 1.0, 0.2, seed=1)
    file = read_psplib(text)
    solve(file.problem, 0.1)  # loads the solver
    begun = time.monotonic()
    found = solve(file.problem, 1.0)
    assert time.monotonic() - begun < 4
    assert isinstance(found, Solution) and not found.proven and found.bound < found.finish
    assert not faults(text, dict(zip(file.jobs, found.starts, strict=True)), found.finish)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: "", "没有“PRECEDENCE RELATIONS”部分"),
        (lambda t: t.replace("RESOURCEAVAILABILITIES", "X"), "没有“RESOURCEAVAILABILITIES”部分"),
        (lambda t: t.replace("   1        1          3", "   1        2          3"), "有 2 种执行方式"),
        (lambda t: t.replace("   1        1          3", "   1        1          9"), "写明有 9 个后续任务"),
        (lambda t: t.replace("   1        1          3           2", "   1        1          3          99"), "后续任务 99 不在文件中"),
        (lambda t: t.replace("\n 32      1", "\n 33      1"), "任务 32、33"),
        (lambda t: t.replace("\n  3      1     7", "\n  2      1     7"), "任务 2 写了两次"),
        (lambda t: t.replace("\n  3      1     7", "\n  3      1    -7"), "有负数 -7"),
        (lambda t: t.replace("nonrenewable              :  0", "nonrenewable              :  2"), "有 2 种不可更新的资源"),
        (lambda t: t.replace(" 32        1          0        ", " 32        1          1           1"), "形成循环"),
    ],
)
def test_a_file_that_is_not_psplib_is_refused_saying_which_part(change, words: str):
    with pytest.raises(Refused) as refused:
        read_psplib(change(instance(30, 1.8, 0.5, 0.5, seed=7)))
    assert words in refused.value.message


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace("  ", "\t"),
        lambda t: t[t.index("PRECEDENCE") :],
        lambda t: t.rstrip().rstrip("*"),
        lambda t: t.replace("PRECEDENCE RELATIONS", "Precedence relations"),
        lambda t: t.replace("RESOURCEAVAILABILITIES", "RESOURCE AVAILABILITIES"),
    ],
)
def test_a_file_written_another_way_is_the_same_problem(change):
    text = instance(30, 1.8, 0.5, 0.5, seed=7)
    assert change(text) != text
    assert read_psplib(change(text)) == read_psplib(text)


def test_the_generator_keeps_its_parameters():
    for complexity, factor, strength in ((1.5, 0.25, 0.2), (2.1, 1.0, 1.0)):
        file = read_psplib(instance(30, complexity, factor, strength, seed=3))
        p = file.problem
        assert abs(len(p.edges) / p.size - complexity) < 0.1
        assert {len(row) for row, d in zip(p.demands, p.durations, strict=True) if d} == {round(4 * factor)}
        assert all(1 <= d <= 10 for d in p.durations[1:-1])
        assert all(a <= b for a, b in pairwise(file.jobs[:1] + file.jobs[-1:]))
        if strength == 1.0:
            heads = p.heads()
            assert solve(p, 5).finish == max(h + d for h, d in zip(heads, p.durations, strict=True))  # type: ignore[union-attr]
    assert instance(30, 1.5, 0.25, 0.2, 1) == instance(30, 1.5, 0.25, 0.2, 1) != instance(30, 1.5, 0.25, 0.2, 2)


def test_the_same_problem_gives_the_same_plan():
    problem = read_psplib(instance(30, 1.5, 0.5, 0.2, seed=2)).problem
    assert solve(problem, 30) == solve(replace(problem), 30)
