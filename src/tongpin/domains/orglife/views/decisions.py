"""会外决定页面."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.orglife.forms.decisions import DecisionForm, TakenUpForm
from tongpin.domains.orglife.lists.decisions import OFF_MEETING, decision_state
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import decisions as selectors
from tongpin.domains.orglife.services import decisions as services
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def decision_list(request: OfficeRequest) -> HttpResponseBase:
    """会外决定清单."""
    actions = list_actions(request, EDIT, new="orglife:off_meeting_new", title="登记会外决定")
    return list_page(request, OFF_MEETING, in_scope(selectors.off_meeting_decisions(), request, VIEW), actions=actions)


@requires(VIEW)
def decision_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项会外决定."""
    decision = fetch(selectors.off_meeting_decisions(), request.user, VIEW, pk)
    steps = [("更正", "orglife:off_meeting_edit"), ("移出", "orglife:off_meeting_remove")]
    if decision.item is None:
        steps.insert(0, ("登记补开会议", "orglife:off_meeting_taken_up"))
    item = decision.item
    return record_page(
        request,
        decision.reference(),
        facts=[
            ("决定事项", decision.title),
            ("决定日期", decision.decided_on),
            ("决定方式", decision.get_way_display()),
            ("决定人", decision.decided_by),
            ("没有开会的原因", decision.reason),
            ("会议研究情况", decision_state(decision)[1]),
            ("补开的会议", f"{item.meeting.activity.day:%Y-%m-%d} {item.meeting.activity.title} {item}" if item else ""),
            ("党组织", decision.org.name),
        ],
        actions=record_actions(request, decision, EDIT, *steps),
        back=("会外决定", reverse("orglife:off_meeting_decisions")),
    )


@requires(EDIT)
def decision_new(request: OfficeRequest) -> HttpResponseBase:
    """登记会外决定."""
    service = partial(services.record_decision, org=entry_org(request, EDIT), by=request.user, today=today())
    form, back = DecisionForm(request.POST or None), reverse("orglife:off_meeting_decisions")
    return entry_page(request, form, service, title="登记会外决定", done="会外决定已登记。", page="orglife:off_meeting_decision", back=back)


@requires(EDIT)
def decision_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正会外决定."""
    decision = fetch(selectors.off_meeting_decisions(), request.user, EDIT, pk)
    service = partial(services.correct_decision, decision, by=request.user, today=today())
    form, back = DecisionForm(request.POST or None, instance=decision), reverse("orglife:off_meeting_decision", args=[pk])
    return entry_page(request, form, service, title="更正会外决定", done="会外决定已更正。", page="orglife:off_meeting_decision", back=back)


@requires(EDIT)
def decision_taken_up(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记补开会议研究."""
    decision = fetch(selectors.off_meeting_decisions(), request.user, EDIT, pk)
    service = partial(services.take_up, decision, by=request.user)
    form = TakenUpForm(request.POST or None, record=decision, items=selectors.items_since(decision))
    back = reverse("orglife:off_meeting_decision", args=[pk])
    title = f"登记补开会议：{decision}"
    return entry_page(request, form, service, title=title, done="补开会议已登记。", page="orglife:off_meeting_decision", back=back)


@requires(EDIT)
def decision_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出会外决定."""
    decision = fetch(selectors.off_meeting_decisions(), request.user, EDIT, pk)
    service = partial(services.remove_decision, decision, by=request.user)
    form, back = ReasonForm(request.POST or None, record=decision), reverse("orglife:off_meeting_decision", args=[pk])
    after = reverse("orglife:off_meeting_decisions")
    return entry_page(request, form, service, title=f"移出会外决定：{decision}", done="已移出。", page=after, back=back, submit="移出")
