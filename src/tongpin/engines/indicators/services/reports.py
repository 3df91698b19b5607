"""填报服务: values that no ledger can give, reported by hand with a status and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from tongpin.engines.indicators.enums import Origin, Status
from tongpin.engines.indicators.models import Observation
from tongpin.engines.indicators.selectors.definitions import definition
from tongpin.engines.indicators.services.observations import supersede
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.services import record
from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.files.services import attach
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import snapshot
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period, PeriodKind

REPORTED_FIELDS = ("period_start", "as_of", "value", "status", "note")


@transaction.atomic
def report_value(
    *,
    org: Organisation,
    code: str,
    as_of: date,
    value: Decimal,
    status: Status,
    evidence: Sequence[StoredFile] = (),
    note: str = "",
    reason: str = "",
    by: User,
    today: date,
) -> Observation:
    """填报指标值: the year's cumulative value (a stock's value) on ``as_of``.

    核定 supersedes 快报 supersedes 预计; the other way only with a reason.
    """
    one = definition(code, as_of)
    if one.measure.is_computed:
        raise Refused(f"“{one.version.title}”由台账取数，不能手工填报；数字有误请更正台账。")
    if as_of > today and status is not Status.FORECAST:
        raise Refused("截至日期在今天之后的只能填“预计”，请改截至日期或状态。", field="as_of")
    period = Period(date(as_of.year, 1, 1), PeriodKind.YEAR)
    standing = Observation.objects.filter(
        org=org,
        measure=one.measure,
        period_kind=period.kind.value,
        period_start=period.start,
        as_of=as_of,
        origin=Origin.REPORTED,
        superseded_at__isnull=True,
    ).first()
    if standing is not None:
        if (standing.value, standing.status, standing.note) == (value, status, note) and not evidence:
            return standing
        _check_order(Status(standing.status), status, reason)
    if status is Status.FINAL and not evidence:
        raise Refused("核定值须附佐证材料（如上级核定文件），请上传后再提交。", field="evidence")
    row = Observation(
        org=org,
        measure=one.measure,
        definition=one.version,
        period_kind=period.kind.value,
        period_start=period.start,
        as_of=as_of,
        checked_as_of=as_of,
        value=value,
        status=status,
        origin=Origin.REPORTED,
        note=f"{note}（{reason}）" if reason and note else note or reason,
        recorded_by=by,
        recorded_at=now(),
    )
    _check_digits(row)
    supersede(row)
    for file in evidence:
        attach(file, to=row.reference(), by=by, purpose="佐证材料")
    record(
        "observation.reported",
        by=by,
        subject=row.reference(),
        org_id=org.pk,
        before=snapshot(standing, REPORTED_FIELDS) if standing else None,
        after=snapshot(row, REPORTED_FIELDS),
        detail={"指标": one.version.title, "理由": reason or None},
    )
    return row


def _check_digits(row: Observation) -> None:
    try:
        row.clean_fields(exclude=["org", "measure", "definition", "recorded_by"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused(f"{Observation._meta.get_field(field).verbose_name}：{messages[0]}", field=field) from None  # type: ignore[union-attr]


def _check_order(standing: Status, status: Status, reason: str) -> None:
    if status.strength < standing.strength and not reason.strip():
        raise Refused(f"该日期已有“{standing.label}”值，改报“{status.label}”须填写理由。", field="reason")
