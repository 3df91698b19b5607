"""演示党建的建立."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from tongpin.demo.party.accounts import let_in
from tongpin.demo.party.cadres import fill_cadres
from tongpin.demo.party.campaigns import campaign
from tongpin.demo.party.decisions import hand_over
from tongpin.demo.party.department import Department, found_department
from tongpin.demo.party.dues import collect_year
from tongpin.demo.party.duty_registers import keep_study_group, note_layers, train_secretaries
from tongpin.demo.party.judged import appraise, elect
from tongpin.demo.party.neighbours import keep_up_city, keep_up_county
from tongpin.demo.party.pledges import pledge
from tongpin.demo.party.prefecture import play_first_half
from tongpin.demo.party.registers import fill_registers
from tongpin.demo.party.roll import Branch
from tongpin.demo.party.studies import study
from tongpin.demo.party.year import play_year
from tongpin.engines.ledgers.services import telling_once
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation

RETIRED = frozenset({"ZB11", "YC-ZB3"})
OFFICES = (("ZB02", "ST-GH"), ("ZB05", "ST-GX"), ("ZB08", "ST-CG"), ("ZB01", "ST-BG"))
"""牵头处室 of decisions: branch whose secretary answers for it, office."""


@transaction.atomic
def build_party(*, by: User, today: date, since: date | None = None, county: Mapping[str, Organisation] | None = None) -> Department:
    """A department with its life since a day (last year's first of January), a bureau's half year, and the Party life of the county bureau.

    All of it, or nothing.
    """
    first = since or date(today.year - 1, 1, 1)
    with telling_once():
        return _build(by=by, today=today, first=first, county=county)


def _build(*, by: User, today: date, first: date, county: Mapping[str, Organisation] | None) -> Department:
    made = found_department(by=by, today=today)
    play_year(made, by=by, today=today, since=first)
    fill_registers(made, by=by, today=today)
    fill_cadres(made, by=by, today=today)
    city = play_first_half(made.orgs, by=by, today=today)
    keep_up_city(city, by=by, today=today, since=first)
    branches = [*made.branches.items(), *city.branches.items()]
    if county is not None:
        branches += keep_up_county(county, by=by, today=today, since=first).items()
    keep_members(made, branches, by=by, today=today)
    keep_study_group(made.org("DZ"), made.leaders, "江岭省委组织部", by=by, today=today)
    keep_study_group(city.orgs["YC-DZ"], city.leaders, "云川市委组织部", by=by, today=today)
    note_layers(branches, [*made.leaders, *city.leaders], retired=RETIRED, by=by, today=today)
    train_secretaries(branches, by=by, today=today)
    let_in(made.orgs, {**city.people, **made.people}, by=by)
    return made


def keep_members(made: Department, branches: Sequence[tuple[str, Branch]], *, by: User, today: date) -> None:
    """党员台账 of the year: grades, dues, elections, posts and study."""
    appraise(branches, by=by, today=today, since=date(today.year - 1, 1, 1))
    collect_year(branches, retired=RETIRED, by=by, today=today)
    elect(made.branches, by=by, today=today)
    pledge(made.branches, by=by, today=today)
    study(made, by=by, today=today)
    campaign(made, by=by, today=today)
    offices = [(made.orgs[home], made.branches[code].secretary) for code, home in OFFICES]
    hand_over(made.orgs["ST"], made.leaders, offices, by=by, today=today)
