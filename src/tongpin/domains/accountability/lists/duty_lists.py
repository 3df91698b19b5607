"""责任清单和风险点清单."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from tongpin.domains.accountability.enums import ListKind, RiskLevel
from tongpin.domains.accountability.selectors.duty_lists import uncontrolled
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet, YesNoFilter
from tongpin.foundation.ui.lists import ListSpec


class ListFilter(OfficeFilterSet):
    """责任清单筛选."""

    q = KeywordFilter("title", "document", "person__name", "org__name", label="名称、文号、责任人或单位")
    kind = django_filters.ChoiceFilter(label="种类", choices=ListKind.choices)
    year = django_filters.NumberFilter(label="年度")


DUTY_LISTS = ListSpec(
    "duty-lists",
    "责任清单",
    (
        Column("title", "名称", sort=("title",), link="accountability:duty_list"),
        Column("kind", "种类", "get_kind_display", sort=("kind",)),
        Column("year", "年度", lambda row: str(row.year), sort=("year",)),
        Column("org", "责任单位", "org.shown_name", sort=("org__path",)),
        Column("person", "责任人", "person.name"),
        Column("line_count", "事项", kind="number", unit="项", sort=("line_count",)),
        Column("issued_on", "印发日期", kind="date", sort=("issued_on",)),
        Column("document", "文号"),
    ),
    ListFilter,
    default_sort=("-year", "org"),
    empty_title="还没有责任清单",
    empty_hint="点“建立清单”，按党组、科室、党支部或个人逐份建立。",
    noun="份",
)

LINES = (
    Column("duty", "责任内容", "line.duty", link="accountability:duty_line"),
    Column("light", "履责情况", "light", kind="light"),
    Column("owner", "责任人", "line.owner.name"),
    Column("frequency", "频次", lambda row: row.line.get_frequency_display()),
    Column("evidence", "佐证要求", "line.evidence"),
)

PROOFS = (
    Column("done_on", "履责日期", kind="date", link="accountability:duty_proof"),
    Column("words", "履责情况"),
)

LEVEL_LIGHTS = {RiskLevel.HIGH: "red", RiskLevel.MEDIUM: "yellow", RiskLevel.LOW: "blue"}


def risk_level(row: Any) -> tuple[str, str]:
    """等级 with its colour."""
    return LEVEL_LIGHTS[RiskLevel(row.level)], row.get_level_display()


def risk_control(row: Any) -> str | None:
    """防控措施; a high risk without one says so."""
    return row.control or ("高风险没有防控措施" if row.is_uncontrolled else None)


class RiskFilter(OfficeFilterSet):
    """风险点筛选."""

    q = KeywordFilter("post", "matter", "control", "department__name", label="岗位、风险点、措施或科室")
    level = django_filters.ChoiceFilter(label="等级", choices=RiskLevel.choices)
    bare = YesNoFilter(label="高风险无措施", method="only_bare")

    def only_bare(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """高风险没有防控措施的, or the others."""
        return uncontrolled(rows) if value else rows.exclude(pk__in=uncontrolled(rows).order_by().values("pk"))


RISKS = ListSpec(
    "risk-points",
    "廉政风险点",
    (
        Column("matter", "风险点", sort=("matter",), link="accountability:risk"),
        Column("department", "科室", "department.shown_name", sort=("department__name",)),
        Column("post", "岗位", sort=("post",)),
        Column("level", "等级", risk_level, kind="light", sort=("level",)),
        Column("control", "防控措施", risk_control),
        Column("owner", "责任人", "owner.name"),
        Column("checked_on", "最近检查", kind="date", sort=("checked_on",)),
        Column("state", "状态", lambda row: ("stop", "已解除") if row.ended_on else ("active", "在管"), kind="state"),
        Column("found_on", "排查日期", kind="date", sort=("found_on",), hidden=True),
    ),
    RiskFilter,
    default_sort=("department", "post"),
    empty_title="还没有廉政风险点",
    empty_hint="点“登记风险点”，按岗位逐项排查登记。",
    noun="个",
)

CHECKS = (
    Column("checked_on", "检查日期", kind="date"),
    Column("is_effective", "措施有效", lambda row: ("done", "有效") if row.is_effective else ("warn", "无效"), kind="state"),
    Column("words", "检查情况"),
    Column("checked_by", "检查人"),
)
