"""均衡: a plan in which nobody is asked for more than they can give; late as little as possible, then as short as possible.

The plan is a proposal: each move comes with its reason, and a person accepts or refuses it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tongpin.domains.work.schedule.capacity import Problem
from tongpin.domains.work.schedule.loads import Overload, overloads, overloads_at, shares
from tongpin.domains.work.schedule.plan import Plan
from tongpin.domains.work.schedule.result import Schedule
from tongpin.domains.work.schedule.scheduling import schedule
from tongpin.domains.work.schedule.solving import solve
from tongpin.kernel.errors import Refused
from tongpin.kernel.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Shift:
    """任务调整: from its earliest day to another, by so many working days, and why."""

    key: str
    title: str
    start_from: date
    start_to: date
    workdays: int
    reason: str

    @property
    def sentence(self) -> str:
        return f"“{self.title}”由 {self.start_from} 推后 {self.workdays} 个工作日，至 {self.start_to} 开始：{self.reason}。"


@dataclass(frozen=True, slots=True)
class Levelled:
    """均衡方案. ``of``: first and last day of each task. No plan within the capacities takes fewer working days than ``lower_bound``.

    ``proven``: this one takes exactly so many. ``remaining``: overloads that fixed starts leave no way around.
    """

    schedule: Schedule
    of: Mapping[str, tuple[date, date]]
    finish: date
    workdays: int
    lower_bound: int
    days_late: int
    overloads: tuple[Overload, ...]
    remaining: tuple[Overload, ...]
    shifts: tuple[Shift, ...]

    @property
    def proven(self) -> bool:
        return self.workdays == self.lower_bound

    @property
    def sentences(self) -> tuple[str, ...]:
        """说明: who is overloaded when, what moves where and why, when it all ends, and whether anything shorter exists."""
        return (*(o.sentence for o in self.overloads), *(s.sentence for s in self.shifts), *self._conclusion())

    def _conclusion(self) -> Iterator[str]:
        if not self.overloads:
            yield "没有人超出可投入的时间，不需要调整。"
        yield from (f"均衡后仍有：{o.sentence}这些任务的开始日期已定，不能错开。" for o in self.remaining)
        if self.days_late:
            yield f"均衡后于 {self.finish} 完成，晚于截止日 {self.days_late} 个工作日。"
        else:
            yield f"均衡后于 {self.finish} 完成，在截止日之内。"
        if self.proven:
            yield f"共 {self.workdays} 个工作日，已证明在现有人员能力之内没有更短的安排。"
        else:
            yield f"共 {self.workdays} 个工作日，已证明不可能少于 {self.lower_bound} 个；在限定的时间内没有证明是否还有更短的安排。"


def level(plan: Plan, calendar: WorkCalendar, seconds: float = 10.0) -> Levelled:
    """均衡. Refuses a task that asks a person for more than they can ever give, and fixed starts that cannot hold."""
    found = schedule(plan, calendar)
    people = sorted({person for task in plan.tasks for person in shares(task)})
    for task in plan.tasks:
        for person, share in shares(task).items():
            if share > plan.capacity_of(person) and task.workdays and task.fixed_start is None:
                raise Refused(
                    f"任务“{task.title}”每天要{person}投入 {share}%，超过其可投入的 {plan.capacity_of(person)}%，怎样错开都排不下。",
                    field="people",
                )
    problem = _problem(found, people)
    solution = solve(problem, seconds)
    if solution is None:
        raise Refused("在现有人员能力之内，已定开始日期的任务赶不上：它们的前置任务错开后要更晚才能完成。请调整开始日期或人员。")
    first, last = found.bounds.first, found.bounds.last
    # Without today the plan may begin as early as it must to be in time.
    earlier = max(0, solution.finish - last - 1) if plan.today is None and not found.bounds.fixed else 0
    starts = [start - earlier for start in solution.starts]
    bases = [int(start) - earlier for start in found.earliest]
    return Levelled(
        schedule=found,
        of={task.key: (found.start_day(i, starts[i]), found.finish_day(i, starts[i])) for i, task in enumerate(found.network.tasks)},
        finish=max(found.finish_day(i, start) for i, start in enumerate(starts)),
        workdays=solution.finish - first,
        lower_bound=solution.bound - first,
        days_late=max(0, solution.finish - earlier - last - 1),
        overloads=overloads(found),
        remaining=overloads_at(found, starts),
        shifts=tuple(_shifts(found, problem, people, starts, bases)),
    )


def _problem(found: Schedule, people: Sequence[str]) -> Problem:
    """Tasks with a fixed start take their part of everybody's days beforehand, as far as there is any."""
    network, place = found.network, {person: r for r, person in enumerate(people)}
    capacities = [found.plan.capacity_of(person) for person in people]
    taken: dict[tuple[int, int], int] = defaultdict(int)
    demands: list[tuple[tuple[int, int], ...]] = []
    for i, task in enumerate(network.tasks):
        row = tuple((place[person], share) for person, share in shares(task).items())
        if i in found.bounds.fixed:
            for day in range(int(found.earliest[i]), int(found.earliest[i]) + task.workdays):
                for r, share in row:
                    taken[r, day] += share
            row = ()
        demands.append(row)
    edges = network.leaving
    return Problem(
        durations=tuple(network.workdays.tolist()),
        edges=tuple(zip(edges.source.tolist(), edges.target.tolist(), edges.weight.tolist(), strict=True)),
        demands=tuple(demands),
        capacities=tuple(capacities),
        releases=tuple(found.bounds.fixed.get(i, found.bounds.first) for i in range(network.size)),
        pinned=frozenset(found.bounds.fixed),
        occupied=tuple((r, day, day + 1, min(amount, capacities[r])) for (r, day), amount in sorted(taken.items())),
    )


def _shifts(found: Schedule, problem: Problem, people: Sequence[str], starts: Sequence[int], bases: Sequence[int]) -> Iterator[Shift]:
    for i, task in sorted(enumerate(found.network.tasks), key=lambda at: (starts[at[0]], at[0])):
        if starts[i] > bases[i]:
            yield Shift(
                key=task.key,
                title=task.title,
                start_from=found.start_day(i, bases[i]),
                start_to=found.start_day(i, starts[i]),
                workdays=starts[i] - bases[i],
                reason=_reason(found, problem, people, starts, i),
            )


def _reason(found: Schedule, problem: Problem, people: Sequence[str], starts: Sequence[int], number: int) -> str:
    """A task stands where a predecessor ends, or where on the working day before somebody had no room for it."""
    tasks, before = found.network.tasks, starts[number] - 1
    holding = [tasks[i].title for i, w in problem.before[number] if starts[i] + w == starts[number]]
    if holding:
        return f"要等前置任务“{holding[0]}”"
    own = shares(tasks[number])
    for person, share in own.items():
        others = [
            (task.title, shares(task)[person])
            for i, task in enumerate(tasks)
            if i != number and person in shares(task) and starts[i] <= before < starts[i] + task.workdays
        ]
        if sum(amount for _, amount in others) + share > found.plan.capacity_of(person):
            names = "、".join(f"“{title}”（{amount}%）" for title, amount in others)
            return f"{person}到 {found.days.day(before)} 还在做{names}，再加 {share}% 超过可投入的 {found.plan.capacity_of(person)}%"
    return "为使整个计划尽早完成"
