"""表决的事实: totals only. Votes whose totals are kept to a few are no subject: a finding would tell them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from tongpin.domains.orglife.completeness import ONE_BY_ONE
from tongpin.domains.orglife.enums import ADMISSION_STEPS, Catalogue, Declared, MeetingKind, Stance, TopicNature
from tongpin.domains.orglife.facts.meetings import WORDS
from tongpin.domains.orglife.models import Vote
from tongpin.domains.orglife.selectors.agenda import meeting_items, votes
from tongpin.domains.orglife.selectors.attendance import committee_of
from tongpin.domains.orglife.selectors.catalogues import Arrangement
from tongpin.domains.orglife.selectors.happenings import IN_FORCE
from tongpin.kernel.obligations import DutySubject, Fact, FactSource, Subject
from tongpin.kernel.periods import Period
from tongpin.kernel.values import ValueType

MATTERS = {
    "admission": "接收预备党员",
    "conversion": "预备党员转正",
    "probation_extended": "延长预备期",
    "probation_cancelled": "取消预备党员资格",
    "discipline": "处分党员",
    "commendation": "表彰党员",
    "election": "选举",
}
LEAST_COMMITTEE = 3


def open_votes() -> Any:
    """表决 that everybody who sees the meeting may see."""
    return votes().filter(is_restricted=False, item__meeting__activity__state__in=IN_FORCE)


def vote_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """表决, those taken in the year up to a day."""
    since = date(as_of.year, 1, 1)
    rows = open_votes().filter(org_id__in=org_ids, item__meeting__activity__day__gte=since, item__meeting__activity__day__lte=as_of)
    return [
        Subject(
            kind="vote",
            pk=row.pk,
            org_id=row.org_id,
            title=row.subject,
            starts_on=row.item.meeting.activity.day,
            url=reverse("orglife:item", args=[row.item_id]),
        )
        for row in rows
    ]


def vote_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """表决的事实."""
    return facts_of_votes(list(open_votes().filter(pk__in=[one.pk for one in subjects]).prefetch_related("item__opinions")))


def facts_of_votes(rows: Sequence[Vote]) -> dict[int, dict[str, Any]]:
    """表决的事实 of votes in hand."""
    orgs = {row.org_id for row in rows}
    earlier: dict[tuple[int, str], list[date]] = {}
    prior = meeting_items().filter(org_id__in=orgs, meeting__activity__kind=MeetingKind.COMMITTEE, meeting__activity__state__in=IN_FORCE)
    for org_id, title, day in prior.values_list("org_id", "title", "meeting__activity__day"):
        earlier.setdefault((org_id, title), []).append(day)
    has_committee = {row.pk: len(committee_of(row.org_id, row.item.meeting.activity.day)) >= LEAST_COMMITTEE for row in rows}
    taken, topics = _taken_with(rows), Arrangement(Catalogue.TOPIC, {row.item.meeting.org for row in rows})
    return {
        row.pk: {
            **_facts(row, earlier.get((row.org_id, row.item.title), []), has_committee[row.pk]),
            **_procedure(row, taken.get((row.item.meeting_id, row.item.nature), [])),
            "is_important": _is_important(row, topics),
        }
        for row in rows
    }


def _is_important(vote: Vote, topics: Arrangement) -> bool:
    item = vote.item
    topic = topics.find(item.meeting.org, item.topic, item.meeting.activity.day)
    return item.nature in ONE_BY_ONE or (topic is not None and topic.general_only)


def _taken_with(rows: Sequence[Vote]) -> dict[tuple[int, str], list[Vote]]:
    """All votes of the same meetings on matters of the same nature, those whose totals are kept to a few as well."""
    found: dict[tuple[int, str], list[Vote]] = {}
    for one in votes().filter(item__meeting__in={row.item.meeting_id for row in rows}):
        found.setdefault((one.item.meeting_id, one.item.nature), []).append(one)
    return found


def _procedure(vote: Vote, together: Sequence[Vote]) -> dict[str, Any]:
    """程序 of admitting somebody: which steps were left out, how many were dealt with at the meeting, whether one by one."""
    if vote.item.nature != TopicNature.ADMISSION:
        return {}
    found: dict[str, Any] = {
        "candidates": sum(one.candidates for one in together),
        "voted_one_by_one": all(one.candidates == 1 for one in together),
    }
    if vote.item.steps_taken:
        found["agenda_missing"] = tuple(step for step in ADMISSION_STEPS if step not in vote.item.steps)
    return found


def _facts(vote: Vote, earlier: Sequence[date], has_committee: bool) -> dict[str, Any]:
    item, day = vote.item, vote.item.meeting.activity.day
    written = [one for one in item.opinions.all() if one.is_written and one.stance == Stance.AGREE]
    body = WORDS[MeetingKind(item.meeting.kind)]
    return {
        "meeting_on": day,
        "vote_body": body,
        "decision_body": body,
        "vote_matter": MATTERS.get(item.nature, "其他事项"),
        "due_voting": vote.due,
        "present_voting": vote.present,
        "yes_votes": vote.yes,
        "voters_due": vote.due,
        "votes_yes": vote.yes,
        "recorded_as_passed": vote.declared == Declared.PASSED,
        "has_committee": has_committee,
        "prior_committee_on": max((one for one in earlier if one <= day), default=None),
        "voting_method": vote.get_method_display(),
        "written_yes_votes": len(written),
    }


VOTES_AS_SUBJECTS = DutySubject(key="vote", title="表决", find=vote_subjects, is_personal=True)
VOTE_FACTS = FactSource(
    subject="vote",
    facts=(
        Fact(name="meeting_on", title="表决日期", type=ValueType.DATE),
        Fact(name="vote_body", title="表决的会议", type=ValueType.TEXT),
        Fact(name="decision_body", title="决定的会议", type=ValueType.TEXT),
        Fact(name="vote_matter", title="表决事项", type=ValueType.TEXT),
        Fact(name="due_voting", title="应到有表决权党员", type=ValueType.NUMBER, unit="人"),
        Fact(name="present_voting", title="实到有表决权党员", type=ValueType.NUMBER, unit="人"),
        Fact(name="yes_votes", title="赞成票", type=ValueType.NUMBER, unit="票"),
        Fact(name="voters_due", title="应到有表决权人数", type=ValueType.NUMBER, unit="人"),
        Fact(name="votes_yes", title="赞成票", type=ValueType.NUMBER, unit="票"),
        Fact(name="recorded_as_passed", title="记录为通过", type=ValueType.YES_NO),
        Fact(name="is_important", title="重要事项", type=ValueType.YES_NO),
        Fact(name="has_committee", title="该支部设支委会", type=ValueType.YES_NO),
        Fact(name="prior_committee_on", title="此前支委会研究日期", type=ValueType.DATE),
        Fact(name="voting_method", title="表决方式", type=ValueType.TEXT),
        Fact(name="agenda_missing", title="缺少的程序", type=ValueType.TEXTS),
        Fact(name="candidates", title="同次讨论人数", type=ValueType.NUMBER, unit="人"),
        Fact(name="voted_one_by_one", title="逐个讨论和表决", type=ValueType.YES_NO),
        Fact(name="written_yes_votes", title="书面表示赞成的人数", type=ValueType.NUMBER, unit="人"),
    ),
    record_kinds=("meeting_item", "meeting", "activity"),
    collect=vote_facts,
)
