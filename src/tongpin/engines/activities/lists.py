"""工作记录清单."""

from __future__ import annotations

import re
from typing import Any

import django_filters
from django import forms
from django.core.validators import RegexValidator
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from tongpin.engines.activities.enums import ActivityArea, ActivityState, Confidentiality
from tongpin.engines.activities.models import Activity, Participation
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec
from tongpin.kernel.periods import Period

TONES = {
    ActivityState.PLANNED: "active",
    ActivityState.HELD: "done",
    ActivityState.CANCELLED: "stop",
    ActivityState.WITHDRAWN: "stop",
}
_MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")


def state_of(row: Any) -> tuple[str, str]:
    """An activity's state with its tone."""
    return TONES[ActivityState(row.state)], row.get_state_display()


def present_of(row: Any) -> int | None:
    """实到人数; missing where nobody is entered."""
    found: int | None = row.present_count
    return found or None


def with_counts(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Adds how many were present."""
    present = (
        Participation.objects.filter(activity=OuterRef("pk"), is_present=True)
        .order_by()
        .values("activity")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return rows.annotate(present_count=Subquery(present))


class ActivityFilter(OfficeFilterSet):
    """工作记录筛选."""

    q = KeywordFilter("title", "place", "org__name", label="名称、地点或主办单位")
    kind = django_filters.ChoiceFilter(label="种类")
    area = django_filters.ChoiceFilter(label="类别", choices=ActivityArea.choices)
    month = django_filters.CharFilter(
        label="月份",
        method="in_month",
        widget=forms.TextInput(attrs={"type": "month"}),
        validators=[RegexValidator(_MONTH, "月份应为 2023-06 的样式。")],
    )
    day = django_filters.DateFromToRangeFilter(label="日期")
    participant = django_filters.CharFilter(label="参加人员", method="with_participant")
    state = django_filters.ChoiceFilter(label="状态", choices=ActivityState.choices)
    confidentiality = django_filters.ChoiceFilter(label="知悉范围", choices=Confidentiality.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        met = self.queryset.order_by("kind_title", "kind").values_list("kind", "kind_title").distinct()
        self.filters["kind"].extra["choices"] = list(dict(met).items())

    def in_month(self, queryset: QuerySet[Activity], name: str, value: str) -> QuerySet[Activity]:
        """Held or planned in a month."""
        month = Period.parse(value)
        return queryset.filter(day__gte=month.start, day__lt=month.end)

    def with_participant(self, queryset: QuerySet[Activity], name: str, value: str) -> QuerySet[Activity]:
        """In which somebody of that name took part."""
        return queryset.filter(
            Exists(Participation.objects.filter(activity=OuterRef("pk"), name__icontains=value.strip(), is_present=True))
        )


ACTIVITIES = ListSpec(
    "activities",
    "工作记录",
    (
        Column("day", "日期", kind="date", sort=("day",)),
        Column("title", "名称", sort=("title",), link="activities:activity"),
        Column("kind", "种类", "kind_title", sort=("kind_title",)),
        Column("area", "类别", "get_area_display", sort=("area",), hidden=True),
        Column("org", "主办单位", "org.shown_name", sort=("org__sort_order", "org__name")),
        Column("place", "地点", sort=("place",)),
        Column("present", "实到", present_of, kind="number", unit="人", sort=("present_count",)),
        Column("state", "状态", state_of, kind="state", sort=("state",)),
        Column("confidentiality", "知悉范围", "get_confidentiality_display", sort=("confidentiality",)),
        Column("recorded_by", "登记人", "recorded_by.display_name", hidden=True),
    ),
    ActivityFilter,
    default_sort="-day",
    empty_title="还没有工作记录",
    empty_hint="开完会、走访完企业后登记一次，相关的台账、面板和研判随之更新。",
    noun="条",
)

KINDS = ListSpec(
    "activity-kinds",
    "自设种类",
    (
        Column("title", "种类名称", sort=("title",), link="activities:kind"),
        Column("area", "类别", "get_area_display", sort=("area",)),
        Column("basis", "依据"),
        Column("starts_on", "启用日期", kind="date", sort=("starts_on",)),
        Column("ends_on", "停用日期", kind="date", sort=("ends_on",)),
        Column("org", "所属单位", "org.shown_name", sort=("org__name",)),
    ),
    default_sort="title",
    empty_title="还没有自设种类",
    empty_hint="常用的种类已由各业务提供；本单位特有的活动可在此增设，不需要改程序。",
    noun="个",
)

PANEL = tuple(column for column in ACTIVITIES.columns if column.key in ("day", "title", "kind", "org", "place", "state"))
