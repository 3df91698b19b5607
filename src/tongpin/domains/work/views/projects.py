"""项目页面: lists, the project itself, drawing up, signing, ending."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongpin.domains.work.enums import ProjectState
from tongpin.domains.work.forms.projects import DaysForm, EndProjectForm, ProjectForm, ProjectWordsForm, StartForm
from tongpin.domains.work.lists.projects import node_columns, node_list, project_list
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors import changes as change_selectors
from tongpin.domains.work.selectors import plans as plan_selectors
from tongpin.domains.work.selectors import projects as selectors
from tongpin.domains.work.selectors.lights import light_of, project_lights
from tongpin.domains.work.selectors.networks import Timetable, full_timetable, network_of, timetable
from tongpin.domains.work.services import projects as services
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.foundation.ui.addresses import address, here, whole_number
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lights import light_badge, state_badge
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT
MOST_SHOWN = 80


@requires(VIEW)
def project_table(request: OfficeRequest) -> HttpResponseBase:
    """项目清单."""
    rows = in_scope(selectors.counted_projects(), request, VIEW)
    actions = list_actions(request, EDIT, new="work:project_new", title="拟定项目")
    return list_page(request, project_list(request.scope.as_of, rows), rows, actions=actions)


@requires(VIEW)
def project_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个项目: what is wrong or late first, then its tasks in order with slack, then changes and what was done."""
    project = fetch(selectors.projects(), request.user, VIEW, pk)
    on, calendar = request.scope.as_of, work_calendar()
    table = timetable(network_of(project), on, calendar)
    light = project_lights([project], on, calendar)[project.pk]
    since = selectors.light_since(project, light[1])
    moved = f"最初时限 {project.first_due_on:%Y-%m-%d}，后有调整" if project.first_due_on not in (None, project.due_on) else ""
    missing = services.missing_for_start(table.network) if project.state == ProjectState.DRAFT else []
    late = f"签订时已晚 {project.days_late_at_start} 个工作日" if project.days_late_at_start else ""
    return record_page(
        request,
        project.reference(),
        template="work/project.html",
        context={
            "project": project,
            "missing": missing[:12],
            "missing_count": len(missing),
            "table": table,
            "is_live": project.state in (ProjectState.DRAFT, ProjectState.RUNNING),
            "critical": table.critical(),
            "nodes": _node_rows(table, on, calendar),
            "node_count": len(table.network.tasks),
            "most": MOST_SHOWN,
            "ended_count": sum(task.ended_on is not None for task in table.network.tasks),
            "changes": list(change_selectors.changes_of(project)[:20]),
            "may_edit": request.may(EDIT, project.org),
        },
        facts=[
            ("灯", light_badge(*light), f"自 {since:%Y-%m-%d} 起" if since else ""),
            ("状态", state_badge(project.get_state_display(), project.tone)),
            ("类别", project.get_area_display()),
            ("责任领导", project.leader),
            ("责任科室", project.department and project.department.shown_name),
            ("责任人", project.person),
            ("开始日期", project.starts_on),
            ("完成时限", project.due_on, moved),
            ("签订", project.signed_on and f"{project.signed_on:%Y-%m-%d} {project.signed_by}", late),
            ("目标", project.objective),
            ("条款", project.clause),
            ("头号工程", "是" if project.is_number_one else "否"),
            ("紧急程度", project.get_urgency_display() if project.urgency else None),
            ("难易程度", project.get_difficulty_display() if project.difficulty else None),
            ("工作要求", project.requirement),
            ("结束日期", project.ended_on),
            ("完成情况", project.result),
            ("终止原因", project.reason),
            ("所属单位", project.org.name),
        ],
        actions=_steps(request, project),
        back=("项目清单", reverse("work:projects")),
    )


def _node_rows(table: Timetable, on: Any, calendar: Any) -> list[dict[str, Any]]:
    """The first tasks of a project as the page shows them: all of a usual project, the nodes first of a very large one."""
    tasks, before = table.network.tasks, table.network.before()
    numbers = {t.pk: t.number for t in tasks}
    shown = tasks if len(tasks) <= MOST_SHOWN else [t for t in tasks if t.is_node][:MOST_SHOWN] or tasks[:MOST_SHOWN]
    return [
        {
            "task": task,
            "light": light_of(task, on, calendar),
            "before": "，".join(link.written(numbers[link.before_id]) for link in before.get(task.pk, ())),
            "placed": table.placed(task.pk),
        }
        for task in shown
    ]


def _steps(request: OfficeRequest, project: Any) -> tuple[Action, ...]:
    match project.state:
        case ProjectState.DRAFT:
            steps = [
                ("签订启动", "work:project_start"),
                ("编辑任务表", "work:project_nodes_edit"),
                ("从 Excel 粘贴", "work:project_paste"),
                ("起止日期", "work:project_days"),
                ("更正", "work:project_edit"),
                ("删除草案", "work:project_remove"),
            ]
        case ProjectState.RUNNING:
            steps = [
                ("变更推演", "work:project_what_if"),
                ("均衡测算", "work:project_level"),
                ("办结", "work:project_complete"),
                ("更正", "work:project_edit"),
                ("终止", "work:project_stop"),
            ]
        case _:
            steps = []
    if not request.may(Permission.IMPORT, project.org):
        steps = [s for s in steps if s[1] != "work:project_paste"]
    return record_actions(request, project, EDIT, *steps)


@requires(VIEW)
def project_nodes(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """项目任务清单: every task with light, order, planned and possible days."""
    project = fetch(selectors.projects(), request.user, VIEW, pk)
    on = request.scope.as_of
    table = timetable(network_of(project), on, work_calendar())
    numbers = {t.pk: t.number for t in table.network.tasks}
    before = {pk: ", ".join(link.written(numbers[link.before_id]) for link in some) for pk, some in table.network.before().items()}
    spec = node_list(f"{project}：任务清单", node_columns(table, before, on))
    actions = (Action("返回项目", address(request, "work:project", pk)),)
    return list_page(request, spec, selectors.nodes(project), actions=actions)


@requires(EDIT)
def project_new(request: OfficeRequest) -> HttpResponseBase:
    """拟定项目, of a clause or an objective where the page before said so."""
    org = entry_org(request, EDIT)
    initial = {name: number for name in ("clause", "objective") if (number := whole_number(request.GET.get(name, "")))}
    form = ProjectForm(request.POST or None, org=org, initial=initial, **_sources(request))
    service = partial(services.draft_project, org=org, by=request.user, today=today())
    back = reverse("work:projects")
    return entry_page(request, form, service, title="拟定项目", done="项目已拟定，请分解任务。", page="work:project", back=back)


@requires(EDIT)
def project_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正项目."""
    project = fetch(selectors.projects(), request.user, EDIT, pk)
    form = ProjectWordsForm(request.POST or None, instance=project, org=project.org, **_sources(request))
    service = partial(services.correct_project, project, by=request.user)
    return _step(request, project, form, service, title=f"更正项目：{project}", done="项目已更正。")


@requires(EDIT)
def project_days(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """起止日期 of a draft."""
    project = fetch(selectors.projects(), request.user, EDIT, pk)
    form = DaysForm(request.POST or None, record=project)
    service = partial(services.set_days, project, by=request.user, today=today())
    return _step(request, project, form, service, title=f"起止日期：{project}", done="起止日期已更改。")


@requires(EDIT)
def project_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """删除草案."""
    project = fetch(selectors.projects(), request.user, EDIT, pk)
    form, service = ReasonForm(request.POST or None, record=project), partial(services.remove_draft, project, by=request.user)
    back = reverse("work:project", args=[pk])
    words = {"title": f"删除草案：{project}", "done": "草案已删除。", "submit": "删除"}
    return entry_page(request, form, service, page=reverse("work:projects"), back=back, **words)


@requires(EDIT)
def project_start(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """签订启动: what is missing, how late the plan already is, what is critical; then the days are fixed."""
    project = fetch(selectors.projects(), request.user, EDIT, pk)
    network = network_of(project)
    table = full_timetable(network, today(), work_calendar())
    form = StartForm(request.POST or None, record=project, mark=network.mark, is_late=bool(table.days_late))
    back = reverse("work:project", args=[pk])
    if request.method == "POST" and form.act(partial(services.start_project, project, by=request.user, today=today())) is not None:
        messages.success(request, "项目已启动，各项任务的日期已定。")
        return redirect(here(request, back))
    missing = services.missing_for_start(network)
    context = {
        "project": project,
        "table": table,
        "missing": missing[:20],
        "missing_count": len(missing),
        "critical": table.critical(),
        "rows": [{"task": t, "placed": table.placed(t.pk)} for t in network.tasks[:MOST_SHOWN]],
        "node_count": len(network.tasks),
    }
    return form_page(request, form, title=f"签订启动：{project}", submit="签订启动", back=back, template="work/start.html", context=context)


@requires(EDIT)
def project_complete(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """办结项目."""
    project = fetch(selectors.projects(), request.user, EDIT, pk)
    form = EndProjectForm(request.POST or None, record=project)
    service = partial(services.complete_project, project, by=request.user, today=today())
    return _step(request, project, form, service, title=f"办结项目：{project}", done="项目已办结。", submit="办结")


@requires(EDIT)
def project_stop(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """终止项目."""
    project = fetch(selectors.projects(), request.user, EDIT, pk)
    form = ReasonForm(request.POST or None, record=project)
    service = partial(services.stop_project, project, by=request.user, today=today())
    return _step(request, project, form, service, title=f"终止项目：{project}", done="项目已终止。", submit="终止")


def _sources(request: OfficeRequest) -> dict[str, Any]:
    """目标与条款 that a project may come from."""
    seen = request.visible(plan_selectors.clauses(), VIEW).filter(plan__year__gte=today().year - 1)
    return {"objectives": plan_selectors.objective_choices(request.user, today()), "clauses": seen}


def _step(request: OfficeRequest, project: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    return entry_page(request, form, service, page="work:project", back=reverse("work:project", args=[project.pk]), **words)
