"""工作台办理: feedback sent and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from tongpin.foundation.audit.services import record
from tongpin.foundation.orgs.records import save_versioned
from tongpin.interfaces.desk.models import Feedback
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
