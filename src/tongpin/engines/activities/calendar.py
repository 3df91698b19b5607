"""工作记录日程: what is planned, and what one took part in, in the calendar and its subscription."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from tongpin.engines.activities.enums import ActivityState
from tongpin.engines.activities.models import Participation
from tongpin.engines.activities.selectors import for_others, visible_activities
from tongpin.kernel.obligations import CalendarEntry


def calendar_entries(request: Any, start: date, end: date) -> Iterable[CalendarEntry]:
    """日程: planned activities that the viewer may see, and those they were at; nothing that is 限知悉."""
    was_there = Participation.objects.filter(person__user=request.user.pk, is_present=True).order_by().values("activity")
    shown = Q(state=ActivityState.PLANNED) | Q(state=ActivityState.HELD, pk__in=was_there)
    rows = for_others(visible_activities(request.user)).filter(shown, day__gte=start, day__lt=end)
    for row in rows.order_by("day", "starts_at", "pk"):
        yield CalendarEntry(
            key=f"activity-{row.pk}",
            title=f"{row.title}（{row.org.shown_name}）",
            day=row.day,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            place=row.place,
            url=reverse("activities:activity", args=[row.pk]),
            kind=row.kind_title,
        )
