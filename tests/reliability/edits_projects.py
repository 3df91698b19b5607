"""攻坚推进: every way of changing a plan, a project and a change request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.factories.access import make_user
from tests.factories.work import make_chain, make_clause, make_objective, make_plan, make_project, start
from tests.reliability.edit import Edit
from tests.reliability.fields import as_read, signed, signed_today
from tests.reliability.office import TODAY, Office
from tongpin.domains.work.models import Levelling, Project
from tongpin.domains.work.selectors.networks import Edits, network_of
from tongpin.domains.work.services import changes, levelling, plans, projects
from tongpin.domains.work.services.tasks import complete_task

DUE = TODAY + timedelta(days=150)


def words(p: int) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(("objective", "clause", "leader", "department", "person", "urgency", "difficulty"))
    return {**empty, "title": f"项目{p}", "area": "party", "requirement": "", "is_number_one": False}


def draft(o: Office) -> Project:
    return make_chain(o.org, due_on=DUE)


def running(o: Office) -> Project:
    return start(draft(o), o.clerk, TODAY)


def finished(o: Office) -> Project:
    project = running(o)
    for task in project.tasks.all():
        complete_task(task, by=o.clerk, today=TODAY, expected=task.version, on=TODAY, result="已完成")
    project.refresh_from_db()
    return project


def change(o: Office) -> Any:
    project, edits = running(o), Edits(due_on=DUE + timedelta(days=7))
    return changes.ask_change(project, by=o.clerk, today=TODAY, edits=edits, reason="推迟", mark=network_of(project).mark)


def found(o: Office) -> Levelling:
    project = running(o)
    asked = {"asked_by": o.clerk.display_name, "asked_on": TODAY, "asker": o.clerk}
    task = project.tasks.order_by("pk").first()
    assert task and task.planned_start_on and task.due_on
    days = [day.isoformat() for day in (task.planned_start_on, task.planned_start_on, task.due_on, task.due_on)]
    starts = {str(task.pk): [*days, 0]}
    return Levelling.objects.create(org=o.org, project=project, state="found", capacity={"at_once": 2}, starts=starts, **asked)


def director(o: Office, p: int) -> dict[str, Any]:
    return {"by": make_user(roles=[("director", o.org)], display_name=f"局长{p}"), "today": TODAY}


PROJECT_EDITS = (
    Edit(
        "correct_plan",
        lambda o: make_plan(o.org),
        lambda r, o, p: plans.correct_plan(
            r, **signed(o), **as_read(r), year=2024, kind="yearly", title=f"要点{p}", document="", issued_by=""
        ),
    ),
    Edit(
        "remove_plan",
        lambda o: make_plan(o.org),
        lambda r, o, p: plans.remove_plan(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_clause",
        lambda o: make_clause(make_plan(o.org)),
        lambda r, o, p: plans.correct_clause(
            r, **signed(o), **as_read(r), number="一", text=f"条款内容{p}", area="party", department=None, note=""
        ),
    ),
    Edit(
        "remove_clause",
        lambda o: make_clause(make_plan(o.org)),
        lambda r, o, p: plans.remove_clause(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_objective",
        lambda o: make_objective(make_plan(o.org)),
        lambda r, o, p: plans.correct_objective(
            r, **signed_today(o), **as_read(r), clause=None, title=f"目标{p}", area="party", measure="", target_value=None, due_on=None
        ),
    ),
    Edit(
        "remove_objective",
        lambda o: make_objective(make_plan(o.org)),
        lambda r, o, p: plans.remove_objective(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_project",
        lambda o: make_project(o.org, due_on=DUE),
        lambda r, o, p: projects.correct_project(r, **signed(o), **as_read(r), **words(p)),
    ),
    Edit(
        "set_days",
        lambda o: make_project(o.org, due_on=DUE),
        lambda r, o, p: projects.set_days(r, **signed_today(o), **as_read(r), starts_on=None, due_on=DUE + timedelta(days=1 + p)),
    ),
    Edit("remove_draft", draft, lambda r, o, p: projects.remove_draft(r, **signed(o), **as_read(r), reason=f"原因{p}")),
    Edit(
        "start_project",
        draft,
        lambda r, o, p: projects.start_project(r, **signed_today(o), **as_read(r), mark=network_of(r).mark, accepts_lateness=True),
    ),
    Edit(
        "complete_project",
        finished,
        lambda r, o, p: projects.complete_project(r, **signed_today(o), **as_read(r), on=TODAY, result=f"结果{p}"),
    ),
    Edit("stop_project", finished, lambda r, o, p: projects.stop_project(r, **signed_today(o), **as_read(r), reason=f"原因{p}")),
    Edit(
        "approve_change",
        change,
        lambda r, o, p: changes.approve_change(r, **director(o, p), **as_read(r), opinion=f"同意{p}"),
        events=2,
    ),
    Edit("refuse_change", change, lambda r, o, p: changes.refuse_change(r, **director(o, p), **as_read(r), opinion=f"不同意{p}")),
    Edit("withdraw_change", change, lambda r, o, p: changes.withdraw_change(r, **signed_today(o), **as_read(r), reason=f"误提{p}")),
    Edit(
        "accept_levelling",
        found,
        lambda r, o, p: levelling.accept_levelling(r, **signed_today(o), **as_read(r), reason=f"均衡{p}"),
        events=2,
    ),
    Edit("decline_levelling", found, lambda r, o, p: levelling.decline_levelling(r, **signed(o), **as_read(r))),
)
