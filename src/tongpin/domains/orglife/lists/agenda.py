"""议题清单."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.urls import reverse

from tongpin.domains.orglife.enums import TopicNature
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec
from tongpin.kernel.clock import today


def follow_up_state(row: Any) -> tuple[str, str] | None:
    """Where the follow-up of an item stands; nothing where none was resolved."""
    if not row.follow_up:
        return None
    if row.follow_up_done:
        return "done", "已落实"
    due: date | None = row.follow_up_due
    return ("stop", "逾期未落实") if due is not None and due < today() else ("active", "落实中")


class ItemFilter(OfficeFilterSet):
    """议题筛选."""

    q = KeywordFilter("title", "decision", "reporter", label="议题、决定或汇报人")
    topic = django_filters.ChoiceFilter(label="议题性质", choices=TopicNature.choices, lookup_expr="startswith")
    day = django_filters.DateFromToRangeFilter(field_name="meeting__activity__day", label="会议日期")


ITEMS = ListSpec(
    "agenda-items",
    "议题台账",
    (
        Column("title", "议题", sort=("title",), link="orglife:item"),
        Column("topic", "议题类别", "get_topic_display", sort=("topic",)),
        Column(
            "meeting",
            "会议",
            "meeting.activity.title",
            sort=("meeting__activity__title",),
            link=lambda row: reverse("orglife:meeting", args=[row.meeting_id]),
        ),
        Column("day", "会议日期", "meeting.activity.day", kind="date", sort=("meeting__activity__day",)),
        Column("reporter", "汇报人（领学人）"),
        Column("decision", "决定事项", hidden=True),
        Column("follow_up", "贯彻落实措施", hidden=True),
        Column("follow_up_by", "落实责任人"),
        Column("follow_up_due", "落实时限", kind="date", sort=("follow_up_due",)),
        Column("state", "落实情况", follow_up_state, kind="state"),
        Column("org", "组织", "org.shown_name", sort=("org__name",)),
    ),
    ItemFilter,
    default_sort="-day",
    empty_title="还没有议题",
    empty_hint="请先登记会议，再在会议页登记议题。",
    noun="项",
)
