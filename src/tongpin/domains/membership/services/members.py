"""党员办理: entered, corrected, converted, moved, gone away, left."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.membership.enums import MEMBERS, ContactManner, LeavingReason, Standing
from tongpin.domains.membership.models import Member, MemberContact
from tongpin.domains.membership.selectors.members import HOMES, bureau_of
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.services import edit_person
from tongpin.kernel.errors import Refused


class MemberFields(TypedDict):
    """党员栏目: what may be corrected at any time."""

    standing: str
    joined_on: date | None
    full_since: date | None
    arrived_on: date
    group: Organisation | None
    is_leader: bool
    is_exempt: bool
    rights_limited_from: date | None
    rights_limited_until: date | None
    rights_reason: str


@transaction.atomic
def register_member(*, org: Organisation, person: Person, by: User, today: date, **fields: Unpack[MemberFields]) -> Member:
    """登记党员 in a Party organisation."""
    if org.level not in HOMES:
        raise Refused(f"“{org}”是{org.get_level_display()}，党员应编入党支部、党总支或机关党委。", field="org")
    if not bureau_of(org).contains(person.org):
        raise Refused(f"“{person}”属于{person.org}，不是本单位人员，请先在人员中登记。", field="person")
    _check_days(org, fields, today)
    record = Member(org=org, person=person, **fields)
    member = enter(record, verb="member.registered", by=by, fields=("person", *fields))
    _mark_person(person, fields["standing"], by)
    return member


@transaction.atomic
def correct_member(member: Member, *, by: User, today: date, expected: int, **fields: Unpack[MemberFields]) -> Member:
    """更正党员资料."""
    _check_days(member.org, fields, today)
    corrected = amend(member, verb="member.corrected", by=by, expected=expected, values=dict(fields))
    _mark_person(member.person, fields["standing"], by)
    return corrected


@transaction.atomic
def convert_member(member: Member, *, by: User, today: date, expected: int, on: date) -> Member:
    """按期转正: the day the probation ended and the member became a full one."""
    if member.standing != Standing.PROBATIONARY:
        raise Refused(f"“{member}”是{member.get_standing_display()}，不是预备党员，不能办理转正。")
    not_after(on, today, "转正日期", field="on")
    return amend(member, verb="member.converted", by=by, expected=expected, values={"standing": Standing.FULL, "full_since": on})


@transaction.atomic
def move_member(member: Member, *, by: User, today: date, expected: int, to: Organisation, on: date) -> Member:
    """组织内调整: from ``on`` the member stands in another organisation of the bureau; the old record keeps its days."""
    if to.pk == member.org_id:
        raise Refused("转往的组织与现在的组织相同，无须调整。", field="to")
    end_membership(member, by=by, today=today, expected=expected, on=on, left_for=LeavingReason.TRANSFERRED, left_to=to.name)
    kept = MemberFields(
        standing=member.standing,
        joined_on=member.joined_on,
        full_since=member.full_since,
        arrived_on=on,
        group=None,
        is_leader=member.is_leader,
        is_exempt=member.is_exempt,
        rights_limited_from=member.rights_limited_from,
        rights_limited_until=member.rights_limited_until,
        rights_reason=member.rights_reason,
    )
    return register_member(org=to, person=member.person, by=by, today=today, **kept)


@transaction.atomic
def end_membership(member: Member, *, by: User, today: date, expected: int, on: date, left_for: str, left_to: str = "") -> Member:
    """减少党员: from ``on`` no longer counted here. Always decided by people and entered by a person."""
    if member.left_on is not None:
        raise Refused(f"“{member}”已于{member.left_on:%Y-%m-%d}离开本组织，不必重复办理。")
    not_after(on, today, "离开日期", field="on")
    values = {"left_on": on, "left_for": left_for, "left_to": left_to}
    return amend(member, verb="member.left", by=by, expected=expected, values=values)


@transaction.atomic
def note_receipt(member: Member, *, by: User, today: date, expected: int, on: date) -> Member:
    """登记接收回执: the receiving organisation took the member over; until then the old one stays responsible."""
    if member.left_on is None or member.left_for != LeavingReason.TRANSFERRED:
        raise Refused(f"“{member}”没有转出，不登记回执。")
    not_after(on, today, "回执日期", field="on")
    if on < member.left_on:
        raise Refused(f"回执日期早于转出日期 {member.left_on:%Y-%m-%d}，请核对。", field="on")
    return amend(member, verb="member.received", by=by, expected=expected, values={"received_on": on})


@transaction.atomic
def note_absence(
    member: Member,
    *,
    by: User,
    today: date,
    expected: int,
    away_since: date | None,
    away_place: str,
    abroad_since: date | None,
    abroad_for: str,
    back_on: date | None,
) -> Member:
    """登记外出: away to a fairly fixed place, abroad, or back."""
    started = max((d for d in (away_since, abroad_since) if d is not None), default=None)
    for day, label, field in ((away_since, "外出起始日期", "away_since"), (abroad_since, "出国（境）日期", "abroad_since")):
        if day is not None:
            not_after(day, today, label, field=field)
    if back_on is not None and started is not None and back_on < started:
        raise Refused("返回日期早于外出日期，请核对。", field="back_on")
    values = {
        "away_since": away_since,
        "away_place": away_place,
        "abroad_since": abroad_since,
        "abroad_for": abroad_for,
        "back_on": back_on,
    }
    return amend(member, verb="member.absence_noted", by=by, expected=expected, values=values)


@transaction.atomic
def note_contact(
    member: Member,
    *,
    by: User,
    today: date,
    expected: int,
    on: date,
    is_lost: bool,
    manner: str = ContactManner.CALL,
    is_reached: bool = True,
) -> Member:
    """登记联系情况: one more contact, or an attempt, and whether nobody can reach the member since; decides nothing by itself."""
    not_after(on, today, "联系日期", field="on")
    latest = on if is_reached and (member.last_contact_on is None or on > member.last_contact_on) else member.last_contact_on
    values = {"last_contact_on": latest, "is_lost": is_lost}
    noted = amend(member, verb="member.contact_noted", by=by, expected=expected, values=values)
    record = MemberContact(org=member.org, member=member, on=on, manner=manner, is_reached=is_reached)
    enter(record, verb="member_contact.noted", by=by, fields=("on", "manner", "is_reached"))
    return noted


def _check_days(org: Organisation, fields: MemberFields, today: date) -> None:
    not_after(fields["arrived_on"], today, "编入日期", field="arrived_on")
    for name, label in (("joined_on", "入党日期"), ("full_since", "转正日期")):
        day: date | None = fields[name]  # type: ignore[literal-required]
        if day is not None:
            not_after(day, today, label, field=name)
    if fields["arrived_on"] < org.starts_on:
        raise Refused(f"编入日期早于“{org}”的设立日期 {org.starts_on:%Y-%m-%d}，请核对。", field="arrived_on")
    group = fields["group"]
    if group is not None and (group.level != OrgLevel.PARTY_SMALL_GROUP or not org.contains(group)):
        raise Refused(f"“{group}”不是“{org}”的党小组，请另选。", field="group")


def _mark_person(person: Person, standing: str, by: User) -> None:
    """The people register says of everybody whether they are a member; both say the same."""
    if standing in MEMBERS and not person.is_party_member:
        edit_person(
            person=person,
            name=person.name,
            org=person.org,
            phone=person.phone,
            is_party_member=True,
            left_on=person.left_on,
            version=person.version,
            by=by,
        )
