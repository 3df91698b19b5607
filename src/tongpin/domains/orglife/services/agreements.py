"""共建协议办理."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.models import CoBuilding
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused


class CoBuildingFields(TypedDict):
    """共建协议栏目."""

    partner: str
    partner_unit: str
    signed_on: date
    valid_until: date | None
    content: str


@transaction.atomic
def sign_co_building(*, org: Organisation, by: User, today: date, **fields: Unpack[CoBuildingFields]) -> CoBuilding:
    """登记共建协议."""
    not_after(fields["signed_on"], today, "签订日期", field="signed_on")
    return enter(CoBuilding(org=org, **fields), verb="co_building.signed", by=by, fields=fields)


@transaction.atomic
def correct_co_building(agreement: CoBuilding, *, by: User, today: date, expected: int, **fields: Unpack[CoBuildingFields]) -> CoBuilding:
    """更正共建协议."""
    not_after(fields["signed_on"], today, "签订日期", field="signed_on")
    return amend(agreement, verb="co_building.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def end_co_building(agreement: CoBuilding, *, by: User, today: date, expected: int, on: date, reason: str) -> CoBuilding:
    """终止共建协议 from a day on."""
    not_after(on, today, "终止日期", field="on")
    if agreement.ended_on is not None:
        raise Refused("该协议已经终止，不必重复办理。")
    if on < agreement.signed_on:
        raise Refused("终止日期不能早于签订日期，请核对。", field="on")
    return amend(agreement, verb="co_building.ended", by=by, expected=expected, values={"ended_on": on, "reason": reason})
