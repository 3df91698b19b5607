"""党员队伍: what may be entered only once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.membership import make_appraisal, make_branch, make_candidate, make_case, make_election, make_member, make_term
from tests.factories.orgs import make_person
from tests.reliability.edits_elections import COUNT
from tests.reliability.fields import DAY, signed, signed_today
from tests.reliability.office import TODAY, Office
from tests.reliability.once import Once
from tongpin.domains.membership import services as membership
from tongpin.domains.membership.enums import Office as PartyOffice
from tongpin.domains.membership.enums import Standing
from tongpin.domains.membership.models import (
    Appraisal,
    AppraisalGrade,
    BranchProfile,
    Candidate,
    DevelopmentCase,
    DevelopmentMaterial,
    DevelopmentNotice,
    DevelopmentReview,
    DevelopmentStep,
    DuesBase,
    DuesGift,
    DuesMonth,
    DutyPost,
    Election,
    Member,
    Officer,
    RankRecord,
    Term,
)
from tongpin.domains.membership.services import development, dues, elections, posts, ranks

JOINED = date(2012, 6, 20)
CASE: dict[str, Any] = {
    "gender": "male",
    "born_on": date(1998, 3, 5),
    "accepts_programme": True,
    "applied_to_own_unit": True,
    "leaves_unit_on": None,
    "moved_in_on": None,
    "months_before": None,
    "file_received": False,
}
POST = {"kind": "vanguard", "title": "服务岗", "duty": "帮办", "pledged_on": DAY, "starts_on": DAY}
OFFICES = (PartyOffice.ORGANISATION, PartyOffice.PUBLICITY, PartyOffice.DISCIPLINE, PartyOffice.YOUTH)
MONTH = date(2023, 12, 1)


def _person(o: Office) -> tuple[Any, Any]:
    branch = make_branch(o.org)
    return branch, make_person(o.org, is_party_member=True)


def _member(o: Office) -> Member:
    return make_member(make_branch(o.org))


def _graded(o: Office) -> tuple[Appraisal, Member]:
    appraisal = make_appraisal(make_branch(o.org), year=2023, held_on=DAY)
    return appraisal, make_member(appraisal.org)


def _candidate(o: Office) -> tuple[Election, Any]:
    branch = make_branch(o.org)
    return make_election(branch, on=TODAY), make_member(branch).person


def _counted(o: Office) -> Election:
    """Three seats and two elected: one stayed empty."""
    election = make_election(make_branch(o.org), on=DAY)
    for _ in range(4):
        make_candidate(election, person=make_member(election.org).person)
    votes = {c.pk: 14 if place < 2 else 1 for place, c in enumerate(election.candidates.all())}
    return elections.count_election(election, votes=votes, by=o.clerk, today=TODAY, expected=election.version, **COUNT)


def _with_case(o: Office) -> DevelopmentCase:
    return make_case(make_branch(o.org))


def _term(o: Office, **values: Any) -> Any:
    return make_term(make_branch(o.org), elected_on=date(2023, 5, 18), **values)


def _appoint(term: Term, o: Office, person: Any, office: str) -> Officer:
    return membership.appoint_officer(
        term, person=person, office=office, starts_on=DAY, approved_on=DAY, approval="批复", **signed_today(o)
    )


MEMBERSHIP_ONCE = (
    Once(
        "register_member",
        "member_in_one_organisation",
        _person,
        lambda r, o, p: membership.register_member(
            org=r[0],
            person=r[1],
            **signed_today(o),
            standing=Standing.FULL,
            joined_on=JOINED,
            full_since=date(2013, 6, 20),
            arrived_on=date(2015, 1, 1 + p),
            group=None,
            is_leader=False,
            is_exempt=False,
            rights_limited_from=None,
            rights_limited_until=None,
            rights_reason="",
        ),
        lambda r: Member.objects.filter(person=r[1]),
    ),
    Once(
        "describe_branch",
        "branch_profile_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: membership.describe_branch(
            org=r,
            **signed(o),
            kind="standing",
            units_covered=None,
            requested_on=None,
            approved_on=None,
            approval="",
            theme_day=10 + p,
            dues_day=None,
        ),
        lambda r: BranchProfile.objects.filter(org=r),
    ),
    Once(
        "begin_term: one runs",
        "term_one_current",
        lambda o: make_branch(o.org),
        lambda r, o, p: membership.begin_term(org=r, number=f"第{p}届", has_committee=True, elected_on=DAY, months=None, **signed_today(o)),
        lambda r: Term.objects.filter(org=r),
    ),
    Once(
        "begin_term: one number",
        "term_number_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: membership.begin_term(org=r, number="第三届", has_committee=True, elected_on=DAY, months=None, **signed_today(o)),
        lambda r: Term.objects.filter(org=r),
    ),
    Once(
        "appoint_officer: one office each",
        "officer_one_office",
        lambda o: (_term(o), make_member(make_branch(o.org)).person),
        lambda r, o, p: _appoint(r[0], o, r[1], OFFICES[p]),
        lambda r: Officer.objects.filter(term=r[0]),
    ),
    Once(
        "appoint_officer: one holder",
        "officer_one_holder",
        lambda o: (_term(o), [make_member(make_branch(o.org)).person for _ in range(4)]),
        lambda r, o, p: _appoint(r[0], o, r[1][p], PartyOffice.ORGANISATION),
        lambda r: Officer.objects.filter(term=r[0]),
    ),
    Once(
        "open_case",
        "development_case_once",
        lambda o: (make_branch(o.org), make_person(o.org)),
        lambda r, o, p: development.open_case(org=r[0], person=r[1], **signed_today(o), unit=f"第{p}科", **CASE),
        lambda r: DevelopmentCase.objects.filter(person=r[1]),
    ),
    Once(
        "record_step",
        "development_step_once",
        _with_case,
        lambda r, o, p: development.record_step(r, number=1, on=date(2023, 3, 1 + p), second_on=date(2023, 3, 10), **signed_today(o)),
        lambda r: DevelopmentStep.objects.filter(case=r),
    ),
    Once(
        "note_review",
        "development_review_once",
        _with_case,
        lambda r, o, p: development.note_review(r, kind="review", on=DAY, note=f"考察{p}", **signed_today(o)),
        lambda r: DevelopmentReview.objects.filter(case=r),
    ),
    Once(
        "receive_material",
        "development_material_once",
        _with_case,
        lambda r, o, p: development.receive_material(r, number=1, title="入党申请书", received_on=date(2024, 1, 1 + p), **signed_today(o)),
        lambda r: DevelopmentMaterial.objects.filter(case=r),
    ),
    Once(
        "put_up_notice",
        "development_notice_once",
        _with_case,
        lambda r, o, p: development.put_up_notice(
            r, kind="object", starts_on=DAY, ends_on=None, place=f"公示栏{p}", contact="机关党委", **signed(o)
        ),
        lambda r: DevelopmentNotice.objects.filter(case=r),
    ),
    Once(
        "open_election",
        "election_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: elections.open_election(
            org=r,
            **signed(o),
            kind="committee",
            body="meeting",
            congress_approved=False,
            on=DAY,
            seats=3 + p,
            former_term_ends_on=None,
            shift_approved=False,
        ),
        lambda r: Election.objects.filter(org=r),
    ),
    Once(
        "vote_again",
        "election_again_once",
        _counted,
        lambda r, o, p: elections.vote_again(r, on=date(2024, 1, 11 + p), by=o.clerk),
        lambda r: Election.objects.filter(again_of=r),
    ),
    Once(
        "name_candidate",
        "candidate_once",
        _candidate,
        lambda r, o, p: elections.name_candidate(r[0], person=r[1], is_nominated=True, by=o.clerk),
        lambda r: Candidate.objects.filter(election=r[0]),
    ),
    Once(
        "hold_appraisal",
        "appraisal_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: elections.hold_appraisal(
            org=r, **signed_today(o), year=2023, held_on=date(2024, 1, 2 + p), self_on=None, mutual_on=None, tested_on=None
        ),
        lambda r: Appraisal.objects.filter(org=r),
    ),
    Once(
        "grade_member",
        "appraisal_grade_once",
        _graded,
        lambda r, o, p: elections.grade_member(
            r[0], member=r[1], **signed_today(o), grade="qualified", opinion_on=date(2024, 1, 11 + p), followed_up_on=None
        ),
        lambda r: AppraisalGrade.objects.filter(member=r[1]),
    ),
    Once(
        "set_base",
        "dues_base_once",
        _member,
        lambda r, o, p: dues.set_base(member=r, **signed(o), starts_on=MONTH, payer="working", base=Decimal(6000 + p), waiver="none"),
        lambda r: DuesBase.objects.filter(member=r),
    ),
    Once(
        "pay_dues",
        "dues_month_once",
        _member,
        lambda r, o, p: dues.pay_dues(org=r.org, month=MONTH, members=[r], on=date(2023, 12, 10 + p), **signed_today(o)),
        lambda r: DuesMonth.objects.filter(member=r),
        alike=True,
    ),
    Once(
        "record_gift",
        "dues_gift_once",
        _member,
        lambda r, o, p: dues.record_gift(member=r, **signed_today(o), on=DAY, amount=Decimal(100 + p), forwarded_on=None),
        lambda r: DuesGift.objects.filter(member=r),
    ),
    Once(
        "note_ranks",
        "rank_record_once",
        _member,
        lambda r, o, p: ranks.note_ranks(members=[r], **signed_today(o), rank=("township", "county")[p % 2], starts_on=DAY),
        lambda r: RankRecord.objects.filter(person=r.person),
    ),
    Once(
        "set_up_post",
        "duty_post_once",
        _member,
        lambda r, o, p: posts.set_up_post(member=r, **signed_today(o), pledge=f"承诺{p}", **POST),
        lambda r: DutyPost.objects.filter(member=r),
    ),
)
