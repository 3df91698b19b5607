"""供需对接办理: events, who took part, and agreements."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.enterprises.selectors import enterprise_named
from tongpin.domains.experts.services import expert_of, institute_of
from tongpin.domains.matching.enums import AgreementStatus, EventStatus
from tongpin.domains.matching.models import Agreement, MatchingEvent, Participation
from tongpin.domains.matching.selectors import events_coded
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused


class EventFields(TypedDict):
    """对接活动栏目."""

    code: str
    title: str
    held_on: date
    place: str
    status: str


class AgreementFields(TypedDict):
    """合作协议栏目."""

    code: str
    event_code: str
    institute_name: str
    enterprise_name: str
    signed_on: date | None
    status: str


@transaction.atomic
def enter_event(*, org: Organisation, by: User, today: date, **fields: Unpack[EventFields]) -> MatchingEvent:
    """登记对接活动."""
    _check_held(fields, today)
    return enter(MatchingEvent(org=org, **fields), verb="matching_event.entered", by=by, fields=fields)


@transaction.atomic
def correct_event(event: MatchingEvent, *, by: User, today: date, expected: int, **fields: Unpack[EventFields]) -> MatchingEvent:
    """更正对接活动."""
    _check_held(fields, today)
    return amend(event, verb="matching_event.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def hold_event(event: MatchingEvent, *, by: User, today: date, expected: int, on: date) -> MatchingEvent:
    """活动举办."""
    not_after(on, today, "活动日期", field="on")
    if event.status != EventStatus.PLANNED:
        raise Refused(f"该活动当前为“{event.get_status_display()}”，只有计划中的活动才能登记举办。")
    return amend(event, verb="matching_event.held", by=by, expected=expected, values={"status": EventStatus.HELD, "held_on": on})


@transaction.atomic
def cancel_event(event: MatchingEvent, *, by: User, expected: int, reason: str) -> MatchingEvent:
    """取消活动: it does not count."""
    if event.status == EventStatus.CANCELLED:
        raise Refused("该活动已经取消，不必重复办理。")
    values = {"status": EventStatus.CANCELLED, "reason": reason}
    return amend(event, verb="matching_event.cancelled", by=by, expected=expected, values=values)


@transaction.atomic
def add_participant(event: MatchingEvent, *, by: User, expert_name: str, institute_name: str, title: str) -> Participation:
    """加入专家: a registered expert to the event's list."""
    expert = expert_of(event.org, expert_name, institute_name)
    record = Participation(org=event.org, event=event, expert=expert, title=title or expert.title)
    return enter(record, verb="event_expert.entered", by=by, fields=("event", "expert", "title"))


@transaction.atomic
def remove_participant(participation: Participation, *, by: User, expected: int, reason: str) -> Participation:
    """移出专家 from an event's list, with the reason in the audit trail."""
    return remove(participation, verb="event_expert.removed", by=by, expected=expected, reason=reason, fields=("event", "expert", "title"))


@transaction.atomic
def enter_agreement(*, org: Organisation, by: User, today: date, **fields: Unpack[AgreementFields]) -> Agreement:
    """登记合作协议."""
    values = _agreement(org, fields, today)
    return enter(Agreement(org=org, **values), verb="agreement.entered", by=by, fields=values)


@transaction.atomic
def correct_agreement(agreement: Agreement, *, by: User, today: date, expected: int, **fields: Unpack[AgreementFields]) -> Agreement:
    """更正合作协议."""
    return amend(agreement, verb="agreement.corrected", by=by, expected=expected, values=_agreement(agreement.org, fields, today))


@transaction.atomic
def sign_agreement(agreement: Agreement, *, by: User, today: date, expected: int, on: date) -> Agreement:
    """签订协议."""
    not_after(on, today, "签订日期", field="on")
    if agreement.status != AgreementStatus.INTENT:
        raise Refused(f"该协议当前为“{agreement.get_status_display()}”，只有意向协议才能办理签订。")
    values = {"status": AgreementStatus.SIGNED, "signed_on": on}
    return amend(agreement, verb="agreement.signed", by=by, expected=expected, values=values)


@transaction.atomic
def end_agreement(agreement: Agreement, *, by: User, today: date, expected: int, on: date, reason: str) -> Agreement:
    """终止协议: from ``on`` it no longer counts."""
    not_after(on, today, "终止日期", field="on")
    if agreement.status == AgreementStatus.CANCELLED:
        raise Refused("该协议已经终止，不必重复办理。")
    if agreement.signed_on is not None and on < agreement.signed_on:
        raise Refused("终止日期不能早于签订日期，请核对。", field="on")
    values = {"status": AgreementStatus.CANCELLED, "cancelled_on": on, "reason": reason}
    return amend(agreement, verb="agreement.ended", by=by, expected=expected, values=values)


def _check_held(fields: EventFields, today: date) -> None:
    if fields["status"] == EventStatus.HELD:
        not_after(fields["held_on"], today, "活动日期", field="held_on")


def _agreement(org: Organisation, fields: AgreementFields, today: date) -> dict[str, Any]:
    values: dict[str, Any] = dict(fields)
    if values["signed_on"] is not None:
        not_after(values["signed_on"], today, "签订日期", field="signed_on")
    code = values.pop("event_code")
    event = events_coded(org, [code]).get(code) if code else None
    if code and event is None:
        raise Refused(f"没有编号为“{code}”的对接活动，请核对编号，或先登记活动。", field="event_code")
    values["event"] = event
    values["institute"] = institute_of(org, values.pop("institute_name"))
    values["enterprise"] = enterprise_named(org, values["enterprise_name"])
    return values
