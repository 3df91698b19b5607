"""变更查询: change requests with what moves, and what a change would move before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tongpin.domains.work.enums import ChangeState, TaskState
from tongpin.domains.work.models import ChangeMove, ChangeRequest, Project, Task, TaskLink
from tongpin.domains.work.moving import days_of_new, moved_tasks
from tongpin.domains.work.selectors.networks import (
    Edits,
    Network,
    NewTask,
    Timetable,
    full_timetable,
    network_of,
    recomputed,
    timetable,
)
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
    added: Sequence[tuple[NewTask, date, date]] = ()
    removed: Sequence[tuple[Task, str]] = ()
    touched: int = 0

    @property
    def sentence(self) -> str:
        if self.problem:
            return self.problem
        reshaped = "、".join(f"{verb} {len(some)} 项任务" for verb, some in (("新增", self.added), ("移出", self.removed)) if some)
        if not self.moves:
            return f"这样改{reshaped}，不移动其他任务。" if reshaped else "这样改不移动任何任务。"
        shifts = [m.by_workdays for m in self.moves]
        most = max(shifts, key=abs)
        word = f"最多{'推迟' if most > 0 else '提前'} {abs(most)} 个工作日" if most else "完成日不变"
        return f"这样改{f'{reshaped}，' if reshaped else ''}会移动 {len(self.moves)} 项任务，{word}。"

    @property
    def touched_words(self) -> str:
        """重算了几项: what a change of durations and lags does not reach keeps its days without being computed again."""
        return f"全部 {len(self.network.tasks)} 项任务中，只有 {self.touched} 项受影响并重新计算。" if self.touched else ""


def what_if(project: Project, edits: Edits, on: date, calendar: WorkCalendar) -> WhatIf:
    """变更推演 of a started project: what moves by how many working days; reads only."""
    network = network_of(project)
    now = timetable(network, on, calendar)
    before = full_timetable(network, on, calendar)
    after = recomputed(before, on, calendar, edits, only_left=False)
    if before.answer is None or after.answer is None:
        return WhatIf(network, edits, now, now, (), before.problem or after.problem)
    fixed = {
        str(t.pk): (t.planned_start_on, t.due_on)
        for t in network.tasks
        if t.state == TaskState.OPEN and t.planned_start_on is not None and t.due_on is not None and t.pk not in edits.removed
    }
    by_key = {str(t.pk): t for t in network.tasks}
    moves = [
        Move(by_key[m.key], m.start_before, m.start_after, m.due_before, m.due_after, m.by_workdays)
        for m in moved_tasks(before.answer, after.answer, fixed)
    ]
    moves.sort(key=lambda m: (m.due_after, m.task.position))
    days = days_of_new(before.answer, after.answer, fixed) if edits.added else {}
    touched = after.answer.touched
    return WhatIf(
        network,
        edits,
        now,
        recomputed(now, on, calendar, edits, only_left=True),
        moves,
        added=[(new, *days[new.key]) for new in edits.added],
        removed=[(by_key[str(pk)], reason) for pk, reason in edits.removed.items() if str(pk) in by_key],
        touched=touched if touched < len(network.tasks) else 0,
    )


RESHAPING = ("add", "remove")


def edit_words(edits: Sequence[dict[str, Any]]) -> list[str]:
    """变更内容 in sentences, as they were when the change was asked for."""
    units = {"due_on": "项目完成时限", "workdays": "工期", "lag": "间隔", "start": "开始日期"}
    found = []
    for one in edits:
        if one["what"] in RESHAPING:
            found.append(one["words"])
            continue
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
