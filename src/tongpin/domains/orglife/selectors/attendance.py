"""到会情况查询: who was due and came, as it stands in the record of the happening; who is due, from the rosters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from tongpin.domains.orglife.calculations.attendance import Attendance, Attendee
from tongpin.domains.orglife.kinds import BRANCH_MEMBERS, COMMITTEE_MEMBERS, KINDS, LEADING_GROUP, SMALL_GROUP_MEMBERS
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.extensions import gathered
from tongpin.kernel.occasions import RosterEntry, RosterSource


def attendance(record: Any) -> Attendance:
    """到会情况 of a meeting or theme day, those due first; one query, none where the participations were fetched with it."""
    rows = sorted(record.activity.participations.all(), key=lambda one: (not one.is_due, one.pk))
    return Attendance(
        [
            Attendee(
                person_id=row.person_id,
                name=row.name,
                is_present=row.is_present,
                is_due=row.is_due,
                capacity=row.capacity,
                reason=row.reason,
                may_vote=row.may_vote,
                standing=row.standing or row.unit,
            )
            for row in rows
        ]
    )


def roster_of(org: Organisation, kind: str, day: date) -> Sequence[RosterEntry]:
    """应到人员 for a kind of gathering; where no register tells, who holds a post in the organisation or belongs to it."""
    wanted = next((one.roster for one in KINDS if one.key == kind), "")
    if found := _from_roster(wanted, org.pk, day):
        return found
    if found := _from_roster(LEADING_GROUP, org.pk, day):
        return found
    people = Person.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=day), org=org)
    return [RosterEntry(person_id=one.pk, name=one.name) for one in people]


def members_of(org_id: int, day: date) -> Sequence[RosterEntry]:
    """党支部党员 on a day, as the register of members has it; nobody where there is none."""
    return _from_roster(BRANCH_MEMBERS, org_id, day)


def committee_of(org_id: int, day: date) -> Sequence[RosterEntry]:
    """支部委员 on a day, as the register of members has it; nobody where there is none."""
    return _from_roster(COMMITTEE_MEMBERS, org_id, day)


def small_group_of(org_id: int, day: date) -> Sequence[RosterEntry]:
    """党小组党员 on a day, as the register of members has it; nobody where there is none."""
    return _from_roster(SMALL_GROUP_MEMBERS, org_id, day)


def post_holders_of(org_id: int, day: date) -> Sequence[RosterEntry]:
    """班子成员 of a leading group on a day."""
    return _from_roster(LEADING_GROUP, org_id, day)


def _from_roster(key: str, org_id: int, day: date) -> Sequence[RosterEntry]:
    source = next((one for one in gathered(RosterSource) if one.key == key), None)
    return list(source.find(org_id, day)) if source is not None else []
