"""辅导对象和人工认定办理."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.coaching.models import CoachedFirm, FirmReview
from tongpin.domains.enterprises.services import firm_of
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.errors import Refused

COACHING = ("registered_on", "coach", "programme", "due_on", "rights_checked_on", "remark")


class CoachedFields(TypedDict):
    """辅导对象栏目."""

    credit_code: str
    registered_on: date | None
    coach: Person | None
    programme: str
    due_on: date | None
    rights_checked_on: date | None
    remark: str


class ReviewFields(TypedDict, total=False):
    """人工认定栏目; what is left out is not judged."""

    credit_code: str
    year: int
    owns_core_ip: bool | None
    in_key_field: bool | None
    clean_year: bool | None
    joined_standard: bool | None
    resident: bool | None
    accounts_sound: bool | None
    industry_allowed: bool | None
    clean_record: bool | None
    national_award: bool | None
    research_body: bool | None
    led_standard: bool | None
    technical_level: str
    core_support: str
    management_points: int | None
    basis: str


@transaction.atomic
def take_on_firm(*, org: Organisation, by: User, today: date, **fields: Unpack[CoachedFields]) -> CoachedFirm:
    """列入辅导: who helps, for which programme and by which day."""
    values = _coaching(org, fields, today)
    return enter(CoachedFirm(org=org, **values), verb="coached_firm.taken_on", by=by, fields=COACHING)


@transaction.atomic
def correct_coaching(record: CoachedFirm, *, by: User, today: date, expected: int, **fields: Unpack[CoachedFields]) -> CoachedFirm:
    """更正辅导安排; the firm itself stays."""
    values = _coaching(record.org, fields, today)
    if values.pop("firm").pk != record.firm_id:
        raise Refused("辅导对象的企业不能更换，请移出后另行列入。", field="credit_code")
    return amend(record, verb="coached_firm.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def release_firm(record: CoachedFirm, *, by: User, expected: int, reason: str) -> CoachedFirm:
    """移出辅导名单: what it said stays in the trail."""
    return remove(record, verb="coached_firm.released", by=by, expected=expected, reason=reason, fields=COACHING)


@transaction.atomic
def enter_review(*, org: Organisation, by: User, today: date, **fields: Unpack[ReviewFields]) -> FirmReview:
    """登记人工认定 of one firm and year of application."""
    values = _review(org, fields, today)
    return enter(FirmReview(org=org, **values), verb="firm_review.entered", by=by, fields=[n for n in values if n != "firm"])


@transaction.atomic
def correct_review(record: FirmReview, *, by: User, today: date, expected: int, **fields: Unpack[ReviewFields]) -> FirmReview:
    """更正人工认定."""
    return amend(record, verb="firm_review.corrected", by=by, expected=expected, values=_review(record.org, fields, today))


def _coaching(org: Organisation, fields: CoachedFields, today: date) -> dict[str, Any]:
    values: dict[str, Any] = dict(fields)
    values["firm"] = firm_of(org, values.pop("credit_code"))
    for name, label in (("registered_on", "注册成立日期"), ("rights_checked_on", "知识产权核全日期")):
        if values[name] is not None:
            not_after(values[name], today, label, field=name)
    return values


def _review(org: Organisation, fields: ReviewFields, today: date) -> dict[str, Any]:
    values: dict[str, Any] = dict(fields)
    values["firm"] = firm_of(org, values.pop("credit_code"))
    if not 2016 <= values["year"] <= today.year + 1:
        raise Refused(f"申报年度“{values['year']}”不对，应为 2016 至 {today.year + 1} 年。", field="year")
    return values
