"""会议查询."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.models import Meeting
from tongpin.domains.orglife.planning import BY_LEVEL
from tongpin.domains.orglife.selectors.attendance import attendance
from tongpin.domains.orglife.selectors.happenings import is_planned, open_to_those_of
from tongpin.engines.activities.enums import ActivityState
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.periods import OFFICE_ZONE

__all__ = ["is_planned"]

BRANCH_KINDS = (
    MeetingKind.GENERAL,
    MeetingKind.COMMITTEE,
    MeetingKind.LECTURE,
    MeetingKind.ORGANISATIONAL_LIFE,
)
KINDS_BY_LEVEL: dict[str, tuple[MeetingKind, ...]] = {
    "party_group": (MeetingKind.PARTY_GROUP, MeetingKind.CENTRE_GROUP, MeetingKind.DEMOCRATIC_LIFE, MeetingKind.LECTURE),
    "party_committee": (*BRANCH_KINDS, MeetingKind.CENTRE_GROUP),
    "party_general_branch": BRANCH_KINDS,
    "party_branch": (*BRANCH_KINDS, MeetingKind.GROUP_STUDY),
    "party_small_group": (MeetingKind.SMALL_GROUP, MeetingKind.GROUP_STUDY, MeetingKind.ORGANISATIONAL_LIFE),
}


def meetings() -> QuerySet[Meeting]:
    """会议清单; neither those cancelled or withdrawn nor those that are 限知悉."""
    return Meeting.objects.filter(open_to_those_of("activity")).select_related("org", "activity", "closed_by")


def held_meetings() -> QuerySet[Meeting]:
    """已召开的会议."""
    return meetings().filter(activity__state=ActivityState.HELD)


def counted_meetings() -> QuerySet[Meeting]:
    """会议清单 with the number of items."""
    return meetings().annotate(item_count=Count("items", distinct=True))


def meeting_matches(text: str) -> Q:
    """Meetings whose title contains ``text``."""
    return Q(activity__title__icontains=text)


def kinds_of(org: Organisation) -> list[tuple[str, str]]:
    """可登记的会议种类: what an organisation of its level holds; all where it is none of the Party."""
    kinds = KINDS_BY_LEVEL.get(org.level, tuple(MeetingKind))
    return [(kind.value, str(kind.label)) for kind in kinds]


def plans_a_year(org: Organisation) -> bool:
    """Whether an organisation of this level plans its year."""
    return org.level in BY_LEVEL


def held_in(org: Organisation, since: date, until: date) -> QuerySet[Meeting]:
    """期间会议 of one organisation, both days included."""
    found = meetings().filter(org=org, activity__day__gte=since, activity__day__lte=until)
    return found.prefetch_related("activity__participations").order_by("activity__day", "pk")


def last_of(org: Organisation, kind: str) -> Meeting | None:
    """上一次 of that kind."""
    return meetings().filter(org=org, activity__kind=kind).order_by("-activity__day", "-pk").first()


def usual(org: Organisation, kind: str, today: date) -> dict[str, Any]:
    """照上一次填: title, place, chair and recorder as last time, so that little is typed."""
    title = f"{today.year}年{today.month}月{MeetingKind(kind).label}"
    last = last_of(org, kind)
    if last is None:
        return {"title": title, "day": today}
    known = as_typed(last)
    return {"title": title, "day": today, **{name: known[name] for name in ("place", "chair", "recorder", "at")}}


def as_typed(meeting: Meeting) -> dict[str, Any]:
    """会议 as its form shows it."""
    return {
        **gathering_as_typed(meeting),
        "for_year": meeting.for_year,
        "no_first_topic_reason": meeting.no_first_topic_reason,
        "steps_done": meeting.steps,
        "timing_basis": meeting.timing_basis,
        "reported_on": meeting.reported_on,
    }


def gathering_as_typed(record: Any) -> dict[str, Any]:
    """What a meeting and a theme day have in common, as their forms show it."""
    activity, there = record.activity, attendance(record)
    chair, recorder = there.of("chair"), there.of("recorder")
    return {
        "title": activity.title,
        "day": activity.day,
        "at": time_of(activity.starts_at),
        "until": time_of(activity.ends_at),
        "hours": activity.hours,
        "place": activity.place,
        "chair": str(chair[0].person_id) if chair and chair[0].person_id else "",
        "recorder": str(recorder[0].person_id) if recorder and recorder[0].person_id else "",
        "speakers": "、".join(one.name for one in there.of("speaker")),
        "absent": "\n".join(f"{one.name} {one.reason}" for one in there.absent),
        "observers": "、".join(one.name for one in there.observers if one.capacity != "speaker"),
        "summary": activity.summary,
    }


def clock_span(start: Any, end: Any) -> str:
    """ "09:00—11:00" in the office, as far as it is known."""
    return "—".join(one for one in (time_of(start), time_of(end)) if one)


def time_of(moment: Any) -> str:
    """ "09:00" in the office, "" where only the day is known."""
    return f"{moment.astimezone(OFFICE_ZONE):%H:%M}" if moment is not None else ""
