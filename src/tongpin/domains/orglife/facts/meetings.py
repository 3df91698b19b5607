"""会议的事实: attendance, chair, first topic, order of speaking, and whether its day was agreed with the superior."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from tongpin.domains.orglife.calculations.topics import PERSONNEL
from tongpin.domains.orglife.completeness import ONE_BY_ONE
from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.models import Meeting
from tongpin.domains.orglife.selectors.attendance import attendance
from tongpin.domains.orglife.selectors.deadlines import due_dates
from tongpin.domains.orglife.selectors.meetings import held_meetings
from tongpin.foundation.orgs.selectors import posts
from tongpin.kernel.obligations import DutySubject, Fact, FactSource, Subject
from tongpin.kernel.periods import Period
from tongpin.kernel.values import ValueType

WORDS = {
    MeetingKind.PARTY_GROUP: "党组会",
    MeetingKind.GENERAL: "党员大会",
    MeetingKind.COMMITTEE: "支委会",
    MeetingKind.SMALL_GROUP: "党小组会",
    MeetingKind.LECTURE: "党课",
    MeetingKind.ORGANISATIONAL_LIFE: "组织生活会",
    MeetingKind.DEMOCRATIC_LIFE: "民主生活会",
    MeetingKind.CENTRE_GROUP: "中心组学习",
    MeetingKind.GROUP_STUDY: "党小组学习",
}
"""What the rules call a kind of meeting."""
ROLES = ("副书记", "书记", "委员", "组长")


def meeting_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """会议, those held in the year up to a day."""
    rows = held_meetings().filter(org_id__in=org_ids, activity__day__gte=date(as_of.year, 1, 1), activity__day__lte=as_of)
    return [
        Subject(
            kind="meeting",
            pk=row.pk,
            org_id=row.org_id,
            title=row.activity.title,
            starts_on=row.activity.day,
            url=reverse("orglife:meeting", args=[row.pk]),
        )
        for row in rows
    ]


def meeting_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """会议的事实; a constant number of queries."""
    rows = list(
        held_meetings().filter(pk__in=[one.pk for one in subjects]).prefetch_related("activity__participations", "items", "items__opinions")
    )
    held: dict[int, list[Any]] = {}
    for post in posts().filter(org_id__in={row.org_id for row in rows}):
        held.setdefault(post.org_id, []).append(post)
    notices: dict[tuple[int, str], Mapping[int, date]] = {}
    for row in rows:
        key = (_year_of(row), row.kind)
        if key not in notices:
            notices[key] = due_dates([one.org_id for one in rows], *key)
    return {row.pk: _facts(row, held.get(row.org_id, []), notices[_year_of(row), row.kind].get(row.org_id)) for row in rows}


def _facts(meeting: Meeting, held: Sequence[Any], notice_due_on: date | None) -> dict[str, Any]:
    there, day = attendance(meeting), meeting.activity.day
    items = sorted(meeting.items.all(), key=lambda item: item.number)
    found: dict[str, Any] = {
        "meeting_kind": WORDS[MeetingKind(meeting.kind)],
        "meeting_on": day,
        "first_topic_led": bool(items) and items[0].is_first_topic,
        "single_urgent_matter": bool(meeting.no_first_topic_reason),
        "has_personnel_item": any(item.nature == PERSONNEL for item in items),
        "has_major_matter": any(item.nature in ONE_BY_ONE for item in items),
        "notice_due_on": notice_due_on,
        "shift_approved": bool(meeting.timing_basis),
        "reported_on": meeting.reported_on,
    }
    if there.due:
        due, present = len(there.voters_due), len(there.voters_present)
        found |= {"members_due": due, "members_present": present, "due_members": due, "present_members": present}
    in_office = [post for post in held if post.starts_on <= day and (post.ends_on is None or post.ends_on > day)]
    if chairs := there.of("chair"):
        found["chair_role"] = _role(chairs[0].person_id, chairs[0].standing, in_office)
    leader = next((post.person_id for post in in_office if post.is_lead), None)
    last = _spoke_last(items, leader)
    if last is not None:
        found["head_spoke_last"] = last
    return found


def _year_of(meeting: Meeting) -> int:
    return meeting.for_year or meeting.activity.day.year


def _role(person_id: int | None, standing: str, in_office: Sequence[Any]) -> str:
    titles = [post.title for post in in_office if post.person_id == person_id] or [standing]
    role = next((role for role in ROLES for title in titles if role in title), "其他")
    return "党小组组长" if role == "组长" else role


def _spoke_last(items: Sequence[Any], leader: int | None) -> bool | None:
    """Whether the leader spoke last on every major matter; None where nothing is known of it."""
    if leader is None:
        return None
    answers = []
    for item in items:
        spoken = [one for one in item.opinions.all() if item.nature in ONE_BY_ONE and one.position is not None]
        if any(one.person_id == leader for one in spoken):
            answers.append(max(spoken, key=lambda one: one.position).person_id == leader)
    return all(answers) if answers else None


MEETINGS_AS_SUBJECTS = DutySubject(key="meeting", title="会议", find=meeting_subjects)
MEETING_FACTS = FactSource(
    subject="meeting",
    facts=(
        Fact(name="meeting_kind", title="会议种类", type=ValueType.TEXT),
        Fact(name="meeting_on", title="召开日期", type=ValueType.DATE),
        Fact(name="members_due", title="应到", type=ValueType.NUMBER, unit="人"),
        Fact(name="members_present", title="实到", type=ValueType.NUMBER, unit="人"),
        Fact(name="due_members", title="应到成员", type=ValueType.NUMBER, unit="人"),
        Fact(name="present_members", title="实到成员", type=ValueType.NUMBER, unit="人"),
        Fact(name="chair_role", title="主持人职务", type=ValueType.TEXT),
        Fact(name="first_topic_led", title="议程第一项为第一议题", type=ValueType.YES_NO),
        Fact(name="single_urgent_matter", title="只研究紧急事项", type=ValueType.YES_NO),
        Fact(name="has_personnel_item", title="议程含人事事项", type=ValueType.YES_NO),
        Fact(name="has_major_matter", title="议程含三重一大事项", type=ValueType.YES_NO),
        Fact(name="head_spoke_last", title="主要负责人末位表态", type=ValueType.YES_NO),
        Fact(name="notice_due_on", title="上级通知规定的最迟召开日期", type=ValueType.DATE),
        Fact(name="shift_approved", title="提前或推迟召开已经上级同意", type=ValueType.YES_NO),
        Fact(name="reported_on", title="报送报告和记录日期", type=ValueType.DATE),
    ),
    record_kinds=("activity", "meeting", "meeting_item", "year_notice"),
    collect=meeting_facts,
)
