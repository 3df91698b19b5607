"""可选人员、可交办: whom the pages of a Party organisation offer to choose from, and who keeps tasks."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from tongpin.foundation.orgs.enums import OrgLevel
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


def departments(org: Organisation) -> QuerySet[Organisation]:
    """可选科室 of the bureau an organisation belongs to."""
    return Organisation.objects.filter(path__startswith=bureau_of(org).path, ends_on__isnull=True).order_by("path")


def task_maker() -> TaskMaker | None:
    """任务交办 of the subject that keeps tasks, where there is one."""
    return next(iter(gathered(TaskMaker)), None)
