"""攻坚推进: a task with its three owners; plans, and projects with tasks in order."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from tests.factories.orgs import make_person
from tongpin.domains.work.calculations.predecessors import read_predecessors
from tongpin.domains.work.enums import PlanKind, TaskArea, TaskState
from tongpin.domains.work.models import Clause, Objective, Plan, Project, Task, TaskLink
from tongpin.domains.work.selectors.networks import network_of
from tongpin.domains.work.services.projects import start_project
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation

_numbers = count(1)


def make_task(org: Organisation, **values: Any) -> Task:
    """A business task of the organisation, due at the end of 2024."""
    defaults = {
        "title": f"第{next(_numbers)}项重点任务",
        "area": TaskArea.BUSINESS,
        "department": org,
        "due_on": date(2024, 12, 31),
    }
    for role in ("leader", "person"):
        if role not in values:
            values[role] = make_person(org)
    merged = {**defaults, **values}
    return Task.objects.create(org=org, **{"first_due_on": merged["due_on"], **merged})


def make_plan(org: Organisation, **values: Any) -> Plan:
    """The yearly key points of 2024."""
    defaults = {"year": 2024, "kind": PlanKind.YEARLY, "title": f"2024年工作要点（{next(_numbers)}）"}
    return Plan.objects.create(org=org, **{**defaults, **values})


def make_clause(plan: Plan, **values: Any) -> Clause:
    """A business clause at the end of a plan."""
    number = next(_numbers)
    defaults = {"position": number, "number": f"一（{number}）", "text": f"推进第{number}项改革，年内取得实效。", "area": TaskArea.BUSINESS}
    return Clause.objects.create(org=plan.org, plan=plan, **{**defaults, **values})


def make_objective(plan: Plan, **values: Any) -> Objective:
    """An objective of a plan as a whole, without an indicator."""
    return Objective.objects.create(org=plan.org, plan=plan, **{"title": f"目标{next(_numbers)}", "area": TaskArea.BUSINESS, **values})


def make_project(org: Organisation, **values: Any) -> Project:
    """A draft with its three owners, due at the end of June 2024."""
    owners = {"leader": None, "person": None, "department": org}
    for role in ("leader", "person"):
        if role not in values:
            owners[role] = make_person(org)
    defaults = {"title": f"第{next(_numbers)}号项目", "area": TaskArea.BUSINESS, "due_on": date(2024, 6, 28)}
    return Project.objects.create(org=org, **{**owners, **defaults, **values})


def make_node(project: Project, number: str, workdays: int = 5, *, after: str = "", **values: Any) -> Task:
    """A draft task of a project, owned like the project, waiting for ``after`` ("1, 2SS+3")."""
    defaults = {
        "title": f"任务{number}",
        "area": project.area,
        "state": TaskState.DRAFT,
        "leader": project.leader,
        "department": project.department,
        "person": project.person,
        "position": next(_numbers),
    }
    task = Task.objects.create(org=project.org, project=project, number=number, workdays=workdays, **{**defaults, **values})
    for before in read_predecessors(after):
        other = Task.objects.get(project=project, number=before.number)
        TaskLink.objects.create(before=other, task=task, kind=before.kind, lag=before.lag)
    return task


def make_chain(org: Organisation, **values: Any) -> Project:
    """A draft of three tasks in a row (5, 10 and 5 working days) and one beside them (3), due on 28 June 2024."""
    project = make_project(org, **values)
    make_node(project, "1", 5)
    make_node(project, "2", 10, after="1", is_node=True)
    make_node(project, "3", 5, after="2")
    make_node(project, "4", 3, after="1FS+2")
    return project


def start(project: Project, by: User, today: date) -> Project:
    """The project, signed knowingly."""
    mark = network_of(project).mark
    return start_project(project, by=by, today=today, expected=project.version, mark=mark, accepts_lateness=True)
