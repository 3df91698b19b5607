"""青年干部培养查询: postings and mentors, what comes to its end, what one person has."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tongpin.domains.enterprises.selectors import enterprises
from tongpin.domains.membership.models import Mentorship, Posting
from tongpin.domains.membership.selectors.members import bureau_of
from tongpin.foundation.orgs.models import Organisation

SOON_DAYS = 30
"""提前多少天提醒 that a posting or a mentorship comes to its agreed end (本单位做法)."""


def postings() -> QuerySet[Posting]:
    """挂职锻炼."""
    return Posting.objects.select_related("org", "person", "mentor", "enterprise")


def mentorships() -> QuerySet[Mentorship]:
    """导师帮带."""
    return Mentorship.objects.select_related("org", "mentor", "mentee")


def postings_of(person_id: int) -> QuerySet[Posting]:
    """本人的挂职锻炼, as the one who goes or the one who guides."""
    return postings().filter(Q(person=person_id) | Q(mentor=person_id)).order_by("-starts_on", "-pk")


def mentorships_of(person_id: int) -> QuerySet[Mentorship]:
    """本人的导师帮带, on either side."""
    return mentorships().filter(Q(mentor=person_id) | Q(mentee=person_id)).order_by("-starts_on", "-pk")


def postings_ending(start: date, end: date) -> QuerySet[Posting]:
    """到期的挂职锻炼: those whose agreed end lies in [start, end) and that have not ended."""
    return postings().filter(ended_on__isnull=True, ends_on__gte=start, ends_on__lt=end).order_by("ends_on", "pk")


def mentorships_ending(start: date, end: date) -> QuerySet[Mentorship]:
    """到期的导师帮带."""
    return mentorships().filter(ended_on__isnull=True, ends_on__gte=start, ends_on__lt=end).order_by("ends_on", "pk")


def enterprises_to_choose(org: Organisation) -> QuerySet[Any]:
    """可选企业: those in the register of the bureau."""
    return enterprises().filter(org__path__startswith=bureau_of(org).path).order_by("name")
