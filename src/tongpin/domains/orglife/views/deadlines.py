"""年度通知页面."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.orglife.forms.deadlines import NoticeForm
from tongpin.domains.orglife.lists.deadlines import NOTICES
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors.deadlines import year_notices
from tongpin.domains.orglife.services import deadlines as services
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import handed_down_in_scope, handed_down_to
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def notice_list(request: OfficeRequest) -> HttpResponseBase:
    """年度通知清单."""
    actions = list_actions(request, EDIT, new="orglife:notice_new", title="登记通知")
    return list_page(request, NOTICES, handed_down_in_scope(year_notices(), request, VIEW), actions=actions)


@requires(VIEW)
def notice_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一份年度通知."""
    notice = fetch(year_notices(), request.user, VIEW, pk, sight=handed_down_to)
    return record_page(
        request,
        notice.reference(),
        facts=[
            ("通知名称和文号", notice.document),
            ("计入年度", str(notice.year)),
            ("事项", notice.get_matter_display()),
            ("最迟完成日期", notice.due_on),
            ("适用组织", notice.org.name, "本组织及以下各党组织"),
        ],
        actions=record_actions(request, notice, EDIT, ("更正", "orglife:notice_edit")),
        back=("年度通知", reverse("orglife:notices")),
    )


@requires(EDIT)
def notice_new(request: OfficeRequest) -> HttpResponseBase:
    """登记年度通知."""
    service = partial(services.enter_notice, org=entry_org(request, EDIT), by=request.user)
    form, back = NoticeForm(request.POST or None, initial={"year": today().year}), reverse("orglife:notices")
    return entry_page(request, form, service, title="登记年度通知", done="年度通知已登记。", page="orglife:notice", back=back)


@requires(EDIT)
def notice_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正年度通知."""
    notice = fetch(year_notices(), request.user, EDIT, pk)
    service = partial(services.correct_notice, notice, by=request.user)
    form, back = NoticeForm(request.POST or None, instance=notice), reverse("orglife:notice", args=[pk])
    return entry_page(request, form, service, title="更正年度通知", done="年度通知已更正。", page="orglife:notice", back=back)
