"""会外决定清单."""

from __future__ import annotations

from typing import Any

import django_filters
from django.urls import reverse

from tongpin.domains.orglife.enums import OffMeetingWay
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet, YesNoFilter
from tongpin.foundation.ui.lists import Column, ListSpec


class DecisionFilter(OfficeFilterSet):
    """会外决定筛选."""

    q = KeywordFilter("title", "decided_by", label="决定事项或决定人")
    way = django_filters.ChoiceFilter(label="决定方式", choices=OffMeetingWay.choices)
    decided_on = django_filters.DateFromToRangeFilter(label="决定日期")
    waiting = YesNoFilter(label="尚未补开会议", field_name="item", lookup_expr="isnull")


def decision_state(row: Any) -> tuple[str, str]:
    """Whether a meeting has taken it up."""
    return ("warn", "没有会议记录") if row.item_id is None else ("done", "已补开会议研究")


OFF_MEETING = ListSpec(
    "off-meeting-decisions",
    "会外决定",
    (
        Column("title", "决定事项", sort=("title",), link="orglife:off_meeting_decision"),
        Column("decided_on", "决定日期", kind="date", sort=("decided_on",)),
        Column("way", "决定方式", "get_way_display", sort=("way",)),
        Column("decided_by", "决定人"),
        Column("state", "会议研究情况", decision_state, kind="state"),
        Column(
            "meeting",
            "补开的会议",
            "item.meeting.activity.title",
            link=lambda row: reverse("orglife:item", args=[row.item_id]) if row.item_id else "",
        ),
        Column("org", "组织", "org.shown_name", sort=("org__name",)),
    ),
    DecisionFilter,
    default_sort="-decided_on",
    empty_title="还没有会外决定",
    empty_hint="重要事项应由会议集体讨论决定。确有没有开会先作决定的，在这里如实登记，并补开会议。",
    noun="项",
)
