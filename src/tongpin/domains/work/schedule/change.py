"""变动推演: what a change moves. One changed task is computed anew together with what depends on it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from heapq import heapify, heappop, heappush

import numpy as np

from tongpin.domains.work.schedule.network import Edges, Numbers, check_workdays, network_of, reweighed
from tongpin.domains.work.schedule.plan import PlannedTask
from tongpin.domains.work.schedule.result import Bounds, Placed, Schedule
from tongpin.domains.work.schedule.scheduling import fixed_start, fixed_starts, schedule
from tongpin.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Move:
    """任务变动: ``days`` by which the latest finish moves in working days (later is positive), ``earliest_days`` the earliest finish.

    A task that was added has no ``before``, one that was taken out no ``after``; both move by nothing.
    """

    key: str
    title: str
    before: Placed | None
    after: Placed | None
    days: int = 0
    earliest_days: int = 0

    @property
    def sentence(self) -> str:
        if self.before is None or self.after is None:
            return f"“{self.title}”{'新增' if self.before is None else '取消'}。"
        parts = [
            _words("最迟完成日", self.before.latest_finish, self.after.latest_finish, self.days),
            _words("最早完成日", self.before.earliest_finish, self.after.earliest_finish, self.earliest_days),
        ]
        return f"“{self.title}”" + "，".join(part for part in parts if part) + "。"


def moves(before: Schedule, after: Schedule) -> tuple[Move, ...]:
    """变动比较: the tasks whose days differ, in the order of the new plan, those taken out last."""
    calendar = after.days.calendar
    titles = {task.key: task.title for task in before.plan.tasks}
    found = []
    for task in after.plan.tasks:
        new = after.of[task.key]
        if task.key not in titles:
            found.append(Move(task.key, task.title, None, new))
            continue
        old = before.of[task.key]
        days = calendar.workdays_between(old.latest_finish, new.latest_finish).value
        earliest = calendar.workdays_between(old.earliest_finish, new.earliest_finish).value
        if days or earliest or old.latest_start != new.latest_start or old.earliest_start != new.earliest_start:
            found.append(Move(task.key, task.title, old, new, days, earliest))
    gone = titles.keys() - {task.key for task in after.plan.tasks}
    return (*found, *(Move(key, titles[key], before.of[key], None) for key in titles if key in gone))


def reschedule(before: Schedule, changed: Iterable[PlannedTask]) -> Schedule:
    """局部重排: the schedule with these tasks in place of those of the same key; equal to ``schedule`` of the changed plan.

    ``touched`` of the answer counts the tasks that were computed. Without ``today`` the start of the plan itself depends on every task,
    so all are computed.
    """
    new = {task.key: task for task in changed}
    for key in new:
        if key not in before.network.number:
            raise Refused(f"任务“{new[key].title}”（编号“{key}”）不在原计划中。", field="key")
    plan = replace(before.plan, tasks=tuple(new.get(task.key, task) for task in before.plan.tasks))
    if plan.today is None:
        return schedule(plan, before.days.calendar)
    old = before.network
    if all(_joints(task) == _joints(old.tasks[old.number[key]]) for key, task in new.items()):
        for task in new.values():
            check_workdays(task)
        network, earliest, latest = reweighed(old, new), before.earliest.copy(), before.latest.copy()
        fixed = dict(before.bounds.fixed)
        for key, task in new.items():
            fixed.pop(old.number[key], None)
            if task.fixed_start is not None:
                fixed[old.number[key]] = fixed_start(task, before.days)
    else:
        network = network_of(plan.tasks)
        was = np.array([old.number[task.key] for task in network.tasks])
        earliest, latest = before.earliest[was], before.latest[was]
        fixed = fixed_starts(network, before.days)
    numbers = {network.number[key] for key in new}
    first, last = before.bounds.first, before.bounds.last
    after = {int(t) for i in numbers for t in _of(network.leaving, i, network.leaving.target)}
    ahead = {network.number[link.before] for key in new for task in (new[key], old.tasks[old.number[key]]) for link in task.links}
    touched = _again(network.arriving, network.leaving, earliest, numbers | after, max, 1, lambda i: fixed.get(i, first))
    touched |= _again(
        network.leaving,
        network.arriving,
        latest,
        numbers | ahead,
        min,
        -1,
        lambda i: min(fixed.get(i, last + 1), last + 1 - int(network.workdays[i])),
    )
    return Schedule(plan, network, before.days, Bounds(first, last, fixed), earliest, latest, touched=len(touched))


def _again(
    holding: Edges,
    held: Edges,
    found: Numbers,
    seeds: set[int],
    sharpest: Callable[[list[int]], int],
    sign: int,
    bound: Callable[[int], int],
) -> set[int]:
    """One pass over ``seeds`` and whatever changes because of them, in the order of the network (from its end where ``sign`` is −1)."""
    far, near = (holding.source, held.target) if sign > 0 else (holding.target, held.source)
    queue = [sign * i for i in seeds]
    heapify(queue)
    queued, touched = set(seeds), set()
    while queue:
        i = sign * heappop(queue)
        queued.discard(i)
        touched.add(i)
        first, last = int(holding.starts[i]), int(holding.starts[i + 1])
        limits = [bound(i), *(int(found[far[k]]) + sign * int(holding.weight[k]) for k in range(first, last))]
        value = sharpest(limits)
        if value != found[i]:
            found[i] = value
            for j in near[int(held.starts[i]) : int(held.starts[i + 1])].tolist():
                if j not in queued:
                    queued.add(j)
                    heappush(queue, sign * j)
    return touched


def _joints(task: PlannedTask) -> list[tuple[str, str]]:
    return [(link.before, link.kind) for link in task.links]


def _of(edges: Edges, number: int, column: Numbers) -> Numbers:
    return column[int(edges.starts[number]) : int(edges.starts[number + 1])]


def _words(what: str, old: date, new: date, days: int) -> str:
    return f"{what}由 {old} {'推后' if days > 0 else '提前'} {abs(days)} 个工作日至 {new}" if days else ""
