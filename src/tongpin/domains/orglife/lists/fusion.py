"""融合清单: one line for each Party item and the business item it serves."""

from __future__ import annotations

from typing import Any

import django_filters
from django.urls import NoReverseMatch, reverse

from tongpin.domains.orglife.kinds import KINDS
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec
from tongpin.kernel.extensions import RecordKind, gathered

PARTY_KINDS = [(one.key, one.title) for one in KINDS]


def party_page(activity: Any) -> str:
    """The page of the meeting or theme day, "" where the activity has none of its own."""
    for name in ("theme_day", "meeting"):
        record = getattr(activity, name, None)
        if record is not None:
            return reverse(f"orglife:{name}", args=[record.pk])
    return ""


def business_page(row: Any) -> str:
    """The page of the business item; it looks itself whether the viewer may."""
    kind = next((one for one in gathered(RecordKind) if one.kind == row.record_kind), None)
    try:
        return reverse(kind.url_name, args=[row.record_pk]) if kind is not None else ""
    except NoReverseMatch:
        return ""


def business_kind(row: Any) -> str:
    """What kind of business item it is, in words."""
    return next((one.title for one in gathered(RecordKind) if one.kind == row.record_kind), "")


class FusionFilter(OfficeFilterSet):
    """融合清单筛选."""

    q = KeywordFilter("activity__title", "record_title", label="党建事项或业务事项")
    kind = django_filters.ChoiceFilter(field_name="activity__kind", label="党建事项种类", choices=PARTY_KINDS)
    day = django_filters.DateFromToRangeFilter(field_name="activity__day", label="日期")


class OrphanFilter(OfficeFilterSet):
    """未挂接清单筛选."""

    q = KeywordFilter("title", "place", label="主题或地点")
    day = django_filters.DateFromToRangeFilter(label="日期")


FUSION = ListSpec(
    "fusion",
    "党建业务融合清单",
    (
        Column("party", "党建事项", "activity.title", sort=("activity__title",), link=lambda row: party_page(row.activity)),
        Column("kind", "种类", "activity.kind_title", sort=("activity__kind",)),
        Column("day", "日期", "activity.day", kind="date", sort=("activity__day",)),
        Column("org", "党组织", "activity.org.shown_name", sort=("activity__org__name",)),
        Column("business", "服务的业务事项", "record_title", sort=("record_title",), link=business_page),
        Column("business_kind", "业务种类", business_kind, sort=("record_kind",)),
        Column("place", "地点", "activity.place", hidden=True),
    ),
    FusionFilter,
    default_sort="-day",
    empty_title="还没有挂接业务的党建事项",
    empty_hint="登记主题党日时填写服务企业，或在工作记录中关联所服务的业务事项，这里随即列出。",
    noun="项",
)
ORPHANS = ListSpec(
    "fusion-orphans",
    "未挂接业务的主题党日",
    (
        Column("title", "主题", sort=("title",), link=party_page),
        Column("day", "日期", kind="date", sort=("day",)),
        Column("org", "党组织", "org.shown_name", sort=("org__name",)),
        Column("place", "地点"),
    ),
    OrphanFilter,
    default_sort="-day",
    empty_title="没有未挂接的主题党日",
    empty_hint="已开展的主题党日都已关联所服务的业务事项。",
    noun="次",
)
