"""攻坚推进面板与待办: tasks on the record they came from, reports on a task, and what a person owes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from tongpin.domains.work.lists.tasks import own_columns, task_panel
from tongpin.domains.work.models import TaskPostponement, TaskReport
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors.lights import light_of
from tongpin.domains.work.selectors.tasks import obstructed_tasks_under, open_tasks_of, tasks, tasks_from
from tongpin.engines.ledgers.pages import table_of
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.foundation.ui.columns import Column
from tongpin.kernel.clock import today
from tongpin.kernel.extensions import Todo
from tongpin.kernel.obligations import CalendarEntry
from tongpin.kernel.reference import Reference

REPORT_COLUMNS = (
    Column("reported_on", "报告日期", kind="date"),
    Column("share_done", "完成进度", kind="number", unit="%"),
    Column("next_step", "下一步"),
    Column("obstacle", "需协调事项"),
    Column("reported_by", "报告人"),
)
POSTPONEMENT_COLUMNS = (
    Column("moved_on", "调整日期", kind="date"),
    Column("before", "原时限", kind="date"),
    Column("after", "新时限", kind="date"),
    Column("reason", "原因"),
    Column("approved_by", "批准人"),
    Column("moved_by", "办理人"),
)


def reports_of(pk: int) -> QuerySet[TaskReport]:
    """进展报告 of a task, latest first."""
    return TaskReport.objects.filter(task=pk)


def postponements_of(pk: int) -> QuerySet[TaskPostponement]:
    """调整时限的经过 of a task."""
    return TaskPostponement.objects.filter(task=pk)


def source_tasks(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """交办任务: what came from this record."""
    return table_of("交办任务", task_panel, request.visible(tasks_from([reference]), Permission.VIEW), request)


def own_part(request: Any) -> Mapping[str, Any] | None:
    """我的任务: open tasks of the viewer, by day; left out for whoever never had one."""
    if not tasks().filter(person__user=request.user).exists():
        return None
    return {"table": table_of("我的任务", own_columns, open_tasks_of(request.user).order_by("due_on", "pk"), request)}


def todo(request: Any) -> Sequence[Todo]:
    """待办: the viewer's own tasks that are near their day, past it or held up; for a leader also what asks for coordination."""
    calendar, on = work_calendar(), today()
    found = []
    for task in open_tasks_of(request.user):
        colour, word, reason = light_of(task, on, calendar)
        if colour in ("red", "blue", "yellow"):
            found.append(Todo(title=task.title, url=reverse("work:task", args=[task.pk]), kind=word, due_on=task.due_on, reason=reason))
    for task in obstructed_tasks_under(request.user):
        reason = f"{task.person}报告需协调：{task.obstacle}"
        found.append(Todo(title=task.title, url=reverse("work:task", args=[task.pk]), kind="需协调", due_on=task.due_on, reason=reason))
    return found


def calendar_entries(request: Any, start: date, end: date) -> Iterable[CalendarEntry]:
    """日程: open tasks by the day they are due."""
    for task in request.visible(tasks(), Permission.VIEW).filter(state="open", due_on__gte=start, due_on__lt=end):
        yield CalendarEntry(
            key=f"task-{task.pk}",
            title=f"任务到期：{task.title}（{task.person}）",
            day=task.due_on,
            url=reverse("work:task", args=[task.pk]),
            kind="任务",
        )
