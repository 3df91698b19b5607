"""品牌与公开页面."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.publicity import selectors, services
from tongpin.domains.publicity.enums import HonourStatus
from tongpin.domains.publicity.forms import HonourForm
from tongpin.domains.publicity.lists import HONOURS
from tongpin.domains.publicity.permissions import Permission
from tongpin.engines.ledgers.forms import ReasonForm
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
