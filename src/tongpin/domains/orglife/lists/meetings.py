"""会议清单."""

from __future__ import annotations

from typing import Any

import django_filters

from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.selectors.happenings import is_planned
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet, YesNoFilter
from tongpin.foundation.ui.lists import Column, ListSpec


def meeting_state(row: Any) -> tuple[str, str]:
    """Planned, held, or closed."""
    if row.is_closed:
        return "done", "已办结"
    return ("plain", "计划中") if is_planned(row.activity) else ("active", "待办结")


class MeetingFilter(OfficeFilterSet):
    """会议筛选."""

    q = KeywordFilter("activity__title", "activity__place", "items__title", label="名称、地点或议题")
    kind = django_filters.ChoiceFilter(field_name="activity__kind", label="会议种类", choices=MeetingKind.choices)
    day = django_filters.DateFromToRangeFilter(field_name="activity__day", label="日期")
    open = YesNoFilter(field_name="closed_on", lookup_expr="isnull", label="尚未办结")

    def filter_queryset(self, queryset: Any) -> Any:
        return super().filter_queryset(queryset).distinct()


MEETINGS = ListSpec(
    "meetings",
    "会议台账",
    (
        Column("title", "名称", "activity.title", sort=("activity__title",), link="orglife:meeting"),
        Column("kind", "会议种类", "kind_title", sort=("activity__kind",)),
        Column("day", "日期", "activity.day", kind="date", sort=("activity__day",)),
        Column("place", "地点", "activity.place"),
        Column("org", "党组织", "org.shown_name", sort=("org__name",)),
        Column("items", "议题", "item_count", kind="number", unit="项", sort=("item_count",)),
        Column("state", "状态", meeting_state, kind="state", sort=("closed_on",)),
        Column("closed_on", "办结日期", kind="date", sort=("closed_on",), hidden=True),
    ),
    MeetingFilter,
    default_sort="-day",
    empty_title="还没有会议",
    empty_hint="点“登记会议”登记一次会议，或先编制年度计划，确认后逐次登记。",
    noun="次",
)
