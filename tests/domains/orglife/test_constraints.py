"""约束: what the database itself refuses, and in which words a person is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.access import make_user
from tests.factories.orglife import (
    make_action,
    make_campaign,
    make_done,
    make_gathering,
    make_item,
    make_make_up,
    make_meeting,
    make_members,
    make_notice,
    make_opinion,
    make_plan,
    make_rectification,
    make_recusal,
    make_vote,
)
from tests.factories.orgs import OrgTree, make_tree
from tongpin.domains.orglife.models import Meeting, MeetingItem
from tongpin.foundation.orgs.models import Person
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused

pytestmark = pytest.mark.django_db


class World:
    """A meeting with one item, the people there, a plan and a campaign."""

    def __init__(self, tree: OrgTree) -> None:
        self.org = tree.ningyang_leaders
        self.people: list[Person] = make_members(self.org, 3)
        self.meeting: Meeting = make_meeting(self.org, by=make_user(roles=[("party_clerk", tree.ningyang)]))
        self.item: MeetingItem = make_item(self.meeting)
        self.plan = make_plan(self.org)
        self.campaign = make_campaign(self.org)
        self.action = make_action(self.campaign)


@pytest.fixture
def world() -> World:
    return World(make_tree())


Maker = Callable[..., Any]
OPEN = {"method": "open", "issued": None, "returned": None, "valid": None}
WRONG: list[tuple[str, Maker, dict[str, Any]]] = [
    ("序号从 1 开始", lambda w, **v: make_item(w.meeting, **{"number": 2, **v}), {"number": 0}),
    ("当场发言须填发言顺序", lambda w, **v: make_opinion(w.item, w.people[0], **v), {"position": None}),
    ("书面意见不填发言顺序", lambda w, **v: make_opinion(w.item, w.people[0], **v), {"is_written": True}),
    ("至少填一项", lambda w, **v: make_opinion(w.item, w.people[0], **v), {"stance": "", "text": ""}),
    ("应同时填写", lambda w, **v: make_rectification(w.meeting, **v), {"done_on": date(2024, 1, 1)}),
    ("应同时填写", lambda w, **v: make_rectification(w.meeting, **v), {"result": "已改"}),
    ("不能多于应到人数", lambda w, **v: make_vote(w.item, **v), {"due": 6}),
    ("无记名投票须填", lambda w, **v: make_vote(w.item, **v), {"issued": None}),
    ("其他表决方式不填票数", lambda w, **v: make_vote(w.item, **v), {"method": "open"}),
    ("不能多于实到有表决权人数", lambda w, **v: make_vote(w.item, **v), {"issued": 8}),
    ("有效票数不能多于收回票数", lambda w, **v: make_vote(w.item, **v), {"returned": 6}),
    ("合计不能多于有效票数", lambda w, **v: make_vote(w.item, **v), {"no": 1}),
    ("合计不能多于实到", lambda w, **v: make_vote(w.item, **{**OPEN, **v}), {"no": 1}),
    ("结束日期不能早于开始日期", lambda w, **v: make_campaign(w.org, **v), {"ends_on": date(2023, 1, 1)}),
    ("写明完成情况", lambda w, **v: make_done(w.action, w.org, **v), {"note": ""}),
    ("四位年份", lambda w, **v: make_plan(w.org, **{"year": 2030, **v}), {"year": 24}),
    ("须有确认日期", lambda w, **v: make_plan(w.org, **{"year": 2030, **v}), {"state": "confirmed"}),
    ("四位年份", lambda w, **v: make_notice(w.org, **v), {"year": 24}),
]


@pytest.mark.parametrize(("words", "make", "values"), WRONG)
def test_the_database_refuses_and_a_person_is_told_why(world: World, words: str, make: Maker, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(world, **values)
    record = make(world)
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(Refused, match=words):
        check(record)


@pytest.mark.parametrize(("words", "values"), [("办结日期和办结人", {"closed_on": date(2024, 1, 1)}), ("四位年份", {"for_year": 24})])
def test_a_meeting_keeps_its_promises(world: World, words: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=world.meeting.pk).update(**values)
    for name, value in values.items():
        setattr(world.meeting, name, value)
    with pytest.raises(Refused, match=words):
        check(world.meeting)


TWICE: list[tuple[str, Maker]] = [
    ("这个序号的议题", lambda w: make_item(w.meeting, number=9)),
    ("请打开原意见修改", lambda w: make_opinion(w.item, w.people[0])),
    ("已登记回避", lambda w: make_recusal(w.item, w.people[0])),
    ("同一表决事项", lambda w: make_vote(w.item, subject="同一事项")),
    ("补课已经登记", lambda w: make_make_up(w.meeting, w.people[0])),
    ("同名的主题教育", lambda w: make_campaign(w.org, title="同名")),
    ("这个序号的规定动作", lambda w: make_action(w.campaign, number=9)),
    ("已登记完成", lambda w: make_done(w.action, w.org)),
    ("该年度已有计划", lambda w: make_plan(w.org, year=2030)),
    ("已有同一种类的安排", lambda w: make_gathering(w.plan)),
    ("请打开原通知修改", lambda w: make_notice(w.org)),
]


@pytest.mark.parametrize(("words", "make"), TWICE)
def test_nothing_is_on_file_twice(world: World, words: str, make: Maker) -> None:
    record = make(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(world)
    record.pk, record._state.adding = None, True
    with pytest.raises(Refused, match=words):
        check(record)


def test_two_do_not_speak_at_the_same_place(world: World) -> None:
    make_opinion(world.item, world.people[0], position=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_opinion(world.item, world.people[1], position=1)
