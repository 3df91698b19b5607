"""工作台办理: feedback sent and answered."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from tongpin.foundation.audit.services import record
from tongpin.foundation.orgs.records import save_versioned
from tongpin.interfaces.desk.models import CalendarFeed, Feedback
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused

if TYPE_CHECKING:
    from tongpin.foundation.accounts.models import User
    from tongpin.foundation.orgs.models import Organisation


@transaction.atomic
def send_feedback(*, org: Organisation, page: str, text: str, by: User) -> Feedback:
    """提出意见: about a page, in words."""
    if not text.strip():
        raise Refused("请填写意见内容。", field="text")
    feedback = Feedback.objects.create(org=org, author=by, page=page[:200], text=text.strip())
    record("feedback.sent", by=by, subject=feedback.reference(), org_id=org.pk, after={"page": feedback.page, "text": feedback.text})
    return feedback


@transaction.atomic
def answer_feedback(feedback: Feedback, *, answer: str, version: int, by: User) -> Feedback:
    """答复意见: the person who gave it sees the answer on the same page."""
    if not answer.strip():
        raise Refused("请填写答复内容。", field="answer")
    before = {"answer": feedback.answer}
    feedback.answer, feedback.answered_by, feedback.answered_at = answer.strip(), by, now()
    save_versioned(feedback, expected=version, fields=["answer", "answered_by", "answered_at"])
    record(
        "feedback.answered",
        by=by,
        subject=feedback.reference(),
        org_id=feedback.org_id,
        before=before,
        after={"answer": feedback.answer},
    )
    return feedback


@transaction.atomic
def open_feed(*, by: User) -> str:
    """开通日程订阅: gives the secret part of the address, shown this once; an earlier address stops working."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        user=by, defaults={"token_digest": feed_digest(token), "opened_at": now(), "last_fetched_on": None}
    )
    record("calendar_feed.opened", by=by)
    return token


@transaction.atomic
def close_feed(*, by: User) -> None:
    """停用日程订阅: the address answers no longer."""
    if CalendarFeed.objects.filter(user=by).delete()[0]:
        record("calendar_feed.closed", by=by)


def note_fetch(feed: CalendarFeed, *, today: date) -> None:
    """记下读取日期, once a day, so that a person sees whether their address is in use."""
    if feed.last_fetched_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_fetched_on=today)


def feed_digest(token: str) -> str:
    """订阅地址摘要: what is kept of an address."""
    return hashlib.sha256(token.encode()).hexdigest()
