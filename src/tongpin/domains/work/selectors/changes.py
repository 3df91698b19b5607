"""变更查询: change requests with what moves, and what a change would move before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tongpin.domains.work.enums import ChangeState, TaskState
from tongpin.domains.work.models import ChangeMove, ChangeRequest, Project, Task, TaskLink
from tongpin.domains.work.moving import moved_tasks
from tongpin.domains.work.selectors.networks import Edits, Network, Timetable, full_timetable, network_of, timetable
from tongpin.foundation.accounts.models import User
from tongpin.kernel.workdays import WorkCalendar


def changes() -> QuerySet[ChangeRequest]:
    """变更申请清单."""
    return ChangeRequest.objects.select_related("org", "project", "project__leader", "asker")


def changes_of(project: Project) -> QuerySet[ChangeRequest]:
    """一个项目的变更申请, those spanning several projects too, latest first."""
    return changes().filter(Q(project=project) | Q(moves__task__project=project)).distinct()


def moves_of(change: ChangeRequest) -> QuerySet[ChangeMove]:
    """变更后果 of a request."""
    return ChangeMove.objects.filter(change=change).select_related("task", "task__project").order_by("due_after", "task__position", "pk")


def waiting_changes() -> QuerySet[ChangeRequest]:
    """待批准的变更."""
    return changes().filter(state=ChangeState.ASKED)


def changes_to_decide(user: User) -> QuerySet[ChangeRequest]:
    """待本人批准的变更: of projects under the user as responsible leader, asked by somebody else or not."""
    return waiting_changes().filter(project__leader__user=user)


@dataclass(frozen=True)
class Move:
    """移动的任务: its days before and after, and by how many working days the last day moves."""

    task: Task
    start_before: date
    start_after: date
    due_before: date
    due_after: date
    by_workdays: int

    @property
    def words(self) -> str:
        """推迟/提前几个工作日, or that only the start moves."""
        if not self.by_workdays:
            return "完成日不变" if self.due_before == self.due_after else "移动不足一个工作日"
        return f"推迟 {self.by_workdays} 个工作日" if self.by_workdays > 0 else f"提前 {-self.by_workdays} 个工作日"


@dataclass(frozen=True)
class WhatIf:
    """变更推演: the plan as it stands and as it would be; nothing is saved."""

    network: Network
    edits: Edits
    now: Timetable
    then: Timetable
    moves: Sequence[Move]
    problem: str = ""

    @property
    def sentence(self) -> str:
        if self.problem:
            return self.problem
        if not self.moves:
            return "这样改不移动任何任务。"
        shifts = [m.by_workdays for m in self.moves]
        most = max(shifts, key=abs)
        word = f"最多{'推迟' if most > 0 else '提前'} {abs(most)} 个工作日" if most else "完成日不变"
        return f"这样改会移动 {len(self.moves)} 项任务，{word}。"


def what_if(project: Project, edits: Edits, on: date, calendar: WorkCalendar) -> WhatIf:
    """变更推演 of a started project: what moves by how many working days; reads only."""
    network = network_of(project)
    now = timetable(network, on, calendar)
    before, after = full_timetable(network, on, calendar), full_timetable(network, on, calendar, edits)
    if before.answer is None or after.answer is None:
        return WhatIf(network, edits, now, now, (), before.problem or after.problem)
    fixed = {
        str(t.pk): (t.planned_start_on, t.due_on)
        for t in network.tasks
        if t.state == TaskState.OPEN and t.planned_start_on is not None and t.due_on is not None
    }
    by_key = {str(t.pk): t for t in network.tasks}
    moves = [
        Move(by_key[m.key], m.start_before, m.start_after, m.due_before, m.due_after, m.by_workdays)
        for m in moved_tasks(before.answer, after.answer, fixed)
    ]
    moves.sort(key=lambda m: (m.due_after, m.task.position))
    return WhatIf(network, edits, now, timetable(network, on, calendar, edits), moves)


def edit_words(edits: Sequence[dict[str, Any]]) -> list[str]:
    """变更内容 in sentences, as they were when the change was asked for."""
    units = {"due_on": "项目完成时限", "workdays": "工期", "lag": "间隔", "start": "开始日期"}
    found = []
    for one in edits:
        days = " 个工作日" if one["what"] in ("workdays", "lag") else ""
        found.append(f"{one.get('title', '')}{units[one['what']]}由 {one['before']}{days} 改为 {one['after']}{days}")
    return found


def links_of(project: Project) -> QuerySet[TaskLink]:
    """可改间隔的前后关系 of a project's open tasks."""
    return (
        TaskLink.objects.filter(task__project=project, is_in_force=True, task__state=TaskState.OPEN)
        .select_related("task", "before")
        .order_by("task__position", "pk")
    )
