"""年度计划页面: the year in one go, changed line by line, confirmed into the calendar; the next notice in one click."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tongpin.domains.orglife.enums import PlanState
from tongpin.domains.orglife.forms.plans import GatheringPlanForm, YearForm
from tongpin.domains.orglife.lists.plans import PLANS
from tongpin.domains.orglife.papers.meeting_papers import notice
from tongpin.domains.orglife.papers.pack import safe
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import plans as selectors
from tongpin.domains.orglife.selectors.catalogues import festivals_for
from tongpin.domains.orglife.services import plans as services
from tongpin.domains.orglife.views.papers import download
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import asked_for, entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def plan_list(request: OfficeRequest) -> HttpResponseBase:
    """年度计划清单."""
    actions = list_actions(request, EDIT, new="orglife:plan_new", title="编制年度计划")
    return list_page(request, PLANS, in_scope(selectors.year_plans(), request, VIEW), actions=actions)


@requires(VIEW)
def plan_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一份年度计划."""
    plan = fetch(selectors.year_plans(), request.user, VIEW, pk)
    may_edit = request.may(EDIT, plan.org)
    draft = plan.state == PlanState.DRAFT
    actions = record_actions(request, plan, EDIT, ("增加计划项", "orglife:gathering_new"))
    if may_edit and draft:
        url = here(request, reverse("orglife:plan_confirm", args=[pk]) + f"?version={plan.version}")
        ask = "确认后，计划项全部进入会议和主题党日台账，成为待召开的安排。"
        actions = (Action("确认计划", url, primary=True, method="post", confirm=ask), *(Action(a.title, a.url) for a in actions))
    return record_page(
        request,
        plan.reference(),
        template="orglife/plan.html",
        context={
            "plan": plan,
            "gatherings": list(selectors.gatherings_of(plan)),
            "festivals": festivals_for(plan.org, plan.year),
            "may_edit": may_edit,
            "next": selectors.next_due(plan, today()),
        },
        facts=[
            ("党组织", plan.org.name),
            ("年度", str(plan.year)),
            ("状态", plan.get_state_display()),
            ("确认日期", plan.confirmed_on),
            ("研究确定的会议", plan.basis),
        ],
        actions=actions,
        back=("年度计划", reverse("orglife:plans")),
    )


@requires(EDIT)
def plan_new(request: OfficeRequest) -> HttpResponseBase:
    """编制年度计划."""
    service = partial(services.draft_year, org=entry_org(request, EDIT), by=request.user)
    form, back = YearForm(request.POST or None, initial={"year": today().year, **asked_for(request, "year")}), reverse("orglife:plans")
    return entry_page(request, form, service, title="编制年度计划", done="年度计划已编制，请逐项核对。", page="orglife:plan", back=back)


@require_POST
@requires(EDIT)
def plan_confirm(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """确认年度计划."""
    plan = fetch(selectors.year_plans(), request.user, EDIT, pk)
    version = request.GET.get("version", "")
    try:
        expected = int(version) if version.isdigit() and len(version) < 10 else plan.version
        services.confirm_plan(plan, by=request.user, today=today(), expected=expected)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, "年度计划已确认，各项安排已进入台账。")
    return redirect(here(request, reverse("orglife:plan", args=[pk])))


@requires(EDIT)
def gathering_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """增加计划项."""
    plan = fetch(selectors.year_plans(), request.user, EDIT, pk)
    service = partial(services.add_gathering, plan, by=request.user, today=today())
    form, back = GatheringPlanForm(request.POST or None), reverse("orglife:plan", args=[pk])
    return entry_page(request, form, service, title=f"增加计划项：{plan}", done="计划项已增加。", page=back, back=back)


@requires(EDIT)
def gathering_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """调整计划项."""
    gathering = fetch(selectors.gatherings(), request.user, EDIT, pk)
    service = partial(services.change_gathering, gathering, by=request.user)
    form, back = GatheringPlanForm(request.POST or None, instance=gathering), reverse("orglife:plan", args=[gathering.plan_id])
    return entry_page(request, form, service, title="调整计划项", done="计划项已调整。", page=back, back=back)


@requires(EDIT)
def gathering_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出计划项."""
    gathering = fetch(selectors.gatherings(), request.user, EDIT, pk)
    service = partial(services.drop_gathering, gathering, by=request.user)
    form, back = ReasonForm(request.POST or None, record=gathering), reverse("orglife:plan", args=[gathering.plan_id])
    return entry_page(request, form, service, title=f"移出计划项：{gathering}", done="计划项已移出。", page=back, back=back, submit="移出")


@require_safe
@requires(VIEW)
def gathering_notice(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """起草通知和议程 of a planned gathering."""
    gathering = fetch(selectors.gatherings(), request.user, VIEW, pk)
    if gathering.day.year != gathering.plan.year:
        raise Http404
    content = notice(
        org_name=gathering.org.name,
        title=gathering.title,
        kind_title=gathering.get_kind_display(),
        day=gathering.day,
        at=None,
        place="",
        agenda=selectors.usual_agenda(gathering),
        who="各位党员",
        dated=min(today(), gathering.day),
    )
    return download(content, f"{safe(gathering.title)}通知.docx")
