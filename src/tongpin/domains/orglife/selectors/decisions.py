"""会外决定查询."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from tongpin.domains.orglife.models import MeetingItem, OffMeetingDecision
from tongpin.domains.orglife.selectors.agenda import meeting_items
from tongpin.engines.activities.enums import ActivityState


def off_meeting_decisions() -> QuerySet[OffMeetingDecision]:
    """会外决定清单."""
    return OffMeetingDecision.objects.select_related("org", "item", "item__meeting", "item__meeting__activity")


def decision_matches(text: str) -> Q:
    """Decisions whose title or who decided contains ``text``."""
    return Q(title__icontains=text) | Q(decided_by__icontains=text)


def without_meeting(org_ids: Sequence[int], as_of: date) -> dict[int, int]:
    """没有会议研究的决定: how many of each organisation no meeting had taken up by a day; one query."""
    found: dict[int, int] = {}
    rows = off_meeting_decisions().filter(org__in=org_ids, decided_on__lte=as_of)
    for row in rows.exclude(item__meeting__activity__state=ActivityState.HELD, item__meeting__activity__day__lte=as_of):
        found[row.org_id] = found.get(row.org_id, 0) + 1
    return found


def items_since(decision: OffMeetingDecision) -> QuerySet[MeetingItem]:
    """可选议题: of meetings of the organisation held on that day or later, latest first."""
    held = meeting_items().filter(org=decision.org, meeting__activity__state=ActivityState.HELD)
    return held.filter(meeting__activity__day__gte=decision.decided_on).order_by("-meeting__activity__day", "number")
