"""条款对应的任务和项目: what may be chosen, and how far each is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tongpin.domains.work.enums import TaskState
from tongpin.domains.work.selectors import tasks as work
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.reference import Reference


@dataclass(frozen=True, slots=True)
class Progress:
    """进度: a task or project as one line: light, share done, day, and whether it is finished."""

    reference: Reference
    light: tuple[str, str, str]
    share_done: int
    due_on: date
    ended_on: date | None

    @property
    def is_done(self) -> bool:
        return self.ended_on is not None

    @property
    def words(self) -> str:
        """ "临期，完成60%，时限2026-06-30"."""
        ended = f"，{self.ended_on:%Y-%m-%d}办结" if self.ended_on else ""
        return f"{self.light[1]}，完成{self.share_done}%，时限{self.due_on:%Y-%m-%d}{ended}"


def choices(org: Organisation) -> list[tuple[str, str]]:
    """可对应的任务 of an organisation and what stands below it, open ones, as "kind:pk"."""
    tasks = work.tasks().filter(org__path__startswith=org.path, state=TaskState.OPEN).order_by("due_on", "pk")
    return [(f"task:{task.pk}", f"任务：{task.title}（{task.person}，{task.due_on:%Y-%m-%d}）") for task in tasks[:500]]


def read(choice: str) -> Reference | None:
    """The record behind a choice, or None."""
    kind, _, pk = choice.partition(":")
    if kind != "task" or not pk.isdigit():
        return None
    found = work.tasks().filter(pk=int(pk)).first()
    return None if found is None else found.reference()


def progress_of(references: Iterable[Reference], on: date) -> Mapping[tuple[str, int], Progress]:
    """进度 of many records at once, by kind and pk; one query."""
    keys = {ref.pk for ref in references if ref.kind == "task"}
    if not keys:
        return {}
    calendar = work_calendar()
    return {
        ("task", task.pk): Progress(
            reference=task.reference(),
            light=work.light_of(task, on, calendar),
            share_done=task.share_done,
            due_on=task.due_on,
            ended_on=task.ended_on if task.state == TaskState.DONE else None,
        )
        for task in work.tasks().filter(pk__in=keys)
    }


def came_from(references: Iterable[Reference]) -> list[Reference]:
    """交办任务 that came from any of the records."""
    return [task.reference() for task in work.tasks_from(list(references))]
