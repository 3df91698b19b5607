"""知识产权查询."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongpin.domains.coaching.models import IntellectualProperty, UsedRight
from tongpin.domains.enterprises.selectors import firms_matching


def rights() -> QuerySet[IntellectualProperty]:
    """知识产权清单; ``is_used_once`` says whether a right of class Ⅱ is spent."""
    spent = Exists(UsedRight.objects.filter(right=OuterRef("pk"), counts_once=True))
    return IntellectualProperty.objects.select_related("org", "firm", "coached_by").annotate(is_used_once=spent)


def rights_of(pk: int) -> QuerySet[IntellectualProperty]:
    """一家企业的知识产权."""
    return rights().filter(firm_id=pk).order_by("-granted_on", "-pk")


def right_matches(text: str) -> Q:
    """记录匹配: by title, number or firm."""
    return Q(title__icontains=text) | Q(number__icontains=text) | Q(firm__in=firms_matching(text))


def valid_on(day: date) -> Q:
    """有效: granted by ``day``, within its term, not lapsed."""
    not_ended = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return Q(granted_on__lte=day) & not_ended & (Q(lapsed_on__isnull=True) | Q(lapsed_on__gt=day))


def uses_of(record: IntellectualProperty) -> QuerySet[UsedRight]:
    """用于哪些申报."""
    return record.uses.select_related("application__firm").order_by("-application__year", "pk")
