"""缺项: each thing that keeps a meeting from being closed, alone; and what is only a note."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tongpin.domains.orglife.calculations.attendance import Attendance, Attendee
from tongpin.domains.orglife.completeness import ItemFacts, MeetingFacts, shortfalls_of
from tongpin.domains.orglife.enums import MeetingKind


def people(*, present: int = 7, absent: int = 0, reason: str = "出差") -> Attendance:
    """The first of those present chairs, the second writes."""
    capacities = {1: "chair", 2: "recorder"}
    there = [Attendee(n, f"第{n}人", True, capacity=capacities.get(n, "attendee")) for n in range(1, present + 1)]
    away = [Attendee(n, f"第{n}人", False, reason=reason) for n in range(present + 1, present + absent + 1)]
    return Attendance([*there, *away])


FIRST = ItemFacts(1, "学习讲话", "first_topic", follow_up="开展大走访")
DECIDED = ItemFacts(2, "平台建设", "project", discussion="逐一发言", decision="同意", spoke=(2, 3, 4, 5, 6, 7, 1))
COMPLETE = MeetingFacts(
    kind=MeetingKind.PARTY_GROUP,
    is_held=True,
    attendance=people(),
    items=(FIRST, DECIDED),
    leader_id=1,
    summary="",
    no_first_topic_reason="",
)


def blocking(meeting: MeetingFacts) -> list[str]:
    return [one.text for one in shortfalls_of(meeting) if one.blocks]


def notes(meeting: MeetingFacts) -> list[str]:
    return [one.text for one in shortfalls_of(meeting) if not one.blocks]


def test_nothing_is_missing() -> None:
    assert shortfalls_of(COMPLETE) == []


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("还没有召开记录", {"is_held": False}),
    ("没有登记参会人员", {"attendance": Attendance([])}),
    ("没有登记主持人", {"attendance": Attendance(people().people[1:])}),
    ("没有登记记录人", {"attendance": Attendance([one for one in people().people if one.capacity != "recorder"])}),
    ("没有写明原因：第7人", {"attendance": people(present=6, absent=1, reason="")}),
    ("须不少于二分之一（至少 4 人）", {"attendance": people(present=3, absent=4)}),
    ("没有登记议题", {"items": ()}),
    ("第一项议题不是第一议题", {"items": (replace(DECIDED, number=1),)}),
    ("没有填写贯彻落实措施", {"items": (replace(FIRST, follow_up=" "), DECIDED)}),
    ("没有会议记录（讨论情况）", {"items": (FIRST, replace(DECIDED, discussion=""))}),
    ("没有填写决定事项", {"items": (FIRST, replace(DECIDED, decision=""))}),
    ("没有登记以下成员的意见：第7人", {"items": (FIRST, replace(DECIDED, spoke=(2, 3, 4, 5, 6, 1)))}),
    ("宣布的结果与票数不符", {"items": (FIRST, replace(DECIDED, misdeclared=("平台建设",)))}),
    ("应由支部党员大会讨论决定", {"items": (FIRST, replace(DECIDED, topic="admission", topic_title="接收预备党员", general_only=True))}),
]


@pytest.mark.parametrize(("words", "values"), WRONG)
def test_each_thing_that_is_missing_is_named(words: str, values: dict[str, Any]) -> None:
    assert any(words in text for text in blocking(replace(COMPLETE, **values)))


def test_a_reason_stands_for_the_first_topic() -> None:
    meeting = replace(COMPLETE, items=(replace(DECIDED, number=1),), no_first_topic_reason="专题研究防汛")
    assert blocking(meeting) == []


def test_an_appointment_needs_two_thirds() -> None:
    item = replace(DECIDED, topic="personnel", two_thirds=True, spoke=(2, 3, 4, 1))
    meeting = replace(COMPLETE, attendance=people(present=4, absent=3), items=(FIRST, item))
    assert any("须不少于三分之二（至少 5 人）" in text for text in blocking(meeting))


def test_who_is_recused_or_wrote_is_not_asked() -> None:
    item = replace(DECIDED, spoke=(2, 3, 4, 5, 1), wrote=(6,), recused=frozenset({7}))
    assert blocking(replace(COMPLETE, items=(FIRST, item))) == []


def test_the_leader_speaks_last_or_it_is_said() -> None:
    item = replace(DECIDED, spoke=(1, 2, 3, 4, 5, 6, 7))
    meeting = replace(COMPLETE, items=(FIRST, item))
    assert blocking(meeting) == []
    assert any("没有末位表态" in text for text in notes(meeting))


def test_life_meetings_need_preparation_and_a_list() -> None:
    meeting = replace(COMPLETE, kind=MeetingKind.ORGANISATIONAL_LIFE, items=(replace(DECIDED, topic="other"),))
    lacking = replace(meeting, steps_missing=("谈心谈话", "征求意见"))
    assert blocking(lacking) == ["没有登记以下环节：谈心谈话、征求意见。", "没有整改清单。"]
    assert blocking(replace(meeting, rectifications=2)) == []


def test_a_lecture_needs_a_speaker_and_what_was_said() -> None:
    meeting = replace(COMPLETE, kind=MeetingKind.LECTURE, items=())
    assert blocking(meeting) == ["没有登记授课人。", "没有填写会议记录（主要内容）。"]


def test_materials_and_make_ups_are_notes() -> None:
    meeting = replace(
        COMPLETE,
        attendance=people(present=6, absent=1),
        items=(FIRST, replace(DECIDED, missing_materials=("预算依据",), spoke=(2, 3, 4, 5, 6, 1))),
    )
    assert blocking(meeting) == []
    assert any("缺材料：预算依据" in text for text in notes(meeting))
    assert not any("补课" in text for text in notes(meeting)), "who decides makes nothing up"
    general = replace(meeting, kind=MeetingKind.GENERAL)
    assert any("还没有补课：第7人" in text for text in notes(general))
    assert not any("补课" in text for text in notes(replace(general, made_up=frozenset({7}))))
