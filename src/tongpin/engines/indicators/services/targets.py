"""目标服务: targets are issued and adjusted by a following one; the old value stays readable."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from tongpin.engines.indicators.enums import Span
from tongpin.engines.indicators.models import Measure, Target
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.services import record
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import insert, snapshot
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.periods import Period

FIELDS = ("measure", "period_kind", "period_start", "value", "document", "department")


@transaction.atomic
def issue_target(
    *, org: Organisation, measure: Measure, period: Period, value: Decimal, document: str = "", department: str = "", by: User
) -> Target:
    """下达目标; Refused where the period has one already (adjust that one)."""
    target = Target(
        org=org,
        measure=measure,
        period_kind=Span(period.kind.value),
        period_start=period.start,
        value=value,
        document=document.strip(),
        department=department.strip(),
    )
    insert(target)
    record("target.issued", by=by, subject=target.reference(), org_id=org.pk, after=snapshot(target, FIELDS))
    return target


@transaction.atomic
def adjust_target(
    *, target: Target, version: int, value: Decimal, document: str = "", department: str = "", reason: str, by: User
) -> Target:
    """调整目标: a new value takes the place of the old one, with the reason and its document."""
    if not reason.strip():
        raise Refused("调整目标须填写原因。", field="reason")
    if (target.value, target.document, target.department) == (value, document.strip(), department.strip()):
        raise Refused("目标值、文号和责任科室都没有变化，不需要调整。")
    gone = Target.objects.filter(pk=target.pk, version=version, superseded_at__isnull=True).update(
        superseded_at=now(), superseded_reason=reason.strip(), version=version + 1
    )
    if not gone:
        raise StaleRecord
    following = Target(
        org=target.org,
        measure=target.measure,
        period_kind=target.period_kind,
        period_start=target.period_start,
        value=value,
        document=document.strip(),
        department=department.strip(),
        replaces=target,
    )
    insert(following)
    record(
        "target.adjusted",
        by=by,
        subject=following.reference(),
        org_id=target.org_id,
        before=snapshot(target, FIELDS),
        after=snapshot(following, FIELDS),
        detail={"原因": reason.strip()},
    )
    return following
