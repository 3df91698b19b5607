"""负荷: how much of each day every person is asked for, and where that is more than they can give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tongpin.domains.work.schedule.plan import PlannedTask
from tongpin.domains.work.schedule.result import Schedule


@dataclass(frozen=True, slots=True)
class Overload:
    """超负荷: on every working day from ``first`` to ``last`` the ``tasks`` ask ``person`` for ``load`` per cent; ``capacity`` is there."""

    person: str
    first: date
    last: date
    workdays: int
    load: int
    capacity: int
    tasks: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def sentence(self) -> str:
        when = f"{self.first}" if self.first == self.last else f"{self.first} 至 {self.last}（{self.workdays} 个工作日）"
        names = "、".join(f"“{title}”" for title in self.titles)
        return f"{self.person} {when}同时承担{names}，合计 {self.load}%，超过可投入的 {self.capacity}%。"


def overloads(found: Schedule, *, latest: bool = False) -> tuple[Overload, ...]:
    """超负荷 on the earliest days (or the latest), by person and day; days with the same tasks are one entry."""
    return overloads_at(found, (found.latest if latest else found.earliest).tolist())


def overloads_at(found: Schedule, starts: Sequence[int]) -> tuple[Overload, ...]:
    """超负荷 where each task (by its number) starts on the given day."""
    asked: dict[str, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for number, task in enumerate(found.network.tasks):
        for person, share in shares(task).items():
            for day in range(starts[number], starts[number] + task.workdays):
                asked[person][day].append((number, share))
    entries = []
    for person, days in asked.items():
        capacity = found.plan.capacity_of(person)
        over = [(day, tuple(asking)) for day, asking in sorted(days.items()) if sum(share for _, share in asking) > capacity]
        # consecutive days keep the same distance to their place in the list
        for (_, asking), run in groupby(enumerate(over), key=lambda at: (at[1][0] - at[0], at[1][1])):
            stretch = [day for _, (day, _) in run]
            tasks = [found.network.tasks[number] for number, _ in asking]
            entries.append(
                Overload(
                    person=person,
                    first=found.days.day(stretch[0]),
                    last=found.days.day(stretch[-1]),
                    workdays=len(stretch),
                    load=sum(share for _, share in asking),
                    capacity=capacity,
                    tasks=tuple(task.key for task in tasks),
                    titles=tuple(task.title for task in tasks),
                )
            )
    return tuple(sorted(entries, key=lambda o: (o.first, o.person)))


def shares(task: PlannedTask) -> dict[str, int]:
    """投入: of each person; somebody named twice gives both shares."""
    found: dict[str, int] = defaultdict(int)
    for person, share in task.people:
        found[person] += share
    return {person: share for person, share in found.items() if share > 0}
