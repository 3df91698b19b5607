"""目录项清单."""

from __future__ import annotations

from typing import Any

import django_filters

from tongpin.domains.orglife.enums import Catalogue, DayRule
from tongpin.domains.orglife.models import CatalogueEntry
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet, YesNoFilter
from tongpin.foundation.ui.lists import Column, ListSpec
from tongpin.kernel.clock import today


class EntryFilter(OfficeFilterSet):
    """目录项筛选."""

    q = KeywordFilter("title", "basis", label="名称或依据")
    catalogue = django_filters.ChoiceFilter(label="目录", choices=Catalogue.choices)
    in_use = YesNoFilter(label="未设停用", field_name="ends_on", lookup_expr="isnull")


def content_of(row: CatalogueEntry) -> str:
    """主要内容: what a row says, in one line."""
    match row.catalogue:
        case Catalogue.TOPIC:
            rules = [word for word, asked in (("只能由党员大会决定", row.general_only), ("到会不少于三分之二", row.two_thirds)) if asked]
            return "；".join([row.get_nature_display(), *([f"材料：{row.materials}"] if row.materials else []), *rules])
        case Catalogue.FESTIVAL:
            when = "清明" if row.day_rule == DayRule.QINGMING else f"{row.month}月{row.day}日"
            return f"{when}：{row.theme}" if row.theme else when
        case Catalogue.HALL:
            who = f"主讲人：{row.get_layer_display()}"
            return f"{who}；{row.note}" if row.note else who
    return str(row.get_layer_display())


def entry_state(row: Any) -> tuple[str, str]:
    """Whether a row is in use today."""
    if row.ends_on is not None and row.ends_on <= today():
        return "stop", "已停用"
    return ("active", "未启用") if row.starts_on > today() else ("done", "在用")


ENTRIES = ListSpec(
    "catalogue-entries",
    "组织生活目录",
    (
        Column("title", "名称", sort=("title",), link="orglife:catalogue_entry"),
        Column("catalogue", "目录", "get_catalogue_display", sort=("catalogue",)),
        Column("content", "主要内容", content_of),
        Column("starts_on", "启用日期", kind="date", sort=("starts_on",)),
        Column("ends_on", "停用日期", kind="date", sort=("ends_on",)),
        Column("state", "状态", entry_state, kind="state"),
        Column("basis", "依据", hidden=True),
        Column("order", "排序", sort=("order",), hidden=True),
        Column("org", "所属单位", "org.shown_name", sort=("org__name",)),
    ),
    EntryFilter,
    default_sort="order",
    empty_title="还没有自己的目录项",
    empty_hint="没有设置的按系统预设办理。请先引入预设，再更正、调整、停用或增加。",
    noun="项",
)
