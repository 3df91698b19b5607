"""头号工程办理: criteria are taken from the document, their state is entered with its source, the recognition is recorded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.work.models import Criterion, CriterionReading, Project, Recognition
from tongpin.domains.work.selectors.flagship import measure_choices
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.records import insert
from tongpin.kernel.errors import Refused


class CriterionFields(TypedDict):
    """认定条件栏目."""

    document: str
    clause: str
    title: str
    comparison: str
    needed: Decimal | None
    unit: str
    measure: str


class RecognitionFields(TypedDict):
    """认定情况栏目."""

    authority: str
    title: str
    last_round_on: date | None
    resumed_on: date | None
    batch: str
    batch_size: int | None
    recognised_on: date | None
    document: str


@transaction.atomic
def add_criterion(project: Project, *, by: User, today: date, **fields: Unpack[CriterionFields]) -> Criterion:
    """登记认定条件, clause by clause."""
    _check_measure(fields["measure"], today)
    return enter(Criterion(project=project, org=project.org, **fields), verb="criterion.added", by=by, fields=fields)


@transaction.atomic
def correct_criterion(criterion: Criterion, *, by: User, today: date, expected: int, **fields: Unpack[CriterionFields]) -> Criterion:
    """更正认定条件; between counted and 定性 it cannot change once its state was entered."""
    _check_measure(fields["measure"], today)
    kept = Criterion.objects.get(pk=criterion.pk)
    asked = Criterion(comparison=fields["comparison"])
    if kept.is_counted != asked.is_counted and CriterionReading.objects.filter(criterion=kept).exists():
        raise Refused("已登记现状的条件不能在定量和定性之间改换，请另行登记一条。", field="comparison")
    return amend(criterion, verb="criterion.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: User, expected: int, reason: str) -> Criterion:
    """移出认定条件."""
    fields = ("document", "clause", "title", "comparison", "needed", "unit", "measure")
    return remove(criterion, verb="criterion.removed", by=by, expected=expected, reason=reason, fields=fields)


@transaction.atomic
def read_criterion(
    criterion: Criterion, *, by: User, today: date, as_of: date, source: str, value: Decimal | None = None, is_met: bool | None = None
) -> CriterionReading:
    """登记条件现状, with source and day; what was entered before stays."""
    if criterion.measure:
        raise Refused("该条件的现状取自指标，不必登记。")
    not_after(as_of, today, "截至日期", field="as_of")
    if criterion.is_counted and value is None:
        raise Refused("请填写现状数。没有数的不要登记，缺数据会如实显示。", field="value")
    if not criterion.is_counted and is_met is None:
        raise Refused("请选择是否达到。", field="is_met")
    reading = CriterionReading(
        criterion=criterion,
        value=value if criterion.is_counted else None,
        is_met=None if criterion.is_counted else is_met,
        as_of=as_of,
        source=source,
        entered_by=by.display_name,
    )
    insert(reading)
    said = str(reading.value) if reading.value is not None else "达到" if reading.is_met else "未达到"
    after = {"现状": said, "截至日期": as_of.isoformat(), "数据来源": source}
    audit.record("criterion.read", by=by, subject=criterion.reference(), org_id=criterion.org_id, after=after)
    return reading


@transaction.atomic
def record_recognition(
    project: Project, *, by: User, today: date, expected: int | None = None, **fields: Unpack[RecognitionFields]
) -> Recognition:
    """登记认定情况: the policy window first, the recognition when it has come."""
    if fields["recognised_on"] is not None:
        not_after(fields["recognised_on"], today, "认定日期", field="recognised_on")
    held = Recognition.objects.filter(project=project).select_related("org", "project").first()
    if held is None:
        return enter(Recognition(project=project, org=project.org, **fields), verb="recognition.recorded", by=by, fields=fields)
    return amend(held, verb="recognition.corrected", by=by, expected=held.version if expected is None else expected, values=dict(fields))


def _check_measure(code: str, today: date) -> None:
    if code and code not in dict(measure_choices(today)):
        raise Refused("所选指标不存在，请重新选择。", field="measure")
