"""共建协议页面."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.orglife.forms.agreements import CoBuildingForm
from tongpin.domains.orglife.lists.agreements import co_building_list
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import agreements as selectors
from tongpin.domains.orglife.services import agreements as services
from tongpin.engines.ledgers.forms import EndForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def co_buildings(request: OfficeRequest) -> HttpResponseBase:
    """共建协议清单."""
    actions = list_actions(request, EDIT, new="orglife:co_building_new", title="登记共建协议")
    return list_page(request, co_building_list(request.scope.as_of), in_scope(selectors.co_buildings(), request, VIEW), actions=actions)


@requires(VIEW)
def co_building_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一份共建协议; what was done together stands in the panel of activities."""
    one = fetch(selectors.co_buildings(), request.user, VIEW, pk)
    steps = [("更正", "orglife:co_building_edit")]
    if one.ended_on is None:
        steps.append(("终止", "orglife:co_building_end"))
    return record_page(
        request,
        one.reference(),
        facts=[
            ("共建党组织", one.partner),
            ("共建单位", one.partner_unit),
            ("本方党组织", one.org.name),
            ("签订日期", one.signed_on),
            ("有效期至", one.valid_until),
            ("状态", "有效" if selectors.is_in_force(one, request.scope.as_of) else "无效"),
            ("共建内容", one.content),
            ("终止日期", one.ended_on),
            ("终止原因", one.reason),
        ],
        actions=record_actions(request, one, EDIT, *steps),
        back=("共建协议台账", reverse("orglife:co_buildings")),
    )


@requires(EDIT)
def co_building_new(request: OfficeRequest) -> HttpResponseBase:
    """登记共建协议."""
    form, back = CoBuildingForm(request.POST or None), reverse("orglife:co_buildings")
    service = partial(services.sign_co_building, org=entry_org(request, EDIT), by=request.user, today=today())
    return entry_page(request, form, service, title="登记共建协议", done="共建协议已登记。", page="orglife:co_building", back=back)


@requires(EDIT)
def co_building_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正共建协议."""
    one = fetch(selectors.co_buildings(), request.user, EDIT, pk)
    form, back = CoBuildingForm(request.POST or None, instance=one), reverse("orglife:co_building", args=[pk])
    service = partial(services.correct_co_building, one, by=request.user, today=today())
    return entry_page(request, form, service, title="更正共建协议", done="共建协议已更正。", page="orglife:co_building", back=back)


@requires(EDIT)
def co_building_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """终止共建协议."""
    one = fetch(selectors.co_buildings(), request.user, EDIT, pk)
    form, back = EndForm(request.POST or None, record=one), reverse("orglife:co_building", args=[pk])
    service = partial(services.end_co_building, one, by=request.user, today=today())
    title = f"终止协议：{one}"
    return entry_page(request, form, service, title=title, done="协议已终止。", page="orglife:co_building", back=back, submit="终止")
