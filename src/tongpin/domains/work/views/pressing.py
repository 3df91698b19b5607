"""任务倒逼和责任倒查页面: obstacles and their answers, the map of responsibility, late tasks and their chain, the unit's own steps."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.domains.work.books import trace_workbook
from tongpin.domains.work.forms.pressing import AnswerForm, FormChoiceForm, StandardForm
from tongpin.domains.work.lists.forces import OBSTACLES
from tongpin.domains.work.lists.pressing import late_list, map_list
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors import layers, pressing, projects, standards, tracing
from tongpin.domains.work.selectors.lights import light_of
from tongpin.domains.work.services import pressing as services
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, REPORT, TRACE, STANDARDS = Permission.VIEW, Permission.EDIT, Permission.REPORT, Permission.TRACE, Permission.STANDARDS
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(VIEW)
def obstacle_table(request: OfficeRequest) -> HttpResponseBase:
    """需协调事项."""
    return list_page(request, OBSTACLES, in_scope(pressing.obstacles(), request, VIEW))


@requires(REPORT)
def obstacle_answer(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """答复需协调事项: by the leader it was sent to, or by whoever may assign tasks there; 404 for everybody else."""
    obstacle = fetch(pressing.obstacles(), request.user, VIEW, pk)
    if not pressing.is_asked(request.user, obstacle) and not request.may(EDIT, obstacle.org):
        raise Http404
    form = AnswerForm(request.POST or None, record=obstacle)
    service = partial(services.answer_obstacle, obstacle, by=request.user, today=today())
    back = reverse("work:task", args=[obstacle.task_id])
    title = f"答复需协调事项：{obstacle.text}"
    return entry_page(request, form, service, title=title, done="已答复，答复已记录。", page=back, back=back, submit="答复")


@requires(VIEW)
def layer_map(request: OfficeRequest) -> HttpResponseBase:
    """责任体系图."""
    rows = in_scope(layers.mapped_tasks(), request, VIEW)
    return list_page(request, map_list(rows, request.scope.as_of), rows)


@requires(TRACE)
def late_table(request: OfficeRequest) -> HttpResponseBase:
    """责任倒查."""
    rows = in_scope(tracing.late_tasks(request.scope.as_of), request, TRACE)
    return list_page(request, late_list(rows, request.scope.as_of), rows)


@requires(TRACE)
def task_trace(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """责任链 of one late task, as a page, on paper and as a workbook."""
    on = request.scope.as_of
    task = fetch(tracing.late_tasks(on), request.user, TRACE, pk)
    trace = tracing.trace_of(task, on)
    light = light_of(task, on, work_calendar())
    title = f"责任倒查：{task}"
    if request.GET.get("export") == "xlsx":
        note = f"{task.org.name}　截至{on:%Y-%m-%d}　{light[1]}：{light[2]}"
        response = HttpResponse(trace_workbook(trace, title=title, note=note), content_type=SHEET)
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'责任倒查_{task.pk}.xlsx')}"
        return response
    return record_page(
        request,
        task.reference(),
        template="work/trace.html",
        context={"title": title, "trace": trace, "light": light, "panels": (), "aside_panels": (), "on": on},
        facts=[
            ("完成时限", task.due_on, f"最初时限 {task.first_due_on:%Y-%m-%d}" if task.first_due_on != task.due_on else ""),
            ("办结日期", task.ended_on),
            ("现责任领导", task.leader),
            ("现责任科室", task.department and task.department.shown_name),
            ("现责任人", task.person),
            ("已发出提醒", f"{trace.reminded} 次"),
            ("截至", on),
        ],
        actions=(
            Action("打开任务", here(request, reverse("work:task", args=[task.pk]))),
            Action("导出表格", here(request, f"{reverse('work:task_trace', args=[task.pk])}?export=xlsx")),
        ),
        back=("责任倒查", reverse("work:late")),
    )


@require_GET
@requires(VIEW)
def standard_table(request: OfficeRequest) -> HttpResponseBase:
    """督办口径: the steps of reminding and the grades of urgency as they hold for the organisation, and what the unit set when."""
    org, on = request.scope.org, request.scope.as_of
    held = standards.Standards()
    may_set = org.pk is not None and request.may(STANDARDS, org)
    own = in_scope(standards.work_standards(), request, VIEW)
    rules = [
        (held.applied(key, org, on), [(row, standards.standard_words(row)) for row in own if row.rule == key]) for key in standards.RULES
    ]
    context = {"title": "督办口径", "rules": rules, "may_set": may_set, "on": on, "today": today()}
    return render(request, "work/standards.html", context)


@requires(STANDARDS)
def standard_new(request: OfficeRequest, rule: str) -> HttpResponseBase:
    """登记执行口径."""
    if rule not in standards.RULES:
        raise Http404
    org = entry_org(request, STANDARDS)
    applied = standards.Standards().applied(rule, org, today())
    form = StandardForm(request.POST or None, applied=applied)
    service = partial(services.set_standard, org=org, by=request.user, rule=rule)
    back = reverse("work:standards")
    return entry_page(request, form, service, title=f"登记口径：{applied.rule.title}", done="口径已登记。", page=back, back=back)


@requires(STANDARDS)
def standard_withdraw(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤回尚未起用的口径."""
    standard = fetch(standards.work_standards(), request.user, STANDARDS, pk)
    form = ReasonForm(request.POST or None, record=standard)
    service = partial(services.withdraw_standard, standard, by=request.user, today=today())
    back = reverse("work:standards")
    title = f"撤回口径：{standards.standard_title(standard)}（{standard}）"
    return entry_page(request, form, service, title=title, done="口径已撤回。", page=back, back=back, submit="撤回")


@requires(EDIT)
def project_form(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """另行认定组织形式."""
    project: Any = fetch(projects.projects(), request.user, EDIT, pk)
    answer = standards.form_answer(project, today())
    form = FormChoiceForm(request.POST or None, initial={"form": answer.value})
    service: Any = partial(services.choose_form, project, by=request.user, today=today())
    back = reverse("work:project", args=[project.pk])
    return entry_page(
        request, form, service, title=f"认定组织形式：{project}", done="组织形式已认定。", page=back, back=back, submit="认定"
    )
