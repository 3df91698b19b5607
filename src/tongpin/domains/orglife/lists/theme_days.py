"""主题党日清单、融合清单."""

from __future__ import annotations

from typing import Any

import django_filters

from tongpin.domains.orglife.calculations.topics import presets
from tongpin.domains.orglife.enums import Catalogue
from tongpin.domains.orglife.selectors.happenings import is_planned
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet, YesNoFilter
from tongpin.foundation.ui.lists import Column, ListSpec


def theme_day_state(row: Any) -> tuple[str, str]:
    """Planned or held."""
    return ("plain", "计划中") if is_planned(row.activity) else ("done", "已开展")


class ThemeDayFilter(OfficeFilterSet):
    """主题党日筛选."""

    q = KeywordFilter("activity__title", "activity__place", "festival_title", label="主题、地点或节点")
    day = django_filters.DateFromToRangeFilter(field_name="activity__day", label="日期")
    festival = django_filters.ChoiceFilter(label="结合节点", choices=[(one.key, one.title) for one in presets(Catalogue.FESTIVAL)])
    is_science = YesNoFilter(label="融入科技业务")


THEME_DAYS = ListSpec(
    "theme-days",
    "主题党日台账",
    (
        Column("title", "主题", "activity.title", sort=("activity__title",), link="orglife:theme_day"),
        Column("day", "日期", "activity.day", kind="date", sort=("activity__day",)),
        Column("place", "地点", "activity.place"),
        Column("org", "党组织", "org.shown_name", sort=("org__name",)),
        Column("festival", "结合节点", "get_festival_display", sort=("festival",)),
        Column("is_science", "融入科技业务", sort=("is_science",)),
        Column("serves", "服务事项", lambda row: "、".join(row.served_titles)),
        Column("state", "状态", theme_day_state, kind="state"),
    ),
    ThemeDayFilter,
    default_sort="-day",
    empty_title="还没有主题党日",
    empty_hint="点“登记主题党日”登记一次，或先编制年度计划，确认后逐次登记。",
    noun="次",
)
