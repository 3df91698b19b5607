"""议题查询: items with what was said and voted, and the tasks that came from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from tongpin.domains.orglife.calculations.attendance import Attendee
from tongpin.domains.orglife.models import MakeUp, Meeting, MeetingItem, Opinion, Rectification, Recusal, Vote
from tongpin.domains.orglife.selectors.attendance import attendance
from tongpin.domains.orglife.selectors.colleagues import colleagues, task_maker
from tongpin.domains.orglife.selectors.happenings import open_to_those_of
from tongpin.foundation.orgs.models import Person
from tongpin.kernel.clock import today
from tongpin.kernel.occasions import AssignedTask

USUAL_DAYS = 30
"""How long somebody has for what a meeting decided, where it set no day; only a suggestion."""
_OF_MEETING = ("org", "meeting", "meeting__org", "meeting__activity")
_OF_ITEM = ("org", "item", "item__meeting", "item__meeting__activity", "item__meeting__org")


def meeting_items() -> QuerySet[MeetingItem]:
    """议题清单."""
    return MeetingItem.objects.filter(open_to_those_of("meeting__activity")).select_related(
        "org", "meeting", "meeting__org", "meeting__activity"
    )


def item_matches(text: str) -> Q:
    """Items whose title or decision contains ``text``."""
    return Q(title__icontains=text) | Q(decision__icontains=text)


def items_of(meeting: Meeting) -> QuerySet[MeetingItem]:
    """议题 of one meeting, in order, with what hangs on them."""
    return MeetingItem.objects.filter(meeting=meeting).prefetch_related("opinions__person", "recusals__person", "votes__candidate")


def opinions() -> QuerySet[Opinion]:
    """发表意见."""
    return Opinion.objects.filter(open_to_those_of("item__meeting__activity")).select_related("person", *_OF_ITEM)


def recusals() -> QuerySet[Recusal]:
    """回避."""
    return Recusal.objects.filter(open_to_those_of("item__meeting__activity")).select_related("person", *_OF_ITEM)


def votes() -> QuerySet[Vote]:
    """表决."""
    return Vote.objects.filter(open_to_those_of("item__meeting__activity")).select_related(
        "org", "candidate", "item", "item__meeting", "item__meeting__activity", "item__meeting__org"
    )


def make_ups() -> QuerySet[MakeUp]:
    """补课."""
    return MakeUp.objects.filter(open_to_those_of("meeting__activity")).select_related(
        "org", "person", "meeting", "meeting__activity", "meeting__org"
    )


def rectifications() -> QuerySet[Rectification]:
    """问题整改."""
    return Rectification.objects.filter(open_to_those_of("meeting__activity")).select_related(
        "org", "meeting", "meeting__activity", "meeting__org"
    )


def people_of(meeting: Meeting) -> QuerySet[Person]:
    """参会人员 of the bureau, present or not."""
    return Person.objects.filter(pk__in=[one.person_id for one in attendance(meeting).people if one.person_id])


def still_to_speak(item: MeetingItem, leader: int | None) -> list[Attendee]:
    """尚未登记意见的成员: those present with a vote, the leader last (末位表态), then the absent; nobody who stands aside (回避)."""
    heard = {*item.opinions.values_list("person", flat=True), *item.recusals.values_list("person", flat=True)}
    due = [one for one in attendance(item.meeting).due if one.may_vote and one.person_id not in heard]
    return sorted(due, key=lambda one: (not one.is_present, one.person_id == leader))


def absent_from(meeting: Meeting) -> QuerySet[Person]:
    """缺席人员."""
    return Person.objects.filter(pk__in=[one.person_id for one in attendance(meeting).absent if one.person_id])


def next_number(meeting: Meeting) -> int:
    """下一个序号."""
    return max(MeetingItem.objects.filter(meeting=meeting).values_list("number", flat=True), default=0) + 1


def suggested_task(item: MeetingItem) -> dict[str, Any]:
    """任务的责任人和时限, as far as the item tells: who answers for or reported on it, their office, the chair, by when."""
    day, known = item.meeting.activity.day, colleagues(item.org, item.meeting.activity.day).select_related("org")
    names = [name for name in (item.follow_up_by.strip(), item.reporter.strip()) if name]
    person = next((found[0] for name in names if len(found := list(known.filter(name=name)[:2])) == 1), None)
    chair = next((one.person_id for one in attendance(item.meeting).of("chair")), None)
    due = item.follow_up_due or max(day, today()) + timedelta(days=USUAL_DAYS)
    resolved = (item.decision or item.follow_up).strip().rstrip("。")
    title = f"{item.title}：{resolved}" if resolved else item.title
    return {"title": title[:200], "leader": chair, "department": person.org if person else None, "person": person, "due_on": due}


def tasks_of(items: Sequence[MeetingItem], viewer: Any) -> dict[int, Sequence[AssignedTask]]:
    """已交办任务 by the key of the item, as far as the viewer may see them."""
    maker = task_maker()
    if maker is None or not items:
        return {}
    found = maker.of([item.reference() for item in items], viewer)
    return {pk: tasks for (_, pk), tasks in found.items()}
