"""工单查询: who sees which, what is owed, colours and lights, repeats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from tongpin.domains.accountability.calculations.colour import OrderFacts, order_colour, order_light
from tongpin.domains.accountability.calculations.repeats import Problem, repeats
from tongpin.domains.accountability.enums import OrderKind, OrderState
from tongpin.domains.accountability.models import (
    LetterClause,
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
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.selectors.rules import colour_rule, repeat_rule, rules_on
from tongpin.foundation.access.selectors import is_operator, may, permissions_of, visible_orgs
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.flow import Move
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.reference import Reference
from tongpin.kernel.workdays import WorkCalendar


def orders() -> QuerySet[WorkOrder]:
    """工单清单, with how often each was urged."""
    return WorkOrder.objects.select_related("org", "lead", "person", "accepted_by", "closed_by").annotate(
        urging_count=Count("urgings", distinct=True)
    )


def visible_orders(user: User, permission: str = Permission.VIEW) -> QuerySet[WorkOrder]:
    """看得见的工单: those one's office issued; once issued, those that one's unit leads or assists; and one's own."""
    if is_operator(user):
        return orders()
    orgs = visible_orgs(user, permission).order_by().values("pk")
    helping = OrderAssist.objects.filter(order=OuterRef("pk"), org__in=orgs)
    theirs = Q(lead__in=orgs) | Q(person__user=user.pk)
    if permission == Permission.VIEW:
        theirs |= Q(Exists(helping))
    if permission == Permission.ANSWER:
        return orders().filter(theirs).exclude(state=OrderState.DRAFTED)
    if permission == Permission.VIEW:
        return orders().filter(Q(org__in=orgs) | theirs & ~Q(state=OrderState.DRAFTED))
    return orders().filter(org__in=orgs)


def order_seen(pk: int, viewer: User) -> Reference | None:
    """The order where the viewer may see it."""
    if not may(viewer, Permission.VIEW):
        return None
    found = visible_orders(viewer).filter(pk=pk).first()
    return found.reference() if found else None


def orders_within(rows: QuerySet[WorkOrder], org: Organisation) -> QuerySet[WorkOrder]:
    """当前范围: issued by, or led by, the organisation looked at or what stands below it."""
    return rows.filter(Q(org__path__startswith=org.path) | Q(lead__path__startswith=org.path)) if org.path else rows.none()


def order_matches(text: str) -> Q:
    """Orders whose number, title, subject or unit contains ``text``."""
    return Q(number__icontains=text) | Q(title__icontains=text) | Q(subject__icontains=text) | Q(lead__name__icontains=text)


def found(text: str, request: Any, limit: int) -> Sequence[Reference]:
    """搜索 among the orders that the viewer sees."""
    if not text.strip():
        return []
    return [one.reference() for one in visible_orders(request.user).filter(order_matches(text.strip())).order_by("pk")[:limit]]


def moves_open(user: User, order: WorkOrder) -> list[Move]:
    """可办动作: what this person can do with the order now; answers are given by the unit that leads it."""
    here, there = permissions_of(user, order.org), permissions_of(user, order.lead)
    held = {p for p in here if p != Permission.ANSWER} | {p for p in there if p == Permission.ANSWER}
    if order.person is not None and order.person.user_id == user.pk and Permission.ANSWER in permissions_of(user):
        held.add(Permission.ANSWER)
    return flow_of(order.kind).open_moves(order.state, held)


def items_of(order: WorkOrder) -> QuerySet[OrderItem]:
    """工单事项, in order, with their clauses."""
    return OrderItem.objects.filter(order=order).select_related("clause", "clause__wording", "clause__wording__letter", "order")


def items() -> QuerySet[OrderItem]:
    """工单事项 of all orders, with what was shown for each."""
    return OrderItem.objects.select_related(
        "order", "order__org", "order__lead", "clause", "clause__wording", "clause__wording__letter", "clause__wording__letter__signer"
    ).annotate(shown=Count("evidences", distinct=True))


def steps_of(order: WorkOrder) -> QuerySet[OrderStep]:
    """办理经过, in the order it happened."""
    return OrderStep.objects.filter(order=order).order_by("pk")


def urgings_of(order: WorkOrder) -> QuerySet[OrderUrging]:
    """催办记录."""
    return OrderUrging.objects.filter(order=order)


def extensions_of(order: WorkOrder) -> QuerySet[OrderExtension]:
    """延期申请 of an order."""
    return OrderExtension.objects.filter(order=order).select_related("asked_by", "decided_by")


def pending_extension(order: WorkOrder) -> OrderExtension | None:
    """待审批的延期, if there is one."""
    return extensions_of(order).filter(verdict="asked").first()


def round_of(order: WorkOrder) -> int:
    """第几次报送: how often the order was reported so far."""
    return OrderStep.objects.filter(order=order, move="report").count()


def evidence_shown(order: WorkOrder) -> Mapping[int, Sequence[OrderEvidence]]:
    """最近一次报送的佐证 by item; one query."""
    found: dict[int, list[OrderEvidence]] = {}
    for row in OrderEvidence.objects.filter(item__order=order, round=round_of(order)).order_by("pk"):
        found.setdefault(row.item_id, []).append(row)
    return found


@dataclass
class Desk:
    """亮灯台: rules and calendar read once for many orders."""

    calendar: WorkCalendar
    on: date

    def __post_init__(self) -> None:
        self._rules: dict[int, OrderRules] = {}

    def rules(self, org: Organisation) -> OrderRules:
        """The rules in force for an organisation."""
        if org.pk not in self._rules:
            self._rules[org.pk] = rules_on(org, self.on)
        return self._rules[org.pk]

    def light(self, order: WorkOrder) -> tuple[str, str, str]:
        """灯 of an order."""
        facts = OrderFacts(order.state, order.due_on, order.reported_on, order.is_ended)
        return order_light(facts, self.on, self.calendar, self.rules(order.org).soon_workdays)

    def colour(self, order: WorkOrder) -> tuple[str, str, str]:
        """颜色 of a supervision order; of a quarter's order none."""
        if order.is_quarterly:
            return "grey", "季度工单", ""
        urgings = getattr(order, "urging_count", None)
        return order_colour(order.urgency, urgings_of(order).count() if urgings is None else urgings, colour_rule(self.rules(order.org)))


def repeats_of(order: WorkOrder) -> list[tuple[WorkOrder, str]]:
    """重复问题: earlier supervision orders of the same office that make this one a repeat, each with one sentence."""
    if order.is_quarterly:
        return []
    rows = {o.pk: o for o in WorkOrder.objects.filter(org=order.org_id, kind=OrderKind.SUPERVISION).exclude(state=OrderState.WITHDRAWN)}
    rule = repeat_rule(rules_on(order.org, _day(order)))
    found = repeats(_problem(order), [_problem(o) for o in rows.values()], rule)
    return [(rows[key], why) for key, why in found]


def repeating(rows: Iterable[WorkOrder]) -> set[int]:
    """重复的督办单 among many, by key; asks the rules of each office once."""
    found: set[int] = set()
    by_org: dict[int, list[WorkOrder]] = {}
    for order in rows:
        if not order.is_quarterly:
            by_org.setdefault(order.org_id, []).append(order)
    for org_id, asked in by_org.items():
        others = [_problem(o) for o in WorkOrder.objects.filter(org=org_id, kind=OrderKind.SUPERVISION).exclude(state=OrderState.WITHDRAWN)]
        for order in asked:
            if repeats(_problem(order), others, repeat_rule(rules_on(order.org, _day(order)))):
                found.add(order.pk)
    return found


def _day(order: WorkOrder) -> date:
    return order.issued_on or order.created_at.date()


def _problem(order: WorkOrder) -> Problem:
    return Problem(order.pk, f"{order.number}《{order.title}》", order.subject, order.cause, order.lead_id, _day(order))


def quarter_of(day: date) -> Period:
    """季度 of a day."""
    return Period.containing(day, PeriodKind.QUARTER)


def quarter_number(period: Period) -> int:
    """1 to 4."""
    return (period.start.month + 2) // 3


def quarterly(org_ids: Iterable[int], period: Period) -> QuerySet[WorkOrder]:
    """某季度的季度工单 of offices, but for those withdrawn."""
    rows = orders().filter(org__in=list(org_ids), kind=OrderKind.QUARTER, year=period.start.year, quarter=quarter_number(period))
    return rows.exclude(state=OrderState.WITHDRAWN)


def owed(rows: QuerySet[WorkOrder]) -> QuerySet[WorkOrder]:
    """未报送: what a department still owes an answer to."""
    return rows.filter(state__in=OWED)


def clause_items(clauses: Iterable[LetterClause]) -> Mapping[tuple[int, int], list[OrderItem]]:
    """条款上过的工单 by (letter, clause key), earliest first; one query."""
    letters = {clause.wording.letter_id for clause in clauses}
    rows = items().filter(clause__wording__letter__in=letters).exclude(order__state=OrderState.WITHDRAWN)
    found: dict[tuple[int, int], list[OrderItem]] = {}
    for item in rows.order_by(F("order__quarter").asc(nulls_last=True), "order__issued_on", "pk"):
        assert item.clause is not None
        found.setdefault((item.clause.wording.letter_id, item.clause.key), []).append(item)
    return found
