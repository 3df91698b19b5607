"""任务事实查询: what responsibility letters and work orders above ask about tasks and projects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from tongpin.domains.work.enums import TaskState
from tongpin.domains.work.lights import Light
from tongpin.domains.work.models import Task
from tongpin.domains.work.selectors.lights import light_of
from tongpin.domains.work.selectors.tasks import started_tasks
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.reference import Reference


@dataclass(frozen=True)
class TaskFact:
    """任务事实: who owes it by when, where it stands, how often its day was moved, its light on a day."""

    reference: Reference
    project: Reference | None
    leader: Person
    department: Organisation
    person: Person
    due_on: date
    first_due_on: date
    state: str
    ended_on: date | None
    share_done: int
    next_step: str
    obstacle: str
    result: str
    moves: int
    light: Light


def task_facts(pks: Iterable[int], as_of: date) -> dict[int, TaskFact]:
    """任务事实 by key as of a day, of those that have started; two queries."""
    calendar = work_calendar()
    found = {}
    for task in started_tasks().filter(pk__in=list(pks)).annotate(move_count=Count("postponements")):
        if task.leader is None or task.department is None or task.person is None or task.due_on is None or task.first_due_on is None:
            continue
        found[task.pk] = TaskFact(
            reference=task.reference(),
            project=task.project.reference() if task.project else None,
            leader=task.leader,
            department=task.department,
            person=task.person,
            due_on=task.due_on,
            first_due_on=task.first_due_on,
            state=task.state,
            ended_on=task.ended_on,
            share_done=task.share_done,
            next_step=task.next_step,
            obstacle=task.obstacle,
            result=task.result,
            moves=task.move_count,
            light=light_of(task, as_of, calendar),
        )
    return found


def overdue_tasks(as_of: date) -> QuerySet[Task]:
    """逾期任务: open ones whose day has passed, the oldest first."""
    return started_tasks().filter(state=TaskState.OPEN, due_on__lt=as_of).order_by("due_on", "pk")
