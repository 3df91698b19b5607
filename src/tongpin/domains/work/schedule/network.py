"""网络: the tasks of a plan as numbers in an order in which every task stands after its predecessors.

Each link becomes one inequality between two starts, ``start(after) ≥ start(before) + weight``:
FS: workdays(before) + lag, SS: lag, FF: workdays(before) + lag − workdays(after).
Tasks are numbered by depth, so that a pass is one walk over flat arrays, and tasks of one depth can be taken together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

import numpy as np
import numpy.typing as npt

from tongpin.domains.work.schedule.plan import Circle, Link, LinkKind, PlannedTask
from tongpin.kernel.errors import Refused

Numbers = npt.NDArray[np.int64]
LONGEST = 10_000
_CODES = {LinkKind.FS: 0, LinkKind.SS: 1, LinkKind.FF: 2}


@dataclass(frozen=True, slots=True)
class Edges:
    """连线: ``source[k] → target[k]`` with its weight; those of task ``i`` are ``starts[i]:starts[i + 1]``."""

    source: Numbers
    target: Numbers
    weight: Numbers
    starts: Numbers


@dataclass(frozen=True, slots=True)
class Network:
    """网络: ``leaving`` is sorted by source, ``arriving`` by target; ``depths[d]:depths[d + 1]`` are the tasks of depth ``d``."""

    tasks: tuple[PlannedTask, ...]
    number: dict[str, int]
    workdays: Numbers
    leaving: Edges
    arriving: Edges
    depths: Numbers

    @property
    def size(self) -> int:
        return len(self.tasks)


def network_of(tasks: Sequence[PlannedTask]) -> Network:
    """编网. Refuses, naming the task: no tasks, keys given twice, unknown predecessors, impossible numbers, circles."""
    if not tasks:
        raise Refused("计划中没有任务，请先列出任务。", field="tasks")
    given = {task.key: i for i, task in enumerate(tasks)}
    if len(given) < len(tasks):
        _refuse_repeated(tasks)
    before, after, codes, lags = [], [], [], []
    for i, task in enumerate(tasks):
        if not _whole(task.workdays, 0):
            check_workdays(task)
        for link in task.links:
            other = given.get(link.before)
            if other is None:
                raise Refused(f"任务“{task.title}”的前置任务“{link.before}”不在本计划中，请核对编号。", field="links")
            if not _whole(link.lag, -LONGEST):
                _refuse_lag(task, link)
            before.append(other)
            after.append(i)
            codes.append(_CODES[link.kind])
            lags.append(link.lag)
    source, target, lag, code = (np.array(column, dtype=np.int64) for column in (before, after, lags, codes))
    order, depth = _order(tasks, source, target)
    number = np.empty(len(tasks), dtype=np.int64)
    number[order] = np.arange(len(tasks))
    workdays = np.array([tasks[i].workdays for i in order], dtype=np.int64)
    source, target = number[source], number[target]
    weight = link_weight(code, lag, workdays[source], workdays[target])
    return Network(
        tasks=tuple(tasks[i] for i in order),
        number={tasks[i].key: k for k, i in enumerate(order)},
        workdays=workdays,
        leaving=_sorted_by(source, source, target, weight, len(tasks)),
        arriving=_sorted_by(target, source, target, weight, len(tasks)),
        depths=np.searchsorted(depth[order], np.arange(depth.max() + 2)),
    )


def reweighed(network: Network, changed: Mapping[str, PlannedTask]) -> Network:
    """改权: the same network with other durations and lags of some tasks; who stands before whom stays as it is."""
    tasks, workdays = list(network.tasks), network.workdays.copy()
    numbers = {network.number[key]: task for key, task in changed.items()}
    for i, task in numbers.items():
        tasks[i], workdays[i] = task, task.workdays
    leaving, arriving = network.leaving, network.arriving
    out, into = leaving.weight.copy(), arriving.weight.copy()
    touched = set(numbers)
    for i in numbers:
        touched.update(leaving.target[leaving.starts[i] : leaving.starts[i + 1]].tolist())
    for j in touched:
        # the links of a task stand in its arriving edges in their own order, and so do those of one pair in the leaving ones
        places: dict[int, Iterator[int]] = {}
        for k, link in zip(range(int(arriving.starts[j]), int(arriving.starts[j + 1])), tasks[j].links, strict=True):
            i = int(arriving.source[k])
            if not _whole(link.lag, -LONGEST):
                _refuse_lag(tasks[j], link)
            code, lag = np.array(_CODES[link.kind]), np.array(link.lag)
            into[k] = link_weight(code, lag, workdays[i], workdays[j])
            if i not in places:
                begin = int(leaving.starts[i])
                places[i] = iter((begin + np.flatnonzero(leaving.target[begin : leaving.starts[i + 1]] == j)).tolist())
            out[next(places[i])] = into[k]
    return replace(
        network,
        tasks=tuple(tasks),
        workdays=workdays,
        leaving=replace(leaving, weight=out),
        arriving=replace(arriving, weight=into),
    )


def check_workdays(task: PlannedTask) -> None:
    """工期核对: whole working days, none for a milestone."""
    if not _whole(task.workdays, 0):
        raise Refused(f"任务“{task.title}”的工期“{task.workdays}”不对，应为 0 至 {LONGEST} 的整数工作日，里程碑为 0。", field="workdays")


def link_weight(code: Numbers, lag: Numbers, before: Numbers, after: Numbers) -> Numbers:
    """关系权重: the least distance from start to start (see above)."""
    return lag + np.where(code == _CODES[LinkKind.SS], 0, before) - np.where(code == _CODES[LinkKind.FF], after, 0)


def _whole(value: object, least: int) -> bool:
    return type(value) is int and least <= value <= LONGEST


def _sorted_by(key: Numbers, source: Numbers, target: Numbers, weight: Numbers, size: int) -> Edges:
    order = np.argsort(key, kind="stable")
    return Edges(source[order], target[order], weight[order], np.searchsorted(key[order], np.arange(size + 1)))


def _order(tasks: Sequence[PlannedTask], source: Numbers, target: Numbers) -> tuple[list[int], Numbers]:
    """Kahn's walk; its queue is ordered by depth by itself, for the last predecessor to leave is always the deepest."""
    size = len(tasks)
    by_source = np.argsort(source, kind="stable")
    starts = np.searchsorted(source[by_source], np.arange(size + 1)).tolist()
    followers = target[by_source].tolist()
    waiting = np.bincount(target, minlength=size).tolist()
    depth = [0] * size
    order = [i for i in range(size) if not waiting[i]]
    for i in order:
        below = depth[i] + 1
        for j in followers[starts[i] : starts[i + 1]]:
            waiting[j] -= 1
            if not waiting[j]:
                depth[j] = below
                order.append(j)
    if len(order) < size:
        raise _circle(tasks, source.tolist(), target.tolist(), [count > 0 for count in waiting])
    return order, np.array(depth, dtype=np.int64)


def _circle(tasks: Sequence[PlannedTask], source: list[int], target: list[int], held: list[bool]) -> Circle:
    """Every held task has a held predecessor: walking back from one of them must come round."""
    back: dict[int, int] = {}
    for s, t in zip(source, target, strict=True):
        if held[s] and held[t]:
            back.setdefault(t, s)
    at = next(iter(back))
    seen: dict[int, int] = {}
    way: list[int] = []
    while at not in seen:
        seen[at] = len(way)
        way.append(at)
        at = back[at]
    ring = way[seen[at] :][::-1]
    first = ring.index(min(ring))
    ring = ring[first:] + ring[:first]
    return Circle(tuple(tasks[i].key for i in ring), tuple(tasks[i].title for i in ring))


def _refuse_lag(task: PlannedTask, link: Link) -> NoReturn:
    raise Refused(f"任务“{task.title}”的间隔“{link.lag}”不对，应为 −{LONGEST} 至 {LONGEST} 的整数工作日。", field="lag")


def _refuse_repeated(tasks: Sequence[PlannedTask]) -> None:
    seen: dict[str, PlannedTask] = {}
    for task in tasks:
        if task.key in seen:
            raise Refused(f"任务编号“{task.key}”出现了两次（“{seen[task.key].title}”和“{task.title}”），编号不能重复。", field="key")
        seen[task.key] = task
