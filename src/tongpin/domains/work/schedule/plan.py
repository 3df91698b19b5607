"""计划: what the scheduler is asked: tasks, how they depend on each other, who works on them, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tongpin.kernel.errors import Refused

WHOLE_DAY = 100
"""What a person can give on one day where nothing else is said, in per cent."""


class LinkKind(StrEnum):
    """前后关系: which end of the task before holds which end of the task after."""

    FS = "FS"
    SS = "SS"
    FF = "FF"

    @property
    def label(self) -> str:
        return {"FS": "完成—开始", "SS": "开始—开始", "FF": "完成—完成"}[self.value]


@dataclass(frozen=True, slots=True)
class Link:
    """前置关系: ``before`` is the key of the task before; ``lag`` is counted in working days and may be negative (搭接)."""

    before: str
    kind: LinkKind = LinkKind.FS
    lag: int = 0


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """计划任务: so many working days, none for a milestone. ``people``: who gives how much of each day (per cent).

    A task with ``fixed_start`` starts on that day: what stands before it must be done by then, and it is never moved.
    """

    key: str
    title: str
    workdays: int
    links: tuple[Link, ...] = ()
    people: tuple[tuple[str, int], ...] = ()
    fixed_start: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """计划: all tasks finish by ``deadline``; nothing starts before ``today``, except what has a fixed start.

    Without ``today`` the plan starts on the last day on which everything can still be done in time.
    ``capacity``: how much of a day each person can give (per cent); whoever is not named gives a whole day.
    """

    tasks: tuple[PlannedTask, ...]
    deadline: date
    today: date | None = None
    capacity: Mapping[str, int] = field(default_factory=dict)

    def capacity_of(self, person: str) -> int:
        return self.capacity.get(person, WHOLE_DAY)


class Circle(Refused):
    """循环依赖: tasks that wait for each other; ``keys`` are those in the circle, each the predecessor of the next."""

    def __init__(self, keys: tuple[str, ...], titles: tuple[str, ...]) -> None:
        self.keys = keys
        way = " → ".join(f"“{title}”" for title in (*titles, titles[0]))
        super().__init__(f"任务的前后关系形成循环：{way}，排不出先后，请去掉其中一条前置关系。", field="links")
