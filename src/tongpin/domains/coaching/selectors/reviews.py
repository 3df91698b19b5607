"""辅导对象和人工认定查询."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from tongpin.domains.coaching.models import CoachedFirm, FirmReview
from tongpin.domains.coaching.models.reviews import JUDGED
from tongpin.domains.enterprises.selectors import firms_matching
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import people, people_within

__all__ = [
    "JUDGED",
    "coached",
    "coached_firms",
    "coaches",
    "firm_matches",
    "firm_reviews",
    "firm_reviews_of",
]


def coached(firm_pk: int) -> CoachedFirm | None:
    """辅导安排 of a firm."""
    return coached_firms().filter(firm_id=firm_pk).first()


def coached_firms() -> QuerySet[CoachedFirm]:
    """辅导对象清单."""
    return CoachedFirm.objects.select_related("org", "firm", "coach")


def firm_reviews() -> QuerySet[FirmReview]:
    """人工认定清单."""
    return FirmReview.objects.select_related("org", "firm")


def firm_reviews_of(pk: int) -> QuerySet[FirmReview]:
    """一家企业的人工认定, newest first."""
    return firm_reviews().filter(firm_id=pk).order_by("-year")


def firm_matches(text: str) -> Q:
    """记录匹配 by the firm."""
    return Q(firm__in=firms_matching(text))


def coaches(org: Organisation, on: date) -> QuerySet[Person]:
    """可选辅导人: people of the bureau who had not left by a day."""
    return people_within(people().filter(Q(left_on__isnull=True) | Q(left_on__gt=on)), org)
