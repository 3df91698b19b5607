"""中心组和上报材料办理."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.models import StudyGroupMember, UpwardReport
from tongpin.domains.orglife.selectors.study_group import GROUPS
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import Face
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.errors import Refused


class ReportFields(TypedDict):
    """上报材料栏目."""

    kind: str
    year: int
    title: str
    number: str
    sent_to: str
    sent_on: date


@transaction.atomic
def name_study_members(
    *, org: Organisation, people: Sequence[Person], role: str, starts_on: date, by: User, today: date
) -> list[StudyGroupMember]:
    """列入中心组名单: several people in one role."""
    if org.level not in GROUPS:
        raise Refused(f"“{org}”是{org.get_level_display()}，中心组设在党组或者党委。", field="org")
    not_after(starts_on, today, "列入日期", field="starts_on")
    values = {"role": role, "starts_on": starts_on}
    return [
        enter(StudyGroupMember(org=org, person=person, **values), verb="study_group_member.named", by=by, fields=("person", *values))
        for person in people
    ]


@transaction.atomic
def correct_study_member(member: StudyGroupMember, *, by: User, today: date, expected: int, role: str, starts_on: date) -> StudyGroupMember:
    """更正中心组名单."""
    not_after(starts_on, today, "列入日期", field="starts_on")
    values = {"role": role, "starts_on": starts_on}
    return amend(member, verb="study_group_member.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def release_study_member(member: StudyGroupMember, *, by: User, today: date, expected: int, on: date) -> StudyGroupMember:
    """调出中心组."""
    if member.ends_on is not None:
        raise Refused("此人已经调出中心组，不必重复办理。")
    not_after(on, today, "调出日期", field="on")
    return amend(member, verb="study_group_member.released", by=by, expected=expected, values={"ends_on": on})


@transaction.atomic
def record_report(*, org: Organisation, by: User, today: date, **fields: Unpack[ReportFields]) -> UpwardReport:
    """登记上报材料."""
    if org.face != Face.PARTY:
        raise Refused(f"“{org}”不是党组织，请选择党组织。", field="org")
    _check_sent(fields, today)
    return enter(UpwardReport(org=org, **fields), verb="upward_report.entered", by=by, fields=fields)


@transaction.atomic
def correct_report(report: UpwardReport, *, by: User, today: date, expected: int, **fields: Unpack[ReportFields]) -> UpwardReport:
    """更正上报材料."""
    _check_sent(fields, today)
    return amend(report, verb="upward_report.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def remove_report(report: UpwardReport, *, by: User, expected: int, reason: str) -> UpwardReport:
    """移出上报材料 entered by mistake."""
    return remove(
        report, verb="upward_report.removed", by=by, expected=expected, reason=reason, fields=("kind", "year", "title", "sent_on")
    )


def _check_sent(fields: ReportFields, today: date) -> None:
    not_after(fields["sent_on"], today, "报送日期", field="sent_on")
    if fields["sent_on"].year < fields["year"]:
        raise Refused(f"报送日期早于{fields['year']}年，请核对所报年度。", field="year")
