"""工单办理: each move of an order is one function; who did it, when and in what words stays in its trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.accountability.enums import ItemState, OrderKind, OrderState, Verdict
from tongpin.domains.accountability.models import (
    OrderAssist,
    OrderEvidence,
    OrderExtension,
    OrderItem,
    OrderRules,
    OrderStep,
    OrderUrging,
    WorkOrder,
)
from tongpin.domains.accountability.order_flow import OWED, flow_of
from tongpin.domains.accountability.selectors.evidence import evidence_of
from tongpin.domains.accountability.selectors.orders import items_of, pending_extension, round_of
from tongpin.engines.ledgers.services import amend, enter, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.records import changed_fields, check, insert, save_versioned, snapshot
from tongpin.kernel.errors import Refused
from tongpin.kernel.reference import Reference

SYSTEM = "系统"


class OrderFields(TypedDict):
    """督办单栏目."""

    title: str
    subject: str
    cause: str
    requirement: str
    urgency: int
    lead: Organisation
    person: Person | None


@transaction.atomic
def open_order(
    *,
    org: Organisation,
    due_on: date,
    assists: Iterable[Organisation],
    by: User,
    today: date,
    source: Reference | None = None,
    **fields: Unpack[OrderFields],
) -> WorkOrder:
    """立项督办: one matter, one order; ``source`` is the record it came from."""
    helping = list(assists)
    _check_day(due_on, today, "due_on")
    _check_units(org, fields, helping)
    order = WorkOrder(
        org=org,
        kind=OrderKind.SUPERVISION,
        number=next_number(org, OrderKind.SUPERVISION, today.year),
        year=today.year,
        due_on=due_on,
        first_due_on=due_on,
        **fields,
    )
    if source is not None:
        order.source_kind, order.source_pk, order.source_title = source.kind, source.pk, source.title[:200]

    def with_parts(made: WorkOrder) -> None:
        insert(OrderItem(order=made, position=1, text=(made.requirement or made.title)[:500], due_on=due_on))
        for unit in helping:
            insert(OrderAssist(order=made, org=unit))
        _trail(made, "open", "立项", by=by, on=today)

    return enter(order, verb="work_order.opened", by=by, fields=("number", "due_on", *fields), with_parts=with_parts)


@transaction.atomic
def correct_order(
    order: WorkOrder, *, by: User, today: date, expected: int, due_on: date, assists: Iterable[Organisation], **fields: Unpack[OrderFields]
) -> WorkOrder:
    """更正督办单 before it is issued."""
    if order.state != OrderState.DRAFTED or order.is_quarterly:
        raise Refused("只有待签发的督办单可以更正；签发以后时限变动须申请延期。")
    helping = list(assists)
    _check_day(due_on, today, "due_on")
    _check_units(order.org, fields, helping)
    values = {**fields, "due_on": due_on, "first_due_on": due_on}
    kept = set(OrderAssist.objects.filter(order=order).values_list("org", flat=True))
    OrderAssist.objects.filter(order=order).exclude(org__in=helping).delete()
    for unit in helping:
        if unit.pk not in kept:
            insert(OrderAssist(order=order, org=unit))
    OrderItem.objects.filter(order=order).update(text=(fields["requirement"] or fields["title"])[:500], due_on=due_on)
    return amend(order, verb="work_order.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def issue_order(order: WorkOrder, *, by: User | None, today: date, expected: int) -> WorkOrder:
    """签发工单."""
    return _move(order, "issue", by=by, today=today, expected=expected, values={"issued_on": today})


@transaction.atomic
def receive_order(order: WorkOrder, *, by: User, today: date, expected: int) -> WorkOrder:
    """签收工单."""
    return _move(order, "receive", by=by, today=today, expected=expected)


@transaction.atomic
def report_order(order: WorkOrder, *, by: User, today: date, expected: int, result: str, items: Mapping[int, tuple[str, str]]) -> WorkOrder:
    """报送办理情况: the state of each item and a word on it; what the records show is taken down with it as of the day."""
    flow_of(order.kind).take("report", state=order.state)
    rows = list(items_of(order))
    number = round_of(order) + 1
    for row in rows:
        state, words = items.get(row.pk, ("", ""))
        if state not in ItemState.values:
            raise Refused(f"第{row.position}项还没有选择进展。", field=f"state_{row.pk}")
        row.state, row.words = state, words
        shown = evidence_of(row, as_of=today)
        if state != ItemState.NOT_BEGUN and not shown and not words.strip():
            raise Refused(f"第{row.position}项没有系统佐证，请写明办理情况，或先登记工作记录、上传佐证材料。", field=f"words_{row.pk}")
        row.save(update_fields=["state", "words"])
        OrderEvidence.objects.bulk_create(
            OrderEvidence(
                item=row,
                round=number,
                kind=one.kind,
                record_kind=one.reference.kind,
                record_pk=one.reference.pk,
                code=one.code,
                title=one.title[:300],
                value=one.value[:300],
                on=one.on,
            )
            for one in shown
        )
    values = {"reported_on": today, "result": result}
    return _move(order, "report", by=by, today=today, expected=expected, values=values, words=result, number=number)


@transaction.atomic
def accept_order(order: WorkOrder, *, by: User, today: date, expected: int, words: str = "") -> WorkOrder:
    """审核通过: by somebody other than who reported it."""
    flow_of(order.kind).take("accept", state=order.state)
    if OrderStep.objects.filter(order=order, move="report").order_by("-pk").values_list("by", flat=True).first() == by.pk:
        raise Refused("审核须由报送人以外的人办理。")
    values = {"accepted_on": today, "accepted_by": by}
    return _move(order, "accept", by=by, today=today, expected=expected, values=values, words=words)


@transaction.atomic
def send_back_order(order: WorkOrder, *, by: User, today: date, expected: int, reason: str) -> WorkOrder:
    """退回工单, with what is wanting."""
    return _move(order, "send_back", by=by, today=today, expected=expected, reason=reason)


@transaction.atomic
def close_order(order: WorkOrder, *, by: User, today: date, expected: int, words: str) -> WorkOrder:
    """销号: after somebody other than who accepted it has looked again."""
    flow_of(order.kind).take("close", state=order.state)
    if order.accepted_by_id == by.pk:
        raise Refused("销号复核须由审核人以外的人办理。")
    values = {"closed_on": today, "closed_by": by}
    return _move(order, "close", by=by, today=today, expected=expected, values=values, words=words)


@transaction.atomic
def fail_recheck(order: WorkOrder, *, by: User, today: date, expected: int, reason: str) -> WorkOrder:
    """复核不通过: back to the department, with the reason."""
    values = {"accepted_on": None, "accepted_by": None}
    return _move(order, "recheck_fails", by=by, today=today, expected=expected, values=values, reason=reason)


@transaction.atomic
def reopen_order(order: WorkOrder, *, by: User, today: date, expected: int, due_on: date, reason: str) -> WorkOrder:
    """重新办理 what had ended, until a new day; the first day and the whole trail stay."""
    _check_day(due_on, today, "due_on")
    values = {"accepted_on": None, "accepted_by": None, "closed_on": None, "closed_by": None, "due_on": due_on}
    return _move(order, "reopen", by=by, today=today, expected=expected, values=values, reason=reason)


@transaction.atomic
def withdraw_order(order: WorkOrder, *, by: User, today: date, expected: int, reason: str) -> WorkOrder:
    """撤回工单: it is owed no longer."""
    return _move(order, "withdraw", by=by, today=today, expected=expected, reason=reason)


@transaction.atomic
def urge_order(order: WorkOrder, *, by: User, today: date, expected: int, words: str) -> WorkOrder:
    """催办: counted; the department is told at once."""
    if order.state not in OWED:
        raise Refused(f"该工单{order.get_state_display()}，不在承办单位手中，无须催办。")
    number = OrderUrging.objects.filter(order=order).count() + 1
    insert(OrderUrging(order=order, number=number, urged_on=today, words=words, urged_by=by.display_name))
    _trail(order, "urge", f"第{number}次催办", by=by, on=today, words=words)
    return _noted(order, "work_order.urged", by, expected, {"第几次": number, "催办内容": words})


@transaction.atomic
def ask_extension(order: WorkOrder, *, by: User, today: date, expected: int, wanted_on: date, reason: str) -> WorkOrder:
    """申请延期: the day moves only when it is granted."""
    if order.state not in OWED:
        raise Refused(f"该工单{order.get_state_display()}，不能申请延期。")
    if wanted_on <= max(order.due_on, today):
        raise Refused(f"延期后的时限应晚于 {max(order.due_on, today):%Y-%m-%d}。", field="wanted_on")
    if pending_extension(order) is not None:
        raise Refused("该工单已有一份待审批的延期申请，请等待审批。")
    insert(OrderExtension(order=order, asked_on=today, asked_by=by, before=order.due_on, wanted_on=wanted_on, reason=reason))
    _trail(order, "ask_extension", "申请延期", by=by, on=today, words=f"延至{wanted_on:%Y-%m-%d}：{reason}")
    return _noted(order, "work_order.extension_asked", by, expected, {"申请延至": wanted_on.isoformat(), "延期理由": reason})


@transaction.atomic
def decide_extension(order: WorkOrder, *, by: User, today: date, expected: int, verdict: str, words: str) -> WorkOrder:
    """审批延期: by somebody other than who asked; the day before and the first day stay on file."""
    WorkOrder.objects.select_for_update().get(pk=order.pk)  # of several who decide at once the others find it decided
    asked = pending_extension(order)
    if asked is None:
        raise Refused("该工单没有待审批的延期申请。")
    if asked.asked_by_id == by.pk:
        raise Refused("延期须由申请人以外的人审批。")
    if verdict not in (Verdict.GRANTED, Verdict.REFUSED):
        raise Refused("请选择同意或不同意。", field="verdict")
    if verdict == Verdict.REFUSED and not words.strip():
        raise Refused("不同意延期须填写意见。", field="words")
    asked.verdict, asked.decided_on, asked.decided_by, asked.words = verdict, today, by, words
    check(asked)
    asked.save(update_fields=("verdict", "decided_on", "decided_by", "words"))
    _trail(order, "decide_extension", f"审批延期：{asked.get_verdict_display()}", by=by, on=today, words=words)
    if verdict == Verdict.REFUSED:
        return _noted(order, "work_order.extension_refused", by, expected, {"审批意见": words})
    return amend(order, verb="work_order.extended", by=by, expected=expected, values={"due_on": asked.wanted_on})


class RulesFields(TypedDict):
    """工单规则栏目."""

    valid_from: date
    issues_itself: bool
    issue_days: int
    soon_workdays: int
    yellow_urgency: int
    red_urgency: int
    yellow_urgings: int
    red_urgings: int
    repeat_months: int
    repeat_by_subject: bool
    repeat_by_cause: bool
    basis: str


@transaction.atomic
def set_rules(*, org: Organisation, by: User, **fields: Unpack[RulesFields]) -> OrderRules:
    """设置工单规则 from a day on; the rules before hold for the days before."""
    return enter(OrderRules(org=org, **fields), verb="order_rules.set", by=by, fields=fields)


@transaction.atomic
def correct_rules(rules: OrderRules, *, by: User, expected: int, **fields: Unpack[RulesFields]) -> OrderRules:
    """更正工单规则."""
    return amend(rules, verb="order_rules.corrected", by=by, expected=expected, values=dict(fields))


def next_number(org: Organisation, kind: str, year: int, quarter: int | None = None) -> str:
    """编号: the next of its kind in the year; withdrawn ones keep theirs."""
    rows = WorkOrder.objects.filter(org=org, kind=kind, year=year, quarter=quarter)
    number = rows.count() + 1
    return f"季〔{year}〕{quarter}-{number}号" if quarter is not None else f"督〔{year}〕{number}号"


def _move(
    order: WorkOrder,
    key: str,
    *,
    by: User | None,
    today: date,
    expected: int,
    values: Mapping[str, Any] | None = None,
    words: str = "",
    reason: str = "",
    number: int = 0,
) -> WorkOrder:
    move = flow_of(order.kind).take(key, state=order.state, reason=reason)
    changes = {**(values or {}), "state": move.target}
    before = snapshot(WorkOrder._base_manager.get(pk=order.pk), changes)
    for name, value in changes.items():
        setattr(order, name, value)
    check(order)
    # the version decides even where somebody else just made the same move: the trail must not tell it twice
    save_versioned(order, expected=expected, fields=changes)
    _trail(order, key, move.verb, by=by, on=today, words=words or reason, number=number)
    old, new = changed_fields(before, order, changes)
    tell(order.org_id, order.record_kind)
    audit.record(f"work_order.{key}", by=by, subject=order.reference(), org_id=order.org_id, before=old, after=new)
    return order


def _trail(order: WorkOrder, key: str, verb: str, *, by: User | None, on: date, words: str = "", number: int = 0) -> None:
    name = by.display_name if by is not None else SYSTEM
    insert(OrderStep(order=order, move=key, verb=verb, on=on, by=by, by_name=name, words=words[:2000], round=number))


def _noted(order: WorkOrder, verb: str, by: User, expected: int, after: Mapping[str, Any]) -> WorkOrder:
    save_versioned(order, expected=expected, fields=())
    tell(order.org_id, order.record_kind)
    audit.record(verb, by=by, subject=order.reference(), org_id=order.org_id, after=after)
    return order


def _check_day(due_on: date, today: date, field: str) -> None:
    if due_on < today:
        raise Refused(f"办理时限“{due_on:%Y-%m-%d}”已经过去，应不早于 {today:%Y-%m-%d}。", field=field)


def _check_units(org: Organisation, fields: OrderFields, assists: Iterable[Organisation]) -> None:
    lead = fields["lead"]
    if not org.contains(lead):
        raise Refused(f"牵头单位“{lead}”不属于{org}，请另选。", field="lead")
    for unit in assists:
        if unit == lead:
            raise Refused(f"“{unit}”已是牵头单位，不再列为协办单位。", field="assists")
        if not org.contains(unit):
            raise Refused(f"协办单位“{unit}”不属于{org}，请另选。", field="assists")
    person = fields["person"]
    if person is not None and not org.contains(person.org):
        raise Refused(f"承办人“{person}”属于{person.org}，应为{org}及所属单位的人员。", field="person")
