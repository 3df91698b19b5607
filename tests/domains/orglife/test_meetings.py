"""会议: entered once, its agenda, opinions and votes, what keeps it from being closed, and what a closed one refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import models

from tests.factories.access import make_user
from tests.factories.accounts import make_operator
from tests.factories.orglife import TODAY, gathering, make_item, make_meeting, make_members, make_opinion, make_vote
from tests.factories.orgs import OrgTree, make_person, make_tree
from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.models import Meeting, Vote
from tongpin.domains.orglife.selectors.attendance import attendance
from tongpin.domains.orglife.selectors.completeness import shortfalls
from tongpin.domains.orglife.services import agenda, closing, follow_ups, meetings, votes
from tongpin.engines.activities.models import Activity
from tongpin.engines.activities.services import record_activity
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Person
from tongpin.kernel.errors import Refused, StaleRecord

pytestmark = pytest.mark.django_db
NO_OWN = {"for_year": None, "no_first_topic_reason": "", "steps_done": "", "timing_basis": "", "reported_on": None}


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


@pytest.fixture
def clerk(tree: OrgTree) -> User:
    return make_user(roles=[("party_clerk", tree.ningyang)])


@pytest.fixture
def leaders(tree: OrgTree) -> list[Person]:
    return make_members(tree.ningyang_leaders)


def held(tree: OrgTree, clerk: User, leaders: list[Person], **values: Any) -> Meeting:
    return make_meeting(tree.ningyang_leaders, by=clerk, **{"chair": leaders[0].pk, "recorder": leaders[1].pk, **values})


def item_fields(**values: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "number": 1,
        "title": "学习讲话",
        "topic": "first_topic",
        "reporter": "",
        "materials": "学习材料",
        "discussion": "",
        "decision": "",
        "follow_up": "开展大走访",
        "follow_up_by": "办公室",
        "follow_up_due": date(2023, 12, 20),
    }
    return {**usual, **values}


def test_a_meeting_and_its_happening_are_on_file_once(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    meeting = held(tree, clerk, leaders, absent={leaders[6].pk: "出差"}, observers=["办公室主任"])
    there = attendance(meeting)
    assert Activity.objects.count() == 1
    assert (len(there.due), len(there.present), len(there.voters_due), len(there.voters_present)) == (7, 6, 7, 6)
    assert [one.name for one in there.of("chair")] == [leaders[0].name]
    assert [one.name for one in there.observers] == ["办公室主任"]
    assert meeting.activity.area == "party"


def test_a_day_to_come_is_a_plan_and_is_held_later(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    meeting = held(tree, clerk, leaders, day=date(2024, 1, 20), chair=None, recorder=None)
    assert meeting.activity.state == "planned"
    assert [one.text for one in shortfalls(meeting)] == ["会议还没有召开记录，请先登记召开情况。"]
    fields = {**gathering(day=date(2024, 1, 20), chair=leaders[0].pk, recorder=leaders[1].pk), **NO_OWN}
    meetings.correct_meeting(meeting, by=clerk, today=date(2024, 1, 20), expected=1, activity_version=1, **fields)
    assert Meeting.objects.get().activity.state == "held"
    assert len(attendance(Meeting.objects.get()).present) == 7


def test_a_stale_save_is_refused(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    meeting = held(tree, clerk, leaders)
    fields = {**gathering(), **NO_OWN}
    meetings.correct_meeting(meeting, by=clerk, today=TODAY, expected=1, activity_version=1, **fields)
    with pytest.raises(StaleRecord):
        meetings.correct_meeting(Meeting.objects.get(), by=clerk, today=TODAY, expected=1, activity_version=1, **fields)


def test_it_is_closed_only_when_nothing_is_missing(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    meeting = held(tree, clerk, leaders)
    with pytest.raises(Refused, match="没有登记议题"):
        closing.close_meeting(meeting, by=clerk, today=TODAY, expected=1)
    item = make_item(meeting, topic="funds", title="专项资金安排", discussion="逐一发言", decision="同意", follow_up="")
    with pytest.raises(Refused, match=r"第一项议题不是第一议题.*没有登记以下成员的意见"):
        closing.close_meeting(meeting, by=clerk, today=TODAY, expected=1)
    for place, person in enumerate([*leaders[1:], leaders[0]], 1):
        make_opinion(item, person, position=place)
    meetings.correct_meeting(
        meeting,
        by=clerk,
        today=TODAY,
        expected=1,
        activity_version=1,
        **{**gathering(chair=leaders[0].pk, recorder=leaders[1].pk), **NO_OWN, "no_first_topic_reason": "专题研究资金安排"},
    )
    closed = closing.close_meeting(Meeting.objects.get(), by=clerk, today=TODAY, expected=2)
    assert (closed.closed_on, closed.closed_by) == (TODAY, clerk)
    assert AuditEvent.objects.filter(verb="meeting.closed").count() == 1


def test_a_closed_meeting_is_changed_only_after_it_was_reopened(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    meeting = held(tree, clerk, leaders)
    item = make_item(meeting)
    closing.close_meeting(meeting, by=clerk, today=TODAY, expected=1)
    for attempt in (
        lambda: agenda.add_item(meeting, by=clerk, **item_fields(number=2)),
        lambda: agenda.correct_item(item, by=clerk, expected=1, **item_fields()),
        lambda: meetings.cancel_meeting(meeting, by=clerk, expected=2, reason="误登"),
        lambda: agenda.record_recusal(item, by=clerk, person=leaders[0], reason="亲属"),
    ):
        with pytest.raises(Refused, match="已经办结"):
            attempt()
    closing.reopen_meeting(meeting, by=clerk, expected=2, reason="补登议题")
    agenda.add_item(meeting, by=clerk, **item_fields(number=2))
    assert Meeting.objects.get().reopened_reason == "补登议题"


def test_who_is_recused_does_not_speak(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    item = make_item(held(tree, clerk, leaders))
    agenda.record_recusal(item, by=clerk, person=leaders[2], reason="亲属关系")
    with pytest.raises(Refused, match="已登记回避"):
        agenda.record_opinion(item, by=clerk, person=leaders[2], position=1, stance="agree", text="", is_written=False)
    agenda.record_opinion(item, by=clerk, person=leaders[3], position=1, stance="agree", text="", is_written=False)
    with pytest.raises(Refused, match="已登记意见"):
        agenda.record_recusal(item, by=clerk, person=leaders[3], reason="亲属关系")


def ballot(**values: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "subject": "任免事项",
        "method": "secret",
        "rule": "personnel",
        "due": 7,
        "present": 7,
        "issued": 7,
        "returned": 7,
        "valid": 7,
        "yes": 5,
        "no": 1,
        "abstain": 1,
        "declared": "passed",
        "counters": "张某、李某",
        "is_restricted": False,
    }
    return {**usual, **values}


def test_a_ballot_never_knows_its_voters() -> None:
    """The table has no way from a vote to a voter: who voted how cannot be kept; the one person it names is who was voted upon."""
    related = {field.name: field.related_model._meta.label for field in Vote._meta.get_fields() if isinstance(field, models.ForeignKey)}
    assert related == {"org": "orgs.Organisation", "item": "orglife.MeetingItem", "candidate": "orgs.Person"}
    assert not Vote._meta.related_objects
    assert not [field for field in Vote._meta.get_fields() if isinstance(field, models.ManyToManyField | models.JSONField)]


def test_a_secret_ballot_and_personal_stances_exclude_each_other(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    item = make_item(held(tree, clerk, leaders))
    make_vote(item)
    with pytest.raises(Refused, match="不登记个人表态"):
        agenda.record_opinion(item, by=clerk, person=leaders[2], position=1, stance="agree", text="", is_written=False)
    agenda.record_opinion(item, by=clerk, person=leaders[2], position=1, stance="", text="建议完善方案", is_written=False)
    other = make_item(item.meeting)
    make_opinion(other, leaders[2])
    with pytest.raises(Refused, match="已登记个人表态"):
        votes.record_vote(other, by=clerk, **ballot())


def test_totals_must_add_up(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    item = make_item(held(tree, clerk, leaders))
    with pytest.raises(Refused, match="与有效票 7 票不符"):
        votes.record_vote(item, by=clerk, **ballot(yes=4))
    with pytest.raises(Refused, match="不能多于有效票数"):
        votes.record_vote(item, by=clerk, **ballot(yes=6))
    with pytest.raises(Refused, match="不需要限制查看"):
        votes.record_vote(item, by=clerk, **ballot(method="open", issued=None, returned=None, valid=None, is_restricted=True))
    vote = votes.record_vote(item, by=clerk, **ballot())
    assert vote.outcome.label == "通过"
    assert not vote.is_misdeclared


def test_totals_kept_to_a_few_are_not_in_the_trail(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    item = make_item(held(tree, clerk, leaders))
    vote = votes.record_vote(item, by=clerk, **ballot(yes=6, no=0, is_restricted=True))
    votes.correct_vote(vote, by=clerk, expected=1, **ballot(yes=4, no=2, declared="failed", is_restricted=True))
    votes.remove_vote(vote, by=clerk, expected=2, reason="误登")
    for event in AuditEvent.objects.filter(verb__startswith="vote."):
        assert not {"yes", "no", "abstain", "valid"} & {*(event.before or {}), *(event.after or {})}
    assert AuditEvent.objects.filter(verb__startswith="vote.").count() == 3


def test_only_who_was_absent_makes_up(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    meeting = held(tree, clerk, leaders, absent={leaders[6].pk: "出差"})
    made = {"day": date(2023, 12, 1), "content": "自学", "confirmed_by": "书记"}
    with pytest.raises(Refused, match="没有登记为缺席"):
        follow_ups.record_make_up(meeting, by=clerk, today=TODAY, person=leaders[5], **made)
    follow_ups.record_make_up(meeting, by=clerk, today=TODAY, person=leaders[6], **made)
    assert not any("补课" in one.text for one in shortfalls(meeting))


def test_a_bare_record_gets_its_file(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    activity = record_activity(
        org=tree.ningyang_leaders,
        kind=MeetingKind.PARTY_GROUP,
        by=clerk,
        today=TODAY,
        title="党组会",
        day=date(2023, 6, 1),
        agenda=[("第一议题", "学习讲话"), ("研究项目", "讨论通过")],
    )
    meeting = meetings.open_file(activity, by=clerk)
    assert [item.title for item in meeting.items.all()] == ["第一议题", "研究项目"]
    with pytest.raises(Refused, match="已有会议档案"):
        meetings.open_file(activity, by=clerk)


def test_a_cancelled_meeting_counts_nowhere(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    meeting = held(tree, clerk, leaders)
    meetings.cancel_meeting(meeting, by=clerk, expected=1, reason="重复登记")
    assert Activity.objects.get().state == "withdrawn"


def test_rectification_and_follow_up_end_with_a_result(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    meeting = held(tree, clerk, leaders)
    listed = follow_ups.add_rectification(
        meeting, by=clerk, problem="调研不深", measure="每月下沉", owner="业务科", due_on=date(2023, 12, 31)
    )
    done = follow_ups.finish_rectification(listed, by=clerk, today=TODAY, expected=1, on=date(2023, 12, 30), result="已整改")
    assert (done.done_on, done.result) == (date(2023, 12, 30), "已整改")
    item = make_item(meeting)
    assert agenda.finish_follow_up(item, by=clerk, today=TODAY, expected=1, on=date(2023, 12, 1)).follow_up_done == date(2023, 12, 1)
    with pytest.raises(Refused, match="不能早于会议日期"):
        agenda.finish_follow_up(item, by=clerk, today=TODAY, expected=2, on=date(2023, 10, 1))


def test_somebody_who_was_not_there_cannot_chair(tree: OrgTree, clerk: User, leaders: list[Person]) -> None:
    with pytest.raises(Refused, match="应在到会人员中"):
        held(tree, make_operator(), leaders, chair=make_person(tree.ningyang).pk)
