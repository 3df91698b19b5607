"""选举与评议办理: candidates named, votes counted as totals, results filed; grades given within the text's limits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.membership.enums import ElectionBody, Grade, Standing
from tongpin.domains.membership.models import Appraisal, AppraisalGrade, Candidate, Election, Member
from tongpin.domains.membership.selectors.elections import result
from tongpin.domains.membership.selectors.members import bureau_of, members_under, voters_on
from tongpin.engines.ledgers.closed import amend_closed
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import Face
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.errors import Refused


class ElectionFields(TypedDict):
    """选举栏目."""

    kind: str
    body: str
    congress_approved: bool
    on: date
    seats: int
    former_term_ends_on: date | None
    shift_approved: bool


class CountFields(TypedDict):
    """计票栏目: totals only."""

    excused_approved: int
    voters_present: int
    ballots_issued: int
    ballots_returned: int
    ballots_valid: int
    most_names: int | None
    is_secret: bool
    proxy_votes: int
    counters_candidates: int


@transaction.atomic
def open_election(*, org: Organisation, by: User, again_of: Election | None = None, **fields: Unpack[ElectionFields]) -> Election:
    """登记选举: how many members there are and how many of them may vote comes from the register of the day."""
    if org.face != Face.PARTY:
        raise Refused(f"“{org}”不是党组织，请选择党组织。", field="org")
    if fields["body"] == ElectionBody.CONGRESS and not fields["congress_approved"]:
        raise Refused("召开党员代表大会选举须经上级党组织批准。", field="congress_approved")
    total, voters = len(members_under(org, fields["on"])), len(voters_on(org, fields["on"]))
    record = Election(org=org, again_of=again_of, members_total=total, members_with_right=voters, **fields)
    return enter(record, verb="election.opened", by=by, fields=(*fields, "members_with_right"))


@transaction.atomic
def correct_election(election: Election, *, by: User, expected: int, **fields: Unpack[ElectionFields]) -> Election:
    """更正选举; once counted, only a new election changes what was voted on."""
    _check_uncounted(election)
    voters = {
        "members_total": len(members_under(election.org, fields["on"])),
        "members_with_right": len(voters_on(election.org, fields["on"])),
    }
    return amend(election, verb="election.corrected", by=by, expected=expected, values={**fields, **voters})


@transaction.atomic
def name_candidate(election: Election, *, person: Person, is_nominated: bool, by: User) -> Candidate:
    """提名候选人: full members with the right to be elected on the day."""
    _check_uncounted(election)
    if not bureau_of(election.org).contains(person.org):
        raise Refused(f"“{person}”属于{person.org}，不是本单位人员，请另选。", field="person")
    if person.pk not in {m.person_id for m in voters_on(election.org, election.on)}:
        raise Refused(f"“{person}”在{election.on:%Y-%m-%d}没有被选举权，请核对党员名册。", field="person")
    record = Candidate(org=election.org, election=election, person=person, is_nominated=is_nominated)
    return enter(record, verb="candidate.named", by=by, fields=("person", "is_nominated"))


@transaction.atomic
def withdraw_candidate(candidate: Candidate, *, by: User, expected: int, reason: str) -> Candidate:
    """撤销提名."""
    _check_uncounted(candidate.election)
    return remove(candidate, verb="candidate.withdrawn", by=by, expected=expected, reason=reason, fields=("person", "is_nominated"))


@transaction.atomic
def count_election(
    election: Election, *, votes: Mapping[int, int], by: User, today: date, expected: int, **fields: Unpack[CountFields]
) -> Election:
    """登记计票: totals and the votes of each candidate; the result follows by rule."""
    not_after(election.on, today, "选举日期", field="")
    due = election.members_with_right - fields["excused_approved"]
    if due < 1:
        raise Refused("有选举权的党员减去经批准不计入的，应到会人数不足1人，请核对。", field="excused_approved")
    if fields["voters_present"] > due:
        raise Refused(f"应到 {due} 人，实到 {fields['voters_present']} 人，请核对。", field="voters_present")
    for candidate in election.candidates.all():
        number = votes[candidate.pk]
        if number > fields["ballots_valid"]:
            raise Refused(
                f"“{candidate}”得 {number} 票，多于有效选票 {fields['ballots_valid']} 张，请核对。", field=f"votes_{candidate.pk}"
            )
    if sum(votes.values()) > fields["ballots_valid"] * election.seats:
        raise Refused(f"赞成票合计 {sum(votes.values())}，多于有效选票数乘应选人数，请核对。", field="ballots_valid")
    for candidate in election.candidates.all():
        values = {"votes": votes[candidate.pk]}
        amend(candidate, verb="candidate.counted", by=by, expected=candidate.version, values=values)
    return amend(election, verb="election.counted", by=by, expected=expected, values={**fields, "voters_due": due})


@transaction.atomic
def file_election(
    election: Election,
    *,
    by: User,
    today: date,
    expected: int,
    committee_filed_on: date | None,
    secretary_approved_on: date | None,
    secretary_in_office_on: date | None,
    reduction_consents: int | None,
) -> Election:
    """报备与批复: filed with, and approved by, the superior organisation."""
    values = {
        "committee_filed_on": committee_filed_on,
        "secretary_approved_on": secretary_approved_on,
        "secretary_in_office_on": secretary_in_office_on,
    }
    for name, day in values.items():
        if day is not None:
            not_after(day, today, str(Election._meta.get_field(name).verbose_name), field=name)  # type: ignore[union-attr]
    return amend(election, verb="election.filed", by=by, expected=expected, values={**values, "reduction_consents": reduction_consents})


@transaction.atomic
def vote_again(election: Election, *, on: date, by: User) -> Election:
    """再次投票: for the seats that stayed empty, among those tied where there are any."""
    found = result(election)
    if found is None or not found.vacant:
        raise Refused("没有空缺的名额，无须再次投票。")
    fields = ElectionFields(
        kind=election.kind,
        body=election.body,
        congress_approved=election.congress_approved,
        on=on,
        seats=found.vacant,
        former_term_ends_on=election.former_term_ends_on,
        shift_approved=election.shift_approved,
    )
    again = open_election(org=election.org, by=by, again_of=election, **fields)
    remaining = found.tied or tuple(c.pk for c in election.candidates.all() if c.pk not in found.elected)
    for candidate in election.candidates.all():
        if candidate.pk in remaining:
            name_candidate(again, person=candidate.person, is_nominated=candidate.is_nominated, by=by)
    return again


class AppraisalFields(TypedDict):
    """民主评议栏目."""

    year: int
    held_on: date
    self_on: date | None
    mutual_on: date | None
    tested_on: date | None


@transaction.atomic
def hold_appraisal(*, org: Organisation, by: User, today: date, **fields: Unpack[AppraisalFields]) -> Appraisal:
    """登记民主评议."""
    if org.face != Face.PARTY:
        raise Refused(f"“{org}”不是党组织，请选择党组织。", field="org")
    not_after(fields["held_on"], today, "评议日期", field="held_on")
    return enter(Appraisal(org=org, **fields), verb="appraisal.held", by=by, fields=fields)


@transaction.atomic
def correct_appraisal(appraisal: Appraisal, *, by: User, today: date, expected: int, **fields: Unpack[AppraisalFields]) -> Appraisal:
    """更正民主评议."""
    not_after(fields["held_on"], today, "评议日期", field="held_on")
    return amend(appraisal, verb="appraisal.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def grade_member(appraisal: Appraisal, *, member: Member, by: User, today: date, **values: Any) -> AppraisalGrade:
    """评定等次: of a full member of the branch; the trail keeps that it was given, not which."""
    if not appraisal.org.contains(member.org) or member.standing_on(appraisal.held_on) != Standing.FULL:
        raise Refused(f"“{member}”在评议之日不是该党组织的正式党员，参加评议但不评定等次。", field="member")
    _check_grade(values, today)
    record = AppraisalGrade(org=appraisal.org, appraisal=appraisal, member=member, **values)
    return enter(record, verb="appraisal_grade.given", by=by, fields=())


@transaction.atomic
def correct_grade(grade: AppraisalGrade, /, *, by: User, today: date, expected: int, **values: Any) -> AppraisalGrade:
    """更正等次; ``values`` may say the grade itself, hence the record goes by position only."""
    _check_grade(values, today)
    return amend_closed(grade, verb="appraisal_grade.corrected", by=by, expected=expected, values=values)


def _check_grade(values: Mapping[str, Any], today: date) -> None:
    for name, label in (("opinion_on", "作出评定意见日期"), ("followed_up_on", "处置或帮助日期")):
        if values.get(name) is not None:
            not_after(values[name], today, label, field=name)
    if values.get("followed_up_on") is not None and values["grade"] in (Grade.EXCELLENT, Grade.QUALIFIED):
        raise Refused("优秀和合格的没有处置或帮助，请核对。", field="followed_up_on")


def _check_uncounted(election: Election) -> None:
    if election.is_counted:
        raise Refused("该选举已经计票，不能再更改候选人和名额。")
