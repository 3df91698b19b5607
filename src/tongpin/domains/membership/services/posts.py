"""岗位与更正申请办理."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.membership.enums import MEMBERS, RequestState
from tongpin.domains.membership.models import CorrectionRequest, DutyPost, Member
from tongpin.engines.ledgers.closed import amend_closed
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.kernel.errors import Refused

TOKEN_BYTES = 24


class PostFields(TypedDict):
    """岗位栏目."""

    kind: str
    title: str
    duty: str
    pledge: str
    pledged_on: date
    starts_on: date


@transaction.atomic
def set_up_post(*, member: Member, by: User, today: date, **fields: Unpack[PostFields]) -> DutyPost:
    """设岗: for a member who stands in the register."""
    if member.left_on is not None or member.standing not in MEMBERS:
        raise Refused(f"“{member}”不是在册党员，不能设岗。", field="member")
    not_after(fields["starts_on"], today, "设岗日期", field="starts_on")
    not_after(fields["pledged_on"], today, "承诺日期", field="pledged_on")
    return enter(DutyPost(org=member.org, member=member, **fields), verb="duty_post.set_up", by=by, fields=("member", *fields))


@transaction.atomic
def correct_post(post: DutyPost, *, by: User, today: date, expected: int, **fields: Unpack[PostFields]) -> DutyPost:
    """更正岗位."""
    not_after(fields["starts_on"], today, "设岗日期", field="starts_on")
    return amend(post, verb="duty_post.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def review_post(post: DutyPost, *, by: User, today: date, expected: int, review: str, on: date) -> DutyPost:
    """评议岗位: what was pledged against what was done, said by people."""
    not_after(on, today, "评议日期", field="on")
    return amend(post, verb="duty_post.reviewed", by=by, expected=expected, values={"review": review, "reviewed_on": on})


@transaction.atomic
def end_post(post: DutyPost, *, by: User, today: date, expected: int, on: date) -> DutyPost:
    """撤岗: the plaque comes down with it."""
    if post.ends_on is not None:
        raise Refused("该岗位已经撤销，不必重复办理。")
    not_after(on, today, "撤岗日期", field="on")
    return amend(post, verb="duty_post.ended", by=by, expected=expected, values={"ends_on": on, "token": None})


@transaction.atomic
def show_plaque(post: DutyPost, *, by: User, expected: int) -> DutyPost:
    """亮牌: under a fresh address that nobody can guess; the address itself stays out of the trail."""
    if post.ends_on is not None:
        raise Refused("该岗位已经撤销，不能亮牌。")
    return amend_closed(post, verb="duty_post.shown", by=by, expected=expected, values={"token": secrets.token_urlsafe(TOKEN_BYTES)})


@transaction.atomic
def hide_plaque(post: DutyPost, *, by: User, expected: int) -> DutyPost:
    """停止亮牌: the address leads nowhere from now on."""
    return amend_closed(post, verb="duty_post.hidden", by=by, expected=expected, values={"token": None})


@transaction.atomic
def ask_correction(*, member: Member, item: str, wanted: str, by: User, today: date) -> CorrectionRequest:
    """申请更正: by the person themselves; what it says stays out of the trail."""
    record = CorrectionRequest(org=member.org, member=member, item=item, wanted=wanted, asked_on=today)
    return enter(record, verb="correction.asked", by=by, fields=("asked_on",))


@transaction.atomic
def answer_correction(request: CorrectionRequest, *, by: User, today: date, expected: int, state: str, answer: str) -> CorrectionRequest:
    """答复更正申请: done or not, with the reason."""
    if request.state != RequestState.OPEN:
        raise Refused("该申请已经答复，不必重复办理。")
    values = {"state": state, "answer": answer, "answered_on": today, "answered_by": by.display_name}
    return amend_closed(request, verb="correction.answered", by=by, expected=expected, values=values)
