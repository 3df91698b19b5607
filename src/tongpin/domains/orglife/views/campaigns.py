"""主题教育页面: campaigns, required actions, and what each organisation has done."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse

from tongpin.domains.orglife.forms.campaigns import ActionForm, CampaignForm, DoneForm
from tongpin.domains.orglife.lists.campaigns import CAMPAIGNS
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import campaigns as selectors
from tongpin.domains.orglife.selectors.happenings import party_activities
from tongpin.domains.orglife.services import campaigns as services
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import handed_down_in_scope, handed_down_to, visible_orgs
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def campaign_list(request: OfficeRequest) -> HttpResponseBase:
    """主题教育清单."""
    actions = list_actions(request, EDIT, new="orglife:campaign_new", title="启动主题教育")
    return list_page(request, CAMPAIGNS, handed_down_in_scope(selectors.campaigns(), request, VIEW), actions=actions)


@requires(VIEW)
def campaign_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项主题教育: required actions × organisations, done or missing."""
    campaign = fetch(selectors.campaigns(), request.user, VIEW, pk, sight=handed_down_to)
    rows = selectors.progress(campaign, request.user, VIEW, request.scope.as_of)
    editable = set(visible_orgs(request.user, EDIT).values_list("pk", flat=True))
    return record_page(
        request,
        campaign.reference(),
        template="orglife/campaign.html",
        context={
            "campaign": campaign,
            "asked": list(selectors.actions_of(campaign)),
            "rows": rows,
            "editable": editable,
            "may_edit": request.may(EDIT, campaign.org),
            "lacking": sum(len(row.missing) for row in rows),
        },
        facts=[
            ("依据文件", campaign.basis),
            ("开始日期", campaign.starts_on),
            ("结束日期", campaign.ends_on),
            ("参加范围说明", campaign.scope_note),
            ("组织单位", campaign.org.name),
        ],
        actions=record_actions(request, campaign, EDIT, ("增加规定动作", "orglife:campaign_action_new"), ("更正", "orglife:campaign_edit")),
        back=("主题教育", reverse("orglife:campaigns")),
    )


@requires(EDIT)
def campaign_new(request: OfficeRequest) -> HttpResponseBase:
    """启动主题教育."""
    service = partial(services.open_campaign, org=entry_org(request, EDIT), by=request.user)
    form, back = CampaignForm(request.POST or None), reverse("orglife:campaigns")
    return entry_page(request, form, service, title="启动主题教育", done="主题教育已启动。", page="orglife:campaign", back=back)


@requires(EDIT)
def campaign_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正主题教育."""
    campaign = fetch(selectors.campaigns(), request.user, EDIT, pk)
    service = partial(services.correct_campaign, campaign, by=request.user)
    form, back = CampaignForm(request.POST or None, instance=campaign), reverse("orglife:campaign", args=[pk])
    return entry_page(request, form, service, title="更正主题教育", done="主题教育已更正。", page="orglife:campaign", back=back)


@requires(EDIT)
def action_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """增加规定动作."""
    campaign = fetch(selectors.campaigns(), request.user, EDIT, pk)
    service = partial(services.require_action, campaign, by=request.user)
    initial = {"number": selectors.actions_of(campaign).count() + 1, "due_on": campaign.ends_on}
    form, back = ActionForm(request.POST or None, initial=initial), reverse("orglife:campaign", args=[pk])
    return entry_page(request, form, service, title=f"增加规定动作：{campaign}", done="规定动作已增加。", page=back, back=back)


@requires(EDIT)
def action_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正规定动作."""
    action = fetch(selectors.actions(), request.user, EDIT, pk)
    service = partial(services.correct_action, action, by=request.user)
    form, back = ActionForm(request.POST or None, instance=action), reverse("orglife:campaign", args=[action.campaign_id])
    return entry_page(request, form, service, title="更正规定动作", done="规定动作已更正。", page=back, back=back)


@requires(EDIT)
def action_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出规定动作."""
    action = fetch(selectors.actions(), request.user, EDIT, pk)
    service = partial(services.remove_action, action, by=request.user)
    form, back = ReasonForm(request.POST or None, record=action), reverse("orglife:campaign", args=[action.campaign_id])
    return entry_page(request, form, service, title=f"移出规定动作：{action}", done="规定动作已移出。", page=back, back=back, submit="移出")


@requires(EDIT)
def action_done(request: OfficeRequest, pk: int, org: int) -> HttpResponseBase:
    """登记完成 of a required action by one organisation; asked of whoever may write for that organisation."""
    who: Any = visible_orgs(request.user, EDIT).filter(pk=org).first()
    action = selectors.actions().filter(pk=pk).first()
    if who is None or action is None or not selectors.taking_part(action.campaign).filter(pk=org).exists():
        raise Http404
    service = partial(services.record_done, action, org=who, by=request.user, today=today())
    held = party_activities(who).filter(day__gte=action.campaign.starts_on, day__lte=action.campaign.ends_on)
    form, back = DoneForm(request.POST or None, activities=held), reverse("orglife:campaign", args=[action.campaign_id])
    title = f"登记完成：{action}（{who.shown_name}）"
    return entry_page(request, form, service, title=title, done="已登记完成。", page=back, back=back)


@requires(EDIT)
def done_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤销完成登记."""
    record = fetch(selectors.campaign_records(), request.user, EDIT, pk)
    service = partial(services.withdraw_done, record, by=request.user)
    form, back = ReasonForm(request.POST or None, record=record), reverse("orglife:campaign", args=[record.action.campaign_id])
    return entry_page(request, form, service, title="撤销完成登记", done="完成登记已撤销。", page=back, back=back, submit="撤销")
