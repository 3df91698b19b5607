"""会后办理: make-ups of those who were absent, and the rectification of what a meeting found."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.models import MakeUp, Meeting, Rectification
from tongpin.domains.orglife.selectors.attendance import attendance
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Person
from tongpin.kernel.errors import Refused


class RectificationFields(TypedDict):
    """整改栏目."""

    problem: str
    measure: str
    owner: str
    due_on: date


@transaction.atomic
def record_make_up(meeting: Meeting, *, by: User, today: date, person: Person, day: date, content: str, confirmed_by: str) -> MakeUp:
    """登记补课 of somebody who was absent."""
    not_after(day, today, "补课日期", field="day")
    if day < meeting.activity.day:
        raise Refused("补课日期不能早于会议日期，请核对。", field="day")
    if person.pk not in {one.person_id for one in attendance(meeting).absent}:
        raise Refused(f"{person}没有登记为缺席，不需要补课。", field="person")
    record = MakeUp(org=meeting.org, meeting=meeting, person=person, day=day, content=content, confirmed_by=confirmed_by)
    return enter(record, verb="make_up.entered", by=by, fields=("person", "day", "content", "confirmed_by"))


@transaction.atomic
def remove_make_up(make_up: MakeUp, *, by: User, expected: int, reason: str) -> MakeUp:
    """移出补课登记."""
    return remove(make_up, verb="make_up.removed", by=by, expected=expected, reason=reason, fields=("person", "day", "content"))


@transaction.atomic
def add_rectification(meeting: Meeting, *, by: User, **fields: Unpack[RectificationFields]) -> Rectification:
    """列入整改清单; allowed also after the meeting was closed, since problems are told later too."""
    record = Rectification(org=meeting.org, meeting=meeting, **fields)
    if fields["due_on"] < meeting.activity.day:
        raise Refused("整改时限不能早于会议日期，请核对。", field="due_on")
    return enter(record, verb="rectification.entered", by=by, fields=fields)


@transaction.atomic
def correct_rectification(rectification: Rectification, *, by: User, expected: int, **fields: Unpack[RectificationFields]) -> Rectification:
    """更正整改事项."""
    return amend(rectification, verb="rectification.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def finish_rectification(rectification: Rectification, *, by: User, today: date, expected: int, on: date, result: str) -> Rectification:
    """完成整改."""
    not_after(on, today, "完成日期", field="on")
    if rectification.done_on is not None:
        raise Refused("该问题已登记整改完成，不必重复办理。")
    values = {"done_on": on, "result": result}
    return amend(rectification, verb="rectification.finished", by=by, expected=expected, values=values)


@transaction.atomic
def remove_rectification(rectification: Rectification, *, by: User, expected: int, reason: str) -> Rectification:
    """移出整改清单."""
    fields = ("problem", "measure", "owner", "due_on", "done_on", "result")
    return remove(rectification, verb="rectification.removed", by=by, expected=expected, reason=reason, fields=fields)
