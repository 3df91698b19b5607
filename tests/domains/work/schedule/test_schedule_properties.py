"""排期的性质: on random networks, against an independent longest path, and against each other."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongpin.domains.work.schedule import Circle, Link, LinkKind, Plan, PlannedTask, Schedule, moves, reschedule, schedule
from tongpin.domains.work.schedule.network import network_of
from tongpin.domains.work.schedule.passes import WIDE, backward, forward
from tongpin.kernel.workdays import WorkCalendar

CALENDAR = WorkCalendar()
TODAY = date(2026, 1, 5)


def random_tasks(rng: random.Random, size: int, *, forwards_only: bool = True) -> tuple[PlannedTask, ...]:
    """Written in a shuffled order, so that no order is given away."""
    keys = [f"t{i}" for i in range(size)]
    tasks = []
    for i, key in enumerate(keys):
        others = keys[:i] if forwards_only else keys
        links = tuple(
            Link(other, rng.choice(list(LinkKind)), rng.choice((0, 0, 0, 1, 2, -1, -3, 5)))
            # drawn with repetition: two links of one pair (start to start and finish to finish) are common
            for other in (rng.choices(others, k=rng.randint(0, 4)) if others else ())
        )
        tasks.append(PlannedTask(key, key, rng.choice((0, 1, 2, 3, 5, 8, 13)), links))
    rng.shuffle(tasks)
    return tuple(tasks)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    rng = random.Random(draw(st.integers(0, 2**32)))
    tasks = list(random_tasks(rng, draw(st.integers(1, 14))))
    for i, task in enumerate(tasks):
        if rng.random() < 0.1:
            tasks[i] = replace(task, fixed_start=TODAY + timedelta(days=rng.randint(-10, 60)))
    today = draw(st.sampled_from((TODAY, TODAY, None)))
    return Plan(tuple(tasks), TODAY + timedelta(days=draw(st.integers(0, 150))), today)


@pytest.mark.parametrize("seed", range(200))
def test_two_hundred_networks_agree_with_the_longest_paths_of_networkx(seed: int):
    rng = random.Random(seed)
    tasks = random_tasks(rng, rng.randint(2, 60))
    last = 300
    deadline = CALENDAR.add_workdays(TODAY, last).value
    found = schedule(Plan(tasks, deadline, TODAY), CALENDAR)
    length = {task.key: task.workdays for task in tasks}
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(("start", "end", *length))
    for task in tasks:
        graph.add_edge("start", task.key, weight=0)
        graph.add_edge(task.key, "end", weight=task.workdays)
        for link in task.links:
            free = {"FS": length[link.before], "SS": 0, "FF": length[link.before] - task.workdays}[link.kind]
            graph.add_edge(link.before, task.key, weight=free + link.lag)
    # The longest path is the shortest one with every weight turned round.
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(graph)
    turned.add_weighted_edges_from((a, b, -w) for a, b, w in graph.edges(data="weight"))
    down = nx.single_source_bellman_ford_path_length(turned, "start")
    up = nx.single_source_bellman_ford_path_length(turned.reverse(), "end")
    for number, task in enumerate(found.network.tasks):
        assert found.earliest[number] == -down[task.key]
        assert found.latest[number] == last + 1 + up[task.key]


@given(plans())
@settings(max_examples=150, deadline=None)
def test_no_step_ends_after_the_deadline_and_both_passes_keep_every_link(plan: Plan):
    found = schedule(plan, CALENDAR)
    for starts in (found.earliest, found.latest):
        assert keeps_every_link(found, starts.tolist())
    for task in plan.tasks:
        placed = found.of[task.key]
        assert placed.latest_finish <= plan.deadline
        if task.fixed_start and found.days.is_workday(task.fixed_start):
            assert placed.latest_start <= task.fixed_start <= placed.earliest_start
        if task.fixed_start is None and plan.today:
            assert placed.earliest_start >= plan.today
        assert placed.earliest_start <= placed.earliest_finish
        assert placed.slack >= -found.days_late
        assert placed.is_critical == (placed.slack == found.least_slack)
    if not found.days_late:
        assert all(p.earliest_start <= p.latest_start and p.earliest_finish <= p.latest_finish for p in found.of.values())
    assert {found.of[key].slack for key in found.critical_path} == {found.least_slack}
    if plan.today is None and not found.bounds.fixed:
        assert found.least_slack == 0


@given(plans(), st.integers(-30, 160))
@settings(max_examples=100, deadline=None)
def test_one_more_holiday_only_moves_latest_dates_earlier_and_earliest_dates_later(plan: Plan, offset: int):
    plan = replace(plan, tasks=tuple(replace(task, fixed_start=None) for task in plan.tasks), today=TODAY)
    before = schedule(plan, CALENDAR)
    after = schedule(plan, WorkCalendar({TODAY + timedelta(days=offset): False}))
    for key, old in before.of.items():
        new = after.of[key]
        assert new.latest_start <= old.latest_start and new.latest_finish <= old.latest_finish
        assert new.earliest_start >= old.earliest_start and new.earliest_finish >= old.earliest_finish


@given(plans(), st.integers(0, 2**32), st.integers(1, 3))
@settings(max_examples=250, deadline=None)
def test_one_change_computed_alone_equals_the_whole_computed_anew(plan: Plan, seed: int, count: int):
    rng = random.Random(seed)
    before = schedule(plan, CALENDAR)
    changed = []
    for task in rng.sample(plan.tasks, min(count, len(plan.tasks))):
        match rng.randrange(4):
            case 0:
                task = replace(task, workdays=rng.choice((0, 1, 4, 20)))
            case 1:
                task = replace(task, links=tuple(replace(link, lag=rng.randint(-4, 6)) for link in task.links))
            case 2:
                task = replace(task, fixed_start=rng.choice((None, TODAY + timedelta(days=rng.randint(-5, 40)))))
            case 3:
                other = rng.choice(plan.tasks).key
                task = replace(task, links=(*task.links[1:], *([Link(other, rng.choice(list(LinkKind)), 1)] if other != task.key else [])))
        changed.append(task)
    new = {task.key: task for task in changed}
    wanted_plan = replace(plan, tasks=tuple(new.get(task.key, task) for task in plan.tasks))
    try:
        wanted = schedule(wanted_plan, CALENDAR)
    except Circle as circle:
        with pytest.raises(Circle) as again:
            reschedule(before, changed)
        assert again.value.keys == circle.keys
        return
    found = reschedule(before, changed)
    assert found.plan == wanted_plan
    assert dict(found.of) == dict(wanted.of)
    assert found.critical_path == wanted.critical_path
    assert (found.days_late, found.notes) == (wanted.days_late, wanted.notes)
    # and once more from there: what was carried over is whole
    assert dict(reschedule(found, [t for t in plan.tasks if t.key in new]).of) == dict(before.of)


def test_a_change_finds_its_own_link_where_a_pair_has_two_and_another_stands_between():
    links = (Link("a", LinkKind.SS, 1), Link("b"), Link("a", LinkKind.FF, 2))
    plan = Plan((PlannedTask("a", "a", 5), PlannedTask("b", "b", 2), PlannedTask("c", "c", 4, links)), date(2026, 3, 31), TODAY)
    longer = PlannedTask("a", "a", 9)
    wanted = schedule(replace(plan, tasks=(longer, *plan.tasks[1:])), CALENDAR)
    assert dict(reschedule(schedule(plan, CALENDAR), [longer]).of) == dict(wanted.of)


def test_a_change_touches_only_what_depends_on_it():
    chains = tuple(PlannedTask(f"{c}-{i}", f"{c}-{i}", 2, (Link(f"{c}-{i - 1}"),) if i else ()) for c in range(50) for i in range(20))
    before = schedule(Plan(chains, date(2026, 12, 31), TODAY), CALENDAR)
    assert before.touched == 1_000
    for number, longer in ((0, 20), (10, 20), (19, 20)):
        after = reschedule(before, [replace(before.network.tasks[before.network.number[f"7-{number}"]], workdays=3)])
        assert after.touched <= longer
        moved = moves(before, after)
        assert {move.key.split("-")[0] for move in moved} == {"7"}
    added = reschedule(before, [PlannedTask("8-5", "8-5", 2, (Link("8-4"), Link("9-5")))])
    assert added.touched <= 40
    same = reschedule(before, [before.plan.tasks[3]])
    assert same.touched <= 3 and not moves(before, same)


@pytest.mark.parametrize("seed", range(10))
def test_taking_a_depth_together_gives_the_same_numbers_as_walking(seed: int, monkeypatch: pytest.MonkeyPatch):
    network = network_of(random_tasks(random.Random(seed), 200))
    bounds = network.workdays * 0
    walked = (forward(network, bounds), backward(network, bounds - network.workdays))
    assert network.size < WIDE * (len(network.depths) - 1)
    monkeypatch.setattr("tongpin.domains.work.schedule.passes.WIDE", 0)
    together = (forward(network, bounds), backward(network, bounds - network.workdays))
    assert [w.tolist() for w in walked] == [t.tolist() for t in together]


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_a_circle_is_found_exactly_where_there_is_one_and_is_a_circle(seed: int):
    rng = random.Random(seed)
    tasks = random_tasks(rng, rng.randint(1, 12), forwards_only=False)
    graph = nx.DiGraph([(link.before, task.key) for task in tasks for link in task.links])
    try:
        schedule(Plan(tasks, date(2027, 12, 31), TODAY), CALENDAR)
    except Circle as circle:
        assert all(graph.has_edge(a, b) for a, b in zip(circle.keys, (*circle.keys[1:], circle.keys[0]), strict=True))
        assert len(set(circle.keys)) == len(circle.keys)
    else:
        assert nx.is_directed_acyclic_graph(graph)


def keeps_every_link(found: Schedule, starts: list[int]) -> bool:
    number, tasks = found.network.number, found.network.tasks

    def holds(task: PlannedTask, link: Link) -> bool:
        i, j = number[link.before], number[task.key]
        ends = {"FS": starts[i] + tasks[i].workdays, "SS": starts[i], "FF": starts[i] + tasks[i].workdays}[link.kind]
        return starts[j] + (task.workdays if link.kind is LinkKind.FF else 0) >= ends + link.lag

    return all(holds(task, link) for task in tasks for link in task.links)
