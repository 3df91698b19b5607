"""缺项: what a meeting still lacks before it can be closed, and what is only worth saying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tongpin.domains.orglife.calculations.attendance import Attendance
from tongpin.domains.orglife.calculations.topics import FIRST_TOPIC
from tongpin.domains.orglife.enums import MeetingKind, TopicNature
from tongpin.domains.orglife.voting import attendance_needed

NO_AGENDA = frozenset({MeetingKind.LECTURE, MeetingKind.CENTRE_GROUP, MeetingKind.GROUP_STUDY})
"""Kinds that are one talk or one reading: what was said stands in the record itself."""
WITH_RECTIFICATION = frozenset({MeetingKind.ORGANISATIONAL_LIFE, MeetingKind.DEMOCRATIC_LIFE})
WITHOUT_MAKE_UP = frozenset({MeetingKind.PARTY_GROUP, MeetingKind.COMMITTEE})
"""Kinds that decide: who could not come writes their opinion before, there is nothing to make up afterwards."""
ONE_BY_ONE = frozenset({"decision", "personnel", "project", "funds"})
"""Topics of a Party group on which every member present says their view (三重一大)."""
NOT_DECIDED = frozenset({FIRST_TOPIC, "study", "report"})
"""Topics that are studied or heard; no decision is needed."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """缺项: ``blocks`` closing, or is only a note."""

    text: str
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """议题要素, as far as completeness asks for them; ``topic`` is its nature, ``topic_title`` what its class is called.

    ``spoke`` are the persons with an opinion, by order of speaking.
    """

    number: int
    title: str
    topic: str
    discussion: str = ""
    decision: str = ""
    follow_up: str = ""
    missing_materials: Sequence[str] = ()
    spoke: Sequence[int] = ()
    wrote: Sequence[int] = ()
    recused: frozenset[int] = frozenset()
    misdeclared: Sequence[str] = ()
    topic_title: str = ""
    general_only: bool = False
    two_thirds: bool = False
    steps_missing: Sequence[str] = ()
    joint: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """会议要素, as far as completeness asks for them."""

    kind: str
    is_held: bool
    attendance: Attendance
    summary: str = ""
    no_first_topic_reason: str = ""
    steps_missing: Sequence[str] = ()
    rectifications: int = 0
    items: Sequence[ItemFacts] = ()
    leader_id: int | None = None
    made_up: frozenset[int] = field(default_factory=frozenset)


def shortfalls_of(meeting: MeetingFacts) -> list[Shortfall]:
    """缺项清单: first what blocks, then what is only said."""
    if not meeting.is_held:
        return [Shortfall("会议还没有召开记录，请先登记召开情况。")]
    found = [*_people(meeting), *_agenda(meeting), *_life(meeting)]
    return sorted(found, key=lambda one: not one.blocks)


def _people(meeting: MeetingFacts) -> Iterator[Shortfall]:
    attendance = meeting.attendance
    if not attendance.due:
        yield Shortfall("没有登记参会人员。")
        return
    if meeting.kind != MeetingKind.LECTURE and not attendance.of("chair"):
        yield Shortfall("没有登记主持人。")
    if not attendance.of("recorder"):
        yield Shortfall("没有登记记录人。")
    if meeting.kind == MeetingKind.LECTURE and not attendance.of("speaker"):
        yield Shortfall("没有登记授课人。")
    if unsaid := [one.name for one in attendance.absent if not one.reason]:
        yield Shortfall(f"缺席人员没有写明原因：{'、'.join(unsaid)}。")
    needed = attendance_needed(meeting.kind, with_personnel=any(item.two_thirds for item in meeting.items))
    if needed is not None:
        due, present = len(attendance.voters_due), len(attendance.voters_present)
        if not needed.reached(present, due):
            yield Shortfall(f"到会人数不足：应到有表决权 {due} 人，实到 {present} 人，须{needed.words}（至少 {needed.least(due)} 人）。")
    if meeting.kind not in WITHOUT_MAKE_UP and (waiting := [one.name for one in attendance.absent if one.person_id not in meeting.made_up]):
        yield Shortfall(f"缺席人员还没有补课：{'、'.join(waiting)}。", blocks=False)


def _agenda(meeting: MeetingFacts) -> Iterator[Shortfall]:
    if meeting.kind in NO_AGENDA:
        if not meeting.summary.strip() and not meeting.items:
            yield Shortfall("没有填写会议记录（主要内容）。")
        return
    if not meeting.items:
        yield Shortfall("没有登记议题。")
        return
    first = min(meeting.items, key=lambda item: item.number)
    if meeting.kind == MeetingKind.PARTY_GROUP and first.topic != FIRST_TOPIC and not meeting.no_first_topic_reason:
        yield Shortfall("第一项议题不是第一议题，请调整议题，或写明未设第一议题的原因。")
    for item in sorted(meeting.items, key=lambda one: one.number):
        yield from _item(meeting, item)


def _item(meeting: MeetingFacts, item: ItemFacts) -> Iterator[Shortfall]:
    name = f"议题{item.number}“{item.title}”"
    if item.topic == FIRST_TOPIC and not item.follow_up.strip():
        yield Shortfall(f"{name}没有填写贯彻落实措施。")
    if not item.discussion.strip() and item.topic not in (FIRST_TOPIC, "study"):
        yield Shortfall(f"{name}没有会议记录（讨论情况）。")
    if not item.decision.strip() and item.topic not in NOT_DECIDED:
        yield Shortfall(f"{name}没有填写决定事项。")
    if item.general_only and meeting.kind != MeetingKind.GENERAL:
        yield Shortfall(f"{name}属于{item.topic_title}，应由支部党员大会讨论决定。")
    if item.topic == TopicNature.ADMISSION and item.steps_missing:
        yield Shortfall(f"{name}没有登记以下程序：{'、'.join(item.steps_missing)}。")
    for subject in item.joint:
        yield Shortfall(f"{name}“{subject}”为几人合并表决，应逐个讨论、逐个表决。", blocks=False)
    if meeting.kind == MeetingKind.PARTY_GROUP and item.topic in ONE_BY_ONE:
        yield from _opinions(meeting, item, name)
    for subject in item.misdeclared:
        yield Shortfall(f"{name}“{subject}”宣布的结果与票数不符，请核对。")
    if item.missing_materials:
        yield Shortfall(f"{name}缺材料：{'、'.join(item.missing_materials)}。", blocks=False)


def _opinions(meeting: MeetingFacts, item: ItemFacts, name: str) -> Iterator[Shortfall]:
    heard = {*item.spoke, *item.wrote}
    silent = [
        one.name for one in meeting.attendance.present if one.may_vote and one.person_id not in heard and one.person_id not in item.recused
    ]
    if silent:
        yield Shortfall(f"{name}没有登记以下成员的意见：{'、'.join(silent)}。")
    leader = meeting.leader_id
    if leader in item.spoke and item.spoke[-1] != leader:
        yield Shortfall(f"{name}主要负责人没有末位表态。", blocks=False)


def _life(meeting: MeetingFacts) -> Iterator[Shortfall]:
    if meeting.kind not in WITH_RECTIFICATION:
        return
    if meeting.steps_missing:
        yield Shortfall(f"没有登记以下环节：{'、'.join(meeting.steps_missing)}。")
    if not meeting.rectifications:
        yield Shortfall("没有整改清单。")
