"""攻坚推进查询."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from tongpin.domains.work.enums import TaskState
from tongpin.domains.work.models import Task
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors.lights import light_of
from tongpin.foundation.access.selectors import visible_to
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import organisations, people, people_within, work_calendar
from tongpin.kernel.clock import today
from tongpin.kernel.occasions import AssignedTask
from tongpin.kernel.reference import Reference


def tasks() -> QuerySet[Task]:
    """任务清单."""
    return Task.objects.select_related("org", "leader", "department", "person", "project", "clause")


def started_tasks() -> QuerySet[Task]:
    """已启动的任务: all but those of projects still being drawn up."""
    return tasks().exclude(state=TaskState.DRAFT)


def task_matches(text: str) -> Q:
    """Tasks whose title, source or responsible people contain ``text``."""
    return Q(title__icontains=text) | Q(source_title__icontains=text) | Q(person__name__icontains=text) | Q(leader__name__icontains=text)


def open_tasks_of(user: User) -> QuerySet[Task]:
    """本人未办结的任务: those for which the user is the responsible person."""
    return tasks().filter(person__user=user, state=TaskState.OPEN)


def obstructed_tasks_under(user: User) -> QuerySet[Task]:
    """待协调的任务: those under the user as leader whose responsible person, somebody else, reported an obstacle."""
    return tasks().filter(leader__user=user, state=TaskState.OPEN).exclude(obstacle="").exclude(person__user=user)


def tasks_from(sources: Sequence[Reference]) -> QuerySet[Task]:
    """来源任务: tasks that came from any of the records."""
    wanted = Q(pk__in=())
    for kind in {s.kind for s in sources}:
        wanted |= Q(source_kind=kind, source_pk__in=[s.pk for s in sources if s.kind == kind])
    return tasks().filter(wanted)


def assigned(sources: Sequence[Reference], viewer: User) -> Mapping[tuple[str, int], Sequence[AssignedTask]]:
    """已交办任务 of records, as far as the viewer may see them; one query."""
    calendar, on = work_calendar(), today()
    found: dict[tuple[str, int], list[AssignedTask]] = {}
    for task in visible_to(tasks_from(sources), viewer, Permission.VIEW):
        colour, word, _ = light_of(task, on, calendar)
        if task.department is None or task.due_on is None:
            continue
        line = AssignedTask(
            reference=task.reference(),
            responsible=f"{task.department.shown_name} {task.person}",
            due_on=task.due_on,
            state=word,
            light=colour,
        )
        if task.source_pk is not None:
            found.setdefault((task.source_kind, task.source_pk), []).append(line)
    return found


def people_to_choose(org: Organisation) -> QuerySet[Person]:
    """可选人员 of an organisation and everything below it who have not left."""
    return people_within(people().filter(left_on__isnull=True), org)


def departments_to_choose(org: Organisation) -> QuerySet[Organisation]:
    """可选科室: the organisation itself and what stands below it today."""
    return organisations().filter(path__startswith=org.path, ends_on__isnull=True).order_by("path")


def is_responsible(user: Any, task: Task) -> bool:
    """是否责任人."""
    return task.person is not None and task.person.user_id == user.pk
