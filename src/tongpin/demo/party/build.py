"""演示党建的建立."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tongpin.demo.party.accounts import let_in
from tongpin.demo.party.department import found_department
from tongpin.demo.party.prefecture import play_first_half
from tongpin.demo.party.registers import fill_registers
from tongpin.demo.party.year import play_year
from tongpin.foundation.accounts.models import User


@transaction.atomic
def build_party(*, by: User, today: date) -> None:
    """A department with its year and a bureau with its half year, whole or not at all."""
    made = found_department(by=by, today=today)
    play_year(made, by=by, today=today)
    fill_registers(made, by=by, today=today)
    people = play_first_half(made.orgs, by=by, today=today)
    let_in(made.orgs, {**people, **made.people}, by=by)
