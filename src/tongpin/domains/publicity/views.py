"""品牌与公开页面."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.publicity import selectors, services
from tongpin.domains.publicity.enums import HonourStatus
from tongpin.domains.publicity.forms import BrandEditForm, BrandForm, HonourForm
from tongpin.domains.publicity.lists import HONOURS, brand_list, brand_state
from tongpin.domains.publicity.permissions import Permission
from tongpin.engines.ledgers.forms import EndForm, ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, IMPORT = Permission.VIEW, Permission.EDIT, Permission.IMPORT


@requires(VIEW)
def honour_list(request: OfficeRequest) -> HttpResponseBase:
    """荣誉清单."""
    actions = list_actions(request, EDIT, new="publicity:honour_new", title="登记荣誉", importing=IMPORT, kind="honour")
    return list_page(request, HONOURS, in_scope(selectors.honours(), request, VIEW), actions=actions)


@requires(VIEW)
def honour_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项荣誉."""
    honour = fetch(selectors.honours(), request.user, VIEW, pk)
    steps = [("更正", "publicity:honour_edit")]
    if honour.status == HonourStatus.HELD:
        steps.append(("撤销", "publicity:honour_revoke"))
    return record_page(
        request,
        honour.reference(),
        facts=[
            ("荣誉名称", honour.title),
            ("级别", honour.get_level_display()),
            ("获奖单位", honour.holder),
            ("年度", str(honour.year)),
            ("授予单位", honour.awarded_by),
            ("状态", honour.get_status_display()),
            ("撤销原因", honour.reason),
            ("备注", honour.remark),
            ("所属单位", honour.org.name),
        ],
        actions=record_actions(request, honour, EDIT, *steps),
        back=("荣誉台账", reverse("publicity:honours")),
    )


@requires(EDIT)
def honour_new(request: OfficeRequest) -> HttpResponseBase:
    """登记荣誉."""
    service = partial(services.enter_honour, org=entry_org(request, EDIT), by=request.user, today=today())
    form, back = HonourForm(request.POST or None), reverse("publicity:honours")
    return entry_page(request, form, service, title="登记荣誉", done="荣誉已登记。", page="publicity:honour", back=back)


@requires(EDIT)
def honour_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正荣誉."""
    honour = fetch(selectors.honours(), request.user, EDIT, pk)
    service = partial(services.correct_honour, honour, by=request.user, today=today())
    form, back = HonourForm(request.POST or None, instance=honour), reverse("publicity:honour", args=[pk])
    return entry_page(request, form, service, title="更正荣誉", done="荣誉已更正。", page="publicity:honour", back=back)


@requires(EDIT)
def honour_revoke(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤销荣誉."""
    honour = fetch(selectors.honours(), request.user, EDIT, pk)
    service = partial(services.revoke_honour, honour, by=request.user)
    form, back = ReasonForm(request.POST or None, record=honour), reverse("publicity:honour", args=[pk])
    title = f"撤销荣誉：{honour}"
    return entry_page(request, form, service, title=title, done="荣誉已撤销。", page="publicity:honour", back=back, submit="撤销")


@requires(VIEW)
def brand_records(request: OfficeRequest) -> HttpResponseBase:
    """党建品牌清单."""
    actions = list_actions(request, EDIT, new="publicity:brand_new", title="登记品牌")
    return list_page(request, brand_list(request.scope.as_of), in_scope(selectors.brands(), request, VIEW), actions=actions)


@requires(VIEW)
def brand_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个党建品牌; what was done under it stands in the panel of activities."""
    brand = fetch(selectors.brands(), request.user, VIEW, pk)
    steps = [("更正", "publicity:brand_edit")]
    if brand.ended_on is None:
        steps.append(("停用", "publicity:brand_end"))
    return record_page(
        request,
        brand.reference(),
        facts=[
            ("品牌名称", brand.name),
            ("党组织", brand.org.name),
            ("状态", brand_state(brand, request.scope.as_of)[1]),
            ("创建日期", brand.started_on),
            ("品牌内涵", brand.meaning),
            ("停用日期", brand.ended_on),
            ("停用原因", brand.reason),
        ],
        actions=record_actions(request, brand, EDIT, *steps),
        back=("党建品牌", reverse("publicity:brands")),
    )


@requires(EDIT)
def brand_new(request: OfficeRequest) -> HttpResponseBase:
    """登记品牌."""
    org = entry_org(request, EDIT)
    orgs = request.visible(selectors.branded_orgs(), EDIT, field="").filter(path__startswith=org.path)
    form, back = BrandForm(request.POST or None, orgs=orgs), reverse("publicity:brands")
    service = partial(services.enter_brand, by=request.user, today=today())
    return entry_page(request, form, service, title="登记品牌", done="品牌已登记。", page="publicity:brand", back=back)


@requires(EDIT)
def brand_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正品牌."""
    brand = fetch(selectors.brands(), request.user, EDIT, pk)
    service = partial(services.correct_brand, brand, by=request.user, today=today())
    form, back = BrandEditForm(request.POST or None, instance=brand), reverse("publicity:brand", args=[pk])
    return entry_page(request, form, service, title=f"更正品牌：{brand}", done="品牌已更正。", page="publicity:brand", back=back)


@requires(EDIT)
def brand_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """停用品牌."""
    brand = fetch(selectors.brands(), request.user, EDIT, pk)
    service = partial(services.end_brand, brand, by=request.user, today=today())
    form, back = EndForm(request.POST or None, record=brand), reverse("publicity:brand", args=[pk])
    title = f"停用品牌：{brand}"
    return entry_page(request, form, service, title=title, done="品牌已停用。", page="publicity:brand", back=back, submit="停用")
