"""公开办理: each step of a disclosure is one function; none can be skipped, and who checks or approves is not who proposed."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.accountability.disclosure_flow import DISCLOSURE_FLOW, OPEN
from tongpin.domains.accountability.enums import DisclosureState, OpenWay
from tongpin.domains.accountability.models import Disclosure, OpenItem
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.periods import Period, PeriodKind


class ItemFields(TypedDict):
    """公开目录栏目."""

    face: str
    title: str
    content: str
    scope: str
    way: str
    period: str
    basis: str
    department: Organisation
    valid_from: date


@transaction.atomic
def enter_open_item(*, org: Organisation, by: User, **fields: Unpack[ItemFields]) -> OpenItem:
    """列入公开目录."""
    _check_department(org, fields["department"])
    return enter(OpenItem(org=org, **fields), verb="open_item.entered", by=by, fields=fields)


@transaction.atomic
def correct_open_item(item: OpenItem, *, by: User, expected: int, **fields: Unpack[ItemFields]) -> OpenItem:
    """更正目录事项."""
    if item.ended_on is not None:
        raise Refused("该事项已移出目录，不能更正。")
    _check_department(item.org, fields["department"])
    return amend(item, verb="open_item.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def end_open_item(item: OpenItem, *, by: User, today: date, expected: int, on: date, reason: str) -> OpenItem:
    """移出公开目录 from a day on; what is on its way is finished or dropped first."""
    if item.ended_on is not None:
        raise Refused("该事项已移出目录，不必重复办理。")
    not_after(on, today, "移出日期", field="on")
    if Disclosure.objects.filter(item=item, state__in=OPEN).exists():
        raise Refused("该事项还有办理中的公开稿，请先公开或作废。")
    return amend(item, verb="open_item.ended", by=by, expected=expected, values={"ended_on": on, "reason": reason})


class DisclosureFields(TypedDict):
    """公开事项栏目."""

    title: str
    words: str
    period: str
    occurred_on: date | None
    beyond_power: bool
    reported_up_on: date | None


@transaction.atomic
def draft_disclosure(item: OpenItem, *, by: User, today: date, **fields: Unpack[DisclosureFields]) -> Disclosure:
    """拟出公开稿 of one item of the catalogue."""
    if item.ended_on is not None:
        raise Refused("该事项已移出目录，不能再公开。")
    _check(item, fields, today)
    return enter(Disclosure(org=item.org, item=item, **fields), verb="disclosure.drafted", by=by, fields=("title", "period", "occurred_on"))


@transaction.atomic
def correct_disclosure(disclosure: Disclosure, *, by: User, today: date, expected: int, **fields: Unpack[DisclosureFields]) -> Disclosure:
    """修改公开稿; what was submitted is sent back first."""
    if disclosure.state != DisclosureState.DRAFTED:
        raise Refused("已提交审查的公开稿不能修改，请先退回。")
    _check(disclosure.item, fields, today)
    return amend(disclosure, verb="disclosure.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def propose_disclosure(disclosure: Disclosure, *, by: User, today: date, expected: int) -> Disclosure:
    """提交审查: whoever submits has proposed it."""
    return _move(disclosure, "propose", by=by, expected=expected, proposed_on=today, proposed_by=by, reason="")


@transaction.atomic
def check_secrecy(disclosure: Disclosure, *, by: User, today: date, expected: int, words: str) -> Disclosure:
    """保密审查通过, by somebody other than who proposed it."""
    DISCLOSURE_FLOW.take("review", state=disclosure.state)
    _check_another(disclosure, by, "保密审查")
    return _move(disclosure, "review", by=by, expected=expected, checked_on=today, checked_by=by, check_words=words)


@transaction.atomic
def approve_disclosure(disclosure: Disclosure, *, by: User, today: date, expected: int) -> Disclosure:
    """审批: what is beyond the unit's power has been reported up before."""
    DISCLOSURE_FLOW.take("approve", state=disclosure.state)
    _check_another(disclosure, by, "审批")
    if disclosure.beyond_power and disclosure.reported_up_on is None:
        raise Refused("该事项超出本级权限，须先报上级审批并填写报送日期，请退回补充。")
    return _move(disclosure, "approve", by=by, expected=expected, approved_on=today, approved_by=by)


@transaction.atomic
def publish_disclosure(disclosure: Disclosure, *, by: User, today: date, expected: int, until: date | None) -> Disclosure:
    """公开, until a day; only what is disclosed for good has none."""
    DISCLOSURE_FLOW.take("publish", state=disclosure.state)
    if until is None and disclosure.item.way != OpenWay.STANDING:
        raise Refused("定期和一次性公开的事项须填写公开截止日期。", field="until")
    if until is not None and until < today:
        raise Refused(f"公开截止日期“{until:%Y-%m-%d}”已经过去。", field="until")
    return _move(disclosure, "publish", by=by, expected=expected, published_on=today, until=until)


@transaction.atomic
def take_down_disclosure(disclosure: Disclosure, *, by: User, today: date, expected: int, reason: str) -> Disclosure:
    """撤下 before its day, with the reason."""
    return _move(disclosure, "take_down", by=by, expected=expected, taken_down_on=today, reason=reason)


@transaction.atomic
def send_back_disclosure(disclosure: Disclosure, *, by: User, expected: int, reason: str) -> Disclosure:
    """退回公开稿: it begins anew, and every step is taken again."""
    gone: dict[str, Any] = dict.fromkeys(("proposed_on", "proposed_by", "checked_on", "checked_by", "approved_on", "approved_by"))
    return _move(disclosure, "send_back", by=by, expected=expected, check_words="", reason=reason, **gone)


@transaction.atomic
def drop_disclosure(disclosure: Disclosure, *, by: User, expected: int, reason: str) -> Disclosure:
    """作废公开稿."""
    return _move(disclosure, "drop", by=by, expected=expected, reason=reason)


def take_down_due(*, today: date) -> int:
    """到期撤下: what was published until a day before today; one transaction each, so that one that somebody changes meanwhile waits."""
    done = 0
    for disclosure in Disclosure.objects.filter(state=DisclosureState.PUBLISHED, until__lt=today).select_related("item", "org"):
        try:
            _move(disclosure, "take_down", by=None, expected=disclosure.version, taken_down_on=today, reason="公开期限届满，自动撤下")
        except StaleRecord:
            continue
        done += 1
    return done


@transaction.atomic
def _move(disclosure: Disclosure, key: str, *, by: User | None, expected: int, **values: Any) -> Disclosure:
    move = DISCLOSURE_FLOW.take(key, state=disclosure.state, reason=str(values.get("reason", "")))
    return amend(disclosure, verb=f"disclosure.{key}", by=by, expected=expected, values={**values, "state": move.target})


def _check_another(disclosure: Disclosure, by: User, what: str) -> None:
    if disclosure.proposed_by_id == by.pk:
        raise Refused(f"{what}须由提出人以外的人办理。")


def _check_department(org: Organisation, department: Organisation) -> None:
    if not org.contains(department):
        raise Refused(f"责任单位“{department}”不属于{org}，请另选。", field="department")


def _check(item: OpenItem, fields: DisclosureFields, today: date) -> None:
    if item.way == OpenWay.PERIODIC:
        _check_period(item, fields["period"])
    elif fields["period"]:
        raise Refused("只有定期公开的事项填写所属期。", field="period")
    if item.way == OpenWay.ONCE and fields["occurred_on"] is None:
        raise Refused("一次性公开的事项须填写办结日期。", field="occurred_on")
    for name, label in (("occurred_on", "事项办结日期"), ("reported_up_on", "报上级审批日期")):
        day: Any = fields[name]  # type: ignore[literal-required]
        if day is not None:
            not_after(day, today, label, field=name)


def _check_period(item: OpenItem, text: str) -> None:
    try:
        period = Period.parse(text)
    except ValueError:
        raise Refused("请选择所属期。", field="period") from None
    if period.kind != PeriodKind(item.period):
        raise Refused(f"该事项{item.get_period_display()}公开，所属期不符，请另选。", field="period")
