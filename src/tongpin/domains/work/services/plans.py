"""工作计划办理: a plan is opened, its clauses taken in, objectives set, and what is unfinished carried into the next year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from tongpin.domains.work.models import Clause, Objective, Plan, Project, Task
from tongpin.engines.indicators.selectors import definition
from tongpin.engines.ledgers.services import amend, enter, remove, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check, refusing_clash
from tongpin.kernel.errors import Refused


class PlanFields(TypedDict):
    """工作计划栏目."""

    year: int
    kind: str
    title: str
    document: str
    issued_by: str


class ClauseFields(TypedDict):
    """条款栏目."""

    number: str
    text: str
    area: str
    department: Organisation | None
    note: str


class ObjectiveFields(TypedDict):
    """目标栏目."""

    clause: Clause | None
    title: str
    area: str
    measure: str
    target_value: Decimal | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class NewClause:
    """待录入的一条."""

    number: str
    text: str
    area: str
    department: Organisation | None = None


@transaction.atomic
def open_plan(*, org: Organisation, by: User, **fields: Unpack[PlanFields]) -> Plan:
    """建立工作计划."""
    return enter(Plan(org=org, **fields), verb="work_plan.opened", by=by, fields=fields)


@transaction.atomic
def correct_plan(plan: Plan, *, by: User, expected: int, **fields: Unpack[PlanFields]) -> Plan:
    """更正工作计划."""
    return amend(plan, verb="work_plan.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def remove_plan(plan: Plan, *, by: User, expected: int, reason: str) -> Plan:
    """删除工作计划 that has neither clause nor objective."""
    if plan.clauses.exists() or plan.objectives.exists():
        raise Refused("本计划已有条款或目标，不能删除。")
    return remove(plan, verb="work_plan.removed", by=by, expected=expected, reason=reason, fields=("year", "kind", "title", "document"))


@transaction.atomic
def take_in_clauses(plan: Plan, *, by: User, found: Sequence[NewClause]) -> Plan:
    """录入条款: many at once, from a document that somebody looked over; all or none."""
    if not found:
        raise Refused("没有勾选要录入的条款。")
    Plan.objects.select_for_update().get(pk=plan.pk)
    last = plan.clauses.aggregate(last=Max("position"))["last"] or 0
    rows = []
    for position, one in enumerate(found, last + 1):
        _check_department(plan.org, one.department)
        row = Clause(
            org=plan.org,
            plan=plan,
            position=position,
            number=one.number.strip(),
            text=one.text.strip(),
            area=one.area,
            department=one.department,
        )
        try:
            check(row)
        except Refused as refused:
            raise Refused(f"条款“{one.number}”：{refused.message}") from None
        rows.append(row)
    _refuse_twice(rows)
    with refusing_clash(rows[0]):
        Clause.objects.bulk_create(rows)
    tell(plan.org_id, Clause.record_kind)
    audit.record("work_clauses.taken_in", by=by, subject=plan.reference(), org_id=plan.org_id, after={"条款": [r.number for r in rows]})
    return plan


@transaction.atomic
def add_clause(plan: Plan, *, by: User, **fields: Unpack[ClauseFields]) -> Clause:
    """增加条款."""
    _check_department(plan.org, fields["department"])
    Plan.objects.select_for_update().get(pk=plan.pk)
    last = plan.clauses.aggregate(last=Max("position"))["last"] or 0
    return enter(Clause(org=plan.org, plan=plan, position=last + 1, **fields), verb="work_clause.added", by=by, fields=fields)


@transaction.atomic
def correct_clause(clause: Clause, *, by: User, expected: int, **fields: Unpack[ClauseFields]) -> Clause:
    """更正条款."""
    _check_department(clause.org, fields["department"])
    return amend(clause, verb="work_clause.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def remove_clause(clause: Clause, *, by: User, expected: int, reason: str) -> Clause:
    """删除条款 that nothing follows up."""
    if clause.objectives.exists() or Project.objects.filter(clause=clause).exists() or Task.objects.filter(clause=clause).exists():
        raise Refused("该条款已分解为目标、项目或任务，不能删除。")
    return remove(clause, verb="work_clause.removed", by=by, expected=expected, reason=reason, fields=("number", "text"))


@transaction.atomic
def set_objective(plan: Plan, *, by: User, today: date, **fields: Unpack[ObjectiveFields]) -> Objective:
    """确定目标."""
    _check_objective(plan, fields, today)
    return enter(Objective(org=plan.org, plan=plan, **fields), verb="work_objective.set", by=by, fields=fields)


@transaction.atomic
def correct_objective(objective: Objective, *, by: User, today: date, expected: int, **fields: Unpack[ObjectiveFields]) -> Objective:
    """更正目标."""
    _check_objective(objective.plan, fields, today)
    return amend(objective, verb="work_objective.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def remove_objective(objective: Objective, *, by: User, expected: int, reason: str) -> Objective:
    """删除目标 that no project serves."""
    if objective.projects.exists():
        raise Refused("该目标下已有项目，不能删除。")
    return remove(objective, verb="work_objective.removed", by=by, expected=expected, reason=reason, fields=("title", "measure"))


@transaction.atomic
def carry_over(plan: Plan, *, by: User, year: int, title: str, clauses: Sequence[Clause]) -> Plan:
    """接续到下一年度: a new plan with the chosen clauses, each pointing at where it came from."""
    if year <= plan.year:
        raise Refused(f"接续年度应晚于 {plan.year} 年。", field="year")
    if not clauses:
        raise Refused("没有勾选要接续的条款。", field="clauses")
    if any(c.plan_id != plan.pk for c in clauses):
        raise Refused("所选条款不属于本计划，请刷新后重选。", field="clauses")
    new = Plan(org=plan.org, year=year, kind=plan.kind, title=title, document="", issued_by=plan.issued_by, carried_from=plan)

    def copy(made: Plan) -> None:
        rows = [
            Clause(
                org=plan.org,
                plan=made,
                position=position,
                number=c.number,
                text=c.text,
                area=c.area,
                department=c.department,
                carried_from=c,
            )
            for position, c in enumerate(clauses, 1)
        ]
        Clause.objects.bulk_create(rows)

    return enter(new, verb="work_plan.carried_over", by=by, fields=("year", "title", "carried_from"), with_parts=copy)


def _check_department(org: Organisation, department: Organisation | None) -> None:
    if department is not None and not org.contains(department):
        raise Refused(f"牵头科室“{department}”不属于{org}，请另选。", field="department")


def _refuse_twice(rows: Sequence[Clause]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.number in seen:
            raise Refused(f"条款号“{row.number}”出现了两次，请改编号或去掉一条。")
        seen.add(row.number)


def _check_objective(plan: Plan, fields: ObjectiveFields, today: date) -> None:
    clause = fields["clause"]
    if clause is not None and clause.plan_id != plan.pk:
        raise Refused(f"条款“{clause.number}”属于另一个计划，请另选。", field="clause")
    if fields["measure"]:
        definition(fields["measure"], today)
