"""应到名册: the leading group of an organisation, from who holds a post there on the day, and its study group by the list of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from tongpin.domains.orglife.kinds import CENTRE_GROUP_MEMBERS, LEADING_GROUP
from tongpin.domains.orglife.selectors.study_group import members_standing
from tongpin.foundation.orgs.selectors import posts
from tongpin.kernel.occasions import RosterEntry, RosterSource


def post_holders(org_id: int, day: date) -> Sequence[RosterEntry]:
    """任职人员 of an organisation on a day, leaders first, everybody once; one query."""
    held = posts().filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), org_id=org_id, starts_on__lte=day)
    found: dict[int, RosterEntry] = {}
    for post in held.order_by("-is_lead", "starts_on", "pk"):
        found.setdefault(post.person_id, RosterEntry(person_id=post.person_id, name=post.person.name, standing=post.title))
    return list(found.values())


def centre_group(org_id: int, day: date) -> Sequence[RosterEntry]:
    """中心组成员 on a day by the list; where none is kept, who holds a post in the organisation."""
    rows = members_standing([org_id], day)
    found = [RosterEntry(person_id=one.person_id, name=one.person.name, standing=one.get_role_display()) for one in rows]
    return found or post_holders(org_id, day)


ROSTER_SOURCES = [
    RosterSource(key=CENTRE_GROUP_MEMBERS, title="中心组成员", find=centre_group),
    RosterSource(key=LEADING_GROUP, title="班子成员", find=post_holders),
]
