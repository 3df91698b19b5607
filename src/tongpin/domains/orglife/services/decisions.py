"""会外决定办理: entered as it was made, and where a meeting took it up afterwards."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.models import MeetingItem, OffMeetingDecision
from tongpin.domains.orglife.selectors.decisions import items_since
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused


class DecisionFields(TypedDict):
    """会外决定栏目."""

    title: str
    decided_on: date
    way: str
    decided_by: str
    reason: str


@transaction.atomic
def record_decision(*, org: Organisation, by: User, today: date, **fields: Unpack[DecisionFields]) -> OffMeetingDecision:
    """登记会外决定."""
    not_after(fields["decided_on"], today, "决定日期", field="decided_on")
    return enter(OffMeetingDecision(org=org, **fields), verb="off_meeting_decision.entered", by=by, fields=fields)


@transaction.atomic
def correct_decision(
    decision: OffMeetingDecision, *, by: User, today: date, expected: int, **fields: Unpack[DecisionFields]
) -> OffMeetingDecision:
    """更正会外决定."""
    not_after(fields["decided_on"], today, "决定日期", field="decided_on")
    item = OffMeetingDecision.objects.select_related("item__meeting__activity").get(pk=decision.pk).item
    if item is not None and item.meeting.activity.day < fields["decided_on"]:
        raise Refused("决定日期晚于补开会议的日期，请核对。", field="decided_on")
    return amend(decision, verb="off_meeting_decision.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def take_up(decision: OffMeetingDecision, *, by: User, expected: int, item: MeetingItem) -> OffMeetingDecision:
    """登记补开会议研究: a meeting of the same organisation dealt with it on that day or later."""
    if not items_since(decision).filter(pk=item.pk).exists():
        raise Refused("请选择本组织在决定日期当日或以后已召开会议的议题。", field="item")
    return amend(decision, verb="off_meeting_decision.taken_up", by=by, expected=expected, values={"item": item}, also=("meeting",))


@transaction.atomic
def remove_decision(decision: OffMeetingDecision, *, by: User, expected: int, reason: str) -> OffMeetingDecision:
    """移出会外决定 that was entered by mistake."""
    fields = ("title", "decided_on", "way", "decided_by", "reason")
    return remove(decision, verb="off_meeting_decision.removed", by=by, expected=expected, reason=reason, fields=fields)
