"""PSPLIB 算例: reads an .sm file (one mode, renewable resources); time is counted in units, there is no calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tongpin.domains.work.schedule.capacity import Problem
from tongpin.domains.work.schedule.network import network_of
from tongpin.domains.work.schedule.plan import Link, PlannedTask
from tongpin.kernel.errors import Refused

_NUMBER = re.compile(r"-?\d+")
_OTHER_KINDS = re.compile(r"-\s*(nonrenewable|doubly constrained)\s*:\s*([1-9]\d*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PsplibFile:
    """PSPLIB 文件: the problem, and the job number of each of its tasks."""

    problem: Problem
    jobs: tuple[int, ...]


def read_psplib(text: str) -> PsplibFile:
    """读 .sm 文件. Refuses, saying which part: a part that is missing, jobs that do not fit together, more than one mode, circles."""
    if found := _OTHER_KINDS.search(text):
        raise Refused(f"文件中有 {found[2]} 种不可更新的资源（{found[1]}）；这里只读可更新资源的单一方式（.sm）文件。")
    after = _by_job(text, "PRECEDENCE RELATIONS")
    requests = _by_job(text, "REQUESTS/DURATIONS")
    capacities = _rows(text, "RESOURCEAVAILABILITIES", 1)[-1]
    if set(after) != set(requests):
        wrong = "、".join(str(j) for j in sorted(set(after) ^ set(requests)))
        raise Refused(f"任务 {wrong} 在 PRECEDENCE RELATIONS 和 REQUESTS/DURATIONS 中不是都有。")
    links: dict[int, list[Link]] = {job: [] for job in after}
    for job, row in after.items():
        if row[1] != 1:
            raise Refused(f"任务 {job} 有 {row[1]} 种执行方式；这里只读单一方式（.sm）的文件。")
        if len(row) != 3 + row[2]:
            raise Refused(f"PRECEDENCE RELATIONS 中任务 {job} 写明有 {row[2]} 个后续任务，实际列出 {len(row) - 3} 个。")
        for other in row[3:]:
            if other not in links:
                raise Refused(f"任务 {job} 的后续任务 {other} 不在文件中。")
            links[other].append(Link(str(job)))
    for job, row in requests.items():
        if len(row) != 3 + len(capacities):
            raise Refused(f"REQUESTS/DURATIONS 中任务 {job} 的资源需求有 {len(row) - 3} 项，资源共 {len(capacities)} 种。")
        for number, (amount, capacity) in enumerate(zip(row[3:], capacities, strict=True), 1):
            if amount > capacity and row[2]:
                raise Refused(f"任务 {job} 需要资源 R{number} 共 {amount}，超过总量 {capacity}，无法安排。")
    network = network_of([PlannedTask(str(job), str(job), row[2], tuple(links[job])) for job, row in requests.items()])
    jobs = tuple(int(task.key) for task in network.tasks)
    edges = network.leaving
    return PsplibFile(
        Problem(
            durations=tuple(network.workdays.tolist()),
            edges=tuple(zip(edges.source.tolist(), edges.target.tolist(), edges.weight.tolist(), strict=True)),
            demands=tuple(tuple((r, q) for r, q in enumerate(requests[job][3:]) if q) for job in jobs),
            capacities=tuple(capacities),
            releases=(0,) * len(jobs),
        ),
        jobs,
    )


def _by_job(text: str, title: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row in _rows(text, title, 3):
        if row[0] in found:
            raise Refused(f"文件的“{title}”部分中任务 {row[0]} 写了两次。")
        found[row[0]] = row
    return found


def _rows(text: str, title: str, least: int) -> list[list[int]]:
    """The lines of numbers between a title, however it is spaced and spelt, and the next line of stars."""
    begin = re.search(r"\s*".join(title.replace("RESOURCE", "RESOURCE ").split()), text, re.IGNORECASE)
    if begin is None:
        raise Refused(f"文件中没有“{title}”部分，应为 PSPLIB 的单一方式（.sm）格式。")
    part = text[begin.start() :].split("*" * 8, 1)[0].splitlines()[1:]
    rows = [[int(n) for n in _NUMBER.findall(line)] for line in part if line.strip() and not line.strip(" \t\r-0123456789")]
    rows = [row for row in rows if len(row) >= least]
    if not rows:
        raise Refused(f"文件的“{title}”部分没有数据，应为 PSPLIB 的单一方式（.sm）格式。")
    if below := [n for row in rows for n in row if n < 0]:
        raise Refused(f"文件的“{title}”部分中有负数 {below[0]}，应为不小于 0 的整数。")
    return rows
