"""岗位事实: posts in force, their pledges, and holders who left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse

from tongpin.domains.membership.enums import PostKind
from tongpin.domains.membership.facts.register import DATE, NUMBER, YES_NO, Values, declared, known
from tongpin.domains.membership.models import DutyPost
from tongpin.domains.membership.selectors import duty_posts
from tongpin.kernel.obligations import DutySubject, FactSource, Subject
from tongpin.kernel.periods import Period, PeriodKind

POST_FACTS = declared(("post_active", "岗位在设", YES_NO), ("holder_left_on", "在岗党员调离之日", DATE))
BRANCH_FACTS = declared(("vanguard_posts", "本年在岗的示范岗和责任区", NUMBER, "个"), ("promises", "本年公开承诺", NUMBER, "份"))


def post_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """党员岗位 in force in the year of the day."""
    held = Q(ends_on__isnull=True) | Q(ends_on__gte=date(as_of.year, 1, 1))
    return [
        Subject(
            kind="post",
            pk=post.pk,
            org_id=post.org_id,
            title=str(post),
            starts_on=post.starts_on,
            ends_on=post.ends_on,
            url=reverse("membership:post", args=[post.pk]),
        )
        for post in duty_posts().filter(held, org_id__in=list(org_ids), starts_on__lte=as_of)
    ]


def collect_posts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """岗位的事实 on the day."""
    found = {}
    for post in duty_posts().filter(pk__in=[s.pk for s in subjects]):
        left = post.member.left_on
        active = post.starts_on <= as_of and (post.ends_on is None or post.ends_on > as_of)
        found[post.pk] = known({"post_active": active, "holder_left_on": left if left is not None and left <= as_of else None})
    return found


def collect_branches(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """党支部本年的岗位和承诺; told only for a year, and 0 where the year has none."""
    if window is None or window.kind is not PeriodKind.YEAR:
        return {}
    found: dict[int, Values] = {s.pk: {"vanguard_posts": 0, "promises": 0} for s in subjects}
    for post in DutyPost.objects.filter(org_id__in=list(found), starts_on__lt=window.end, starts_on__lte=as_of):
        if (post.ends_on is None or post.ends_on > window.start) and post.kind != PostKind.VOLUNTEER:
            found[post.org_id]["vanguard_posts"] += 1
        if window.start <= post.pledged_on < window.end and post.pledged_on <= as_of:
            found[post.org_id]["promises"] += 1
    return found


SOURCES = [
    DutySubject(key="post", title="党员岗位", find=post_subjects),
    FactSource(subject="post", facts=POST_FACTS, record_kinds=("duty_post", "member"), collect=collect_posts),
    FactSource(subject="branch", facts=BRANCH_FACTS, record_kinds=("duty_post",), collect=collect_branches),
]
