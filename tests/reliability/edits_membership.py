"""党员队伍: every way of changing a branch's profile, a member, a term, an officer and a file of somebody on the way into the Party."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.factories.membership import (
    make_branch,
    make_case,
    make_development_notice,
    make_member,
    make_officer,
    make_profile,
    make_step,
    make_term,
)
from tests.reliability.edit import Edit
from tests.reliability.fields import DAY, as_read, signed, signed_today
from tests.reliability.office import TODAY, Office
from tongpin.domains.membership import services as membership
from tongpin.domains.membership.enums import LeavingReason, NoticeResult, Standing
from tongpin.domains.membership.models import DevelopmentNotice, Member, Officer, Term

ELECTED = date(2023, 5, 18)


def _member(o: Office) -> Member:
    return make_member(make_branch(o.org))


def _probationer(o: Office) -> Member:
    joined = date(2022, 12, 1)
    return make_member(make_branch(o.org), standing=Standing.PROBATIONARY, joined_on=joined, arrived_on=joined)


def _term(o: Office) -> Term:
    return make_term(make_branch(o.org), elected_on=ELECTED)


def _officer(o: Office) -> Officer:
    return make_officer(_term(o))


def _notice(o: Office) -> DevelopmentNotice:
    return make_development_notice(make_case(make_branch(o.org)), starts_on=date(2023, 11, 1), ends_on=date(2023, 11, 9))


def _member_fields(r: Member, person: int) -> dict[str, Any]:
    return {
        "standing": r.standing,
        "joined_on": r.joined_on,
        "full_since": r.full_since,
        "arrived_on": r.arrived_on + timedelta(days=1 + person),
        "group": None,
        "is_leader": False,
        "is_exempt": False,
        "rights_limited_from": None,
        "rights_limited_until": None,
        "rights_reason": "",
    }


MEMBERSHIP_EDITS = (
    Edit(
        "correct_profile",
        lambda o: make_profile(make_branch(o.org)),
        lambda r, o, p: membership.correct_profile(
            r,
            **signed(o),
            **as_read(r),
            kind=r.kind,
            units_covered=None,
            requested_on=None,
            approved_on=None,
            approval="",
            theme_day=10 + p,
            dues_day=None,
            needs_groups=None,
            body_ended_on=None,
            fewer_approved=None,
        ),
    ),
    Edit(
        "correct_member",
        _member,
        lambda r, o, p: membership.correct_member(r, **signed_today(o), **as_read(r), **_member_fields(r, p)),
    ),
    Edit(
        "convert_member",
        _probationer,
        lambda r, o, p: membership.convert_member(r, **signed_today(o), **as_read(r), on=DAY + timedelta(days=p)),
    ),
    Edit(
        "move_member",
        _member,
        lambda r, o, p: membership.move_member(r, **signed_today(o), **as_read(r), to=make_branch(o.org), on=DAY - timedelta(days=p)),
        events=2,
    ),
    Edit(
        "end_membership",
        _member,
        lambda r, o, p: membership.end_membership(
            r, **signed_today(o), **as_read(r), on=DAY - timedelta(days=p), left_for=LeavingReason.TRANSFERRED, left_to="外单位"
        ),
    ),
    Edit(
        "note_absence",
        _member,
        lambda r, o, p: membership.note_absence(
            r,
            **signed_today(o),
            **as_read(r),
            away_since=DAY - timedelta(days=p),
            away_place="济南",
            abroad_since=None,
            abroad_for="",
            back_on=None,
        ),
    ),
    Edit(
        "note_contact",
        _member,
        lambda r, o, p: membership.note_contact(r, **signed_today(o), **as_read(r), on=DAY - timedelta(days=p), is_lost=False),
        events=2,
    ),
    Edit(
        "correct_term",
        _term,
        lambda r, o, p: membership.correct_term(
            r, **signed_today(o), **as_read(r), number=r.number, has_committee=True, elected_on=ELECTED - timedelta(days=1 + p), months=36
        ),
    ),
    Edit(
        "postpone_term",
        _term,
        lambda r, o, p: membership.postpone_term(
            r,
            **signed_today(o),
            **as_read(r),
            postponed_to=r.expires_on + timedelta(days=30 + p),
            approved_on=TODAY,
            approval="宁机党发〔2024〕1号",
        ),
    ),
    Edit(
        "end_term",
        _term,
        lambda r, o, p: membership.end_term(r, **signed_today(o), **as_read(r), on=DAY - timedelta(days=p)),
    ),
    Edit(
        "release_officer",
        _officer,
        lambda r, o, p: membership.release_officer(r, **signed_today(o), **as_read(r), on=DAY - timedelta(days=p)),
    ),
    Edit(
        "correct_case",
        lambda o: make_case(make_branch(o.org)),
        lambda r, o, p: membership.correct_case(
            r,
            **signed_today(o),
            **as_read(r),
            gender=r.gender,
            born_on=r.born_on,
            unit=f"第{p}科",
            accepts_programme=True,
            applied_to_own_unit=True,
            leaves_unit_on=None,
            moved_in_on=None,
            months_before=None,
            file_received=False,
        ),
    ),
    Edit(
        "end_case",
        lambda o: make_case(make_branch(o.org)),
        lambda r, o, p: membership.end_case(r, **signed_today(o), **as_read(r), on=DAY, reason=f"原因{p}"),
    ),
    Edit(
        "correct_step",
        lambda o: make_step(make_case(make_branch(o.org)), 1, on=DAY, second_on=None),
        lambda r, o, p: membership.correct_step(r, **signed_today(o), **as_read(r), on=DAY, note=f"情况{p}"),
    ),
    Edit(
        "settle_notice",
        _notice,
        lambda r, o, p: membership.settle_notice(r, **signed_today(o), **as_read(r), result=NoticeResult.values[p]),
        persons=2,
    ),
)
