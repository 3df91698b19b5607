"""党员查询: the register now and on a day, who may vote, whom a form may name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from tongpin.domains.membership.enums import MEMBERS, Standing
from tongpin.domains.membership.models import Member
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import Face, OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import ancestors, organisations, people

HOMES = (OrgLevel.PARTY_BRANCH, OrgLevel.PARTY_GENERAL_BRANCH, OrgLevel.PARTY_COMMITTEE)
"""党员编入的组织: a 党组 has no members of its own, a 党小组 is part of its branch."""


def members() -> QuerySet[Member]:
    """党员清单, with person, organisation and group."""
    return Member.objects.select_related("person", "org", "group")


def members_on(day: date) -> QuerySet[Member]:
    """某日在册: those who stood in their organisation on ``day``, people on the way included."""
    return members().filter(Q(left_on__isnull=True) | Q(left_on__gt=day), arrived_on__lte=day)


def left_members() -> QuerySet[Member]:
    """减少党员: those who no longer stand in the organisation."""
    return members().filter(left_on__isnull=False)


def members_under(org: Organisation, day: date) -> list[Member]:
    """党员名单: full and probationary members of ``org`` and all below it on ``day``, by name."""
    rows = members_on(day).filter(org__path__startswith=org.path, joined_on__lte=day)
    return list(rows.order_by("person__pinyin", "person__name", "pk"))


def voters_on(org: Organisation, day: date) -> list[Member]:
    """有表决权的党员: full members whose rights are not limited on ``day``."""
    return [m for m in members_under(org, day) if m.standing_on(day) == Standing.FULL and not m.rights_limited_on(day)]


def member_matches(text: str) -> Q:
    """Members whose name or organisation contains ``text``."""
    return Q(person__name__icontains=text) | Q(person__pinyin__icontains=text) | Q(org__name__icontains=text)


def current_member_of(person: Person) -> Member | None:
    """在册记录 of a person."""
    return members().filter(person=person, left_on__isnull=True).first()


def membership_of(user: User) -> Member | None:
    """本人的党员记录, members and people on the way alike."""
    return members().filter(person__user=user, left_on__isnull=True).first()


def away_from(day: date) -> QuerySet[Member]:
    """外出党员: away or abroad on ``day`` and not yet back."""
    gone = Q(away_since__lte=day) | Q(abroad_since__lte=day)
    return members_on(day).filter(gone, Q(back_on__isnull=True) | Q(back_on__gt=day), standing__in=MEMBERS)


def party_orgs() -> QuerySet[Organisation]:
    """可编入党员的党组织 that exist."""
    return organisations().filter(face=Face.PARTY, level__in=HOMES, ends_on__isnull=True).order_by("path")


def group_choices(orgs: Iterable[Organisation]) -> QuerySet[Organisation]:
    """可选党小组 of the organisations."""
    wanted = Q(pk__in=())
    for org in orgs:
        wanted |= Q(path__startswith=org.path)
    return organisations().filter(wanted, level=OrgLevel.PARTY_SMALL_GROUP, ends_on__isnull=True).order_by("path")


def people_to_choose(org: Organisation) -> QuerySet[Person]:
    """可选人员: those of the bureau that ``org`` belongs to who have not left."""
    return people().filter(left_on__isnull=True, org__path__startswith=bureau_of(org).path)


def bureau_of(org: Organisation) -> Organisation:
    """所在单位: the nearest organisation of the administrative side, or ``org`` where it is one itself."""
    if org.face == Face.ADMIN:
        return org
    return next((above for above in reversed(ancestors(org)) if above.face == Face.ADMIN), org)
