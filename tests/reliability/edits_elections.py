"""选举、评议、党费、岗位: every way of changing them."""

from __future__ import annotations

from datetime import date, timedelta

from tests.factories.membership import (
    make_appraisal,
    make_base,
    make_branch,
    make_candidate,
    make_duty_post,
    make_election,
    make_grade,
    make_member,
    make_request,
)
from tests.reliability.edit import Edit, said
from tests.reliability.fields import DAY, as_read, signed, signed_today
from tests.reliability.office import TODAY, Office
from tongpin.domains.membership.enums import PostReview, RequestState, Waiver
from tongpin.domains.membership.models import Appraisal, AppraisalGrade, DutyPost, Election
from tongpin.domains.membership.services import dues, elections, posts

COUNT = {
    "excused_approved": 0,
    "voters_present": 14,
    "ballots_issued": 14,
    "ballots_returned": 14,
    "ballots_valid": 14,
    "most_names": None,
    "is_secret": True,
    "proxy_votes": 0,
    "counters_candidates": 0,
}


def _election(o: Office) -> Election:
    return make_election(make_branch(o.org), on=DAY)


def _appraisal(o: Office) -> Appraisal:
    return make_appraisal(make_branch(o.org), year=2023, held_on=DAY)


def _grade(o: Office) -> AppraisalGrade:
    appraisal = _appraisal(o)
    return make_grade(appraisal, make_member(appraisal.org))


def _post(o: Office) -> DutyPost:
    return make_duty_post(make_member(make_branch(o.org)), starts_on=date(2023, 3, 1), pledged_on=date(2023, 3, 1))


def _plaque(o: Office) -> DutyPost:
    post = _post(o)
    DutyPost.objects.filter(pk=post.pk).update(token=f"token-{post.pk}")
    return DutyPost.objects.get(pk=post.pk)


ELECTION_EDITS = (
    Edit(
        "correct_election",
        _election,
        lambda r, o, p: elections.correct_election(r, **signed(o), **as_read(r), **said(r, elections.ElectionFields, seats=4 + p)),
    ),
    Edit(
        "count_election",
        _election,
        lambda r, o, p: elections.count_election(r, **signed_today(o), **as_read(r), votes={}, **{**COUNT, "voters_present": 14 + p % 2}),
        persons=2,
    ),
    Edit(
        "file_election",
        _election,
        lambda r, o, p: elections.file_election(
            r,
            **signed_today(o),
            **as_read(r),
            committee_filed_on=DAY + timedelta(days=p),
            secretary_approved_on=None,
            secretary_in_office_on=None,
            reduction_consents=None,
        ),
    ),
    Edit(
        "withdraw_candidate",
        lambda o: make_candidate(_election(o)),
        lambda r, o, p: elections.withdraw_candidate(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_appraisal",
        _appraisal,
        lambda r, o, p: elections.correct_appraisal(
            r, **signed_today(o), **as_read(r), **said(r, elections.AppraisalFields, held_on=DAY + timedelta(days=1 + p))
        ),
    ),
    Edit(
        "correct_grade",
        _grade,
        lambda r, o, p: elections.correct_grade(
            r, **signed_today(o), **as_read(r), grade=r.grade, opinion_on=DAY + timedelta(days=p), followed_up_on=None
        ),
    ),
    Edit(
        "correct_base",
        lambda o: make_base(make_member(make_branch(o.org))),
        lambda r, o, p: dues.correct_base(
            r, **signed(o), **as_read(r), starts_on=r.starts_on, payer=r.payer, base=r.base + 1000 * (1 + p), waiver=Waiver.NONE
        ),
    ),
    Edit(
        "correct_post",
        _post,
        lambda r, o, p: posts.correct_post(r, **signed_today(o), **as_read(r), **said(r, posts.PostFields, pledge=f"承诺{p}")),
    ),
    Edit(
        "review_post",
        _post,
        lambda r, o, p: posts.review_post(r, **signed_today(o), **as_read(r), review=PostReview.values[0], on=DAY + timedelta(days=p)),
    ),
    Edit(
        "end_post",
        _post,
        lambda r, o, p: posts.end_post(r, **signed_today(o), **as_read(r), on=DAY + timedelta(days=p)),
    ),
    Edit("show_plaque", _post, lambda r, o, p: posts.show_plaque(r, **signed(o), **as_read(r))),
    Edit("hide_plaque", _plaque, lambda r, o, p: posts.hide_plaque(r, **signed(o), **as_read(r)), alike=True),
    Edit(
        "answer_correction",
        lambda o: make_request(make_member(make_branch(o.org)), asked_on=TODAY),
        lambda r, o, p: posts.answer_correction(r, **signed_today(o), **as_read(r), state=RequestState.DONE, answer=f"答复{p}"),
    ),
)
