"""计划与平台清单; the headers are those of the import sheets."""

from __future__ import annotations

from typing import Any

import django_filters

from tongpin.domains.programs.enums import GrantNature, GrantStatus, Level, PlatformKind, PlatformStatus, Stage
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec

TONES = {
    "已到账": "done",
    "未到账": "active",
    "已撤回": "stop",
    "已认定": "done",
    "申报中": "active",
    "已撤销": "stop",
    "入围": "done",
    "立项": "done",
    "验收": "done",
    "未通过": "stop",
}


def status_of(row: Any) -> tuple[str, str]:
    """A record's state with its tone."""
    word = row.get_status_display()
    return TONES.get(word, "plain"), word


def stage_of(row: Any) -> tuple[str, str]:
    """A project's stage with its tone."""
    word = row.get_stage_display()
    return TONES.get(word, "plain"), word


class GrantFilter(OfficeFilterSet):
    """上级资金筛选."""

    q = KeywordFilter("project_name", "undertaker_name", "document_number", label="项目、承担单位或文号")
    level = django_filters.ChoiceFilter(label="资金来源级别", choices=Level.choices)
    nature = django_filters.ChoiceFilter(label="资金性质", choices=GrantNature.choices)
    status = django_filters.ChoiceFilter(label="状态", choices=GrantStatus.choices)
    arrived_on = django_filters.DateFromToRangeFilter(label="到账日期")


class PlatformFilter(OfficeFilterSet):
    """创新平台筛选."""

    q = KeywordFilter("name", "host_name", label="平台或依托单位")
    kind = django_filters.ChoiceFilter(label="平台类型", choices=PlatformKind.choices)
    level = django_filters.ChoiceFilter(label="级别", choices=Level.choices)
    status = django_filters.ChoiceFilter(label="状态", choices=PlatformStatus.choices)
    recognised_on = django_filters.DateFromToRangeFilter(label="认定日期")


class ProjectFilter(OfficeFilterSet):
    """科技计划项目筛选."""

    q = KeywordFilter("name", "applicant_name", label="项目或申报单位")
    programme = django_filters.CharFilter(label="计划名称", lookup_expr="icontains")
    level = django_filters.ChoiceFilter(label="级别", choices=Level.choices)
    stage = django_filters.ChoiceFilter(label="当前阶段", choices=Stage.choices)
    stage_on = django_filters.DateFromToRangeFilter(label="阶段日期")


GRANTS = ListSpec(
    "grants",
    "对上争取资金台账",
    (
        Column("project_name", "项目名称", sort=("project_name",), link="programs:grant"),
        Column("level", "资金来源级别", "get_level_display", sort=("level",)),
        Column("undertaker_name", "承担单位", sort=("undertaker_name",)),
        Column("amount", "金额", kind="money", unit="万元", sort=("amount",), total="amount"),
        Column("nature", "资金性质", "get_nature_display", sort=("nature",)),
        Column("arrived_on", "到账日期", kind="date", sort=("arrived_on",)),
        Column("document_number", "文号", sort=("document_number",)),
        Column("status", "状态", status_of, kind="state", sort=("status",)),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    GrantFilter,
    default_sort="-arrived_on",
    empty_title="还没有上级资金",
    empty_hint="可先下载导入模板，填好后导入。",
    noun="笔",
)

PLATFORMS = ListSpec(
    "platforms",
    "科技创新平台台账",
    (
        Column("name", "平台名称", sort=("name",), link="programs:platform"),
        Column("kind", "平台类型", "get_kind_display", sort=("kind",)),
        Column("level", "级别", "get_level_display", sort=("level",)),
        Column("host_name", "依托单位", sort=("host_name",)),
        Column("recognised_on", "认定日期", kind="date", sort=("recognised_on",)),
        Column("status", "状态", status_of, kind="state", sort=("status",)),
        Column("revoked_on", "撤销日期", kind="date", sort=("revoked_on",), hidden=True),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    PlatformFilter,
    default_sort="-recognised_on",
    empty_title="还没有创新平台",
    empty_hint="可先下载导入模板，填好后导入。",
    noun="个",
)

PROJECTS = ListSpec(
    "projects",
    "科技计划项目申报台账",
    (
        Column("programme", "计划名称", sort=("programme",)),
        Column("name", "项目名称", sort=("name",), link="programs:project"),
        Column("applicant_name", "申报单位", sort=("applicant_name",)),
        Column("level", "级别", "get_level_display", sort=("level",)),
        Column("stage", "当前阶段", stage_of, kind="state", sort=("stage",)),
        Column("stage_on", "阶段日期", kind="date", sort=("stage_on",)),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    ProjectFilter,
    default_sort="-stage_on",
    empty_title="还没有科技计划项目",
    empty_hint="可先下载导入模板，填好后导入。",
    noun="个",
)

GRANT_PANEL = tuple(c for c in GRANTS.columns if c.key in ("project_name", "level", "amount", "nature", "arrived_on", "status"))
PLATFORM_PANEL = tuple(c for c in PLATFORMS.columns if c.key in ("name", "kind", "level", "recognised_on", "status"))
PROJECT_PANEL = tuple(c for c in PROJECTS.columns if c.key in ("programme", "name", "level", "stage", "stage_on"))
STAGE_PANEL = (Column("stage", "阶段", stage_of, kind="state"), Column("reached_on", "阶段日期", kind="date"))
