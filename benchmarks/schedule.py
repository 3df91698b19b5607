"""倒排工期的快慢: the backward pass over 10^3 to 10^5 tasks, against networkx on the same graph, and one change computed alone.

    .venv/bin/python benchmarks/schedule.py [tasks ...]

The plan is layered as plans of a bureau are: many strands, predecessors a few steps back, FS, SS and FF with lags; and once as narrow
strands, where hardly any tasks can be taken together. All latest starts are compared. networkx gets its graph ready made and does the least
it can: its topological order, then one walk back over its adjacency. Both run in turn, median of five; CPU time of this process, so that
others on the machine do not count.
"""
# ruff: noqa: T201

from __future__ import annotations

import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import networkx as nx

from tongpin.domains.work.schedule import Link, LinkKind, Plan, PlannedTask, reschedule, schedule
from tongpin.domains.work.schedule.network import network_of
from tongpin.domains.work.schedule.passes import backward
from tongpin.domains.work.schedule.scheduling import latest_bounds
from tongpin.kernel.workdays import WorkCalendar

SIZES = (1_000, 10_000, 100_000)
REPEAT = 5
LAST = 20_000
CALENDAR = WorkCalendar()
TODAY = date(2026, 1, 5)
KINDS = (LinkKind.FS, LinkKind.FS, LinkKind.FS, LinkKind.SS, LinkKind.FF)


def tasks_of(size: int, width: int) -> tuple[PlannedTask, ...]:
    """Rows of ``width`` tasks, each after two of the rows just above it."""
    rng = random.Random(size)
    tasks = []
    for i in range(size):
        above = range(max(0, i - 3 * width), i - i % width)
        links = tuple(Link(str(k), rng.choice(KINDS), rng.choice((0, 0, 1, -1))) for k in rng.sample(above, min(2, len(above))))
        tasks.append(PlannedTask(str(i), str(i), rng.randint(0, 5), links))
    return tuple(tasks)


def graph_of(tasks: tuple[PlannedTask, ...]) -> nx.DiGraph[str]:
    length = {task.key: task.workdays for task in tasks}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from((task.key, {"workdays": task.workdays}) for task in tasks)
    for task in tasks:
        for link in task.links:
            free = {"FS": length[link.before], "SS": 0, "FF": length[link.before] - task.workdays}[link.kind]
            graph.add_edge(link.before, task.key, weight=free + link.lag)
    return graph


def by_networkx(graph: nx.DiGraph[str], last: int) -> dict[str, int]:
    latest: dict[str, int] = {}
    for key in reversed(list(nx.topological_sort(graph))):
        bound = last + 1 - graph.nodes[key]["workdays"]
        latest[key] = min((latest[after] - edge["weight"] for after, edge in graph.adj[key].items()), default=bound)
        latest[key] = min(latest[key], bound)
    return latest


def seconds(what: Callable[[], Any]) -> float:
    begun = time.process_time()
    what()
    return time.process_time() - begun


def line(title: str, tasks: tuple[PlannedTask, ...]) -> None:
    network, graph = network_of(tasks), graph_of(tasks)
    bounds = latest_bounds(network, LAST, {})
    ours = backward(network, bounds)
    theirs = by_networkx(graph, LAST)
    assert all(theirs[task.key] == start for task, start in zip(network.tasks, ours.tolist(), strict=True)), "the two disagree"
    runs = [(seconds(lambda: backward(network, bounds)), seconds(lambda: by_networkx(graph, LAST))) for _ in range(REPEAT)]
    mine, nets = (statistics.median(column) for column in zip(*runs, strict=True))
    build = seconds(lambda: network_of(tasks)), seconds(lambda: graph_of(tasks))
    count = len(tasks)
    print(
        f"{title:<7}{count:>8,} tasks {len(network.depths) - 1:>6,} deep"
        f" | backward {mine * 1e3:8.2f} ms {mine / count * 1e9:6.0f} ns a task"
        f" | networkx {nets * 1e3:8.1f} ms {nets / count * 1e9:6.0f} ns | {nets / mine:5.1f} times"
        f" | made ready {build[0] * 1e3:6.0f} ms, networkx {build[1] * 1e3:6.0f} ms"
    )


def whole(tasks: tuple[PlannedTask, ...]) -> None:
    """Everything a page needs: both passes, dates, slack; then one task in the middle takes a day longer."""
    plan = Plan(tasks, CALENDAR.add_workdays(TODAY, LAST).value, TODAY)
    begun = time.process_time()
    found = schedule(plan, CALENDAR)
    path = found.critical_path
    middle = time.process_time()
    placed = list(found.of.values())
    dated = time.process_time()
    task = next(t for t in tasks[len(tasks) // 2 :] if t.links)
    after = reschedule(found, [replace(task, workdays=task.workdays + 1)])
    changed = time.process_time()
    late = reschedule(found, [replace(tasks[-1], workdays=tasks[-1].workdays + 1)])
    print(
        f"whole  {len(tasks):>8,} tasks | schedule {(middle - begun) * 1e3:7.1f} ms, critical path of {len(path)}"
        f" | all {len(placed):,} dates {(dated - middle) * 1e3:7.1f} ms"
        f" | one change in the middle touches {after.touched:,} in {(changed - dated) * 1e3:6.1f} ms,"
        f" at the end {late.touched:,}"
    )


def main() -> None:
    sizes = tuple(int(argument.replace("_", "")) for argument in sys.argv[1:]) or SIZES
    for title, share in (("wide", 50), ("narrow", 5_000)):
        for size in sizes:
            line(title, tasks_of(size, max(2, size // share)))
    for size in sizes:
        whole(tasks_of(size, max(2, size // 500)))
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
