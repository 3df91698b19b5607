"""中心组的事实: its members on the day, the plan of the year with its sessions, and what was reported to the superior."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tongpin.domains.orglife.enums import MeetingKind, ReportKind
from tongpin.domains.orglife.models import YearPlan
from tongpin.domains.orglife.selectors.study_group import how_many, reports_sent
from tongpin.kernel.obligations import Fact, FactSource, Subject
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.values import ValueType

NUMBER, DATE = ValueType.NUMBER, ValueType.DATE
REPORTS = {
    ReportKind.STUDY.value: ("study_reports", "study_report_on"),
    ReportKind.GOVERNANCE.value: ("strict_governance_reports", "strict_governance_report_on"),
}


def study_group_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """中心组的事实 of Party groups: without a list there are no members; plans and reports are told for a year."""
    org_ids = [one.org_id for one in subjects]
    members = how_many(org_ids, as_of if window is None else min(as_of, window.last_day))
    found: dict[int, dict[str, Any]] = {one.pk: {"study_group_members": members.get(one.org_id, 0)} for one in subjects}
    if window is None or window.kind is not PeriodKind.YEAR:
        return found
    planned = _plans(org_ids, window.start.year, as_of)
    sent = reports_sent(org_ids, tuple(REPORTS), window.start.year, as_of)
    for one in subjects:
        values = found[one.pk]
        values |= {"study_plans": int(one.org_id in planned), "study_plan_on": planned.get(one.org_id)}
        for kind, (number, first) in REPORTS.items():
            values[number], values[first] = sent.get((one.org_id, kind), (0, None))
    return {pk: {name: value for name, value in values.items() if value is not None} for pk, values in found.items()}


def _plans(org_ids: Sequence[int], year: int, as_of: date) -> dict[int, date]:
    """年度学习计划: the day on which the plan of the year was confirmed, where it has sessions of the study group; a draft is no plan."""
    rows = YearPlan.objects.filter(
        org__in=org_ids, year=year, confirmed_on__lte=as_of, gatherings__kind=MeetingKind.CENTRE_GROUP
    ).order_by()
    return {org: day for org, day in rows.values_list("org", "confirmed_on").distinct() if day is not None}


STUDY_GROUP_FACTS = FactSource(
    subject="party_group",
    facts=(
        Fact(name="study_group_members", title="中心组成员名单人数", type=NUMBER, unit="人"),
        Fact(name="study_plans", title="本年学习计划份数", type=NUMBER, unit="份"),
        Fact(name="study_plan_on", title="本年学习计划日期", type=DATE),
        Fact(name="study_reports", title="该年学习情况报告份数", type=NUMBER, unit="份"),
        Fact(name="study_report_on", title="该年学习情况报告日期", type=DATE),
        Fact(name="strict_governance_reports", title="该年度落实全面从严治党情况报告份数", type=NUMBER, unit="份"),
        Fact(name="strict_governance_report_on", title="该年度落实全面从严治党情况报告日期", type=DATE),
    ),
    record_kinds=("study_group_member", "year_plan", "upward_report"),
    collect=study_group_facts,
)
