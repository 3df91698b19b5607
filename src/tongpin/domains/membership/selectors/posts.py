"""岗位与更正申请查询."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from tongpin.domains.membership.models import CorrectionRequest, DutyPost
from tongpin.foundation.accounts.models import User

ANSWER_DAYS = 15
"""答复期限 of a correction request, in days (本单位做法)."""


def duty_posts() -> QuerySet[DutyPost]:
    """党员岗位."""
    return DutyPost.objects.select_related("org", "member__person", "member__org")


def posts_on(day: date) -> QuerySet[DutyPost]:
    """某日在设的岗位."""
    return duty_posts().filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)


def plaque(token: str) -> DutyPost | None:
    """亮牌的岗位 under this address; None where it is shown no longer."""
    return duty_posts().filter(token=token, ends_on__isnull=True).first()


def correction_requests() -> QuerySet[CorrectionRequest]:
    """更正申请."""
    return CorrectionRequest.objects.select_related("org", "member__person")


def requests_of(user: User) -> QuerySet[CorrectionRequest]:
    """本人的更正申请."""
    return correction_requests().filter(member__person__user=user)


def answer_due_on(request: CorrectionRequest) -> date:
    """应答复日期."""
    return request.asked_on + timedelta(days=ANSWER_DAYS)
