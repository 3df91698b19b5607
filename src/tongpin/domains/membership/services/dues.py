"""党费办理: bases kept by few, months marked as paid by the collector. Neither base nor amount ever goes into the audit trail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from tongpin.domains.membership.enums import BranchKind, PayChannel, Waiver
from tongpin.domains.membership.models import DuesBase, DuesGift, DuesMonth, Member
from tongpin.domains.membership.selectors.dues import base_in, dues_amount, month_of
from tongpin.domains.membership.selectors.terms import profile_of
from tongpin.engines.ledgers.closed import amend_closed
from tongpin.engines.ledgers.services import enter, not_after, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check, check_fields, refusing_clash, save_versioned
from tongpin.kernel.errors import Refused
from tongpin.kernel.rounding import round_half_up


@transaction.atomic
def set_base(*, member: Member, by: User, **values: Any) -> DuesBase:
    """核定党费基数 from a month on; the monthly amount follows by rule."""
    record = DuesBase(org=member.org, member=member, **_worked_out(values))
    return enter(record, verb="dues_base.set", by=by, fields=("starts_on",))


@transaction.atomic
def correct_base(base: DuesBase, /, *, by: User, expected: int, **values: Any) -> DuesBase:
    """更正党费基数; ``values`` may say the base itself, hence the record goes by position only."""
    return amend_closed(base, verb="dues_base.corrected", by=by, expected=expected, values=_worked_out(values))


@transaction.atomic
def pay_dues(
    *,
    org: Organisation,
    month: date,
    members: Sequence[Member],
    on: date,
    by: User,
    today: date,
    channel: str = PayChannel.SELF,
    is_consented: bool = False,
) -> int:
    """登记已交: these members paid for the month; those who have a base paid what the rule asks. Gives how many were marked."""
    _check_month(org, month, on, today)
    bases = base_in([m.pk for m in members], month)
    known = {row.member_id: row for row in DuesMonth.objects.filter(member__in=members, month=month)}
    values: dict[str, Any] = {"paid_on": on, "channel": channel, "is_consented": is_consented, "has_reason": False}
    amounts = {pk: base.amount for pk, base in bases.items()}
    marked = _mark_all(members, month, known, {m.pk: {**values, "amount": amounts.get(m.pk)} for m in members})
    return _told(org, month, marked, "dues.paid", by)


@transaction.atomic
def excuse_dues(*, org: Organisation, month: date, members: Sequence[Member], by: User, today: date) -> int:
    """登记未交的正当理由: the month does not count as a break of duty. Gives how many were marked."""
    _check_month(org, month, today, today)
    known = {row.member_id: row for row in DuesMonth.objects.filter(member__in=members, month=month)}
    values: dict[str, Any] = {"paid_on": None, "amount": None, "channel": PayChannel.SELF, "is_consented": False, "has_reason": True}
    marked = _mark_all(members, month, known, {m.pk: values for m in members})
    return _told(org, month, marked, "dues.excused", by)


@transaction.atomic
def record_gift(*, member: Member, by: User, today: date, on: date, amount: Decimal, forwarded_on: date | None) -> DuesGift:
    """登记自愿多交党费; the amount stays out of the trail."""
    _check_gift(on, forwarded_on, today)
    record = DuesGift(org=member.org, member=member, on=on, amount=amount, forwarded_on=forwarded_on)
    return enter(record, verb="dues_gift.entered", by=by, fields=("on", "forwarded_on"))


@transaction.atomic
def correct_gift(gift: DuesGift, *, by: User, today: date, expected: int, on: date, amount: Decimal, forwarded_on: date | None) -> DuesGift:
    """更正自愿多交党费."""
    _check_gift(on, forwarded_on, today)
    values = {"on": on, "amount": amount, "forwarded_on": forwarded_on}
    return amend_closed(gift, verb="dues_gift.corrected", by=by, expected=expected, values=values)


def _check_gift(on: date, forwarded_on: date | None, today: date) -> None:
    not_after(on, today, "交纳日期", field="on")
    if forwarded_on is not None:
        not_after(forwarded_on, today, "转交日期", field="forwarded_on")


def _mark_all(members: Sequence[Member], month: date, known: Mapping[int, DuesMonth], values: Mapping[int, dict[str, Any]]) -> int:
    """Months not yet known are written at once; one that is known and unpaid is changed; one that is paid stays."""
    each = {m.pk: m for m in members}.values()
    new = [DuesMonth(org=m.org, member=m, month=month, **values[m.pk]) for m in each if m.pk not in known]
    for row in new:
        check_fields(row, known=("org", "member"))
    if new:
        with refusing_clash(new[0], others=new[1:]):
            DuesMonth.objects.bulk_create(new)
    changed = [one for m in each if (one := known.get(m.pk)) is not None and one.paid_on is None]
    for row in changed:
        for name, value in values[row.member_id].items():
            setattr(row, name, value)
        check(row)
        save_versioned(row, expected=row.version, fields=tuple(values[row.member_id]))
    return len(new) + len(changed)


def _told(org: Organisation, month: date, marked: int, verb: str, by: User) -> int:
    if marked:
        tell(org.pk, "dues_month")
        audit.record(verb, by=by, subject=org.reference(), org_id=org.pk, detail={"month": f"{month:%Y-%m}", "members": marked})
    return marked


def _check_month(org: Organisation, month: date, on: date, today: date) -> None:
    not_after(on, today, "交纳日期", field="on")
    if month != month_of(month):
        raise Refused("月份应为该月第一天。", field="month")
    profile = profile_of(org)
    if profile is not None and profile.kind == BranchKind.TEMPORARY:
        raise Refused("临时党支部不收缴党费，由党员组织关系所在党支部收缴。")


def _worked_out(values: dict[str, Any]) -> dict[str, Any]:
    starts_on = values["starts_on"]
    if starts_on != month_of(starts_on):
        raise Refused("起用月份应填该月第一天。", field="starts_on")
    due = dues_amount(values["payer"], values["base"], starts_on)
    if due is None:
        raise Refused("在职和离退休党员须填党费计算基数。", field="base")
    waiver = Waiver(values["waiver"])
    if waiver != Waiver.NONE and values.get("waiver_approved_on") is None:
        raise Refused(f"{waiver.label}党费须经上级党委批准，请填批准日期。", field="waiver_approved_on")
    if waiver == Waiver.LESS and values.get("agreed") is None:
        raise Refused("少交的须填少交后每月应交数。", field="agreed")
    due = {Waiver.NONE: due, Waiver.LESS: values.get("agreed"), Waiver.FREE: Decimal(0)}[waiver]
    assert due is not None
    return {**values, "amount": round_half_up(due, 2)}
