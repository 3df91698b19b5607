"""攻坚推进办理: tasks are assigned, reported on, moved and ended."""

from __future__ import annotations

from datetime import date
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.work.enums import TaskArea, TaskState
from tongpin.domains.work.models import Clause, Task, TaskPostponement, TaskReport
from tongpin.domains.work.services.lights import note_task_light
from tongpin.domains.work.services.owners import check_owners
from tongpin.domains.work.services.pressing import lift_obstacle, route_obstacle
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.records import insert
from tongpin.kernel.errors import Refused
from tongpin.kernel.reference import Reference


class TaskFields(TypedDict):
    """任务栏目."""

    title: str
    area: str
    requirement: str
    leader: Person
    department: Organisation
    person: Person
    clause: NotRequired[Clause | None]


@transaction.atomic
def assign_task(
    *, org: Organisation, due_on: date, by: User, today: date, source: Reference | None = None, **fields: Unpack[TaskFields]
) -> Task:
    """交办任务: with its three owners and its day; ``source`` is the record it came from."""
    if due_on < today:
        raise Refused(f"完成时限“{due_on:%Y-%m-%d}”已经过去，应不早于 {today:%Y-%m-%d}。", field="due_on")
    check_owners(org, fields)
    record = Task(org=org, due_on=due_on, first_due_on=due_on, **fields)
    if source is not None:
        record.source_kind, record.source_pk, record.source_title = source.kind, source.pk, source.title[:200]
    assigned = enter(record, verb="task.assigned", by=by, fields=(*fields, "due_on", "source_kind", "source_pk"))
    note_task_light(assigned, today=today)
    return assigned


@transaction.atomic
def assign_from(
    *,
    org: Organisation,
    title: str,
    source: Reference,
    leader: Person,
    department: Organisation,
    person: Person,
    due_on: date,
    by: User,
    today: date,
    area: str = TaskArea.PARTY,
) -> Reference:
    """由记录交办: a decision, proposal or finding becomes a task."""
    fields = TaskFields(title=title, area=area, requirement="", leader=leader, department=department, person=person)
    return assign_task(org=org, due_on=due_on, by=by, today=today, source=source, **fields).reference()


@transaction.atomic
def correct_task(task: Task, *, by: User, expected: int, **fields: Unpack[TaskFields]) -> Task:
    """更正任务: its words and owners; its day is moved by ``postpone_task`` alone."""
    _check_open(task, "更正")
    check_owners(task.org, fields)
    return amend(task, verb="task.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def report_progress(task: Task, *, by: User, today: date, expected: int, share_done: int, next_step: str, obstacle: str) -> Task:
    """报告进展: share done, next step, what needs coordination. An earlier report stays as it was."""
    _check_open(task, "报告进展")
    insert(
        TaskReport(
            task=task,
            reported_on=today,
            share_done=share_done,
            next_step=next_step,
            obstacle=obstacle,
            reported_by=by.display_name,
        )
    )
    route_obstacle(task, text=obstacle, by=by, today=today)
    values = {"share_done": share_done, "next_step": next_step, "obstacle": obstacle}
    amend(task, verb="task.reported", by=by, expected=expected, values=values)
    note_task_light(task, today=today)
    return task


@transaction.atomic
def complete_task(task: Task, *, by: User, today: date, expected: int, on: date, result: str) -> Task:
    """办结任务: what came out, and on which day."""
    _check_open(task, "办结")
    not_after(on, today, "办结日期", field="on")
    lift_obstacle(task, words="任务已办结。", by=by, today=today)
    values = {"state": TaskState.DONE, "ended_on": on, "result": result, "share_done": 100, "obstacle": ""}
    amend(task, verb="task.completed", by=by, expected=expected, values=values)
    note_task_light(task, today=today)
    return task


@transaction.atomic
def postpone_task(task: Task, *, by: User, today: date, expected: int, due_on: date, reason: str, approved_by: str) -> Task:
    """调整时限: the old day, the reason and who approved stay in the trail."""
    _check_open(task, "调整时限")
    if task.project is not None:
        raise Refused(f"该任务属于项目“{task.project}”，时限随计划一起变动，请在项目中提出变更。")
    if task.due_on is None:
        raise Refused("该任务还没有时限。")
    if due_on < today:
        raise Refused(f"新时限“{due_on:%Y-%m-%d}”已经过去，应不早于 {today:%Y-%m-%d}。", field="due_on")
    if due_on == task.due_on:
        raise Refused("新时限与原时限相同，无须调整。", field="due_on")
    insert(
        TaskPostponement(
            task=task, moved_on=today, before=task.due_on, after=due_on, reason=reason, approved_by=approved_by, moved_by=by.display_name
        )
    )
    amend(task, verb="task.postponed", by=by, expected=expected, values={"due_on": due_on})
    note_task_light(task, today=today)
    return task


@transaction.atomic
def cancel_task(task: Task, *, by: User, today: date, expected: int, reason: str) -> Task:
    """取消任务: it is owed no longer, with the reason. A task of a project leaves it by a change, since others hang on it."""
    _check_open(task, "取消")
    if task.project is not None:
        raise Refused(f"该任务属于项目“{task.project}”，移出须在项目中提出变更、经批准后办理。")
    lift_obstacle(task, words="任务已取消。", by=by, today=today)
    values = {"state": TaskState.CANCELLED, "ended_on": today, "reason": reason}
    amend(task, verb="task.cancelled", by=by, expected=expected, values=values)
    note_task_light(task, today=today)
    return task


def _check_open(task: Task, verb: str) -> None:
    if task.state != TaskState.OPEN:
        raise Refused(f"该任务{task.get_state_display()}，不能{verb}。")
