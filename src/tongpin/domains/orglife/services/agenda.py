"""议题办理: items, opinions, recusals, and the follow-up of what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.enums import VoteMethod
from tongpin.domains.orglife.models import Meeting, MeetingItem, Opinion, Recusal
from tongpin.domains.orglife.selectors.catalogues import topics_for
from tongpin.domains.orglife.services.quiet import amend_quietly
from tongpin.engines.ledgers.services import amend, enter, not_after, remove, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Person
from tongpin.kernel.errors import Refused

ITEM = (
    "number",
    "title",
    "topic",
    "reporter",
    "materials",
    "steps_taken",
    "discussion",
    "decision",
    "follow_up",
    "follow_up_by",
    "follow_up_due",
)
TOLD_OF_ITEM = tuple("topic_title" if name == "topic" else name for name in ITEM)
"""What the trail tells of an item: the class of its topic by name."""
OPEN_OF_OPINION = ("person", "position", "is_written")
"""What the trail tells of an opinion: that it was given and in which order; never what was said, nor for or against."""


class ItemFields(TypedDict):
    """议题栏目."""

    number: int
    title: str
    topic: str
    reporter: str
    materials: str
    discussion: str
    decision: str
    follow_up: str
    follow_up_by: str
    follow_up_due: date | None
    steps_taken: NotRequired[str]


class OpinionFields(TypedDict):
    """意见栏目."""

    person: Person
    position: int | None
    stance: str
    text: str
    is_written: bool


def must_be_open(meeting: Meeting) -> None:
    """未办结: a meeting that is closed is changed only after it was reopened with a reason."""
    if Meeting.objects.filter(pk=meeting.pk, closed_on__isnull=False).exists():
        raise Refused("该会议已经办结，不能直接更改。确需更改的，请先退回办结并说明原因。")


@transaction.atomic
def add_item(meeting: Meeting, *, by: User, **fields: Unpack[ItemFields]) -> MeetingItem:
    """登记议题."""
    must_be_open(meeting)
    title = _topic_title(meeting, fields["topic"])
    item = MeetingItem(org=meeting.org, meeting=meeting, topic_title=title, **fields)
    return enter(item, verb="meeting_item.entered", by=by, fields=TOLD_OF_ITEM)


@transaction.atomic
def correct_item(item: MeetingItem, *, by: User, expected: int, **fields: Unpack[ItemFields]) -> MeetingItem:
    """更正议题."""
    must_be_open(item.meeting)
    kept = MeetingItem.objects.get(pk=item.pk)
    title = kept.topic_title if kept.topic == fields["topic"] else _topic_title(item.meeting, fields["topic"])
    values = {**fields, "topic_title": title}
    changed = amend_quietly(item, verb="meeting_item.corrected", by=by, expected=expected, values=values, told=TOLD_OF_ITEM)
    tell(item.org_id, "meeting")
    return changed


@transaction.atomic
def remove_item(item: MeetingItem, *, by: User, expected: int, reason: str) -> MeetingItem:
    """移出议题; one with opinions or votes stays until these are removed."""
    must_be_open(item.meeting)
    if item.opinions.exists() or item.votes.exists() or item.recusals.exists():
        raise Refused("该议题已登记意见、回避或表决，不能移出。确属误登的，请先移出这些登记。")
    return remove(item, verb="meeting_item.removed", by=by, expected=expected, reason=reason, fields=TOLD_OF_ITEM)


@transaction.atomic
def finish_follow_up(item: MeetingItem, *, by: User, today: date, expected: int, on: date) -> MeetingItem:
    """落实完成: what the item decided or resolved to do is done; allowed also after the meeting was closed."""
    not_after(on, today, "落实完成日期", field="on")
    if on < item.meeting.activity.day:
        raise Refused("落实完成日期不能早于会议日期，请核对。", field="on")
    if not item.follow_up:
        raise Refused("该议题没有登记贯彻落实措施，请先补登。")
    return amend(item, verb="meeting_item.followed_up", by=by, expected=expected, values={"follow_up_done": on}, also=("meeting",))


@transaction.atomic
def record_opinion(item: MeetingItem, *, by: User, **fields: Unpack[OpinionFields]) -> Opinion:
    """登记意见."""
    _may_speak(item, fields)
    record = Opinion(org=item.org, item=item, **fields)
    return enter(record, verb="opinion.entered", by=by, fields=OPEN_OF_OPINION)


@transaction.atomic
def record_opinions(item: MeetingItem, *, by: User, given: Sequence[OpinionFields]) -> MeetingItem:
    """逐人登记意见: what several people said of an item, all or none."""
    for fields in given:
        record_opinion(item, by=by, **fields)
    return item


@transaction.atomic
def correct_opinion(opinion: Opinion, *, by: User, expected: int, **fields: Unpack[OpinionFields]) -> Opinion:
    """更正意见."""
    _may_speak(opinion.item, fields)
    values = dict(fields)
    return amend_quietly(opinion, verb="opinion.corrected", by=by, expected=expected, values=values, told=OPEN_OF_OPINION)


@transaction.atomic
def remove_opinion(opinion: Opinion, *, by: User, expected: int, reason: str) -> Opinion:
    """移出意见."""
    must_be_open(opinion.item.meeting)
    return remove(opinion, verb="opinion.removed", by=by, expected=expected, reason=reason, fields=OPEN_OF_OPINION)


@transaction.atomic
def record_recusal(item: MeetingItem, *, by: User, person: Person, reason: str) -> Recusal:
    """登记回避."""
    must_be_open(item.meeting)
    if item.opinions.filter(person=person).exists():
        raise Refused(f"{person}对该议题已登记意见，应回避的人不参加讨论和表决，请先移出其意见。", field="person")
    record = Recusal(org=item.org, item=item, person=person, reason=reason)
    return enter(record, verb="recusal.entered", by=by, fields=("person", "reason"))


@transaction.atomic
def remove_recusal(recusal: Recusal, *, by: User, expected: int, reason: str) -> Recusal:
    """移出回避登记."""
    must_be_open(recusal.item.meeting)
    return remove(recusal, verb="recusal.removed", by=by, expected=expected, reason=reason, fields=("person", "reason"))


def _topic_title(meeting: Meeting, key: str) -> str:
    """The title of a class of topics; it must be in use on the day of the meeting."""
    found = next((one.title for one in topics_for(meeting.org, meeting.activity.day) if one.key == key), None)
    if found is None:
        raise Refused("所选议题类别在会议当日不在用，请重新选择。", field="topic")
    return found


def _may_speak(item: MeetingItem, fields: OpinionFields) -> None:
    must_be_open(item.meeting)
    person: Any = fields["person"]
    if item.recusals.filter(person=person).exists():
        raise Refused(f"{person}已登记回避该议题，不参加讨论和表决。", field="person")
    if fields["stance"] and item.votes.filter(method=VoteMethod.SECRET).exists():
        raise Refused("该议题以无记名投票表决，不登记个人表态，可只登记讨论意见。", field="stance")
