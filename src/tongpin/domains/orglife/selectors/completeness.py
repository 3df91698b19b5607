"""缺项查询: gathers what is known of a meeting and asks what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongpin.domains.orglife.calculations.catalogues import Entry
from tongpin.domains.orglife.completeness import ItemFacts, MeetingFacts, Shortfall, shortfalls_of
from tongpin.domains.orglife.enums import ADMISSION_STEPS, LIFE_STEPS, Catalogue
from tongpin.domains.orglife.models import Meeting, MeetingItem
from tongpin.domains.orglife.selectors.attendance import attendance
from tongpin.domains.orglife.selectors.catalogues import Arrangement, missing_materials
from tongpin.domains.orglife.selectors.happenings import is_held
from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.selectors.kept import findings
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import posts_in

ORGANISATIONS = ("branch", "general_branch", "party_committee", "party_group", "small_group", "branch_committee")


@dataclass(frozen=True, slots=True)
class MissedDuty:
    """逾期事项: what was due when, and why it is held to be missing."""

    due_on: date
    title: str
    reason: str


def shortfalls(meeting: Meeting) -> list[Shortfall]:
    """缺项 of a meeting, blocking ones first; a constant number of queries."""
    return shortfalls_of(facts_of(meeting))


def missed_duties(org: Organisation, start: date, end: date) -> list[MissedDuty]:
    """缺项: what was due of the organisation itself from a day to a day, both included, and is overdue; nothing of single persons."""
    overdue = findings().filter(org=org, is_personal=False, state=FindingState.OVERDUE, subject_kind__in=ORGANISATIONS)
    rows = overdue.filter(due_on__gte=start, due_on__lte=end).order_by("due_on", "rule_code", "window")
    return [MissedDuty(one.due_on, one.rule_title, one.reason) for one in rows if one.due_on is not None]


def facts_of(meeting: Meeting) -> MeetingFacts:
    """会议要素."""
    items = MeetingItem.objects.filter(meeting=meeting).prefetch_related("opinions", "recusals", "votes")
    topics = Arrangement(Catalogue.TOPIC, [meeting.org])
    return MeetingFacts(
        kind=meeting.kind,
        is_held=is_held(meeting.activity),
        attendance=attendance(meeting),
        summary=meeting.activity.summary,
        no_first_topic_reason=meeting.no_first_topic_reason,
        steps_missing=[step for step in LIFE_STEPS if step not in meeting.steps],
        rectifications=meeting.rectifications.count(),
        items=[_item(item, topics.find(meeting.org, item.topic, meeting.activity.day)) for item in items],
        leader_id=leader_of(meeting.org, meeting.activity.day),
        made_up=frozenset(meeting.make_ups.values_list("person_id", flat=True)),
    )


def leader_of(org: Organisation, day: date) -> int | None:
    """主要负责人 of an organisation on a day."""
    return posts_in(org, day).filter(is_lead=True).values_list("person_id", flat=True).first()


def _item(item: MeetingItem, topic: Entry | None) -> ItemFacts:
    opinions = sorted(item.opinions.all(), key=lambda one: (one.is_written, one.position or 0, one.pk))
    return ItemFacts(
        number=item.number,
        title=item.title,
        topic=item.nature,
        topic_title=item.get_topic_display(),
        general_only=topic is not None and topic.general_only,
        two_thirds=topic is not None and topic.two_thirds,
        steps_missing=[step for step in ADMISSION_STEPS if step not in item.steps],
        joint=[vote.subject for vote in item.votes.all() if vote.candidates > 1],
        discussion=item.discussion,
        decision=item.decision,
        follow_up=item.follow_up,
        missing_materials=missing_materials(item, topic),
        spoke=[one.person_id for one in opinions if not one.is_written],
        wrote=[one.person_id for one in opinions if one.is_written],
        recused=frozenset(one.person_id for one in item.recusals.all()),
        misdeclared=[vote.subject for vote in item.votes.all() if vote.is_misdeclared],
    )
