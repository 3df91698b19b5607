"""品牌与公开清单; the headers are those of the import sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters

from tongpin.domains.publicity.enums import HonourLevel, HonourStatus
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec


def status_of(row: Any) -> tuple[str, str]:
    """An honour's state with its tone."""
    return ("done" if row.status == HonourStatus.HELD else "stop"), row.get_status_display()


class BrandFilter(OfficeFilterSet):
    """品牌筛选."""

    q = KeywordFilter("name", "meaning", "org__name", label="品牌、内涵或党组织")
    started_on = django_filters.DateFromToRangeFilter(label="创建日期")


def brand_state(row: Any, on: date) -> tuple[str, str]:
    """A brand's state on a day with its tone."""
    if row.started_on > on:
        return "plain", "尚未创建"
    return ("stop", "已停用") if row.ended_on is not None and row.ended_on <= on else ("done", "在用")


def brand_columns(on: date) -> tuple[Column, ...]:
    """品牌栏目, as of a day."""
    return (
        Column("name", "品牌名称", sort=("name",), link="publicity:brand"),
        Column("org", "党组织", "org.shown_name", sort=("org__path",)),
        Column("started_on", "创建日期", kind="date", sort=("started_on",)),
        Column("state", "状态", lambda row: brand_state(row, on), kind="state"),
        Column("meaning", "品牌内涵", hidden=True),
    )


def brand_list(on: date) -> ListSpec:
    """党建品牌清单, as of a day."""
    return ListSpec(
        "brands",
        "党建品牌",
        brand_columns(on),
        BrandFilter,
        default_sort="org",
        empty_title="还没有党建品牌",
        empty_hint="点“登记品牌”登记；品牌下开展的活动登记为工作记录并关联到品牌。",
        noun="个",
    )


class HonourFilter(OfficeFilterSet):
    """荣誉筛选."""

    q = KeywordFilter("title", "holder", "awarded_by", label="名称、获奖单位或授予单位")
    year = django_filters.NumberFilter(label="年度")
    level = django_filters.ChoiceFilter(label="级别", choices=HonourLevel.choices)
    status = django_filters.ChoiceFilter(label="状态", choices=HonourStatus.choices)


HONOURS = ListSpec(
    "honours",
    "荣誉台账",
    (
        Column("title", "荣誉名称", sort=("title",), link="publicity:honour"),
        Column("level", "级别", "get_level_display", sort=("level",)),
        Column("holder", "获奖单位", sort=("holder",)),
        Column("year", "年度", lambda row: str(row.year), sort=("year",)),
        Column("awarded_by", "授予单位", sort=("awarded_by",)),
        Column("status", "状态", status_of, kind="state", sort=("status",)),
        Column("remark", "备注"),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    HonourFilter,
    default_sort="-year",
    empty_title="还没有荣誉",
    empty_hint="可先下载导入模板，填好后导入。",
    noun="项",
)
