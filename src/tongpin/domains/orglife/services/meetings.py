"""会议办理: planned, entered, corrected, called off; one that was entered as a bare 工作记录 gets its file."""

from __future__ import annotations

from datetime import date
from typing import Any, Unpack

from django.db import transaction

from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.models import Meeting, MeetingItem
from tongpin.domains.orglife.services.agenda import must_be_open
from tongpin.domains.orglife.services.gatherings import GatheringFields, call_off, correct, of_gathering, put_on_file
from tongpin.engines.activities import services as activities
from tongpin.engines.ledgers.services import enter, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import changed_fields, check, insert, save_versioned, snapshot
from tongpin.kernel.errors import Refused

OWN = ("for_year", "no_first_topic_reason", "steps_done", "timing_basis", "reported_on")


class MeetingFields(GatheringFields):
    """会议栏目."""

    for_year: int | None
    no_first_topic_reason: str
    steps_done: str
    timing_basis: str
    reported_on: date | None


@transaction.atomic
def enter_meeting(*, org: Organisation, kind: str, by: User, today: date, **fields: Unpack[MeetingFields]) -> Meeting:
    """登记会议: held, or planned where its day is to come; the happening is on file once, in its 工作记录."""
    if kind not in MeetingKind.values:
        raise Refused("没有这种会议，请重新选择。")
    own = _own(fields)
    _check_own(own, fields["day"])
    activity = put_on_file(org=org, kind=kind, by=by, today=today, links=(), fields=of_gathering(fields))
    return enter(Meeting(org=org, activity=activity, **own), verb="meeting.entered", by=by, fields=("activity", *OWN))


@transaction.atomic
def plan_meeting(*, org: Organisation, kind: str, title: str, day: date, theme: str, by: User, today: date) -> Meeting:
    """安排会议 by the year's plan."""
    activity = activities.plan_activity(org=org, kind=kind, by=by, today=today, title=title, day=day, summary=theme)
    return enter(Meeting(org=org, activity=activity), verb="meeting.planned", by=by, fields=("activity",))


@transaction.atomic
def correct_meeting(
    meeting: Meeting, *, by: User, today: date, expected: int, activity_version: int, **fields: Unpack[MeetingFields]
) -> Meeting:
    """登记召开 or 更正会议; both the meeting and its 工作记录 must be as they were when the page was opened."""
    must_be_open(meeting)
    own = _own(fields)
    _check_own(own, fields["day"])
    correct(meeting.activity, by=by, today=today, expected=activity_version, links=None, fields=of_gathering(fields))
    before = snapshot(Meeting.objects.get(pk=meeting.pk), OWN)
    for name, value in own.items():
        setattr(meeting, name, value)
    check(meeting)
    save_versioned(meeting, expected=expected, fields=OWN)
    tell(meeting.org_id, "meeting")
    old, new = changed_fields(before, meeting, OWN)
    audit.record("meeting.corrected", by=by, subject=meeting.reference(), org_id=meeting.org_id, before=old, after=new)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User, expected: int, reason: str) -> Meeting:
    """取消会议: it counts nowhere; rows and trail stay."""
    must_be_open(meeting)
    save_versioned(meeting, expected=expected, fields=())
    call_off(meeting.activity, by=by, reason=reason)
    tell(meeting.org_id, "meeting")
    audit.record("meeting.cancelled", by=by, subject=meeting.reference(), org_id=meeting.org_id, detail={"reason": reason})
    return meeting


@transaction.atomic
def open_file(activity: Any, *, by: User) -> Meeting:
    """建立会议档案: for a meeting that is on file as a 工作记录 only; its agenda becomes the items."""
    if activity.kind not in MeetingKind.values:
        raise Refused("这条工作记录不是会议，不能建立会议档案。")
    if Meeting.objects.filter(activity=activity).exists():
        raise Refused("该会议已有会议档案，不必重复建立。")

    def with_items(meeting: Meeting) -> None:
        for item in activity.agenda.all():
            title, text = item.title[:200], item.text
            insert(MeetingItem(org=meeting.org, meeting=meeting, number=item.position, title=title, topic="other", discussion=text))

    return enter(Meeting(org=activity.org, activity=activity), verb="meeting.entered", by=by, fields=("activity",), with_parts=with_items)


def _own(fields: Any) -> dict[str, Any]:
    return {name: fields[name] for name in OWN}


def _check_own(own: dict[str, Any], day: date) -> None:
    if own["reported_on"] is not None and own["reported_on"] < day:
        raise Refused("上报日期不能早于会议日期，请核对。", field="reported_on")
