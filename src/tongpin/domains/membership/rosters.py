"""党员队伍名册: who is due at meetings of a branch, its committee or a small group, and who of them may vote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tongpin.domains.membership.enums import Standing
from tongpin.domains.membership.models import Member
from tongpin.domains.membership.selectors import members_on, officers_on
from tongpin.kernel.occasions import RosterEntry, RosterSource


def branch_members(org_id: int, day: date) -> Sequence[RosterEntry]:
    """应到党员 of an organisation and all below it, probationary members included; those of its committee by their office."""
    rows = members_on(day).filter(org__path__contains=f"/{org_id}/", joined_on__lte=day)
    offices = {officer.person_id: officer.get_office_display() for officer in officers_on([org_id], day)}
    return [_entry(member, day, offices.get(member.person_id, "")) for member in rows.order_by("person__pinyin", "person__name", "pk")]


def committee_members(org_id: int, day: date) -> Sequence[RosterEntry]:
    """应到委员: who held an office in the term that ran on the day."""
    return [
        RosterEntry(person_id=officer.person_id, name=officer.person.name, standing=officer.get_office_display())
        for officer in officers_on([org_id], day)
    ]


def small_group_members(org_id: int, day: date) -> Sequence[RosterEntry]:
    """应到组员 of a 党小组."""
    rows = members_on(day).filter(group=org_id, joined_on__lte=day)
    return [_entry(member, day) for member in rows.order_by("person__pinyin", "person__name", "pk")]


def _entry(member: Member, day: date, office: str = "") -> RosterEntry:
    standing = Standing(member.standing_on(day))
    reason = ""
    if standing != Standing.FULL:
        reason = "预备党员没有表决权、选举权和被选举权"
    elif member.rights_limited_on(day):
        reason = f"{member.get_rights_reason_display()}期间没有表决权、选举权和被选举权"
    return RosterEntry(
        person_id=member.person_id,
        name=member.person.name,
        standing=office or standing.label,
        group=member.group.shown_name if member.group else "",
        may_vote=not reason,
        reason=reason,
    )


ROSTERS = [
    RosterSource(key="branch_members", title="党支部党员", find=branch_members),
    RosterSource(key="committee_members", title="委员会委员", find=committee_members),
    RosterSource(key="small_group_members", title="党小组党员", find=small_group_members),
]
