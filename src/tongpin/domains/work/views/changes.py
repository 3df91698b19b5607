"""变更页面: what a change would move, shown before anything is saved; requests, and who decides on them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tongpin.domains.work.enums import ChangeState, ProjectState
from tongpin.domains.work.forms.changes import ApproveForm, AskForm, RefuseForm, WhatIfForm
from tongpin.domains.work.lists.changes import CHANGES, MOVE_COLUMNS
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors import changes as selectors
from tongpin.domains.work.selectors.networks import network_of
from tongpin.domains.work.selectors.people import named
from tongpin.domains.work.selectors.projects import may_decide, projects
from tongpin.domains.work.services import changes as services
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_page, table_of
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.foundation.ui.addresses import address
from tongpin.foundation.ui.lights import state_badge
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def change_list(request: OfficeRequest) -> HttpResponseBase:
    """变更申请清单."""
    return list_page(request, CHANGES, in_scope(selectors.changes(), request, VIEW))


@requires(EDIT)
def project_what_if(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """变更推演: tried out in the address alone; only 提出变更 saves, and then only the request."""
    project = fetch(projects(), request.user, EDIT, pk)
    if project.state != ProjectState.RUNNING:
        raise Http404
    network = network_of(project)
    tried = any(value for key, value in request.GET.items() if key not in ("org", "period", "as_of"))
    form = WhatIfForm(request.GET if tried else None, network=network, initial={"due_on": project.due_on})
    found = None
    asking = AskForm(request.POST or None, initial={"mark": network.mark})
    if tried and form.is_valid() and form.edits:
        found = selectors.what_if(project, form.edits, today(), work_calendar())
        if request.method == "POST" and asking.is_valid():
            try:
                change = services.ask_change(project, by=request.user, today=today(), edits=form.edits, **asking.cleaned_data)
            except Refused as refused:
                asking.refuse(refused)
            else:
                messages.success(request, "变更已提出，批准之前计划不变。")
                return redirect(address(request, "work:change", change.pk))
    names = named(project.org)
    context = {
        "people": sorted({names.written(p) for some in names.people.values() for p in some}),
        "departments": sorted({org.shown_name for org in names.departments.values()}),
        "title": f"变更推演：{project}",
        "project": project,
        "form": form,
        "asking": asking,
        "found": found,
        "scope_fields": [(key, request.GET[key]) for key in ("org", "period", "as_of") if key in request.GET],
        "crumbs": [(str(project), reverse("work:project", args=[pk]))],
    }
    return render(request, "work/what_if.html", context)


@requires(VIEW)
def change_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项变更: what was asked and why, what moves, who decided."""
    change = fetch(selectors.changes(), request.user, VIEW, pk)
    moves = selectors.moves_of(change)
    return record_page(
        request,
        change.reference(),
        template="work/change.html",
        context={
            "change": change,
            "words": selectors.edit_words(change.edits),
            "moves": table_of("移动的任务", MOVE_COLUMNS, moves, request),
        },
        facts=[
            ("状态", state_badge(change.get_state_display(), _tone(change))),
            ("项目", change.project or "多个项目"),
            ("种类", change.get_kind_display()),
            ("变更原因", change.reason),
            ("项目时限", _deadline(change)),
            ("移动任务", f"{moves.count()}项"),
            ("申请", f"{change.asked_on:%Y-%m-%d} {change.asked_by}"),
            ("办理", change.decided_on and f"{change.decided_on:%Y-%m-%d} {change.decided_by}"),
            ("意见", change.opinion),
        ],
        actions=_steps(request, change),
        back=("变更申请", reverse("work:changes")),
    )


@requires(VIEW)
def change_approve(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """批准变更, by the responsible leader or whoever holds the permission."""
    change = _to_decide(request, pk)
    form = ApproveForm(request.POST or None, record=change)
    service = partial(services.approve_change, change, by=request.user, today=today())
    return _step(request, change, form, service, title=f"批准变更：{change}", done="变更已批准，计划已调整。", submit="批准")


@requires(VIEW)
def change_refuse(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """不批准变更."""
    change = _to_decide(request, pk)
    form = RefuseForm(request.POST or None, record=change)
    service = partial(services.refuse_change, change, by=request.user, today=today())
    return _step(request, change, form, service, title=f"不批准变更：{change}", done="已答复不批准，计划不变。", submit="不批准")


@requires(EDIT)
def change_withdraw(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤回变更, by whoever asked."""
    change = fetch(selectors.changes(), request.user, EDIT, pk)
    if change.asker_id != request.user.pk:
        raise Http404
    form = ReasonForm(request.POST or None, record=change)
    service = partial(services.withdraw_change, change, by=request.user, today=today())
    return _step(request, change, form, service, title=f"撤回变更：{change}", done="变更已撤回。", submit="撤回")


def _to_decide(request: OfficeRequest, pk: int) -> Any:
    change = fetch(selectors.changes(), request.user, VIEW, pk)
    if not may_decide(request.user, change.project, change.org):
        raise Http404
    return change


def _steps(request: OfficeRequest, change: Any) -> tuple[Action, ...]:
    if change.state != ChangeState.ASKED:
        return ()
    found = []
    if may_decide(request.user, change.project, change.org):
        found.append(Action("批准", address(request, "work:change_approve", change.pk), primary=True))
        found.append(Action("不批准", address(request, "work:change_refuse", change.pk)))
    if change.asker_id == request.user.pk and request.may(EDIT, change.org):
        found.append(Action("撤回", address(request, "work:change_withdraw", change.pk)))
    return tuple(found)


def _step(request: OfficeRequest, change: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    return entry_page(request, form, service, page="work:change", back=reverse("work:change", args=[change.pk]), **words)


def _deadline(change: Any) -> str:
    if change.due_before is None or change.due_before == change.due_after:
        return "不变"
    return f"{change.due_before:%Y-%m-%d} 改为 {change.due_after:%Y-%m-%d}"


def _tone(change: Any) -> str:
    return {"asked": "warn", "approved": "done", "refused": "stop"}.get(change.state, "plain")
