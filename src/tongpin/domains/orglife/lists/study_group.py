"""中心组名单和上报材料清单."""

from __future__ import annotations

from typing import Any

import django_filters

from tongpin.domains.orglife.enums import ReportKind, StudyGroupRole
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet, YesNoFilter
from tongpin.foundation.ui.lists import Column, ListSpec


class StudyMemberFilter(OfficeFilterSet):
    """中心组名单筛选."""

    q = KeywordFilter("person__name", "org__name", label="姓名或党组织")
    role = django_filters.ChoiceFilter(label="中心组职责", choices=StudyGroupRole.choices)
    standing = YesNoFilter(label="现任", field_name="ends_on", lookup_expr="isnull")


class ReportFilter(OfficeFilterSet):
    """上报材料筛选."""

    q = KeywordFilter("title", "number", "sent_to", label="名称、文号或报送单位")
    kind = django_filters.ChoiceFilter(label="种类", choices=ReportKind.choices)
    year = django_filters.NumberFilter(label="所报年度")
    sent_on = django_filters.DateFromToRangeFilter(label="报送日期")


def standing(row: Any) -> tuple[str, str]:
    """Whether somebody is in the group still."""
    return ("done", "现任") if row.ends_on is None else ("grey", "已调出")


STUDY_MEMBERS = ListSpec(
    "study-group-members",
    "中心组名单",
    (
        Column("person", "姓名", "person.name", sort=("person__pinyin",), link="orglife:study_member"),
        Column("role", "中心组职责", "get_role_display", sort=("role",)),
        Column("starts_on", "列入日期", kind="date", sort=("starts_on",)),
        Column("ends_on", "调出日期", kind="date", sort=("ends_on",)),
        Column("state", "状态", standing, kind="state"),
        Column("org", "党组（党委）", "org.shown_name", sort=("org__name",)),
    ),
    StudyMemberFilter,
    default_sort="starts_on",
    empty_title="还没有中心组名单",
    empty_hint="点“列入名单”登记组长、成员和学习秘书；登记后，中心组学习的应到人员按名单带出。",
    noun="人",
)

REPORTS = ListSpec(
    "upward-reports",
    "上报材料",
    (
        Column("title", "报告名称", sort=("title",), link="orglife:report"),
        Column("kind", "种类", "get_kind_display", sort=("kind",)),
        Column("year", "所报年度", kind="code", sort=("year",)),
        Column("number", "文号"),
        Column("sent_to", "报送单位", sort=("sent_to",)),
        Column("sent_on", "报送日期", kind="date", sort=("sent_on",)),
        Column("org", "党组织", "org.shown_name", sort=("org__name",)),
    ),
    ReportFilter,
    default_sort="-sent_on",
    empty_title="还没有上报材料",
    empty_hint="每年向上级报告中心组学习、落实全面从严治党主体责任等情况的，报送后在这里登记日期和文号。",
    noun="份",
)
