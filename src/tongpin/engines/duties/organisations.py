"""组织类判断对象: Party organisations of each level and the bureau itself, as the tree knows them; no domain owns these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse

from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.obligations import DutySubject, Subject

LEVELS: dict[str, tuple[str, tuple[OrgLevel, ...]]] = {
    "branch": ("党支部", (OrgLevel.PARTY_BRANCH,)),
    "general_branch": ("党总支", (OrgLevel.PARTY_GENERAL_BRANCH,)),
    "party_committee": ("机关党委", (OrgLevel.PARTY_COMMITTEE,)),
    "party_group": ("党组", (OrgLevel.PARTY_GROUP,)),
    "small_group": ("党小组", (OrgLevel.PARTY_SMALL_GROUP,)),
    "unit": ("单位", (OrgLevel.PROVINCE, OrgLevel.CITY, OrgLevel.COUNTY)),
}


def organisation_subjects() -> list[DutySubject]:
    """对象来源 of every level."""
    return [DutySubject(key=key, title=title, find=_finder(key, levels)) for key, (title, levels) in LEVELS.items()]


def _finder(kind: str, levels: Sequence[OrgLevel]) -> Callable[[Sequence[int], date], Sequence[Subject]]:
    def find(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
        standing = Q(ends_on__isnull=True) | Q(ends_on__gt=date(as_of.year, 1, 1))
        rows = Organisation.objects.filter(standing, pk__in=org_ids, level__in=levels, starts_on__lte=as_of).order_by("path")
        return [
            Subject(
                kind=kind,
                pk=org.pk,
                org_id=org.pk,
                title=org.shown_name,
                starts_on=org.starts_on,
                ends_on=org.ends_on,
                url=reverse("orgs:organisation", args=[org.pk]),
            )
            for org in rows
        ]

    return find
