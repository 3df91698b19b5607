"""品牌与公开查询."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tongpin.domains.publicity.models import Honour


def honours() -> QuerySet[Honour]:
    """荣誉清单."""
    return Honour.objects.select_related("org")


def honour_matches(text: str) -> Q:
    """Honours whose title, holder or awarding body contains ``text``."""
    return Q(title__icontains=text) | Q(holder__icontains=text) | Q(awarded_by__icontains=text)
