"""攻坚推进页面."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html

from tongpin.domains.work.enums import TaskState
from tongpin.domains.work.forms.tasks import CompleteForm, PostponeForm, ProgressForm, TaskForm, TaskWordsForm
from tongpin.domains.work.lists.tasks import task_list
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors import tasks as selectors
from tongpin.domains.work.selectors.lights import light_of
from tongpin.domains.work.selectors.plans import clauses
from tongpin.domains.work.services import tasks as services
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.foundation.ui.addresses import here, whole_number
from tongpin.foundation.ui.lights import light_badge
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, REPORT = Permission.VIEW, Permission.EDIT, Permission.REPORT


@requires(VIEW)
def task_table(request: OfficeRequest) -> HttpResponseBase:
    """任务清单."""
    actions = list_actions(request, EDIT, new="work:task_new", title="交办任务")
    return list_page(request, task_list(request.scope.as_of), in_scope(selectors.started_tasks(), request, VIEW), actions=actions)


@requires(VIEW)
def task_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项任务."""
    task = fetch(selectors.tasks(), request.user, VIEW, pk)
    light = light_badge(*light_of(task, request.scope.as_of, work_calendar()))
    moved = f"最初时限 {task.first_due_on:%Y-%m-%d}，后有调整" if task.first_due_on and task.first_due_on != task.due_on else ""
    return record_page(
        request,
        task.reference(),
        facts=[
            ("灯", light),
            ("类别", task.get_area_display()),
            ("完成时限", task.due_on, moved),
            ("责任领导", task.leader),
            ("责任科室", task.department and task.department.shown_name),
            ("责任人", task.person),
            ("完成进度", f"{task.share_done}%"),
            ("下一步", task.next_step),
            ("需协调事项", task.obstacle),
            ("工作要求", task.requirement),
            ("项目", _project(request, task)),
            ("编号", task.number),
            ("工期", f"{task.workdays}个工作日" if task.workdays is not None else ""),
            ("计划开始", task.planned_start_on),
            ("条款", task.clause),
            ("来源", task.source_title),
            ("办结日期", task.ended_on),
            ("完成情况", task.result),
            ("取消原因", task.reason),
            ("交办单位", task.org.name),
        ],
        actions=_steps(request, task),
        back=("任务清单", reverse("work:tasks")),
    )


@requires(EDIT)
def task_new(request: OfficeRequest) -> HttpResponseBase:
    """交办任务."""
    org = entry_org(request, EDIT)
    initial = {"clause": whole_number(request.GET.get("clause", ""))}
    form = TaskForm(request.POST or None, org=org, clauses=_clauses(request), initial=initial)
    service = partial(services.assign_task, org=org, by=request.user, today=today())
    return entry_page(
        request, form, service, title="交办任务", done="任务已交办。", page="work:task", back=reverse("work:tasks"), submit="交办"
    )


@requires(EDIT)
def task_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正任务."""
    task = fetch(selectors.tasks(), request.user, EDIT, pk)
    form = TaskWordsForm(request.POST or None, instance=task, org=task.org, clauses=_clauses(request))
    service = partial(services.correct_task, task, by=request.user)
    return _step(request, task, form, service, title=f"更正任务：{task}", done="任务已更正。")


@requires(REPORT)
def task_report(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """报告进展."""
    task = _own(request, pk)
    form = ProgressForm(request.POST or None, record=task)
    service = partial(services.report_progress, task, by=request.user, today=today())
    return _step(request, task, form, service, title=f"报告进展：{task}", done="进展已报告。", submit="报告")


@requires(REPORT)
def task_complete(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """办结任务."""
    task = _own(request, pk)
    form = CompleteForm(request.POST or None, record=task)
    service = partial(services.complete_task, task, by=request.user, today=today())
    return _step(request, task, form, service, title=f"办结任务：{task}", done="任务已办结。", submit="办结")


@requires(EDIT)
def task_postpone(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """调整时限."""
    task = fetch(selectors.tasks(), request.user, EDIT, pk)
    form = PostponeForm(request.POST or None, record=task)
    service = partial(services.postpone_task, task, by=request.user, today=today())
    return _step(request, task, form, service, title=f"调整时限：{task}", done="时限已调整，原时限保留。", submit="调整")


@requires(EDIT)
def task_cancel(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """取消任务."""
    task = fetch(selectors.tasks(), request.user, EDIT, pk)
    form = ReasonForm(request.POST or None, record=task)
    service = partial(services.cancel_task, task, by=request.user, today=today())
    return _step(request, task, form, service, title=f"取消任务：{task}", done="任务已取消。", submit="取消任务")


def _step(request: OfficeRequest, task: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    return entry_page(request, form, service, page="work:task", back=reverse("work:task", args=[task.pk]), **words)


def _project(request: OfficeRequest, task: Any) -> Any:
    if task.project is None:
        return None
    return format_html('<a href="{}">{}</a>', here(request, reverse("work:project", args=[task.project_id])), task.project)


def _clauses(request: OfficeRequest) -> Any:
    """计划条款 that a task may come from."""
    return request.visible(clauses(), VIEW).filter(plan__year__gte=today().year - 1)


def _own(request: OfficeRequest, pk: int) -> Any:
    """The task, for its responsible person and for those who may assign; 404 for everybody else."""
    task = fetch(selectors.tasks(), request.user, VIEW, pk)
    if not selectors.is_responsible(request.user, task) and not request.may(EDIT, task.org):
        raise Http404
    return task


def _steps(request: OfficeRequest, task: Any) -> tuple[Action, ...]:
    """Buttons in the order of use; none once the task has ended."""
    if task.state != TaskState.OPEN:
        return ()
    steps = [("更正", "work:task_edit")]
    if task.project_id is None:
        steps = [("调整时限", "work:task_postpone"), *steps, ("取消任务", "work:task_cancel")]
    steering = record_actions(request, task, EDIT, *steps)
    if steering and task.project_id is not None:
        leave = f"{reverse('work:project_what_if', args=[task.project_id])}?{urlencode({'out_1': task.number})}"
        steering = (*steering, Action("移出项目", here(request, leave)))
    if not steering and not selectors.is_responsible(request.user, task):
        return ()
    own = (("报告进展", "work:task_report"), ("办结", "work:task_complete"))
    reporting = [Action(title, here(request, reverse(name, args=[task.pk])), primary=not n) for n, (title, name) in enumerate(own)]
    return (*reporting, *(Action(a.title, a.url) for a in steering))
