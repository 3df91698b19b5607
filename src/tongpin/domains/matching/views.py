"""供需对接页面."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.matching import selectors, services
from tongpin.domains.matching.enums import AgreementStatus, EventStatus
from tongpin.domains.matching.forms import AgreementForm, EventForm, ParticipantForm
from tongpin.domains.matching.lists import AGREEMENTS, EVENTS, PARTICIPATIONS
from tongpin.domains.matching.permissions import Permission
from tongpin.engines.ledgers.forms import DayForm, EndForm, ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, IMPORT = Permission.VIEW, Permission.EDIT, Permission.IMPORT


@requires(VIEW)
def event_list(request: OfficeRequest) -> HttpResponseBase:
    """对接活动清单."""
    actions = list_actions(request, EDIT, new="matching:event_new", title="登记活动", importing=IMPORT, kind="matching_event")
    return list_page(request, EVENTS, in_scope(selectors.counted_events(), request, VIEW), actions=actions)


@requires(VIEW)
def event_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一场对接活动."""
    event = fetch(selectors.events(), request.user, VIEW, pk)
    steps = [("加入专家", "matching:participant_new"), ("更正", "matching:event_edit")]
    if event.status == EventStatus.PLANNED:
        steps.insert(0, ("登记举办", "matching:event_hold"))
    if event.status != EventStatus.CANCELLED:
        steps.append(("取消", "matching:event_cancel"))
    return record_page(
        request,
        event.reference(),
        facts=[
            ("活动编号", event.code),
            ("活动名称", event.title),
            ("日期", event.held_on),
            ("地点", event.place),
            ("状态", event.get_status_display()),
            ("取消原因", event.reason),
            ("所属单位", event.org.name),
        ],
        actions=record_actions(request, event, EDIT, *steps),
        back=("对接活动台账", reverse("matching:events")),
    )


@requires(EDIT)
def event_new(request: OfficeRequest) -> HttpResponseBase:
    """登记对接活动."""
    service = partial(services.enter_event, org=entry_org(request, EDIT), by=request.user, today=today())
    form, back = EventForm(request.POST or None), reverse("matching:events")
    return entry_page(request, form, service, title="登记对接活动", done="活动已登记。", page="matching:event", back=back)


@requires(EDIT)
def event_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正对接活动."""
    event = fetch(selectors.events(), request.user, EDIT, pk)
    service = partial(services.correct_event, event, by=request.user, today=today())
    form, back = EventForm(request.POST or None, instance=event), reverse("matching:event", args=[pk])
    return entry_page(request, form, service, title="更正对接活动", done="活动已更正。", page="matching:event", back=back)


@requires(EDIT)
def event_hold(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记活动举办."""
    event = fetch(selectors.events(), request.user, EDIT, pk)
    service = partial(services.hold_event, event, by=request.user, today=today())
    form, back = DayForm(request.POST or None, record=event), reverse("matching:event", args=[pk])
    title = f"登记举办：{event}"
    return entry_page(request, form, service, title=title, done="活动已登记为举办。", page="matching:event", back=back)


@requires(EDIT)
def event_cancel(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """取消活动."""
    event = fetch(selectors.events(), request.user, EDIT, pk)
    service = partial(services.cancel_event, event, by=request.user)
    form, back = ReasonForm(request.POST or None, record=event), reverse("matching:event", args=[pk])
    title = f"取消活动：{event}"
    return entry_page(request, form, service, title=title, done="活动已取消。", page="matching:event", back=back, submit="取消活动")


@requires(VIEW)
def participation_list(request: OfficeRequest) -> HttpResponseBase:
    """参加活动专家清单."""
    actions = list_actions(request, EDIT, importing=IMPORT, kind="event_expert")
    return list_page(request, PARTICIPATIONS, in_scope(selectors.participations(), request, VIEW), actions=actions)


@requires(VIEW)
def participation_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一位专家参加一场活动."""
    record = fetch(selectors.participations(), request.user, VIEW, pk)
    return record_page(
        request,
        record.reference(),
        facts=[
            ("姓名", record.expert.name),
            ("所在院所", record.expert.institute.name),
            ("职称", record.title, "参加活动时填写的职称"),
            ("活动", str(record.event)),
            ("活动日期", record.event.held_on),
            ("活动状态", record.event.get_status_display()),
            ("所属单位", record.org.name),
        ],
        actions=record_actions(request, record, EDIT, ("移出名单", "matching:participant_remove")),
        back=("参加活动专家名单", reverse("matching:participations")),
    )


@requires(EDIT)
def participant_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """把专家加入活动名单."""
    event = fetch(selectors.events(), request.user, EDIT, pk)
    service = partial(services.add_participant, event, by=request.user)
    form, back = ParticipantForm(request.POST or None), reverse("matching:event", args=[pk])
    title = f"加入专家：{event}"
    return entry_page(request, form, service, title=title, done="专家已加入名单。", page="matching:participation", back=back)


@requires(EDIT)
def participant_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """把专家移出活动名单."""
    record = fetch(selectors.participations(), request.user, EDIT, pk)
    service = partial(services.remove_participant, record, by=request.user)
    form, back = ReasonForm(request.POST or None, record=record), reverse("matching:participation", args=[pk])
    title, after = f"移出名单：{record}", reverse("matching:event", args=[record.event_id])
    return entry_page(request, form, service, title=title, done="专家已移出名单。", page=after, back=back, submit="移出")


@requires(VIEW)
def agreement_list(request: OfficeRequest) -> HttpResponseBase:
    """合作协议清单."""
    actions = list_actions(request, EDIT, new="matching:agreement_new", title="登记协议", importing=IMPORT, kind="agreement")
    return list_page(request, AGREEMENTS, in_scope(selectors.agreements(), request, VIEW), actions=actions)


@requires(VIEW)
def agreement_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项合作协议."""
    agreement = fetch(selectors.agreements(), request.user, VIEW, pk)
    steps = [("更正", "matching:agreement_edit")]
    if agreement.status == AgreementStatus.INTENT:
        steps.insert(0, ("办理签订", "matching:agreement_sign"))
    if agreement.status != AgreementStatus.CANCELLED:
        steps.append(("终止", "matching:agreement_end"))
    return record_page(
        request,
        agreement.reference(),
        facts=[
            ("协议编号", agreement.code),
            ("对接活动", str(agreement.event) if agreement.event else None),
            ("院所", agreement.institute.name),
            ("企业名称", agreement.enterprise_name),
            ("签订日期", agreement.signed_on),
            ("状态", agreement.get_status_display()),
            ("终止日期", agreement.cancelled_on),
            ("终止原因", agreement.reason),
            ("所属单位", agreement.org.name),
        ],
        actions=record_actions(request, agreement, EDIT, *steps),
        back=("合作协议台账", reverse("matching:agreements")),
    )


@requires(EDIT)
def agreement_new(request: OfficeRequest) -> HttpResponseBase:
    """登记合作协议."""
    service = partial(services.enter_agreement, org=entry_org(request, EDIT), by=request.user, today=today())
    form, back = AgreementForm(request.POST or None), reverse("matching:agreements")
    return entry_page(request, form, service, title="登记合作协议", done="协议已登记。", page="matching:agreement", back=back)


@requires(EDIT)
def agreement_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正合作协议."""
    agreement = fetch(selectors.agreements(), request.user, EDIT, pk)
    service = partial(services.correct_agreement, agreement, by=request.user, today=today())
    form, back = AgreementForm(request.POST or None, instance=agreement), reverse("matching:agreement", args=[pk])
    return entry_page(request, form, service, title="更正合作协议", done="协议已更正。", page="matching:agreement", back=back)


@requires(EDIT)
def agreement_sign(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """办理协议签订."""
    agreement = fetch(selectors.agreements(), request.user, EDIT, pk)
    service = partial(services.sign_agreement, agreement, by=request.user, today=today())
    form, back = DayForm(request.POST or None, record=agreement), reverse("matching:agreement", args=[pk])
    title = f"办理签订：{agreement}"
    return entry_page(request, form, service, title=title, done="协议已签订。", page="matching:agreement", back=back, submit="签订")


@requires(EDIT)
def agreement_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """终止协议."""
    agreement = fetch(selectors.agreements(), request.user, EDIT, pk)
    service = partial(services.end_agreement, agreement, by=request.user, today=today())
    form, back = EndForm(request.POST or None, record=agreement), reverse("matching:agreement", args=[pk])
    title = f"终止协议：{agreement}"
    return entry_page(request, form, service, title=title, done="协议已终止。", page="matching:agreement", back=back, submit="终止")
