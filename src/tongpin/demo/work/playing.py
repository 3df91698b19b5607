"""演示推进: a project is drawn up and signed, carried on task by task as days go by, changed with approval, and held up here and there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tongpin.demo.work.breakdown import Node
from tongpin.domains.work.selectors.networks import Edits, network_of
from tongpin.domains.work.selectors.projects import projects
from tongpin.domains.work.selectors.tasks import tasks
from tongpin.domains.work.services.changes import approve_change, ask_change
from tongpin.domains.work.services.nodes import NodeRow, save_nodes
from tongpin.domains.work.services.projects import draft_project, start_project
from tongpin.domains.work.services.tasks import complete_task, report_progress
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import work_calendar

AFTER_END = re.compile(r"(\d+)(?=,|$)")
"""Predecessors that must have ended."""
STEP = 8
"""So many working days lie between two looks at the plan."""


@dataclass(frozen=True)
class Players:
    """责任人员: who answers for what in a project, and who asks for and approves its changes."""

    leader: Person
    of: Mapping[str, tuple[Organisation, Person]]
    asker: User
    approver: User
    main: str


@dataclass(frozen=True)
class Change:
    """变更: asked for so many working days after the start; the deadline moves by ``days``, or the ``task`` takes that much longer."""

    after: int
    days: int
    reason: str
    opinion: str
    task: str = ""


@dataclass(frozen=True)
class Course:
    """经过: working days from the start to today and from today to the deadline; which tasks were late, and which are held up by what."""

    behind: int
    ahead: int
    late: Mapping[str, int] = field(default_factory=dict)
    held_up: Mapping[str, str] = field(default_factory=dict)
    changes: Sequence[Change] = ()


def play_project(
    *, org: Organisation, nodes: Sequence[Node], players: Players, course: Course, by: User, today: date, **fields: Any
) -> Any:
    """One project from its drawing up to today."""
    calendar = work_calendar()
    started = calendar.add_workdays(today, -course.behind).value
    department, person = players.of[players.main]
    project = draft_project(
        org=org,
        by=by,
        today=started,
        starts_on=started,
        due_on=calendar.add_workdays(today, course.ahead).value,
        leader=players.leader,
        department=department,
        person=person,
        **fields,
    )
    rows = [
        NodeRow(
            number=number,
            title=title,
            workdays=workdays,
            predecessors=before,
            is_node=is_node,
            leader=players.leader,
            department=players.of[who][0],
            person=players.of[who][1],
        )
        for number, title, workdays, before, who, is_node in nodes
    ]
    save_nodes(project, by=by, today=started, rows=rows)
    project = _fresh(project)
    project = start_project(
        project, by=players.approver, today=started, expected=project.version, mark=network_of(project).mark, accepts_lateness=True
    )
    waits = {number: set(AFTER_END.findall(before)) for number, _, _, before, _, _ in nodes}
    changes = {change.after // STEP: change for change in course.changes}
    for number in range(1, course.behind // STEP + 1):
        on = calendar.add_workdays(started, number * STEP).value
        _carry_on(project, waits, course, min(on, today), by=players.asker)
        if number in changes:
            _change(project, changes[number], players, min(on, today))
    _report(project, waits, course, by=players.asker, today=today)
    return _fresh(project)


def _fresh(project: Any) -> Any:
    return projects().get(pk=project.pk)


def _open(project: Any) -> Any:
    return tasks().filter(project=project, state="open")


def _carry_on(project: Any, waits: Mapping[str, set[str]], course: Course, on: date, *, by: User) -> None:
    """办结 what was due by that day, some a few working days late; what is held up stays open, and what waits for it."""
    calendar = work_calendar()
    waiting = set(course.held_up)
    for task in _open(project).filter(due_on__lte=on).order_by("due_on", "position"):
        if task.number in waiting or waits[task.number] & waiting:
            waiting.add(task.number)
            continue
        ended = calendar.add_workdays(task.due_on, course.late[task.number]).value if task.number in course.late else task.due_on
        if ended <= on:
            complete_task(task, by=by, today=ended, expected=task.version, on=ended, result="已完成。")


def _change(project: Any, change: Change, players: Players, on: date) -> None:
    calendar, project = work_calendar(), _fresh(project)
    if change.task:
        task = _open(project).filter(number=change.task).first()
        edits = Edits(workdays={task.pk: task.workdays + change.days}) if task is not None else Edits()
    else:
        edits = Edits(due_on=calendar.add_workdays(project.due_on, change.days).value)
    if not edits:
        return
    asked = ask_change(project, by=players.asker, today=on, edits=edits, reason=change.reason, mark=network_of(project).mark)
    approve_change(asked, by=players.approver, today=on, expected=asked.version, opinion=change.opinion)


def _report(project: Any, waits: Mapping[str, set[str]], course: Course, *, by: User, today: date) -> None:
    """报告进展 of what is held up and of what is under way; what waits for another task has nothing to report."""
    under_way = list(_open(project).filter(planned_start_on__lte=today).order_by("due_on", "position"))
    numbers = {task.number for task in under_way}
    for place, task in enumerate(task for task in under_way if not waits[task.number] & numbers):
        obstacle = course.held_up.get(task.number, "")
        report_progress(
            task,
            by=by,
            today=today,
            expected=task.version,
            share_done=70 if obstacle else (60, 40, 20)[place % 3],
            next_step="协调后抓紧完成" if obstacle else "按计划推进",
            obstacle=obstacle,
        )
