"""排期结果: earliest and latest days of every task, what is critical, and how late the plan already is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from tongpin.domains.work.schedule.days import Days
from tongpin.domains.work.schedule.network import Network, Numbers
from tongpin.domains.work.schedule.plan import Plan, PlannedTask


@dataclass(frozen=True, slots=True)
class Placed:
    """任务排期: the finish is the last day on which the task is worked; a milestone starts and finishes on one day."""

    earliest_start: date
    earliest_finish: date
    latest_start: date
    latest_finish: date
    slack: int
    is_critical: bool


@dataclass(frozen=True, slots=True)
class Bounds:
    """起止界限: the number of the first day of the plan, of its last, and the day of every fixed start by the task's number."""

    first: int
    last: int
    fixed: dict[int, int]


class Schedule:
    """排期: the answer of ``schedule``. ``of`` gives the days of a task by its key, worked out when asked.

    ``touched``: how many tasks were computed anew to get here. ``notes``: what the reader must know, in sentences.
    """

    def __init__(self, plan: Plan, network: Network, days: Days, bounds: Bounds, earliest: Numbers, latest: Numbers, touched: int) -> None:
        self.plan = plan
        self.network = network
        self.days = days
        self.bounds = bounds
        self.earliest = earliest
        self.latest = latest
        self.touched = touched
        self.of: Mapping[str, Placed] = _Placements(self)
        self.days.day(int(min(earliest.min(), latest.min())))
        self.days.day(int((np.maximum(earliest, latest) + network.workdays).max()))

    @cached_property
    def slack(self) -> Numbers:
        """机动时间 of each task, in working days; negative where the plan is late."""
        return self.latest - self.earliest

    @cached_property
    def least_slack(self) -> int:
        return int(self.slack.min())

    @property
    def days_late(self) -> int:
        """已晚工作日."""
        return max(0, -self.least_slack)

    @cached_property
    def deadline(self) -> date:
        """计算截止日: the deadline, or the working day before it where it is a day off."""
        return self.days.day(self.bounds.last)

    @cached_property
    def finish(self) -> date:
        """最早完成日 of the whole plan."""
        return max(self.of[task.key].earliest_finish for task in self._last_ones())

    @cached_property
    def provisional_years(self) -> tuple[int, ...]:
        first = int(min(self.earliest.min(), self.latest.min()))
        last = int(max((self.earliest + self.network.workdays).max() - 1, self.bounds.last))
        return self.days.provisional_years(min(first, last), last)

    @property
    def provisional(self) -> bool:
        return bool(self.provisional_years)

    @cached_property
    def critical_path(self) -> tuple[str, ...]:
        """关键路线: a chain of critical tasks, each starting as soon as the one before lets it."""
        edges, critical = self.network.arriving, self.slack == self.least_slack
        finish = self.earliest + self.network.workdays
        ends = np.flatnonzero(critical & (finish == finish[critical].max()))
        at: int | None = int(ends[-1])  # the deepest: a milestone at the very end belongs to the chain
        way: list[str] = []
        while at is not None:
            way.append(self.network.tasks[at].key)
            arriving = range(int(edges.starts[at]), int(edges.starts[at + 1]))
            before = (k for k in arriving if critical[edges.source[k]])
            tight = (int(edges.source[k]) for k in before if self.earliest[edges.source[k]] + edges.weight[k] == self.earliest[at])
            at = next(tight, None)
        return tuple(reversed(way))

    @property
    def sentence(self) -> str:
        """一句话结论."""
        if self.days_late:
            return f"按此分解已晚 {self.days_late} 个工作日。"
        if self.least_slack:
            return f"按此分解可以按期完成，尚有 {self.least_slack} 个工作日的余量。"
        return "按此分解恰好可以按期完成，没有余量。"

    @cached_property
    def notes(self) -> tuple[str, ...]:
        return tuple(self._notes())

    def start_day(self, number: int, start: int, *, latest: bool = False) -> date:
        """The day a task starts that starts at ``start``.

        A milestone stands at the end of the working day before; at the very start of the plan it stands on its first day, unless its
        day is fixed or the deadline lies before that.
        """
        if self.network.workdays[number]:
            return self.days.day(start)
        in_time = start <= self.bounds.last or (self.plan.today is not None and not latest)
        at_first = start == self.bounds.first and in_time and number not in self.bounds.fixed
        return self.days.day(start if at_first else start - 1)

    def finish_day(self, number: int, start: int, *, latest: bool = False) -> date:
        length = int(self.network.workdays[number])
        return self.days.day(start + length - 1) if length else self.start_day(number, start, latest=latest)

    def _last_ones(self) -> list[PlannedTask]:
        finish = self.earliest + self.network.workdays
        return [self.network.tasks[int(i)] for i in np.flatnonzero(finish == finish.max())]

    def _notes(self) -> Iterator[str]:
        plan = self.plan
        if self.deadline != plan.deadline:
            yield f"截止日期 {plan.deadline} 不是工作日，按它之前的工作日 {self.deadline} 计算。"
        if plan.today and plan.deadline < plan.today:
            yield f"截止日期 {plan.deadline} 在今天（{plan.today}）之前，已经过去。"
        for number, day in sorted(self.bounds.fixed.items()):
            task, wanted = self.network.tasks[number], self.days.day(day - (not self.network.workdays[number]))
            if wanted != task.fixed_start:
                yield f"“{task.title}”定于 {task.fixed_start} 开始，这天不是工作日，按之后的工作日 {wanted} 计算。"
            if self.earliest[number] > day:
                late = int(self.earliest[number]) - day
                yield f"“{task.title}”定于 {wanted} 开始，但它的前置任务最早要再过 {late} 个工作日才能让它开始。"
        if self.provisional_years:
            years = "、".join(str(y) for y in self.provisional_years)
            yield f"{years} 年的放假安排尚未公布，涉及这些年份的日期为暂定。"


class _Placements(Mapping[str, Placed]):
    """The days of each task, worked out when asked: of a hundred thousand tasks a page shows fifty."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule

    def __getitem__(self, key: str) -> Placed:
        s = self._schedule
        number = s.network.number[key]
        earliest, latest = int(s.earliest[number]), int(s.latest[number])
        return Placed(
            earliest_start=s.start_day(number, earliest),
            earliest_finish=s.finish_day(number, earliest),
            latest_start=s.start_day(number, latest, latest=True),
            latest_finish=s.finish_day(number, latest, latest=True),
            slack=latest - earliest,
            is_critical=latest - earliest == s.least_slack,
        )

    def __iter__(self) -> Iterator[str]:
        return (task.key for task in self._schedule.plan.tasks)

    def __len__(self) -> int:
        return len(self._schedule.plan.tasks)
