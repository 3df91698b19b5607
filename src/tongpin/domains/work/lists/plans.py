"""工作计划与条款清单."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from tongpin.domains.work.enums import PlanKind, TaskArea
from tongpin.domains.work.selectors.plans import undone_clauses
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec


class PlanFilter(OfficeFilterSet):
    """工作计划筛选."""

    q = KeywordFilter("title", "document", "issued_by", label="名称、文号或发文单位")
    year = django_filters.NumberFilter(label="年度")
    kind = django_filters.ChoiceFilter(label="种类", choices=PlanKind.choices)


PLANS = ListSpec(
    "work_plans",
    "工作计划",
    (
        Column("title", "名称", sort=("title",), link="work:plan"),
        Column("year", "年度", sort=("year",)),
        Column("kind", "种类", "get_kind_display", sort=("kind",)),
        Column("document", "文号"),
        Column("issued_by", "发文单位"),
        Column("clause_count", "条款", kind="number", unit="条", sort=("clause_count",)),
        Column("missing_count", "未分解", kind="number", unit="条", sort=("missing_count",)),
        Column("carried_from", "接续自", hidden=True),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    PlanFilter,
    default_sort="-year",
    empty_title="还没有工作计划",
    empty_hint="点“建立计划”填写名称，再粘贴或上传文件，按条款拆分后逐条分解。",
    noun="个",
)


class ClauseFilter(OfficeFilterSet):
    """条款筛选."""

    q = KeywordFilter("text", "number", label="条款内容")
    year = django_filters.NumberFilter(label="年度", field_name="plan__year")
    area = django_filters.ChoiceFilter(label="类别", choices=TaskArea.choices)
    missing = django_filters.ChoiceFilter(label="分解情况", choices=[("yes", "未分解"), ("no", "已分解")], method="by_missing")

    def by_missing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """未分解 or not."""
        undone = undone_clauses().values("pk")
        return rows.filter(pk__in=undone) if value == "yes" else rows.exclude(pk__in=undone)


CLAUSES = ListSpec(
    "work_clauses",
    "条款清单",
    (
        Column("number", "条款号", link="work:clause"),
        Column("text", "内容"),
        Column("plan", "计划", "plan.title", sort=("plan__title",)),
        Column("year", "年度", "plan.year", sort=("plan__year",)),
        Column("area", "类别", "get_area_display", sort=("area",)),
        Column("department", "牵头科室", "department.shown_name", sort=("department__name",)),
        Column("state", "分解情况", lambda row: ("warn", "未分解") if row.is_undone else ("done", "已分解"), kind="state"),
        Column("note", "无需分解的原因", hidden=True),
    ),
    ClauseFilter,
    default_sort=("-plan__year", "plan", "position"),
    empty_title="还没有条款",
    empty_hint="在工作计划中粘贴或上传文件，即可按条款拆分录入。",
    noun="条",
)
