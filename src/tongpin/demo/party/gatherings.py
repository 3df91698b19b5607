"""演示活动: meetings and theme days as a branch enters them, through the services of the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from tongpin.demo.party.minutes import DISCUSSION, RESOLVED, close
from tongpin.domains.orglife.services.agenda import add_item
from tongpin.domains.orglife.services.gatherings import GatheringFields
from tongpin.domains.orglife.services.meetings import enter_meeting
from tongpin.domains.orglife.services.theme_days import enter_theme_day
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person

Item = tuple[str, str, str]
"""议题: title, topic, decision."""
MATERIALS = {"first_topic": "学习材料", "study": "学习材料", "report": "报告文稿", "governance": "议题材料", "ideology": "议题材料"}


def hold_meeting(
    org: Organisation,
    kind: str,
    title: str,
    day: date,
    *,
    chair: Person | None,
    recorder: Person | None,
    by: User,
    today: date,
    at: time = time(15, 0),
    place: str = "三楼会议室",
    speakers: Sequence[str] = (),
    absent: Mapping[int, str] | None = None,
    observers: Sequence[str] = (),
    summary: str = "",
    items: Sequence[Item] = (),
    for_year: int | None = None,
    steps: str = "",
    reported_on: date | None = None,
    is_closed: bool = True,
    is_written: bool = True,
) -> Any:
    """登记一次会议 with its agenda and minutes, and 办结 where it is not kept open for something that still has to be entered."""
    fields = _gathering(title, day, at, place, chair, recorder, speakers, absent, observers, summary)
    meeting = enter_meeting(
        org=org,
        kind=kind,
        by=by,
        today=today,
        for_year=for_year,
        no_first_topic_reason="",
        steps_done=steps,
        timing_basis="",
        reported_on=reported_on,
        **fields,
    )
    for number, item in enumerate(items, 1):
        enter_item(meeting, number, item, leader=chair.name if chair else "", is_written=is_written, by=by)
    if is_closed and is_written:
        close(meeting, by=by, today=today)
    return meeting


def enter_item(meeting: Any, number: int, item: Item, *, leader: str, by: User, is_written: bool = True) -> Any:
    """登记议题 with what was said about it; of a first topic also what it is to lead to."""
    words, topic, decision = item
    is_first = topic == "first_topic"
    return add_item(
        meeting,
        by=by,
        number=number,
        title=words,
        topic=topic,
        reporter=leader,
        materials=MATERIALS.get(topic, "议题材料"),
        discussion=DISCUSSION[topic] if is_written else "",
        decision=decision,
        follow_up=RESOLVED if is_first and is_written else "",
        follow_up_by=leader if is_first else "",
        follow_up_due=meeting.activity.day + timedelta(days=30) if is_first else None,
    )


def hold_theme_day(
    org: Organisation,
    title: str,
    day: date,
    *,
    chair: Person | None,
    recorder: Person | None,
    by: User,
    today: date,
    at: time = time(14, 30),
    place: str = "党员活动室",
    absent: Mapping[int, str] | None = None,
    observers: Sequence[str] = (),
    summary: str = "",
    festival: str = "",
    enterprise: str = "",
    is_science: bool = False,
    follow_up: str = "",
) -> Any:
    """登记一次主题党日."""
    fields = _gathering(title, day, at, place, chair, recorder, (), absent, observers, summary)
    return enter_theme_day(
        org=org,
        by=by,
        today=today,
        festival=festival,
        is_science=is_science,
        studied_beforehand="",
        follow_up=follow_up,
        enterprise_name=enterprise,
        **fields,
    )


def _gathering(
    title: str,
    day: date,
    at: time,
    place: str,
    chair: Person | None,
    recorder: Person | None,
    speakers: Sequence[str],
    absent: Mapping[int, str] | None,
    observers: Sequence[str],
    summary: str,
) -> GatheringFields:
    gone: dict[int, Any] = dict(absent or {})
    for one in (chair, recorder):
        if one is not None:
            gone.pop(one.pk, None)
    return GatheringFields(
        title=title,
        day=day,
        at=at,
        place=place,
        chair=chair.pk if chair else None,
        recorder=recorder.pk if recorder else None,
        speakers=speakers,
        absent=gone,
        observers=observers,
        summary=summary,
    )
