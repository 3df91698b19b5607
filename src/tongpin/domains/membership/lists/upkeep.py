"""日常登记清单."""

from __future__ import annotations

import django_filters

from tongpin.domains.membership.enums import CommitteeWorkKind, DuesPart, ReportGrade
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec


class PublicationFilter(OfficeFilterSet):
    """党费收缴公布筛选."""

    q = KeywordFilter("org__name", label="党组织")
    year = django_filters.NumberFilter(label="年度")
    part = django_filters.ChoiceFilter(label="公布的期间", choices=DuesPart.choices)


class WorkFilter(OfficeFilterSet):
    """基层党委年度工作筛选."""

    q = KeywordFilter("title", label="名称")
    kind = django_filters.ChoiceFilter(label="事项", choices=CommitteeWorkKind.choices)


class ReportFilter(OfficeFilterSet):
    """书记述职评议筛选."""

    q = KeywordFilter("person__name", "org__name", label="书记或党组织")
    year = django_filters.NumberFilter(label="述职年度")
    grade = django_filters.ChoiceFilter(label="等次", choices=ReportGrade.choices)


PUBLICATIONS = ListSpec(
    "dues-publications",
    "党费收缴公布",
    (
        Column("org", "党组织", "org.shown_name", sort=("org__name",), link="membership:publication_edit"),
        Column("year", "年度", kind="code", sort=("year",)),
        Column("part", "公布的期间", "get_part_display", sort=("part",)),
        Column("published_on", "公布日期", kind="date", sort=("published_on",)),
        Column("place", "公布方式"),
        Column("payers_due", "应交人数", kind="number", unit="人", sort=("payers_due",)),
        Column("payers_paid", "已交人数", kind="number", unit="人", sort=("payers_paid",)),
    ),
    PublicationFilter,
    default_sort=("-year", "org__path"),
    empty_title="还没有党费收缴公布",
    empty_hint="党费收缴情况每年至少向党员公布一次；按半年公布的，上、下半年都登记后算一次。",
    noun="次",
)

WORKS = ListSpec(
    "committee-works",
    "基层党委年度工作",
    (
        Column("title", "名称", sort=("title",), link="membership:work_edit"),
        Column("kind", "事项", "get_kind_display", sort=("kind",)),
        Column("org", "党组织", "org.shown_name", sort=("org__name",)),
        Column("on", "日期", kind="date", sort=("on",)),
        Column("covers_education", "含党员教育管理工作"),
    ),
    WorkFilter,
    default_sort="-on",
    empty_title="还没有基层党委年度工作",
    empty_hint="登记每年的入党积极分子队伍分析、党员轮训和向上级的报告。",
    noun="项",
)

REPORTS = ListSpec(
    "secretary-reports",
    "书记述职评议",
    (
        Column("person", "书记", "person.name", sort=("person__pinyin",), link="membership:report_edit"),
        Column("org", "党组织", "org.shown_name", sort=("org__name",)),
        Column("year", "述职年度", kind="code", sort=("year",)),
        Column("reported_on", "述职日期", kind="date", sort=("reported_on",)),
        Column("told_members_on", "在党员大会述职日期", kind="date", sort=("told_members_on",)),
        Column("grade", "等次", "get_grade_display", sort=("grade",)),
        Column("feedback_on", "结果反馈日期", kind="date", sort=("feedback_on",)),
        Column("rectification_items", "整改清单", kind="number", unit="项", sort=("rectification_items",)),
    ),
    ReportFilter,
    default_sort=("-year", "org__path"),
    empty_title="还没有书记述职评议",
    empty_hint="每年登记各党组织书记的述职日期、等次、反馈和整改清单。",
    noun="人次",
)

CONTACT_COLUMNS = (
    Column("on", "联系日期", kind="date"),
    Column("manner", "联系方式", "get_manner_display"),
    Column("is_reached", "取得联系"),
)
