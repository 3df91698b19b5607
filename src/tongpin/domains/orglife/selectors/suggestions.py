"""建议查询."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from tongpin.domains.orglife.models import Suggestion
from tongpin.domains.orglife.permissions import Permission
from tongpin.kernel.clock import today
from tongpin.kernel.extensions import Todo

SOON = timedelta(days=7)


def suggestions() -> QuerySet[Suggestion]:
    """建议清单."""
    return Suggestion.objects.select_related("org", "author")


def suggestion_matches(text: str) -> Q:
    """Suggestions whose title, text, author or campaign contain ``text``."""
    return Q(title__icontains=text) | Q(text__icontains=text) | Q(author__name__icontains=text) | Q(campaign__icontains=text)


def unanswered(on: date) -> QuerySet[Suggestion]:
    """未答复的建议 whose day is near or past."""
    return suggestions().filter(answered_on__isnull=True, answer_due_on__lte=on + SOON).order_by("answer_due_on", "pk")


def todo(request: Any) -> Sequence[Todo]:
    """待答复的建议 for those who answer."""
    return [
        Todo(title=f"答复建议：{one}", url=reverse("orglife:suggestion", args=[one.pk]), kind="建议", due_on=one.answer_due_on)
        for one in request.visible(unanswered(today()), Permission.EDIT)[:200]
    ]
