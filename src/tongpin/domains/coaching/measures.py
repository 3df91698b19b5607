"""企业辅导指标: patents that somebody of the office coached, each right once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from tongpin.domains.coaching.enums import PATENTS
from tongpin.domains.coaching.selectors.rights import rights
from tongpin.engines.ledgers.selectors import counted
from tongpin.kernel.extensions import Computed, MeasureKind, MeasureScope, MeasureSource

RULE = "台账中填了辅导人的发明、实用新型、外观设计专利，一件只计一次；软件著作权等不是专利，不计。工作记录中填的件数不作计数依据。"


def patents_applied(scope: MeasureScope) -> Computed:
    """辅导申请专利件数: applied for in the window; where the register has no day of application, granted in it."""
    return _counted(scope, _within("applied_on", scope) | (Q(applied_on__isnull=True) & _within("granted_on", scope)), "applied_on")


def patents_granted(scope: MeasureScope) -> Computed:
    """辅导授权专利件数: granted in the window."""
    return _counted(scope, _within("granted_on", scope), "granted_on")


def _counted(scope: MeasureScope, those: Q, day: str) -> Computed:
    ledger = rights().filter(org_id__in=scope.org_ids, kind__in=PATENTS)
    rows = ledger.filter(those, coached_by__isnull=False).order_by(day, "pk")
    return counted(rows, ledger=ledger, day=day, scope=scope)


def _within(name: str, scope: MeasureScope) -> Q:
    return Q(**{f"{name}__gte": scope.window.start, f"{name}__lt": scope.stop})


def _applied_on(row: Any) -> date | None:
    day: date | None = row.applied_on if row.applied_on is not None else row.granted_on
    return day


MEASURES = (
    MeasureSource(
        code="coaching.patents_applied",
        title="辅导申请专利件数",
        unit="件",
        kind=MeasureKind.FLOW,
        record_kinds=("intellectual_property",),
        formula=f"期间内（按申请日期，没有登记申请日期的按授权日期）辅导企业申请的专利件数：{RULE}",
        compute=patents_applied,
        reference=lambda row: row.reference(),
        row_date=_applied_on,
        aliases=("辅导专利件数", "辅导企业申请专利", "辅导专利申请数"),
        order=240,
    ),
    MeasureSource(
        code="coaching.patents_granted",
        title="辅导授权专利件数",
        unit="件",
        kind=MeasureKind.FLOW,
        record_kinds=("intellectual_property",),
        formula=f"期间内（按授权日期）辅导企业获得授权的专利件数：{RULE}",
        compute=patents_granted,
        reference=lambda row: row.reference(),
        row_date=lambda row: row.granted_on,
        aliases=("辅导授权专利",),
        order=242,
    ),
)
