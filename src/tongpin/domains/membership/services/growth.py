"""青年干部培养办理: a posting or a mentorship begins with its agreement, is corrected, and ends with the review people give it."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.membership.models import Mentorship, Posting
from tongpin.domains.membership.selectors.members import bureau_of
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.errors import Refused


class PostingFields(TypedDict):
    """挂职锻炼栏目."""

    age_band: str
    kind: str
    place_kind: str
    place: str
    enterprise: Any
    task: str
    mentor: Person | None
    goals: str
    basis: str
    starts_on: date
    ends_on: date


class MentorshipFields(TypedDict):
    """导师帮带栏目."""

    agreement: str
    signed_on: date
    starts_on: date
    ends_on: date


@transaction.atomic
def begin_posting(*, org: Organisation, person: Person, by: User, **fields: Unpack[PostingFields]) -> Posting:
    """登记挂职锻炼; it may begin on a day to come."""
    _check_people(org, person=person, mentor=fields["mentor"])
    return enter(Posting(org=org, person=person, **fields), verb="posting.begun", by=by, fields=("person", *fields))


@transaction.atomic
def correct_posting(posting: Posting, *, by: User, expected: int, **fields: Unpack[PostingFields]) -> Posting:
    """更正挂职锻炼, the agreed end included."""
    _check_people(posting.org, mentor=fields["mentor"])
    return amend(posting, verb="posting.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def review_posting(
    posting: Posting, *, by: User, today: date, expected: int, ended_on: date, reviewed_on: date, results: str, result: str
) -> Posting:
    """结束并评议挂职锻炼: each agreed goal against what came of it, said by people."""
    _check_running(posting)
    not_after(ended_on, today, "实际结束日期", field="ended_on")
    not_after(reviewed_on, today, "评议日期", field="reviewed_on")
    values = {"ended_on": ended_on, "reviewed_on": reviewed_on, "results": results, "result": result}
    return amend(posting, verb="posting.reviewed", by=by, expected=expected, values=values)


@transaction.atomic
def begin_mentorship(
    *, org: Organisation, mentor: Person, mentee: Person, by: User, today: date, **fields: Unpack[MentorshipFields]
) -> Mentorship:
    """登记导师帮带."""
    not_after(fields["signed_on"], today, "签订日期", field="signed_on")
    _check_people(org, mentor=mentor, mentee=mentee)
    record = Mentorship(org=org, mentor=mentor, mentee=mentee, **fields)
    return enter(record, verb="mentorship.begun", by=by, fields=("mentor", "mentee", *fields))


@transaction.atomic
def correct_mentorship(mentorship: Mentorship, *, by: User, today: date, expected: int, **fields: Unpack[MentorshipFields]) -> Mentorship:
    """更正导师帮带."""
    not_after(fields["signed_on"], today, "签订日期", field="signed_on")
    return amend(mentorship, verb="mentorship.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def end_mentorship(
    mentorship: Mentorship, *, by: User, today: date, expected: int, ended_on: date, results: str, result: str
) -> Mentorship:
    """帮带结束 with its results."""
    _check_running(mentorship)
    not_after(ended_on, today, "实际结束日期", field="ended_on")
    values = {"ended_on": ended_on, "results": results, "result": result}
    return amend(mentorship, verb="mentorship.ended", by=by, expected=expected, values=values)


def _check_running(record: Posting | Mentorship) -> None:
    if record.ended_on is not None:
        raise Refused(f"“{record}”已于{record.ended_on:%Y-%m-%d}结束，不必重复办理。")


def _check_people(org: Organisation, **people: Person | None) -> None:
    bureau = bureau_of(org)
    for field, person in people.items():
        if person is not None and not bureau.contains(person.org):
            raise Refused(f"“{person}”属于{person.org}，不是本单位人员，请另选。", field=field)
