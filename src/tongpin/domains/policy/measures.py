"""惠企政策指标: firms told of policies, firms that applied, and what was granted."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongpin.domains.policy.selectors.delivery import pushes, uptakes
from tongpin.engines.ledgers.selectors import counted, summed
from tongpin.kernel.extensions import Computed, MeasureKind, MeasureScope, MeasureSource


def firms_told(scope: MeasureScope) -> Computed:
    """政策推送企业数."""
    ledger = pushes().filter(org_id__in=scope.org_ids)
    rows = ledger.filter(pushed_on__gte=scope.window.start, pushed_on__lt=scope.stop).order_by("pushed_on", "pk")
    return counted(rows, "firm", ledger=ledger, day="pushed_on", scope=scope)


def firms_applied(scope: MeasureScope) -> Computed:
    """申报政策企业数."""
    ledger = uptakes().filter(org_id__in=scope.org_ids)
    rows = ledger.filter(applied_on__gte=scope.window.start, applied_on__lt=scope.stop).order_by("applied_on", "pk")
    return counted(rows, "firm", ledger=ledger, day="applied_on", scope=scope)


def granted(scope: MeasureScope) -> Computed:
    """政策兑现金额."""
    ledger = uptakes().filter(org_id__in=scope.org_ids)
    rows = ledger.filter(granted_on__gte=scope.window.start, granted_on__lt=scope.stop).order_by("granted_on", "pk")
    return summed(rows, "granted_amount", ledger=ledger, day="granted_on", scope=scope)


def _granted_on(row: Any) -> date | None:
    day: date | None = row.granted_on
    return day


MEASURES = [
    MeasureSource(
        code="policy.firms_told",
        title="政策推送企业数",
        unit="家",
        kind=MeasureKind.DISTINCT,
        record_kinds=("policy_push",),
        formula="期间内（按推送日期）登记推送政策的企业数，同一企业推送多项政策、多次推送只计一家。",
        compute=firms_told,
        reference=lambda row: row.reference(),
        row_date=lambda row: row.pushed_on,
        aliases=("政策送达企业数",),
        order=300,
    ),
    MeasureSource(
        code="policy.firms_applied",
        title="申报政策企业数",
        unit="家",
        kind=MeasureKind.DISTINCT,
        record_kinds=("policy_uptake",),
        formula="期间内（按申报日期）申报惠企政策的企业数，同一企业申报多项政策只计一家；同意和兑现另计。",
        compute=firms_applied,
        reference=lambda row: row.reference(),
        row_date=lambda row: row.applied_on,
        order=302,
    ),
    MeasureSource(
        code="policy.granted",
        title="政策兑现金额",
        unit="元",
        kind=MeasureKind.FLOW,
        record_kinds=("policy_uptake",),
        formula="期间内（按兑现日期）惠企政策实际兑现的金额之和；申报金额、同意金额不计，三者不相加。",
        compute=granted,
        reference=lambda row: row.reference(),
        contribution=lambda row: row.granted_amount,
        row_date=_granted_on,
        shown_unit="万元",
        places=2,
        aliases=("惠企资金兑现金额",),
        order=304,
    ),
]
