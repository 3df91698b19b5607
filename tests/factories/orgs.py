"""组织: a city bureau with two counties, departments and a Party face."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, OrganisationName, OrganisationPlacement, Person

_numbers = count(1)
FOUNDED = date(2010, 1, 1)


def make_org(
    name: str = "", parent: Organisation | None = None, level: OrgLevel = OrgLevel.COUNTY, code: str = "", **values: Any
) -> Organisation:
    """An organisation in its place, with its name and placement on file."""
    number = next(_numbers)
    name = name or f"第{number}科技局"
    org = Organisation.objects.create(
        **{
            "code": code or f"ORG{number}",
            "name": name,
            "level": level,
            "face": OrgLevel(level).face,
            "parent": parent,
            "starts_on": FOUNDED,
            **values,
        }
    )
    org.path = f"{parent.path if parent else '/'}{org.pk}/"
    org.save(update_fields=["path"])
    OrganisationName.objects.create(org=org, name=org.name, short_name=org.short_name, valid_from=org.starts_on)
    OrganisationPlacement.objects.create(org=org, parent=parent, valid_from=org.starts_on)
    return org


@dataclass(frozen=True)
class OrgTree:
    """泰安市科技局 (city) over 宁阳县 and 东平县, with departments and the Party face of 宁阳."""

    city: Organisation
    ningyang: Organisation
    dongping: Organisation
    ningyang_office: Organisation
    ningyang_plan: Organisation
    dongping_office: Organisation
    ningyang_leaders: Organisation
    ningyang_branch: Organisation


def make_tree() -> OrgTree:
    """The tree that most tests stand on."""
    city = make_org("泰安市科学技术局", level=OrgLevel.CITY, code="TA", short_name="市科技局", region_code="370900")
    ningyang = make_org("宁阳县科学技术局", city, code="NY", short_name="宁阳县局", region_code="370921")
    dongping = make_org("东平县科学技术局", city, code="DP", short_name="东平县局", region_code="370923")
    return OrgTree(
        city=city,
        ningyang=ningyang,
        dongping=dongping,
        ningyang_office=make_org("办公室", ningyang, OrgLevel.DEPARTMENT, "NY-BGS"),
        ningyang_plan=make_org("计划规划科", ningyang, OrgLevel.DEPARTMENT, "NY-GHK"),
        dongping_office=make_org("办公室", dongping, OrgLevel.DEPARTMENT, "DP-BGS"),
        ningyang_leaders=make_org("中共宁阳县科学技术局党组", ningyang, OrgLevel.PARTY_GROUP, "NY-DZ", short_name="县局党组"),
        ningyang_branch=make_org("宁阳县科学技术局机关党支部", ningyang, OrgLevel.PARTY_BRANCH, "NY-DZB", short_name="机关支部"),
    )


def make_person(org: Organisation, name: str = "", **values: Any) -> Person:
    """Somebody of ``org``."""
    return Person.objects.create(org=org, **{"name": name or f"人员{next(_numbers)}", **values})
