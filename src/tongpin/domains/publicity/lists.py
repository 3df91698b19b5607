"""品牌与公开清单; the headers are those of the import sheet."""

from __future__ import annotations

from typing import Any

import django_filters

from tongpin.domains.publicity.enums import HonourLevel, HonourStatus
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec


def status_of(row: Any) -> tuple[str, str]:
    """An honour's state with its tone."""
    return ("done" if row.status == HonourStatus.HELD else "stop"), row.get_status_display()


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
