"""辅导记录查询: activities of the kind 辅导 that serve a firm."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from tongpin.engines.activities.selectors import activities_of, held, visible_activities
from tongpin.foundation.accounts.models import User
from tongpin.kernel.reference import Reference

KIND = "enterprise_coaching"


def coaching_visits(firm: Reference, viewer: User) -> QuerySet[Any]:
    """辅导记录 of a firm that the viewer may see, newest first."""
    seen = visible_activities(viewer).values("pk")
    return held(activities_of(firm)).filter(kind=KIND, pk__in=seen).order_by("-day", "-pk")
