"""亮灯记录办理: one row each time the light of a task or project changes, so that it can be said since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from django.db import transaction

from tongpin.domains.work.enums import ProjectState, TaskState
from tongpin.domains.work.lights import Light
from tongpin.domains.work.models import LightRecord, Project, Task
from tongpin.domains.work.selectors.lights import light_of, lights_from, task_lights
from tongpin.foundation.orgs.selectors import work_calendar

_BATCH = 400
Kind = Literal["task", "project"]


@transaction.atomic
def note_lights(projects: Sequence[Project], *, today: date) -> int:
    """记下项目和节点的灯 where they changed; gives how many did."""
    calendar = work_calendar()
    nodes = task_lights(projects, today, calendar)
    own = {pk: node.light for some in nodes.values() for pk, node in some.items()}
    return _note("task", own, today) + _note("project", lights_from(projects, nodes, today), today)


@transaction.atomic
def note_task_light(task: Task, *, today: date) -> int:
    """记下任务的灯, and that of its project."""
    if task.project is not None:
        return note_lights([task.project], today=today)
    return _note("task", {task.pk: light_of(task, today, work_calendar())}, today)


def note_all_lights(*, today: date) -> int:
    """逐日记灯: all projects under way and all tasks of their own that are open."""
    running = Project.objects.filter(state=ProjectState.RUNNING).select_related("objective__org", "objective__plan")
    changed = sum(note_lights([project], today=today) for project in running.iterator(chunk_size=50))
    calendar = work_calendar()
    alone = Task.objects.filter(project__isnull=True, state=TaskState.OPEN)
    with transaction.atomic():
        return changed + _note("task", {t.pk: light_of(t, today, calendar) for t in alone}, today)


def _note(kind: Kind, lights: dict[int, Light], today: date) -> int:
    """Writes what differs from the last record; a light that changes twice on one day keeps the later."""
    last: dict[int, LightRecord] = {}
    keys = list(lights)
    for start in range(0, len(keys), _BATCH):
        rows = LightRecord.objects.filter(**{f"{kind}__in": keys[start : start + _BATCH]}).order_by("since", "pk")
        last.update({getattr(row, f"{kind}_id"): row for row in rows})
    new, changed = [], []
    for pk, (colour, word, reason) in lights.items():
        row = last.get(pk)
        if row is not None and (row.colour, row.word) == (colour, word):
            continue
        if row is not None and row.since >= today:
            row.colour, row.word, row.reason = colour, word, reason[:400]
            changed.append(row)
        else:
            new.append(LightRecord(**{f"{kind}_id": pk}, colour=colour, word=word, reason=reason[:400], since=today))
    LightRecord.objects.bulk_create(new, batch_size=_BATCH)
    LightRecord.objects.bulk_update(changed, ["colour", "word", "reason"], batch_size=_BATCH)
    return len(new) + len(changed)
