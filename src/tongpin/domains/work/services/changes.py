"""变更办理: a started plan changes by request, with its reason; what moves is shown first, approval applies it, the trail stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from tongpin.domains.work.enums import ChangeKind, ChangeState, ProjectState, TaskState
from tongpin.domains.work.models import ChangeMove, ChangeRequest, Project, Task, TaskLink, TaskPostponement
from tongpin.domains.work.selectors.changes import Move, what_if
from tongpin.domains.work.selectors.networks import Edits, Network
from tongpin.domains.work.selectors.projects import is_leader, may_decide
from tongpin.domains.work.services.lights import note_lights
from tongpin.domains.work.services.projects import lock_project
from tongpin.domains.work.services.reshaping import add_tasks, remove_tasks, reshaping
from tongpin.engines.ledgers.services import amend, enter
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.errors import Refused

_BATCH = 400


@transaction.atomic
def ask_change(project: Project, *, by: User, today: date, edits: Edits, reason: str, mark: str) -> ChangeRequest:
    """提出变更: keeps what was typed and what it moves; the plan itself stays until somebody approves.

    ``mark`` is the plan as the person saw it. A second request while one waits is refused, since each would move the other's ground.
    """
    lock_project(project)
    if project.state != ProjectState.RUNNING:
        raise Refused(f"该项目{project.get_state_display()}，不能提出变更。")
    if not reason.strip():
        raise Refused("请填写变更原因。", field="reason")
    if ChangeRequest.objects.filter(project=project, state=ChangeState.ASKED).exists():
        raise Refused("本项目还有一项变更待批准，请先办理或撤回，再提出新的变更。")
    if edits.due_on is not None and edits.due_on < today:
        raise Refused(f"新的完成时限“{edits.due_on:%Y-%m-%d}”已经过去，应不早于 {today:%Y-%m-%d}。", field="due_on")
    found = what_if(project, edits, today, work_calendar())
    if found.network.mark != mark:
        raise Refused("计划在您打开之后有变动，本次没有提出。请重新测算后再提出。")
    if found.problem:
        raise Refused(found.problem)
    typed = [*_typed(found.network, edits), *reshaping(project, found, today)]
    if not typed:
        raise Refused("没有改动任何时限、工期或间隔，也没有新增或移出任务。")
    change = ChangeRequest(
        org=project.org,
        project=project,
        reason=reason.strip(),
        edits=typed,
        due_before=project.due_on,
        due_after=edits.due_on or project.due_on,
        asked_on=today,
        asked_by=by.display_name,
        asker=by,
    )
    return _enter(change, found.moves, by=by)


def _typed(network: Network, edits: Edits) -> list[dict[str, Any]]:
    """变更内容: only what differs from the plan, with the value it had."""
    tasks = {t.pk: t for t in network.tasks}
    links = {link.pk: link for link in network.links}
    found: list[dict[str, Any]] = []
    project = network.project
    if edits.due_on is not None and edits.due_on != project.due_on:
        found.append({"what": "due_on", "title": "", "before": project.due_on.isoformat(), "after": edits.due_on.isoformat()})
    for pk, days in edits.workdays.items():
        if (task := tasks.get(pk)) is None or task.state != TaskState.OPEN:
            raise Refused("有任务已办结或已取消，工期不能再改，请重新测算。")
        if task.workdays != days:
            found.append({"what": "workdays", "task": pk, "title": f"“{task.number} {task.title}”", "before": task.workdays, "after": days})
    for pk, lag in edits.lags.items():
        if (link := links.get(pk)) is None:
            raise Refused("有前后关系已经变动，请重新测算。")
        if link.lag != lag:
            title = f"“{tasks[link.task_id].number}”在“{tasks[link.before_id].number}”（{link.kind}）之后的"
            found.append({"what": "lag", "link": pk, "title": title, "before": link.lag, "after": lag})
    return found


@transaction.atomic
def ask_levelling(
    *, org: Organisation, project: Project | None, by: User, today: date, reason: str, moves: Sequence[Move]
) -> ChangeRequest:
    """提出均衡安排: all moves of a plan within people's capacity, over one or several projects, as one request."""
    if not moves:
        raise Refused("该方案不移动任何任务，无须变更。")
    for task in moves:
        if task.task.state != TaskState.OPEN:
            raise Refused(f"任务“{task.task}”已不在进行中，请重新测算。")
    typed = [
        {
            "what": "start",
            "task": m.task.pk,
            "title": f"“{m.task.number} {m.task.title}”",
            "before": m.start_before.isoformat(),
            "after": m.start_after.isoformat(),
        }
        for m in moves
    ]
    change = ChangeRequest(
        org=org,
        project=project,
        kind=ChangeKind.LEVELLING,
        reason=reason.strip(),
        edits=typed,
        asked_on=today,
        asked_by=by.display_name,
        asker=by,
    )
    return _enter(change, moves, by=by)


def _enter(change: ChangeRequest, moves: Sequence[Move], *, by: User) -> ChangeRequest:
    def parts(made: ChangeRequest) -> None:
        rows = [
            ChangeMove(
                change=made,
                task=m.task,
                start_before=m.start_before,
                start_after=m.start_after,
                due_before=m.due_before,
                due_after=m.due_after,
                by_workdays=m.by_workdays,
            )
            for m in moves
        ]
        ChangeMove.objects.bulk_create(rows, batch_size=_BATCH)

    return enter(change, verb="work_change.asked", by=by, fields=("project", "kind", "reason", "due_before", "due_after"), with_parts=parts)


@transaction.atomic
def approve_change(change: ChangeRequest, *, by: User, today: date, expected: int, opinion: str = "") -> ChangeRequest:
    """批准变更: applies it exactly as it was shown; where the plan has moved meanwhile it is refused and must be worked out anew."""
    _check_waiting(change, "批准")
    _check_decider(change, by)
    projects = _lock(change)
    list(Task.objects.select_for_update().filter(pk__in=change.moves.order_by().values("task")).order_by("pk").values_list("pk"))
    moves = list(change.moves.select_related("task", "task__project").order_by("pk"))
    if change.project is not None and change.kind == ChangeKind.PLAN:
        _refuse_stale_project(change.project, change)
    _apply_edits(change)
    add_tasks(change, by=by, today=today)
    remove_tasks(change, by=by, today=today)
    _apply_moves(change, moves, by=by, today=today)
    if change.project is not None and change.due_after is not None and change.due_after != change.project.due_on:
        moved = {"due_on": change.due_after}
        amend(change.project, verb="work_project.deadline_moved", by=by, expected=change.project.version, values=moved)
    values = {"state": ChangeState.APPROVED, "decided_on": today, "decided_by": by.display_name, "opinion": opinion.strip()}
    approved = amend(change, verb="work_change.approved", by=by, expected=expected, values=values, also=("task", "work_project"))
    note_lights(projects, today=today)
    return approved


@transaction.atomic
def refuse_change(change: ChangeRequest, *, by: User, today: date, expected: int, opinion: str) -> ChangeRequest:
    """不批准变更, with the opinion; the plan stays."""
    _check_waiting(change, "办理")
    _check_decider(change, by)
    values = {"state": ChangeState.REFUSED, "decided_on": today, "decided_by": by.display_name, "opinion": opinion.strip()}
    return amend(change, verb="work_change.refused", by=by, expected=expected, values=values)


@transaction.atomic
def withdraw_change(change: ChangeRequest, *, by: User, today: date, expected: int, reason: str) -> ChangeRequest:
    """撤回变更, by whoever asked for it."""
    _check_waiting(change, "撤回")
    if change.asker_id != by.pk:
        raise Refused(f"该变更由{change.asked_by}提出，应由本人撤回。")
    values = {"state": ChangeState.WITHDRAWN, "decided_on": today, "decided_by": by.display_name, "opinion": reason.strip()}
    return amend(change, verb="work_change.withdrawn", by=by, expected=expected, values=values)


def _check_waiting(change: ChangeRequest, verb: str) -> None:
    if change.state != ChangeState.ASKED:
        raise Refused(f"该变更{change.get_state_display()}，不能{verb}。")


def _check_decider(change: ChangeRequest, by: User) -> None:
    """Nobody decides on what they asked for themselves, unless they answer for the project as its leader."""
    if not may_decide(by, change.project, change.org):
        raise Refused("该变更应由项目责任领导或有批准权限的人员办理。")
    if change.asker_id == by.pk and not is_leader(by, change.project):
        raise Refused("该变更由您本人提出，应由项目责任领导或其他有批准权限的人员办理。")


def _lock(change: ChangeRequest) -> list[Project]:
    """The projects a change touches, one after the other in the same order everywhere."""
    keys = set(change.moves.values_list("task__project", flat=True)) | {change.project_id}
    keys.discard(None)
    found = Project.objects.select_for_update().filter(pk__in=[k for k in keys if k is not None]).order_by("pk")
    projects = list(found)
    for project in projects:
        if project.state != ProjectState.RUNNING:
            raise Refused(f"项目“{project}”{project.get_state_display()}，变更不能再批准。")
        if change.project_id == project.pk:
            change.project = project
    return projects


def _refuse_stale_project(project: Project, change: ChangeRequest) -> None:
    if project.due_on != change.due_before:
        raise Refused("项目时限在提出变更之后又有变动，请退回后重新测算。")


def _apply_edits(change: ChangeRequest) -> None:
    """改工期和间隔, where they still stand as they were when the change was asked for."""
    for one in change.edits:
        if one["what"] == "workdays":
            changed = Task.objects.filter(pk=one["task"], workdays=one["before"], state=TaskState.OPEN).update(workdays=one["after"])
        elif one["what"] == "lag":
            changed = TaskLink.objects.filter(pk=one["link"], lag=one["before"], is_in_force=True).update(lag=one["after"])
        else:
            continue
        if not changed:
            raise Refused(f"{one['title']}在提出变更之后又有变动，请退回后重新测算。")


def _apply_moves(change: ChangeRequest, moves: Sequence[ChangeMove], *, by: User, today: date) -> None:
    """移动任务, where their days still stand as they were; each moved deadline leaves its trail."""
    trail = []
    for move in moves:
        task = move.task
        standing = (task.planned_start_on, task.due_on, task.state) == (move.start_before, move.due_before, TaskState.OPEN)
        if not standing:
            raise Refused(f"任务“{task}”在提出变更之后又有变动，请退回后重新测算。")
        task.planned_start_on, task.due_on = move.start_after, move.due_after
        task.version = F("version") + 1
        if move.due_after != move.due_before:
            trail.append(
                TaskPostponement(
                    task=task,
                    moved_on=today,
                    before=move.due_before,
                    after=move.due_after,
                    reason=change.reason[:200],
                    approved_by=by.display_name,
                    change=change,
                    moved_by=change.asked_by,
                )
            )
    Task.objects.bulk_update([m.task for m in moves], ["planned_start_on", "due_on", "version"], batch_size=_BATCH)
    TaskPostponement.objects.bulk_create(trail, batch_size=_BATCH)
