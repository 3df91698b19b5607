"""青年干部培养清单."""

from __future__ import annotations

import django_filters

from tongpin.domains.membership.enums import GrowthResult, PlaceKind, PostingKind
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet, YesNoFilter
from tongpin.foundation.ui.lists import ListSpec


class PostingFilter(OfficeFilterSet):
    """挂职锻炼筛选."""

    q = KeywordFilter("person__name", "place", "task", "mentor__name", label="姓名、去向、任务或带教人")
    kind = django_filters.ChoiceFilter(label="培养锻炼方式", choices=PostingKind.choices)
    place_kind = django_filters.ChoiceFilter(label="去向类别", choices=PlaceKind.choices)
    running = YesNoFilter(label="尚未结束", field_name="ended_on", lookup_expr="isnull")


class MentorshipFilter(OfficeFilterSet):
    """导师帮带筛选."""

    q = KeywordFilter("mentor__name", "mentee__name", label="导师或帮带对象")
    result = django_filters.ChoiceFilter(label="评议结论", choices=GrowthResult.choices)
    running = YesNoFilter(label="尚未结束", field_name="ended_on", lookup_expr="isnull")


POSTINGS = ListSpec(
    "postings",
    "挂职锻炼",
    (
        Column("person", "姓名", "person.name", sort=("person__pinyin",), link="membership:posting"),
        Column("age_band", "年龄段", "get_age_band_display", sort=("age_band",)),
        Column("kind", "培养锻炼方式", "get_kind_display", sort=("kind",)),
        Column("place_kind", "去向类别", "get_place_kind_display", sort=("place_kind",)),
        Column("place", "去向单位", sort=("place",)),
        Column("task", "承担的任务"),
        Column("mentor", "带教人", "mentor.name", sort=("mentor__pinyin",)),
        Column("starts_on", "开始日期", kind="date", sort=("starts_on",)),
        Column("ends_on", "约定结束日期", kind="date", sort=("ends_on",)),
        Column("ended_on", "实际结束日期", kind="date", sort=("ended_on",)),
        Column("result", "评议结论", "get_result_display", sort=("result",)),
    ),
    PostingFilter,
    default_sort=("-starts_on",),
    empty_title="还没有挂职锻炼",
    empty_hint="派出时登记去向、任务、带教人和约定目标；约定结束日期前提醒评议。",
    noun="人次",
)

MENTORSHIPS = ListSpec(
    "mentorships",
    "导师帮带",
    (
        Column("mentee", "帮带对象", "mentee.name", sort=("mentee__pinyin",), link="membership:mentorship"),
        Column("mentor", "导师", "mentor.name", sort=("mentor__pinyin",)),
        Column("signed_on", "签订日期", kind="date", sort=("signed_on",)),
        Column("starts_on", "开始日期", kind="date", sort=("starts_on",)),
        Column("ends_on", "约定结束日期", kind="date", sort=("ends_on",)),
        Column("ended_on", "实际结束日期", kind="date", sort=("ended_on",)),
        Column("result", "评议结论", "get_result_display", sort=("result",)),
    ),
    MentorshipFilter,
    default_sort=("-starts_on",),
    empty_title="还没有导师帮带",
    empty_hint="签订帮带协议后登记，到期写明成果。",
    noun="对",
)

POSTING_PANEL = tuple(c for c in POSTINGS.columns if c.key in ("kind", "place", "task", "mentor", "starts_on", "ends_on", "result"))
MENTORSHIP_PANEL = MENTORSHIPS.columns
