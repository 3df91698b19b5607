"""企业经营数据办理: entered, corrected with the former figures kept, and people counted month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.coaching.calculations.averages import MonthCount, averages
from tongpin.domains.coaching.calculations.doubts import doubts
from tongpin.domains.coaching.enums import FigureState
from tongpin.domains.coaching.models import FirmMonth, FirmYear, FirmYearEdition
from tongpin.domains.coaching.models.firm_years import FIGURES
from tongpin.domains.coaching.selectors.firm_years import figures_by_year, is_counted_monthly
from tongpin.domains.enterprises.services import firm_of
from tongpin.engines.ledgers.services import amend, enter
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import insert, save_versioned, snapshot
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused

KEPT = ("state", *FIGURES, "note")
"""What an edition keeps."""


class FirmYearFields(TypedDict, total=False):
    """经营数据栏目; what is left out is not known."""

    credit_code: str
    year: int
    state: str
    sales: Decimal | None
    total_income: Decimal | None
    high_tech_income: Decimal | None
    costs: Decimal | None
    total_assets: Decimal | None
    net_assets: Decimal | None
    staff: Decimal | None
    technical_staff: Decimal | None
    rd_staff: Decimal | None
    rd_personnel: Decimal | None
    rd_direct: Decimal | None
    rd_depreciation: Decimal | None
    rd_amortisation: Decimal | None
    rd_design: Decimal | None
    rd_trials: Decimal | None
    rd_commissioned: Decimal | None
    rd_overseas: Decimal | None
    rd_other: Decimal | None
    rd_tax: Decimal | None
    conversions: int | None
    note: str


@transaction.atomic
def enter_firm_year(*, org: Organisation, by: User, today: date, **fields: Unpack[FirmYearFields]) -> FirmYear:
    """登记年度经营数据."""
    values = _values(org, fields, today)
    return enter(FirmYear(org=org, **values), verb="firm_year.entered", by=by, fields=[name for name in values if name != "firm"])


@transaction.atomic
def correct_firm_year(record: FirmYear, *, by: User, today: date, expected: int, **fields: Unpack[FirmYearFields]) -> FirmYear:
    """更正年度经营数据: the figures that stood before are kept as an edition."""
    values = _values(record.org, fields, today)
    if is_counted_monthly(record):
        _keep_counted(record, values)
    _supersede(record, verb="firm_year.corrected", by=by, expected=expected, values=values)
    return record


@transaction.atomic
def count_months(record: FirmYear, *, by: User, expected: int, months: Sequence[MonthCount]) -> FirmYear:
    """登记月度人数: replaces the counts of the year; the yearly averages follow from them."""
    if not months:
        raise Refused("请至少填写一个月的人数；年中开业或停业的，按实际经营的月份填写。", field="months")
    _check_months(months)
    staff, technical = averages(months)
    if staff <= 0:
        raise Refused("全年职工人数都是 0，请核对；职工总数应大于 0 人。", field="months")
    values = {"staff": staff, "technical_staff": technical}
    if not _supersede(record, verb="firm_year.counted", by=by, expected=expected, values=values):
        # other counts, the same averages: still a change of the record
        save_versioned(record, expected=expected, fields=values)
        audit.record("firm_year.counted", by=by, subject=record.reference(), org_id=record.org_id, after=snapshot(record, values))
    record.months.all().delete()
    for one in months:
        insert(
            FirmMonth(
                firm_year=record,
                month=one.month,
                staff_start=one.staff_start,
                staff_end=one.staff_end,
                technical_start=one.technical_start,
                technical_end=one.technical_end,
            )
        )
    return record


def edition_of(record: FirmYear) -> dict[str, Any]:
    """现有数据 as an edition keeps it."""
    return snapshot(record, KEPT)


def _supersede(record: FirmYear, *, verb: str, by: User, expected: int, values: Mapping[str, Any]) -> bool:
    """Corrects the record and keeps what stood before; whether anything differed."""
    stored = FirmYear.objects.get(pk=record.pk)
    before = edition_of(stored)
    if all(getattr(stored, name) == value for name, value in values.items()):
        return False
    amend(record, verb=verb, by=by, expected=expected, values=values)
    insert(FirmYearEdition(firm_year=record, number=expected, values=before, superseded_at=now(), superseded_by=by))
    return True


def _values(org: Organisation, fields: FirmYearFields, today: date) -> dict[str, Any]:
    values: dict[str, Any] = dict(fields)
    firm = values["firm"] = firm_of(org, values.pop("credit_code"))
    year, state = values["year"], values.get("state") or FigureState.ANNUAL
    if year > today.year:
        raise Refused(f"会计年度“{year}”还没有到，应不晚于 {today.year} 年。", field="year")
    if year == today.year and state != FigureState.FLASH:
        raise Refused(f"{year}年度还没有结束，数据性质应为“快报”。", field="state")
    for doubt in doubts(values, figures_by_year(firm.pk), year):
        if doubt.is_certain or not values.get("note"):
            raise Refused(doubt.words, field=doubt.field)
    return values


def _keep_counted(record: FirmYear, values: Mapping[str, Any]) -> None:
    stored = FirmYear.objects.get(pk=record.pk)
    for name in ("staff", "technical_staff"):
        if name in values and values[name] != getattr(stored, name):
            raise Refused("人数由月度人数计算得出，请改月度人数，不直接改平均数。", field=name)


def _check_months(months: Sequence[MonthCount]) -> None:
    seen: set[int] = set()
    for one in months:
        if not 1 <= one.month <= 12:
            raise Refused(f"月份“{one.month}”不对，应为 1 至 12。", field="months")
        if one.month in seen:
            raise Refused(f"{one.month}月填了两次，同一月份只填一行。", field="months")
        seen.add(one.month)
        if min(one.staff_start, one.staff_end, one.technical_start, one.technical_end) < 0:
            raise Refused(f"{one.month}月的人数是负数，请核对。", field="months")
        if one.technical_start > one.staff_start or one.technical_end > one.staff_end:
            raise Refused(f"{one.month}月的科技人员数多于职工人数，请核对。", field="months")
