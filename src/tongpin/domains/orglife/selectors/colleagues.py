"""可选人员、所属人员、可交办: whom the pages of a Party organisation offer to choose from, who belongs to it, and who keeps tasks."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from tongpin.domains.orglife.selectors.attendance import members_of, post_holders_of, small_group_of
from tongpin.foundation.orgs.enums import Face, OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import ancestors, people, people_within
from tongpin.kernel.extensions import gathered
from tongpin.kernel.occasions import TaskMaker

BUREAUS = (OrgLevel.PROVINCE, OrgLevel.CITY, OrgLevel.COUNTY)


def bureau_of(org: Organisation) -> Organisation:
    """所在局: the nearest bureau at or above an organisation; the organisation itself where there is none."""
    upwards = [org, *reversed(ancestors(org))]
    return next((one for one in upwards if one.level in BUREAUS), org)


def colleagues(org: Organisation, on: date) -> QuerySet[Person]:
    """可选人员: everybody of the bureau an organisation belongs to who had not left by a day."""
    return people_within(people().filter(Q(left_on__isnull=True) | Q(left_on__gt=on)), bureau_of(org))


def people_of(org: Organisation, on: date) -> QuerySet[Person]:
    """所属人员 of an organisation on a day: its Party members, the post holders of a 党组, else everybody of the bureau or office.

    Where no register of members tells who belongs to a Party organisation, everybody of its bureau.
    """
    if org.face != Face.PARTY:
        return people_within(people().filter(Q(left_on__isnull=True) | Q(left_on__gt=on)), org)
    due = {OrgLevel.PARTY_GROUP: post_holders_of, OrgLevel.PARTY_SMALL_GROUP: small_group_of}.get(OrgLevel(org.level), members_of)
    found = [entry.person_id for entry in due(org.pk, on) if entry.person_id is not None]
    return people().filter(pk__in=found) if found else colleagues(org, on)


def departments(org: Organisation) -> QuerySet[Organisation]:
    """可选科室 of the bureau an organisation belongs to."""
    return Organisation.objects.filter(path__startswith=bureau_of(org).path, ends_on__isnull=True).order_by("path")


def task_maker() -> TaskMaker | None:
    """任务交办 of the subject that keeps tasks, where there is one."""
    return next(iter(gathered(TaskMaker)), None)
