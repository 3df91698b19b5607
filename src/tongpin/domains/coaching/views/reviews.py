"""辅导对象和人工认定页面."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongpin.domains.coaching.forms.reviews import CoachedForm, ReviewForm
from tongpin.domains.coaching.lists.records import COACHED_FIRMS, REVIEWS
from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.selectors import reviews as selectors
from tongpin.domains.coaching.services import reviews as services
from tongpin.domains.coaching.views.entry import firm_of_address, firm_page
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, IMPORT = Permission.VIEW, Permission.EDIT, Permission.IMPORT
COACHED, REVIEW = "coaching:coached_firm", "coaching:firm_review"


@requires(VIEW)
def coached_list(request: OfficeRequest) -> HttpResponseBase:
    """辅导名单."""
    actions = list_actions(request, EDIT, new="coaching:coached_firm_new", title="列入辅导", importing=IMPORT, kind="coached_firm")
    return list_page(request, COACHED_FIRMS, in_scope(selectors.coached_firms(), request, VIEW), actions=actions)


@requires(VIEW)
def coached_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一家辅导对象."""
    record = fetch(selectors.coached_firms(), request.user, VIEW, pk)
    return record_page(
        request,
        record.reference(),
        facts=[
            ("企业名称", record.firm.name),
            ("统一社会信用代码", record.firm.credit_code),
            ("注册成立日期", record.registered_on),
            ("辅导目标", record.get_programme_display()),
            ("辅导人", str(record.coach) if record.coach else ""),
            ("辅导时限", record.due_on),
            ("知识产权核全日期", record.rights_checked_on, "没有填的，台账中没有知识产权不当作没有"),
            ("备注", record.remark),
            ("所属单位", record.org.name),
        ],
        actions=(
            Action("企业研判", here(request, firm_page(record.firm_id))),
            *record_actions(request, record, EDIT, ("更正", "coaching:coached_firm_edit"), ("移出名单", "coaching:coached_firm_release")),
        ),
        back=("辅导名单", reverse("coaching:coached_firms")),
    )


@requires(EDIT)
def coached_new(request: OfficeRequest) -> HttpResponseBase:
    """列入辅导."""
    org = entry_org(request, EDIT)
    form = CoachedForm(request.POST or None, org=org, initial=firm_of_address(request, EDIT))
    service = partial(services.take_on_firm, org=org, by=request.user, today=today())
    back = reverse("coaching:coached_firms")
    return entry_page(request, form, service, title="列入辅导", done="已列入辅导。", page=COACHED, back=back, submit="列入")


@requires(EDIT)
def coached_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正辅导安排."""
    record = fetch(selectors.coached_firms(), request.user, EDIT, pk)
    form = CoachedForm(request.POST or None, instance=record, org=record.org)
    service = partial(services.correct_coaching, record, by=request.user, today=today())
    back = reverse(COACHED, args=[pk])
    return entry_page(request, form, service, title="更正辅导安排", done="辅导安排已更正。", page=COACHED, back=back)


@requires(EDIT)
def coached_release(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出辅导名单."""
    record = fetch(selectors.coached_firms(), request.user, EDIT, pk)
    form = ReasonForm(request.POST or None, record=record)
    if request.method == "POST" and form.act(partial(services.release_firm, record, by=request.user)) is not None:
        messages.success(request, "已移出辅导名单，原记录留在操作记录中。")
        return redirect(here(request, reverse("coaching:coached_firms")))
    return form_page(request, form, title=f"移出名单：{record.firm.name}", submit="移出", back=reverse(COACHED, args=[pk]))


@requires(VIEW)
def review_list(request: OfficeRequest) -> HttpResponseBase:
    """人工认定清单."""
    actions = list_actions(request, EDIT, new="coaching:firm_review_new", title="登记人工认定")
    return list_page(request, REVIEWS, in_scope(selectors.firm_reviews(), request, VIEW), actions=actions)


@requires(VIEW)
def review_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一家企业一个申报年度的人工认定."""
    record = fetch(selectors.firm_reviews(), request.user, VIEW, pk)
    fields = {field.name: field for field in record._meta.concrete_fields}
    return record_page(
        request,
        record.reference(),
        facts=[
            ("企业名称", record.firm.name),
            ("申报年度", str(record.year)),
            *((fields[name].verbose_name, _judged(getattr(record, name))) for name in selectors.JUDGED),
            ("认定依据", record.basis),
            ("所属单位", record.org.name),
        ],
        actions=(
            Action("企业研判", here(request, firm_page(record.firm_id))),
            *record_actions(request, record, EDIT, ("更正", "coaching:firm_review_edit")),
        ),
        back=("人工认定", reverse("coaching:firm_reviews")),
    )


def _judged(value: Any) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else ("" if value is None else str(value))


@requires(EDIT)
def review_new(request: OfficeRequest) -> HttpResponseBase:
    """登记人工认定."""
    initial = {"year": request.scope.as_of.year, **firm_of_address(request, EDIT)}
    form = ReviewForm(request.POST or None, initial=initial)
    service = partial(services.enter_review, org=entry_org(request, EDIT), by=request.user, today=today())
    back = reverse("coaching:firm_reviews")
    return entry_page(request, form, service, title="登记人工认定", done="人工认定已登记。", page=REVIEW, back=back)


@requires(EDIT)
def review_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正人工认定."""
    record = fetch(selectors.firm_reviews(), request.user, EDIT, pk)
    form = ReviewForm(request.POST or None, instance=record)
    service = partial(services.correct_review, record, by=request.user, today=today())
    back = reverse(REVIEW, args=[pk])
    return entry_page(request, form, service, title="更正人工认定", done="人工认定已更正。", page=REVIEW, back=back)
