"""演示邻近单位: the city bureau after its half year, and the county bureau, whose Party life goes on month by month like anybody's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tongpin.demo.bureau import FOUNDED
from tongpin.demo.party.prefecture import City
from tongpin.demo.party.roll import Branch, Staffing, member, names, staff
from tongpin.demo.party.year import play_months
from tongpin.domains.membership.enums import Standing
from tongpin.domains.membership.services import register_member
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import people
from tongpin.foundation.orgs.services import appoint
from tongpin.kernel.dates import plus_months

AFTER_THE_HALF_YEAR = date(2024, 1, 1)
OTHERS_FIRST = 700
"""So many names are left to the department and the city."""


def keep_up_city(city: City, *, by: User, today: date, since: date) -> None:
    """云川市局, from the year after the one that is told of."""
    first = max(since, AFTER_THE_HALF_YEAR)
    if first <= today:
        play_months(city.orgs["YC-JW"], city.orgs["YC-DZ"], city.leaders, city.branches, by=by, today=today, since=first)


def keep_up_county(orgs: Mapping[str, Organisation], *, by: User, today: date, since: date) -> dict[str, Branch]:
    """县局机关党支部 and its Party group, with the director of the ledgers' bureau at their head."""
    roll = names()
    for _ in range(OTHERS_FIRST):
        next(roll)
    plan = Staffing(8, plus_months(today, -27), 25)
    branch = staff(orgs["NY-ZB"], orgs["NY-BGS"], plan, fixed=[], roll=roll, by=by, today=today)
    head = people().get(org=orgs["NY"], user__username="juzhang")
    second = branch.secretary
    for person in (head, people().get(org=orgs["NY"], user__username="dangwu")):
        fields = member(Standing.FULL, date(2008, 6, 20), date(2009, 6, 20), FOUNDED, None)
        register_member(org=branch.org, person=person, by=by, today=today, **fields)
    appoint(person=head, org=orgs["NY-DZ"], title="党组书记", starts_on=FOUNDED, is_lead=True, by=by)
    appoint(person=second, org=orgs["NY-DZ"], title="党组成员", starts_on=FOUNDED, by=by)
    branch.people += [head, people().get(org=orgs["NY"], user__username="dangwu")]
    play_months(orgs["NY-ZB"], orgs["NY-DZ"], [head, second], {"NY-ZB": branch}, by=by, today=today, since=since)
    return {"NY-ZB": branch}
