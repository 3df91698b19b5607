"""演示党费: bases of the members and the months of a year; one branch has not entered the latest month, one member owes two."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tongpin.demo.party.roll import Branch
from tongpin.domains.membership.enums import PayChannel, PayerKind, Waiver
from tongpin.domains.membership.selectors import members_under
from tongpin.domains.membership.services.dues import pay_dues, set_base
from tongpin.foundation.accounts.models import User
from tongpin.kernel.periods import Period, PeriodKind

BASES = (Decimal(4600), Decimal(5200), Decimal(6100), Decimal(7400), Decimal(8900), Decimal(10800))
PENSIONS = (Decimal(4800), Decimal(5600), Decimal(6700))
COLLECTED_ON = 10
NOT_ENTERED, OWING = "ZB09", "ZB13"


def collect_year(branches: Iterable[tuple[str, Branch]], *, retired: frozenset[str], by: User, today: date) -> None:
    """党费收缴 of this year, month by month, on the branch's day of collection."""
    first = date(today.year, 1, 1)
    this_month = Period.containing(today, PeriodKind.MONTH)
    for code, branch in branches:
        members = [one for one in members_under(branch.org, today) if one.org_id == branch.org.pk]
        for place, member in enumerate(members):
            is_retired = code in retired
            amounts = PENSIONS if is_retired else BASES
            payer = PayerKind.RETIRED if is_retired else PayerKind.WORKING
            set_base(member=member, by=by, starts_on=first, payer=payer, base=amounts[place % len(amounts)], waiver=Waiver.NONE)
        month = Period.containing(first, PeriodKind.MONTH)
        while month.start <= this_month.start:
            on = month.start.replace(day=COLLECTED_ON)
            ago = (this_month.start.year - month.start.year) * 12 + this_month.start.month - month.start.month
            owing = members[-1:] if code == OWING and ago in (1, 2) else []
            paying = [one for one in members if one not in owing and (one.joined_on is None or one.joined_on <= on)]
            if on <= today and not (code == NOT_ENTERED and ago == 0):
                pay_dues(org=branch.org, month=month.start, members=paying, on=on, channel=PayChannel.SELF, by=by, today=today)
            month = month.shifted(1)
