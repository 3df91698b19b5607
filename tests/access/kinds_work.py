"""攻坚推进 in the world of the access tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.access import make_user
from tests.factories.orgs import make_person
from tests.factories.work import make_clause, make_node, make_objective, make_plan, make_project, make_task
from tests.factories.work_forces import make_charge, make_contact, make_criterion, make_force, make_member_of, make_obstacle, make_standard
from tongpin.domains.work.models import ChangeMove, ChangeRequest, Levelling, Project, Task
from tongpin.foundation.orgs.models import Organisation

DAY = date(2024, 3, 1)
DUE = date(2098, 6, 30)


def work_records(org: Organisation, mark: str) -> dict[str, Any]:
    """A task, a plan with what hangs on it, a draft, a project under way with a change; nobody of them has an account."""
    people = {role: make_person(org, f"{mark}{word}") for role, word in (("leader", "领"), ("person", "责"))}
    plan = make_plan(org, title=f"{mark}要点", year=2026)
    clause = make_clause(plan, text=f"{mark}条款")
    objective = make_objective(plan, title=f"{mark}目标")
    draft = make_project(org, title=f"{mark}草案", due_on=DUE, **people)
    make_node(draft, "1", 5, title=f"{mark}节点")
    running, task = _running(org, mark, people)
    asker = make_user(display_name=f"{mark}申请人")
    asked = {"asked_on": DAY, "asked_by": f"{mark}申请人", "asker": asker}
    change = ChangeRequest.objects.create(org=org, project=running, reason=f"{mark}原因", due_before=DUE, due_after=DUE, **asked)
    days = {"start_before": DAY, "start_after": DAY, "due_before": DUE, "due_after": DUE}
    ChangeMove.objects.create(change=change, task=task, by_workdays=0, **days)
    levelling = Levelling.objects.create(
        org=org, project=running, state="found", capacity={"at_once": 2}, starts={}, sentences=[f"{mark}说明"], **asked
    )
    return {
        "task": make_task(org, title=f"{mark}任务", requirement=f"{mark}要求", **people),
        "work_plan": plan,
        "work_clause": clause,
        "work_objective": objective,
        "work_project": draft,
        "running_project": running,
        "work_change": change,
        "work_levelling": levelling,
        "criterion": make_criterion(draft, title=f"{mark}条件"),
        **force_records(org, mark),
    }


def _running(org: Organisation, mark: str, people: dict[str, Any]) -> tuple[Project, Task]:
    project = make_project(
        org,
        title=f"{mark}在建",
        due_on=DUE,
        first_due_on=DUE,
        state="running",
        signed_on=DAY,
        signed_by=f"{mark}领",
        days_late_at_start=0,
        **people,
    )
    task = make_node(project, "1", 5, title=f"{mark}在办", state="open", planned_start_on=DAY, due_on=DUE, first_due_on=DUE)
    return project, task


def force_records(org: Organisation, mark: str) -> dict[str, Any]:
    """A force with a member and a task that is late and held up, a contact, and steps of the place's own that have not begun."""
    people = {role: make_person(org, f"{mark}{word}") for role, word in (("leader", "导"), ("person", "办"))}
    late = make_task(org, title=f"{mark}逾期任务", due_on=date(2023, 11, 30), **people)
    force = make_force(org, name=f"{mark}专班", duty=f"{mark}职责", founded_on=date(2023, 6, 1))
    return {
        "force": force,
        "force_member": make_member_of(force, make_person(org, f"{mark}成员")),
        "force_charge": make_charge(force, late),
        "late_task": late,
        "obstacle": make_obstacle(late, text=f"{mark}困难"),
        "contact": make_contact(org, counterpart=f"{mark}对象", matter=f"{mark}事项", person=people["leader"]),
        "work_standard": make_standard(org, basis=f"{mark}办法", starts_on=date(2098, 1, 1)),
    }
