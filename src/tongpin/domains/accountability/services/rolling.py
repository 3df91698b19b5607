"""季度工单生成: the open clauses of signed letters become the orders of the quarter, one a department."""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import date

from django.db import transaction

from tongpin.domains.accountability.enums import LetterState, OrderKind, OrderState
from tongpin.domains.accountability.models import Letter, LetterClause, OrderItem, WorkOrder
from tongpin.domains.accountability.selectors.clauses import open_clauses
from tongpin.domains.accountability.selectors.letters import letters
from tongpin.domains.accountability.selectors.orders import quarter_number, quarter_of
from tongpin.domains.accountability.selectors.rules import rules_on
from tongpin.domains.accountability.services.orders import issue_order, next_number
from tongpin.engines.ledgers.services import enter, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import insert, save_versioned
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period

log = logging.getLogger(__name__)
TAKES_MORE = (OrderState.DRAFTED, OrderState.ISSUED, OrderState.RECEIVED)
"""可补充: until it is reported, an order takes the clauses of letters signed later in the quarter."""


def roll_all(*, today: date) -> int:
    """每日生成 for every office with signed letters of the year; how many orders came about or grew. One transaction an office."""
    made = 0
    for org in {letter.org for letter in letters().filter(year=today.year, state=LetterState.SIGNED)}:
        try:
            made += len(roll_quarter(org=org, by=None, today=today))
        except Refused as refused:
            log.warning("季度工单没有生成：%s，%s", org, refused.message)
    return made


@transaction.atomic
def roll_quarter(*, org: Organisation, by: User | None, today: date) -> list[WorkOrder]:
    """生成本季度工单 of an office: running it again adds nothing. What was withdrawn comes back only where a person asks for it."""
    period = quarter_of(today)
    held = letters().filter(org=org, year=today.year, state=LetterState.SIGNED)
    found: dict[int, list[LetterClause]] = defaultdict(list)
    for clause in open_clauses(held, period):
        found[clause.wording.letter.department_id].append(clause)
    return [order for clauses in found.values() if (order := _roll(org, period, clauses, by, today)) is not None]


def _roll(org: Organisation, period: Period, clauses: list[LetterClause], by: User | None, today: date) -> WorkOrder | None:
    lead, year, quarter = clauses[0].wording.letter.department, period.start.year, quarter_number(period)
    rows = WorkOrder.objects.select_for_update().filter(org=org, kind=OrderKind.QUARTER, lead=lead, year=year, quarter=quarter)
    order = rows.exclude(state=OrderState.WITHDRAWN).first()
    if order is not None:
        return _grow(order, clauses, by)
    if by is None and rows.exists():
        return None
    signers = {clause.wording.letter.signer for clause in clauses}
    order = WorkOrder(
        org=org,
        kind=OrderKind.QUARTER,
        number=next_number(org, OrderKind.QUARTER, year, quarter),
        title=f"{lead.shown_name}{period.title}主体责任工单",
        year=year,
        quarter=quarter,
        lead=lead,
        person=signers.pop() if len(signers) == 1 else None,
        due_on=period.last_day,
        first_due_on=period.last_day,
    )
    enter(order, verb="work_order.rolled", by=by, fields=("number", "title", "due_on"), with_parts=lambda made: _add(made, clauses))
    if rules_on(org, today).issues_itself:
        issue_order(order, by=by, today=today, expected=order.version)
    return order


def _grow(order: WorkOrder, clauses: list[LetterClause], by: User | None) -> WorkOrder | None:
    """Adds what is not on the order yet, as long as the department has not answered."""
    if order.state not in TAKES_MORE:
        return None
    there = set(OrderItem.objects.filter(order=order).values_list("clause__wording__letter", "clause__key"))
    new = [clause for clause in clauses if (clause.wording.letter_id, clause.key) not in there]
    if not new:
        return None
    _add(order, new, after=len(there))
    save_versioned(order, expected=order.version, fields=())
    tell(order.org_id, order.record_kind)
    audit.record("work_order.grown", by=by, subject=order.reference(), org_id=order.org_id, after={"新增事项": len(new)})
    return order


def _add(order: WorkOrder, clauses: list[LetterClause], after: int = 0) -> None:
    for number, clause in enumerate(clauses, after + 1):
        due_on = min(clause.due_on, order.due_on)
        insert(OrderItem(order=order, clause=clause, position=number, text=clause.duty, evidence=clause.evidence, due_on=due_on))


def letters_of(org: Organisation, year: int) -> list[Letter]:
    """已签责任状 of an office and year."""
    return list(letters().filter(org=org, year=year, state=LetterState.SIGNED))
