"""专班页面: founding, members, a temporary branch, what is carried, what meetings hand out, the roster on paper, closing."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.domains.work.forms.forces import (
    BranchForm,
    ChargeForm,
    CloseForm,
    EndBranchForm,
    ForceForm,
    LeaveForm,
    MeetingTaskForm,
    MemberForm,
    ReleaseForm,
)
from tongpin.domains.work.lists.forces import force_list, force_state
from tongpin.domains.work.papers import roster_document
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors import forces as selectors
from tongpin.domains.work.selectors.plans import clauses
from tongpin.domains.work.services import forces as services
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lights import state_badge
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(VIEW)
def force_table(request: OfficeRequest) -> HttpResponseBase:
    """专班和指挥部."""
    actions = list_actions(request, EDIT, new="work:force_new", title="设立")
    return list_page(request, force_list(request.scope.as_of), in_scope(selectors.forces(), request, VIEW), actions=actions)


@requires(VIEW)
def force_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个专班、指挥部、领导小组或突击队."""
    force = fetch(selectors.forces(), request.user, VIEW, pk)
    tone, word = force_state(force, request.scope.as_of)
    branch = f"{force.branch_founded_on:%Y-%m-%d}成立" if force.branch_founded_on else ""
    branch += f"，{force.branch_ended_on:%Y-%m-%d}撤销" if force.branch_ended_on else ""
    branch += f"，{force.branch_approved_by}批准" if force.branch_approved_by else ""
    branch += f"，书记{force.branch_head}" if force.branch_head else ""
    return record_page(
        request,
        force.reference(),
        facts=[
            ("状态", state_badge(word, tone)),
            ("形式", force.get_kind_display()),
            ("职责任务", force.duty),
            ("成立依据", force.document),
            ("成立日期", force.founded_on),
            ("计划截止日期", force.term_until or "长期"),
            ("临时党组织", force.branch_name, branch),
            ("完成或撤销日期", force.ended_on),
            ("工作结果", force.result),
            ("所属单位", force.org.name),
        ],
        actions=_steps(request, force),
        back=("专班和指挥部", reverse("work:forces")),
    )


@requires(EDIT)
def force_new(request: OfficeRequest) -> HttpResponseBase:
    """设立."""
    org = entry_org(request, EDIT)
    form = ForceForm(request.POST or None)
    service = partial(services.found_force, org=org, by=request.user, today=today())
    return entry_page(
        request, form, service, title="设立专班或指挥部", done="已登记，请继续登记成员。", page="work:force", back=reverse("work:forces")
    )


@requires(EDIT)
def force_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正."""
    force = _one(request, pk)
    form = ForceForm(request.POST or None, instance=force)
    service = partial(services.correct_force, force, by=request.user, today=today())
    return _step(request, force, form, service, title=f"更正：{force}", done="已更正。")


@requires(EDIT)
def force_close(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """完成或撤销."""
    force = _one(request, pk)
    form = CloseForm(request.POST or None, record=force)
    service = partial(services.close_force, force, by=request.user, today=today())
    return _step(request, force, form, service, title=f"完成或撤销：{force}", done="已办理，结果已记录。", submit="办理")


@requires(EDIT)
def force_branch(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """成立临时党组织."""
    force = _one(request, pk)
    form = BranchForm(request.POST or None, record=force)
    service = partial(services.found_branch, force, by=request.user, today=today())
    return _step(request, force, form, service, title=f"成立临时党组织：{force}", done="临时党组织已登记。")


@requires(EDIT)
def force_branch_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤销临时党组织."""
    force = _one(request, pk)
    form = EndBranchForm(request.POST or None, record=force)
    service = partial(services.end_branch, force, by=request.user, today=today())
    return _step(request, force, form, service, title=f"撤销临时党组织：{force.branch_name}", done="临时党组织已撤销。", submit="撤销")


@requires(EDIT)
def force_join(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """增加成员."""
    force = _one(request, pk)
    form = MemberForm(request.POST or None, force=force)
    return _step(
        request, force, form, partial(services.join_force, force, by=request.user), title=f"增加成员：{force}", done="成员已登记。"
    )


@requires(EDIT)
def force_leave(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """退出."""
    member = fetch(selectors.force_members(), request.user, EDIT, pk, field="force__org")
    form = LeaveForm(request.POST or None)
    service = partial(services.leave_force, member, by=request.user)
    return _step(request, member.force, form, service, title=f"{member.name}退出{member.force}", done="已登记退出。")


@requires(EDIT)
def force_carry(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """承担任务或项目."""
    force = _one(request, pk)
    form = ChargeForm(request.POST or None, force=force)
    service = partial(services.carry, force, by=request.user, today=today())
    return _step(request, force, form, service, title=f"承担任务或项目：{force}", done="已登记。")


@requires(EDIT)
def force_release(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出承担."""
    charge = fetch(selectors.charges(), request.user, EDIT, pk, field="force__org")
    form = ReleaseForm(request.POST or None)
    service = partial(services.release, charge, by=request.user)
    return _step(request, charge.force, form, service, title=f"移出：{charge.task or charge.project}", done="已移出。", submit="移出")


@requires(EDIT)
def force_assign(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """会议议定交办."""
    force = _one(request, pk)
    offered = request.visible(clauses(), VIEW).filter(plan__year__gte=today().year - 1)
    form = MeetingTaskForm(request.POST or None, force=force, viewer=request.user, clauses=offered)
    service = partial(services.assign_from_meeting, force, by=request.user, today=today())
    return entry_page(
        request,
        form,
        service,
        title=f"会议议定交办：{force}",
        done="任务已交办，由该专班承担。",
        page="work:task",
        back=reverse("work:force", args=[force.pk]),
        submit="交办",
    )


@require_GET
@requires(VIEW)
def force_roster(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """名册 on paper."""
    force = fetch(selectors.forces(), request.user, VIEW, pk)
    on = request.scope.as_of
    response = HttpResponse(roster_document(force, selectors.roster_on(force, on), on), content_type=WORD)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{force.name}组成人员名单.docx')}"
    return response


def _one(request: OfficeRequest, pk: int) -> Any:
    return fetch(selectors.forces(), request.user, EDIT, pk)


def _step(request: OfficeRequest, force: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    back = reverse("work:force", args=[force.pk])
    return entry_page(request, form, service, page=back, back=back, **words)


def _steps(request: OfficeRequest, force: Any) -> tuple[Action, ...]:
    """Buttons in the order of use; once closed, only the roster."""
    roster = Action("名册", here(request, reverse("work:force_roster", args=[force.pk])))
    if force.ended_on is not None:
        return (roster,)
    branch = ("撤销临时党组织", "work:force_branch_end")
    if not force.branch_name or force.branch_ended_on is not None:
        branch = ("成立临时党组织", "work:force_branch")
    steps = (
        ("会议议定交办", "work:force_assign"),
        ("增加成员", "work:force_join"),
        ("承担任务", "work:force_carry"),
        branch,
        ("更正", "work:force_edit"),
        ("完成或撤销", "work:force_close"),
    )
    return (*record_actions(request, force, EDIT, *steps), roster)
