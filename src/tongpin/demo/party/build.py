"""演示党建的建立."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from tongpin.demo.party.accounts import let_in
from tongpin.demo.party.department import found_department
from tongpin.demo.party.neighbours import keep_up_city, keep_up_county
from tongpin.demo.party.prefecture import play_first_half
from tongpin.demo.party.registers import fill_registers
from tongpin.demo.party.year import play_year
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation


@transaction.atomic
def build_party(*, by: User, today: date, since: date | None = None, county: Mapping[str, Organisation] | None = None) -> None:
    """A department with its life since a day (last year's first of January), a bureau's half year, and the Party life of the county bureau.

    All of it, or nothing.
    """
    first = since or date(today.year - 1, 1, 1)
    made = found_department(by=by, today=today)
    play_year(made, by=by, today=today, since=first)
    fill_registers(made, by=by, today=today)
    city = play_first_half(made.orgs, by=by, today=today)
    keep_up_city(city, by=by, today=today, since=first)
    if county is not None:
        keep_up_county(county, by=by, today=today, since=first)
    let_in(made.orgs, {**city.people, **made.people}, by=by)
