"""加计扣除年度事项办理, and the ledger's totals taken over into the firm's yearly figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.coaching.enums import FigureState
from tongpin.domains.coaching.models import FirmYear, RdYear
from tongpin.domains.coaching.models.firm_years import GROUPS
from tongpin.domains.coaching.selectors.research import firm_meanings, firm_year_of
from tongpin.domains.coaching.services.firm_years import correct_firm_year, enter_firm_year
from tongpin.domains.enterprises.selectors import enterprises
from tongpin.domains.enterprises.services import firm_of
from tongpin.engines.ledgers.services import amend, enter
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused, StaleRecord

STATED = ("kind", "gross_income", "untaxed_income", "investment_income", "excluded_income", "carried_in")


class RdYearFields(TypedDict):
    """年度事项栏目; what is left empty is not known."""

    kind: str
    gross_income: Decimal | None
    untaxed_income: Decimal | None
    investment_income: Decimal | None
    excluded_income: Decimal | None
    carried_in: Decimal | None


@transaction.atomic
def state_rd_year(*, org: Organisation, credit_code: str, year: int, by: User, today: date, **fields: Unpack[RdYearFields]) -> RdYear:
    """登记加计扣除年度事项."""
    if year > today.year:
        raise Refused(f"年度“{year}”还没有到，应不晚于 {today.year} 年。", field="year")
    record = RdYear(org=org, firm=firm_of(org, credit_code), year=year, **fields)
    return enter(record, verb="rd_year.stated", by=by, fields=("year", *STATED))


@transaction.atomic
def correct_rd_year(record: RdYear, *, by: User, expected: int, **fields: Unpack[RdYearFields]) -> RdYear:
    """更正加计扣除年度事项."""
    return amend(record, verb="rd_year.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def take_over_ledger(*, firm_pk: int, year: int, by: User, today: date, expected: int | None) -> FirmYear:
    """采用辅助账归集数: the year's expense by group goes into the firm's yearly figures as the ledger gives it.

    ``expected`` is the version of the figures that the person saw; None where there were none.
    """
    firm = enterprises().get(pk=firm_pk)
    meanings = firm_meanings(firm_pk, year)
    if not meanings.has_entries:
        raise Refused(f"{year}年度辅助账中没有分录，没有可以采用的数据。")
    if meanings.hnte.total is None or meanings.tax.total is None:
        raise Refused(f"{year}年度归集数还算不出来：{meanings.hnte.reason if meanings.hnte.total is None else meanings.tax.reason}")
    values: dict[str, Any] = {name: meanings.lines[name] for name in GROUPS}
    values["rd_tax"] = meanings.tax.total
    held = firm_year_of(firm_pk, year)
    fields: Any = {"credit_code": firm.credit_code, "year": year, **values}
    if held is None:
        if expected is not None:
            raise StaleRecord
        if year == today.year:
            fields["state"] = FigureState.FLASH
        return enter_firm_year(org=firm.org, by=by, today=today, **fields)
    if expected is None:
        raise StaleRecord
    # what else the year says goes along, since doubts are about the year as a whole
    for name in ("state", "sales", "staff", "technical_staff", "rd_staff", "note"):
        fields[name] = getattr(held, name)
    return correct_firm_year(held, by=by, today=today, expected=expected, **fields)
