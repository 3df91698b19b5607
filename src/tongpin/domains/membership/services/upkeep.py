"""日常登记办理: group leaders, publication of dues, yearly work of a committee, secretaries' reports."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.membership.models import CommitteeWork, DuesPublication, GroupLeader, Member, SecretaryReport
from tongpin.engines.ledgers.closed import amend_closed
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import Face, OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.errors import Refused


class PublicationFields(TypedDict):
    """党费收缴公布栏目."""

    year: int
    part: str
    published_on: date
    place: str
    payers_due: int
    payers_paid: int


class WorkFields(TypedDict):
    """基层党委年度工作栏目."""

    kind: str
    on: date
    title: str
    covers_education: bool


class ReportFields(TypedDict):
    """书记述职评议栏目."""

    year: int
    due_on: date | None
    reported_on: date | None
    told_members_on: date | None
    grade: str
    feedback_on: date | None
    rectification_items: int | None


@transaction.atomic
def name_group_leader(*, group: Organisation, member: Member, chosen: str, starts_on: date, by: User, today: date) -> GroupLeader:
    """确定党小组组长: a member of that group."""
    if group.level != OrgLevel.PARTY_SMALL_GROUP:
        raise Refused(f"“{group}”不是党小组。", field="member")
    if member.group_id != group.pk or member.left_on is not None:
        raise Refused(f"“{member}”不在“{group}”，请先在党员资料中编入该党小组。", field="member")
    not_after(starts_on, today, "任职日期", field="starts_on")
    values = {"person": member.person, "chosen": chosen, "starts_on": starts_on}
    return enter(GroupLeader(org=group, **values), verb="group_leader.named", by=by, fields=values)


@transaction.atomic
def release_group_leader(leader: GroupLeader, *, by: User, today: date, expected: int, on: date) -> GroupLeader:
    """组长卸任."""
    if leader.ends_on is not None:
        raise Refused("该组长已经卸任，不必重复办理。")
    not_after(on, today, "卸任日期", field="on")
    return amend(leader, verb="group_leader.released", by=by, expected=expected, values={"ends_on": on})


@transaction.atomic
def publish_dues(*, org: Organisation, by: User, today: date, **fields: Unpack[PublicationFields]) -> DuesPublication:
    """登记党费收缴公布."""
    if org.face != Face.PARTY:
        raise Refused(f"“{org}”不是党组织，请选择党组织。", field="org")
    _check_published(fields, today)
    return enter(DuesPublication(org=org, **fields), verb="dues_publication.entered", by=by, fields=fields)


@transaction.atomic
def correct_publication(
    publication: DuesPublication, *, by: User, today: date, expected: int, **fields: Unpack[PublicationFields]
) -> DuesPublication:
    """更正党费收缴公布."""
    _check_published(fields, today)
    return amend(publication, verb="dues_publication.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def enter_committee_work(*, org: Organisation, by: User, today: date, **fields: Unpack[WorkFields]) -> CommitteeWork:
    """登记基层党委年度工作."""
    if org.level != OrgLevel.PARTY_COMMITTEE:
        raise Refused(f"“{org}”是{org.get_level_display()}，请选择机关党委。", field="org")
    not_after(fields["on"], today, "日期", field="on")
    return enter(CommitteeWork(org=org, **fields), verb="committee_work.entered", by=by, fields=fields)


@transaction.atomic
def correct_committee_work(work: CommitteeWork, *, by: User, today: date, expected: int, **fields: Unpack[WorkFields]) -> CommitteeWork:
    """更正基层党委年度工作."""
    not_after(fields["on"], today, "日期", field="on")
    return amend(work, verb="committee_work.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def enter_secretary_report(*, org: Organisation, person: Person, by: User, today: date, **fields: Unpack[ReportFields]) -> SecretaryReport:
    """登记书记述职评议; the level is for few, so the trail says only the year."""
    _check_reported(fields, today)
    return enter(SecretaryReport(org=org, person=person, **fields), verb="secretary_report.entered", by=by, fields=("year", "reported_on"))


@transaction.atomic
def correct_secretary_report(
    report: SecretaryReport, *, by: User, today: date, expected: int, **fields: Unpack[ReportFields]
) -> SecretaryReport:
    """更正书记述职评议."""
    _check_reported(fields, today)
    return amend_closed(report, verb="secretary_report.corrected", by=by, expected=expected, values=dict(fields))


def _check_published(fields: PublicationFields, today: date) -> None:
    not_after(fields["published_on"], today, "公布日期", field="published_on")
    if fields["published_on"].year < fields["year"]:
        raise Refused(f"公布日期早于{fields['year']}年，请核对年度。", field="published_on")


def _check_reported(fields: ReportFields, today: date) -> None:
    for name, label in (("reported_on", "述职日期"), ("told_members_on", "在党员大会述职日期"), ("feedback_on", "结果反馈日期")):
        day: date | None = fields[name]  # type: ignore[literal-required]
        if day is not None:
            not_after(day, today, label, field=name)
