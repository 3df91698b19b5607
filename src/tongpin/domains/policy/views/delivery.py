"""推送和享受页面."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongpin.domains.enterprises.selectors import enterprises
from tongpin.domains.policy.enums import Reply
from tongpin.domains.policy.forms.delivery import PushForm, PushManyForm, UptakeForm
from tongpin.domains.policy.lists import PUSHES, UPTAKES, days_to_reach
from tongpin.domains.policy.permissions import Permission
from tongpin.domains.policy.selectors import delivery as selectors
from tongpin.domains.policy.selectors.policies import policies
from tongpin.domains.policy.services import delivery as services
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope, visible_to
from tongpin.foundation.ui import formats
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, IMPORT = Permission.VIEW, Permission.EDIT, Permission.IMPORT
PUSH, UPTAKE = "policy:push", "policy:uptake"


@requires(VIEW)
def push_list(request: OfficeRequest) -> HttpResponseBase:
    """推送记录."""
    actions = list_actions(request, EDIT, new="policy:push_new", title="登记推送", importing=IMPORT, kind="policy_push")
    return list_page(request, PUSHES, in_scope(selectors.pushes(), request, VIEW), actions=actions)


@requires(VIEW)
def push_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一次推送."""
    record = fetch(selectors.pushes(), request.user, VIEW, pk)
    days = days_to_reach(record)
    return record_page(
        request,
        record.reference(),
        facts=[
            ("企业名称", record.firm.name),
            ("政策", str(record.policy)),
            ("推送日期", record.pushed_on, f"发布后 {days} 天" if days is not None else ""),
            ("推送方式", record.get_channel_display()),
            ("推送人", str(record.person)),
            ("企业答复", record.get_reply_display()),
            ("答复日期", record.replied_on),
            ("不申报原因", record.reason),
            ("备注", record.note),
            ("所属单位", record.org.name),
        ],
        actions=(
            *record_actions(request, record, EDIT, ("登记答复或更正", "policy:push_edit"), ("移除", "policy:push_remove")),
            *_match_action(request, record),
        ),
        back=("推送记录", reverse("policy:pushes")),
    )


@requires(EDIT)
def push_new(request: OfficeRequest) -> HttpResponseBase:
    """登记推送."""
    org = entry_org(request, EDIT)
    initial = {"pushed_on": today(), "reply": Reply.WAITING, "person": getattr(request.user, "person", None), **_of_address(request)}
    form = PushForm(request.POST or None, org=org, initial=initial)
    service = partial(services.record_push, org=org, by=request.user, today=today())
    return entry_page(request, form, service, title="登记推送", done="推送已登记。", page=PUSH, back=reverse("policy:pushes"))


@requires(EDIT)
def push_many(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一次登记向多家企业推送: the firms that the policy fits and that have been told nothing."""
    policy = fetch(policies(), request.user, EDIT, pk)
    rows = visible_to(selectors.last_mile(today()), request.user, EDIT).filter(policy_id=pk).order_by("firm__name")
    firms = [(row.firm.credit_code, row.firm.name) for row in rows]
    back = reverse("policy:policy", args=[pk])
    form = PushManyForm(
        request.POST or None, org=policy.org, firms=firms, initial={"pushed_on": today(), "person": getattr(request.user, "person", None)}
    )
    if request.method == "POST":
        done = form.act(partial(services.push_to_firms, policy, by=request.user, today=today()))
        if done is not None:
            messages.success(request, f"已登记向 {len(done)} 家企业推送。")
            return redirect(here(request, back))
    intro = f"符合条件、还没有送达的企业 {len(firms)} 家。" if firms else "符合条件的企业都已送达；其他企业请在推送记录中逐家登记。"
    return form_page(request, form, title=f"登记推送：{policy.title}", submit="登记", back=back, intro=intro)


@requires(EDIT)
def push_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记答复或更正推送."""
    record = fetch(selectors.pushes(), request.user, EDIT, pk)
    form = PushForm(request.POST or None, instance=record, org=record.org)
    service = partial(services.correct_push, record, by=request.user, today=today())
    title = f"登记答复或更正推送：{record.firm.name}"
    return entry_page(request, form, service, title=title, done="推送记录已更新。", page=PUSH, back=reverse(PUSH, args=[pk]))


@requires(EDIT)
def push_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移除误登的推送."""
    record = fetch(selectors.pushes(), request.user, EDIT, pk)
    return _remove(request, record, services.remove_push, "policy:pushes", reverse(PUSH, args=[pk]))


@requires(VIEW)
def uptake_list(request: OfficeRequest) -> HttpResponseBase:
    """享受情况."""
    actions = list_actions(request, EDIT, new="policy:uptake_new", title="登记享受", importing=IMPORT, kind="policy_uptake")
    return list_page(request, UPTAKES, in_scope(selectors.uptakes(), request, VIEW), actions=actions)


@requires(VIEW)
def uptake_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一次享受."""
    record = fetch(selectors.uptakes(), request.user, VIEW, pk)
    return record_page(
        request,
        record.reference(),
        facts=[
            ("企业名称", record.firm.name),
            ("政策", str(record.policy)),
            ("年度", str(record.year)),
            ("申报日期", record.applied_on),
            ("申报金额", formats.yuan(record.applied_amount)),
            ("同意日期", record.agreed_on),
            ("同意金额", formats.yuan(record.agreed_amount)),
            ("兑现日期", record.granted_on),
            ("兑现金额", formats.yuan(record.granted_amount)),
            ("备注", record.note),
            ("所属单位", record.org.name),
        ],
        actions=(
            *record_actions(request, record, EDIT, ("登记进度或更正", "policy:uptake_edit"), ("移除", "policy:uptake_remove")),
            *_match_action(request, record),
        ),
        back=("享受情况", reverse("policy:uptakes")),
    )


@requires(EDIT)
def uptake_new(request: OfficeRequest) -> HttpResponseBase:
    """登记享受."""
    org = entry_org(request, EDIT)
    initial = {"applied_on": today(), "year": today().year, **_of_address(request)}
    form = UptakeForm(request.POST or None, org=org, initial=initial)
    service = partial(services.record_uptake, org=org, by=request.user, today=today())
    return entry_page(request, form, service, title="登记享受", done="享受情况已登记。", page=UPTAKE, back=reverse("policy:uptakes"))


@requires(EDIT)
def uptake_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记进度或更正享受情况."""
    record = fetch(selectors.uptakes(), request.user, EDIT, pk)
    form = UptakeForm(request.POST or None, instance=record, org=record.org)
    service = partial(services.correct_uptake, record, by=request.user, today=today())
    title = f"登记进度或更正享受情况：{record.firm.name}"
    return entry_page(request, form, service, title=title, done="享受情况已更新。", page=UPTAKE, back=reverse(UPTAKE, args=[pk]))


@requires(EDIT)
def uptake_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移除误登的享受情况."""
    record = fetch(selectors.uptakes(), request.user, EDIT, pk)
    return _remove(request, record, services.remove_uptake, "policy:uptakes", reverse(UPTAKE, args=[pk]))


def _remove(request: OfficeRequest, record: Any, service: Any, to: str, back: str) -> HttpResponseBase:
    form = ReasonForm(request.POST or None, record=record)
    if request.method == "POST" and form.act(partial(service, record, by=request.user)) is not None:
        messages.success(request, "已移除，原记录留在操作记录中。")
        return redirect(here(request, reverse(to)))
    return form_page(request, form, title=f"移除：{record}", submit="移除", back=back)


def _of_address(request: OfficeRequest) -> dict[str, Any]:
    """政策和企业 that the address names, for a form opened from their page."""
    code, pk = request.GET.get("credit_code", ""), request.GET.get("policy", "")
    found: dict[str, Any] = {}
    firm = visible_to(enterprises(), request.user, EDIT).filter(credit_code=code).first() if code.isalnum() else None
    if firm is not None:
        found["credit_code"] = firm.credit_code
    policy = visible_to(policies(), request.user, EDIT).filter(pk=pk).first() if pk.isascii() and pk.isdecimal() and len(pk) < 10 else None
    if policy is not None:
        found["policy"] = policy
    return found


def _match_action(request: OfficeRequest, record: Any) -> tuple[Action, ...]:
    return (Action("匹配情况", here(request, reverse("policy:match", args=[record.policy_id, record.firm_id]))),)
