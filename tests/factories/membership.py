"""党员队伍: branches, members, terms."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from tests.factories.orgs import make_org, make_person
from tongpin.domains.membership.enums import Office, Standing
from tongpin.domains.membership.models import BranchProfile, Member, Officer, Term
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation

_numbers = count(1)


def make_branch(bureau: Organisation, name: str = "", **values: Any) -> Organisation:
    """A Party branch of the bureau."""
    return make_org(name or f"第{next(_numbers)}党支部", bureau, OrgLevel.PARTY_BRANCH, **values)


def make_member(branch: Organisation, name: str = "", **values: Any) -> Member:
    """A full member of the branch since long ago."""
    if "person" not in values:
        home = branch.parent or branch
        values["person"] = make_person(home, name, is_party_member=True)
    standing = values.get("standing", Standing.FULL)
    defaults: dict[str, Any] = {"standing": Standing.FULL, "arrived_on": date(2015, 1, 1)}
    if standing in (Standing.FULL, Standing.PROBATIONARY):
        defaults["joined_on"] = date(2012, 6, 20)
    if standing == Standing.FULL:
        defaults["full_since"] = date(2013, 6, 20)
    return Member.objects.create(org=branch, **{**defaults, **values})


def make_members(branch: Organisation, number: int, **values: Any) -> list[Member]:
    """So many full members."""
    return [make_member(branch, **values) for _ in range(number)]


def make_term(branch: Organisation, **values: Any) -> Term:
    """A running term of three years."""
    defaults = {"number": f"第{next(_numbers)}届", "elected_on": date(2023, 5, 18), "months": 36}
    return Term.objects.create(org=branch, **{**defaults, **values})


def make_officer(term: Term, **values: Any) -> Officer:
    """The secretary of the term."""
    defaults: dict[str, Any] = {"office": Office.SECRETARY, "starts_on": term.elected_on}
    if "person" not in values:
        defaults["person"] = make_person(term.org.parent or term.org)
    return Officer.objects.create(org=term.org, term=term, **{**defaults, **values})


def make_profile(branch: Organisation, **values: Any) -> BranchProfile:
    """The profile of a branch."""
    return BranchProfile.objects.create(org=branch, **values)
