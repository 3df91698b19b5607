"""品牌与公开办理: honours and brands."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.publicity.enums import HonourStatus
from tongpin.domains.publicity.models import Brand, Honour
from tongpin.domains.publicity.selectors import BRANDED
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused


class HonourFields(TypedDict):
    """荣誉栏目."""

    title: str
    level: str
    holder: str
    year: int
    awarded_by: str
    remark: str


@transaction.atomic
def enter_honour(*, org: Organisation, by: User, today: date, **fields: Unpack[HonourFields]) -> Honour:
    """登记荣誉."""
    _check_year(fields, today)
    return enter(Honour(org=org, **fields), verb="honour.entered", by=by, fields=fields)


@transaction.atomic
def correct_honour(honour: Honour, *, by: User, today: date, expected: int, **fields: Unpack[HonourFields]) -> Honour:
    """更正荣誉."""
    _check_year(fields, today)
    return amend(honour, verb="honour.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def revoke_honour(honour: Honour, *, by: User, expected: int, reason: str) -> Honour:
    """撤销荣誉: it does not count."""
    if honour.status == HonourStatus.REVOKED:
        raise Refused("该荣誉已经撤销，不必重复办理。")
    values = {"status": HonourStatus.REVOKED, "reason": reason}
    return amend(honour, verb="honour.revoked", by=by, expected=expected, values=values)


def _check_year(fields: HonourFields, today: date) -> None:
    if fields["year"] > today.year:
        raise Refused(f"年度 {fields['year']} 还没有到，应不晚于 {today.year}，请核对。", field="year")


class BrandFields(TypedDict):
    """品牌栏目."""

    name: str
    meaning: str
    started_on: date


@transaction.atomic
def enter_brand(*, org: Organisation, by: User, today: date, **fields: Unpack[BrandFields]) -> Brand:
    """登记党建品牌 of a branch."""
    if org.level not in BRANDED:
        raise Refused(f"“{org}”是{org.get_level_display()}，党建品牌由党支部、党总支创建。", field="org")
    not_after(fields["started_on"], today, "创建日期", field="started_on")
    return enter(Brand(org=org, **fields), verb="brand.entered", by=by, fields=fields)


@transaction.atomic
def correct_brand(brand: Brand, *, by: User, today: date, expected: int, **fields: Unpack[BrandFields]) -> Brand:
    """更正党建品牌."""
    not_after(fields["started_on"], today, "创建日期", field="started_on")
    return amend(brand, verb="brand.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def end_brand(brand: Brand, *, by: User, today: date, expected: int, on: date, reason: str) -> Brand:
    """停用党建品牌: from ``on`` it no longer counts."""
    if brand.ended_on is not None:
        raise Refused("该品牌已经停用，不必重复办理。")
    not_after(on, today, "停用日期", field="on")
    return amend(brand, verb="brand.ended", by=by, expected=expected, values={"ended_on": on, "reason": reason})
