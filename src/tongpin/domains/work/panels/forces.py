"""专班面板: members, what is carried and contacts on a force; the force on its project; reminders and obstacles on a task; to-do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from tongpin.domains.work.lists.forces import CONTACTS, MEMBERS, OBSTACLE_COLUMNS, force_list, leaving
from tongpin.domains.work.lists.tasks import task_panel
from tongpin.domains.work.models import Project
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors import flagship, forces, pressing, standards, tracing
from tongpin.domains.work.selectors.tasks import tasks
from tongpin.engines.ledgers.pages import table_of
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.columns import Column
from tongpin.kernel.extensions import Todo
from tongpin.kernel.reference import Reference

VIEW, EDIT, TRACE = Permission.VIEW, Permission.EDIT, Permission.TRACE
PROJECT_COLUMNS = (
    Column("title", "项目", link="work:project"),
    Column("state", "状态", "get_state_display"),
    Column("leader", "责任领导"),
    Column("department", "责任科室", "department.shown_name"),
    Column("person", "责任人"),
    Column("due_on", "完成时限", kind="date"),
)
CHARGES = (
    Column("title", "承担", lambda row: str(row.task or row.project), link=lambda row: _carried(row)),
    Column("kind", "种类", lambda row: "任务" if row.task_id else "项目"),
    Column("since", "承担日期", kind="date"),
    Column("release", "办理", lambda row: "移出", link=lambda row: reverse("work:force_release", args=[row.pk])),
)
READINGS = (
    Column("as_of", "截至日期", kind="date"),
    Column("value", "现状", lambda row: row.value if row.value is not None else ("达到" if row.is_met else "未达到")),
    Column("source", "数据来源"),
    Column("entered_by", "登记人"),
)
CONTACT_COLUMNS = tuple(c for c in CONTACTS.columns if c.key in ("counterpart", "matter", "on", "person", "result", "state"))


def member_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """成员, those who left too."""
    rows = request.visible(forces.members_of(reference.pk), VIEW, field="force__org").select_related("force")
    columns: tuple[Column, ...] = MEMBERS
    if request.may(EDIT, reference.org_id):
        columns = (*MEMBERS, Column("leave", "办理", lambda row: "退出" if leaving(row) else "", link=leaving))
    return table_of("成员", columns, rows, request)


def charge_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """承担的任务和项目, for those who may take one out."""
    if not request.may(EDIT, reference.org_id):
        return None
    rows = request.visible(forces.charges().filter(force=reference.pk), VIEW, field="force__org")
    return table_of("承担", CHARGES, rows, request)


def force_task_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """任务 that the force carries, its projects' included."""
    return table_of("任务", task_panel, request.visible(forces.tasks_of_force(reference.pk), VIEW), request)


def force_project_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """项目 that the force carries."""
    return table_of("项目", PROJECT_COLUMNS, request.visible(forces.projects_of_force(reference.pk), VIEW), request)


def contact_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """沟通协调 of the force."""
    return table_of("沟通协调", CONTACT_COLUMNS, request.visible(forces.contacts().filter(force=reference.pk), VIEW), request)


def carrying_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """承担专班 of a task or a project."""
    by = {"charges__task": reference.pk} if reference.kind == "task" else {"charges__project": reference.pk}
    columns = [c for c in force_list(request.scope.as_of).columns if c.key in ("name", "kind", "state", "duty", "member_count")]
    return table_of("承担专班", columns, request.visible(forces.forces().filter(**by), VIEW), request)


def obstacle_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """需协调事项 of a task with their answers."""
    rows = request.visible(pressing.obstacles_of(reference.pk), VIEW)

    def answering(row: Any) -> str:
        may = row.state == "open" and (pressing.is_asked(request.user, row) or request.may(EDIT, row.org))
        return reverse("work:obstacle_answer", args=[row.pk]) if may else ""

    columns = (*OBSTACLE_COLUMNS, Column("act", "办理", lambda row: "答复" if answering(row) else "", link=answering))
    return table_of("需协调事项", columns, rows, request)


def pressure_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """提醒情况 of a task: what went out, the step it is at and why, the unit's ladder."""
    task = request.visible(tasks(), VIEW).filter(pk=reference.pk).first()
    found = pressing.pressure_of(task, request.scope.as_of) if task is not None else None
    if task is None or found is None:
        return None
    late = request.may(TRACE, task.org) and tracing.late_tasks(request.scope.as_of).filter(pk=task.pk).exists()
    trace_url = here(request, reverse("work:task_trace", args=[task.pk])) if late else ""
    return {"pressure": found, "trace_url": trace_url}


def form_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """组织形式 of a project: what the rule says with its trace, and what a person decided."""
    project = request.visible(Project.objects.select_related("org", "department"), VIEW).filter(pk=reference.pk).first()
    if project is None:
        return None
    answer = standards.form_answer(project, request.scope.as_of)
    choices = list(standards.form_choices(project.pk))
    may_choose = project.ended_on is None and request.may(EDIT, project.org)
    return {
        "answer": answer,
        "form_words": standards.form_words(str(answer.value or "")),
        "choices": choices,
        "choose_url": here(request, reverse("work:project_form", args=[project.pk])) if may_choose else "",
    }


def flagship_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """认定条件和达标情况 of a project that is to be recognised: the number-one project, and whatever has criteria."""
    project = request.visible(Project.objects.select_related("org"), VIEW).filter(pk=reference.pk).first()
    if project is None:
        return None
    on = request.scope.as_of
    readiness, recognition = flagship.readiness_of(project, on), flagship.recognition_of(project.pk)
    if not project.is_number_one and not readiness.standings and recognition is None:
        return None
    may_edit = request.may(EDIT, project.org)
    return {
        "readiness": readiness,
        "recognition": recognition,
        "recognition_words": flagship.recognition_sentence(recognition) if recognition is not None else "",
        "forecast": flagship.forecast_of(project, on),
        "criterion_url": here(request, reverse("work:criterion_new", args=[project.pk])) if may_edit else "",
        "recognition_url": here(request, reverse("work:recognition", args=[project.pk])) if may_edit else "",
        "on": on,
    }


def answers_due(request: Any) -> Sequence[Todo]:
    """待办: what waits for the viewer's answer as responsible leader."""
    found = []
    for one in request.visible(pressing.waiting_for(request.user), VIEW):
        reason = f"{one.reported_by}报告：{one.text}"
        url = reverse("work:obstacle_answer", args=[one.pk])
        found.append(Todo(title=f"答复需协调事项：{one.task}", url=url, kind="需协调", due_on=one.task.due_on, reason=reason))
    return found


def _carried(row: Any) -> str:
    return reverse("work:task", args=[row.task_id]) if row.task_id else reverse("work:project", args=[row.project_id])
