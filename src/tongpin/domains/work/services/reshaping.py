"""增减任务: a started project gains a task, or loses one, by an approved change; the days of a new one come from counting back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max

from tongpin.domains.work.enums import LinkType, TaskState
from tongpin.domains.work.models import ChangeRequest, Project, Task, TaskLink
from tongpin.domains.work.selectors.changes import WhatIf
from tongpin.domains.work.selectors.networks import NewTask, bridges
from tongpin.domains.work.services.owners import check_owners
from tongpin.domains.work.services.pressing import lift_obstacle
from tongpin.engines.ledgers.services import amend, enter
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused

_OWNERS = ("leader", "department", "person")
_AGAIN = "请退回后重新测算。"


def reshaping(project: Project, found: WhatIf, today: date) -> list[dict[str, Any]]:
    """增减内容 of a request, as it will be applied; refuses a number that stands already and a day that is past."""
    numbers = {task.number for task in found.network.tasks}
    typed = []
    for new, start, due in found.added:
        check_owners(project.org, {name: getattr(new, name) for name in _OWNERS})
        if new.number in numbers:
            raise Refused(f"本项目已有编号为“{new.number}”的任务，请改用其他编号。")
        numbers.add(new.number)
        if due < today:
            raise Refused(f"新增任务“{new}”最迟应于 {due:%Y-%m-%d} 完成，已经过去；请缩短工期、改前后关系，或同时推迟项目时限。")
        typed.append(_added(found, new, start, due))
    for task, reason in found.removed:
        if task.state != TaskState.OPEN:
            raise Refused(f"任务“{task}”{task.get_state_display()}，不能移出。")
        if not reason.strip():
            raise Refused(f"请写明移出任务“{task.number} {task.title}”的原因。")
    joined = bridges(found.network.links, found.edits.removed) if found.removed else []
    named = {task.pk: task.number for task in found.network.tasks}
    for place, (task, reason) in enumerate(found.removed):
        joins = "；前后任务改为直接衔接：" + "、".join(f"“{named[b]}”→“{named[a]}”" for b, a in joined) if joined and not place else ""
        typed.append(
            {
                "what": "remove",
                "task": task.pk,
                "reason": reason.strip(),
                "bridges": joined if not place else [],
                "words": f"移出任务“{task.number} {task.title}”：{reason.strip().rstrip('。')}{joins}",
            }
        )
    return typed


def _added(found: WhatIf, new: NewTask, start: date, due: date) -> dict[str, Any]:
    named = {str(task.pk): task.number for task in found.network.tasks} | {n.key: n.number for n in found.edits.added}
    before = "、".join(named[key] for key, _, _ in new.before)
    behind = "、".join(named[key] for key in new.followers)
    order = "".join(f"，{word} {numbers}" for word, numbers in (("前置任务", before), ("后续任务", behind)) if numbers)
    owners = "、".join(str(owner) for owner in (new.leader, new.department.shown_name, new.person))
    return {
        "what": "add",
        "number": new.number,
        "title": new.title,
        "workdays": new.workdays,
        "is_node": new.is_node,
        **{name: getattr(new, name).pk for name in _OWNERS},
        "links": [list(link) for link in new.before],
        "followers": list(new.followers),
        "start": start.isoformat(),
        "due": due.isoformat(),
        "words": f"新增任务“{new}”：工期 {new.workdays} 个工作日，{start:%Y-%m-%d} 开始，{due:%Y-%m-%d} 完成{order}；责任：{owners}",
    }


def add_tasks(change: ChangeRequest, *, by: User, today: date) -> None:
    """新增任务 as they were shown, with their place in the order; one whose last day has passed meanwhile is worked out anew."""
    asked = [one for one in change.edits if one["what"] == "add"]
    project = change.project
    if not asked or project is None:
        return
    position = project.tasks.aggregate(last=Max("position"))["last"] or 0
    made: dict[str, Task] = {}
    for place, one in enumerate(asked, 1):
        due = date.fromisoformat(one["due"])
        if due < today:
            raise Refused(f"新增任务“{one['number']} {one['title']}”的时限 {due:%Y-%m-%d} 已经过去，{_AGAIN}")
        owners = _owners(one)
        check_owners(project.org, owners)
        task = Task(
            org=project.org,
            project=project,
            area=project.area,
            number=one["number"],
            title=one["title"],
            workdays=one["workdays"],
            is_node=one["is_node"],
            position=position + place,
            planned_start_on=date.fromisoformat(one["start"]),
            due_on=due,
            first_due_on=due,
            **owners,
        )
        made[f"+{task.number}"] = enter(
            task, verb="task.added", by=by, fields=("project", "number", "title", "workdays", "due_on", *_OWNERS)
        )
    standing = {str(task.pk): task for task in Task.objects.filter(project=project).exclude(state=TaskState.CANCELLED)}
    for one in asked:
        new = made[f"+{one['number']}"]
        for key, kind, lag in one["links"]:
            _join(_found(key, made, standing), new, kind, lag)
        for key in one["followers"]:
            _join(new, _found(key, made, standing), LinkType.FINISH_START, 0)


def remove_tasks(change: ChangeRequest, *, by: User, today: date) -> None:
    """移出任务 with its reason; it stays on file as cancelled, and those before and behind it now follow each other."""
    asked = [one for one in change.edits if one["what"] == "remove"]
    for one in asked:
        task = Task.objects.select_for_update(of=("self",)).filter(pk=one["task"]).select_related("project").first()
        if task is None or task.state != TaskState.OPEN:
            raise Refused(f"任务“{task or one['task']}”在提出变更之后又有变动，{_AGAIN}")
        lift_obstacle(task, words="任务已移出项目。", by=by, today=today)
        values = {"state": TaskState.CANCELLED, "ended_on": today, "reason": one["reason"][:200], "obstacle": ""}
        amend(task, verb="task.taken_out", by=by, expected=task.version, values=values)
    for one in asked:
        for before, after in one["bridges"]:
            _join(Task(pk=before), Task(pk=after), LinkType.FINISH_START, 0)


def _owners(one: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "leader": Person.objects.filter(pk=one["leader"]).first(),
        "department": Organisation.objects.filter(pk=one["department"]).first(),
        "person": Person.objects.filter(pk=one["person"]).first(),
    }
    if None in found.values():
        raise Refused(f"新增任务“{one['number']} {one['title']}”的责任人员或科室已不存在，{_AGAIN}")
    return found


def _found(key: str, made: Mapping[str, Task], standing: Mapping[str, Task]) -> Task:
    task = made.get(key) or standing.get(key)
    if task is None:
        raise Refused(f"新增任务的前后任务在提出变更之后又有变动，{_AGAIN}")
    return task


def _join(before: Task, task: Task, kind: str, lag: int) -> None:
    """前后关系, the one that once stood between the two is taken up again."""
    link = TaskLink.objects.filter(before=before.pk, task=task.pk).first()
    if link is not None:
        link.kind, link.lag, link.is_in_force = kind, lag, True
        check(link)
        link.save(update_fields=["kind", "lag", "is_in_force"])
        return
    link = TaskLink(before_id=before.pk, task_id=task.pk, kind=kind, lag=lag)
    check(link)
    link.save(force_insert=True)
