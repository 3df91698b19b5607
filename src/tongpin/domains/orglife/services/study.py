"""学习办理: lists of what must be studied, and what a person studied."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.models import RequiredStudy, StudyRecord
from tongpin.domains.orglife.selectors.study import session_attended
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.errors import Refused


class RequiredFields(TypedDict):
    """必学内容栏目."""

    year: int
    layer: str
    title: str
    source: str
    due_on: date


class RecordFields(TypedDict):
    """学习登记栏目; days and level only of trainings."""

    person: Person
    on: date
    way: str
    title: str
    hours: Decimal | None
    required: RequiredStudy | None
    outcome: str
    outcome_text: str
    days: NotRequired[Decimal | None]
    level: NotRequired[str]


@transaction.atomic
def require_study(*, org: Organisation, by: User, **fields: Unpack[RequiredFields]) -> RequiredStudy:
    """列入必学清单."""
    _check_year(fields)
    return enter(RequiredStudy(org=org, **fields), verb="required_study.entered", by=by, fields=fields)


@transaction.atomic
def correct_required_study(required: RequiredStudy, *, by: User, expected: int, **fields: Unpack[RequiredFields]) -> RequiredStudy:
    """更正必学内容."""
    _check_year(fields)
    return amend(required, verb="required_study.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def record_study(*, org: Organisation, by: User, today: date, **fields: Unpack[RecordFields]) -> StudyRecord:
    """登记学习."""
    not_after(fields["on"], today, "学习日期", field="on")
    _check_once(fields)
    return enter(StudyRecord(org=org, **fields), verb="study_record.entered", by=by, fields=fields)


@transaction.atomic
def correct_study(record: StudyRecord, *, by: User, today: date, expected: int, **fields: Unpack[RecordFields]) -> StudyRecord:
    """更正学习登记."""
    not_after(fields["on"], today, "学习日期", field="on")
    _check_once(fields)
    return amend(record, verb="study_record.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def remove_study(record: StudyRecord, *, by: User, expected: int, reason: str) -> StudyRecord:
    """移出学习登记 entered by mistake."""
    return remove(record, verb="study_record.removed", by=by, expected=expected, reason=reason, fields=("person", "on", "way", "title"))


def _check_year(fields: RequiredFields) -> None:
    if fields["due_on"].year != fields["year"]:
        raise Refused(f"完成时限应在 {fields['year']} 年内，请核对。", field="due_on")


def _check_once(fields: RecordFields) -> None:
    """The same happening counts once: who was present at a session of that day and title has its hours from there."""
    if fields["hours"] is None:
        return
    session = session_attended(fields["person"], fields["on"], fields["title"])
    if session is not None:
        raise Refused(f"{fields['person']}参加了当日的“{session.title}”，学时已按到会情况计入，不必再填。", field="hours")
