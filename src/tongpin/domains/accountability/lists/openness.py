"""典型案例通报、公开目录、公开事项和信访件清单."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet

from tongpin.domains.accountability.case_flow import ENDED
from tongpin.domains.accountability.enums import (
    CaseSource,
    CaseState,
    CircularState,
    DisclosureState,
    OpenFace,
    OpenScope,
    OpenWay,
)
from tongpin.domains.accountability.selectors.cases import case_light
from tongpin.domains.accountability.selectors.disclosures import Openness
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec
from tongpin.kernel.periods import Period

CIRCULAR_TONES = {CircularState.DRAFTED: "plain", CircularState.ISSUED: "done", CircularState.WITHDRAWN: "stop"}
DISCLOSURE_TONES = {
    DisclosureState.DRAFTED: "plain",
    DisclosureState.PROPOSED: "active",
    DisclosureState.CHECKED: "active",
    DisclosureState.APPROVED: "active",
    DisclosureState.PUBLISHED: "done",
    DisclosureState.TAKEN_DOWN: "stop",
    DisclosureState.DROPPED: "stop",
}


def circular_state(row: Any) -> tuple[str, str]:
    """状态 with its tone."""
    return CIRCULAR_TONES[CircularState(row.state)], row.get_state_display()


class CircularFilter(OfficeFilterSet):
    """案例通报筛选."""

    q = KeywordFilter("title", "source", label="标题或来源")
    state = django_filters.ChoiceFilter(label="状态", choices=CircularState.choices)
    issued_on = django_filters.DateFromToRangeFilter(label="印发日期")


CIRCULARS = ListSpec(
    "circulars",
    "典型案例通报",
    (
        Column("number", "文号", lambda row: row.number or None, sort=("year", "serial")),
        Column("title", "标题", sort=("title",), link="accountability:circular"),
        Column("issued_on", "印发日期", kind="date", sort=("issued_on",)),
        Column("unit_count", "通报单位", kind="number", unit="个", sort=("unit_count",)),
        Column("received_count", "已签收", kind="number", unit="个", sort=("received_count",)),
        Column("studied_count", "已学习", kind="number", unit="个", sort=("studied_count",)),
        Column("receive_by", "签收时限", kind="date", sort=("receive_by",)),
        Column("study_by", "学习时限", kind="date", sort=("study_by",)),
        Column("state", "状态", circular_state, kind="state", sort=("state",)),
        Column("source", "案例来源", hidden=True),
    ),
    CircularFilter,
    default_sort=("-issued_on", "-pk"),
    empty_title="还没有典型案例通报",
    empty_hint="点“拟通报”，写明案情摘要和要求，选择通报单位。默认不点名。",
    noun="份",
)


class ItemFilter(OfficeFilterSet):
    """公开目录筛选."""

    q = KeywordFilter("title", "content", "department__name", label="事项、内容或责任单位")
    face = django_filters.ChoiceFilter(label="公开类别", choices=OpenFace.choices)
    scope = django_filters.ChoiceFilter(label="公开范围", choices=OpenScope.choices)
    way = django_filters.ChoiceFilter(label="公开方式", choices=OpenWay.choices)
    ended = django_filters.BooleanFilter(label="已移出", field_name="ended_on", lookup_expr="isnull", exclude=True)


def item_list(rows: QuerySet[Any], on: date) -> ListSpec:
    """公开目录 as of a day."""
    openness = Openness(rows, on)
    return ListSpec(
        "open-items",
        "公开目录",
        (
            Column("face", "类别", "get_face_display", sort=("face",)),
            Column("title", "公开事项", sort=("title",), link="accountability:open_item"),
            Column("light", "灯", openness.light, kind="light"),
            Column("content", "公开内容"),
            Column("scope", "范围", "get_scope_display", sort=("scope",)),
            Column("way", "方式", way_words, sort=("way",)),
            Column("department", "责任单位", "department.shown_name", sort=("department__path",)),
            Column("basis", "依据"),
            Column("valid_from", "列入日期", kind="date", sort=("valid_from",), hidden=True),
            Column("ended_on", "移出日期", kind="date", sort=("ended_on",), hidden=True),
        ),
        ItemFilter,
        default_sort=("face", "department", "pk"),
        empty_title="公开目录还没有事项",
        empty_hint="点“列入事项”，逐项写明内容、范围、方式、依据和责任单位。",
        noun="项",
    )


def way_words(row: Any) -> str:
    """ "定期公开，每季度"."""
    return f"{row.get_way_display()}，{row.get_period_display()}" if row.period else row.get_way_display()


class DisclosureFilter(OfficeFilterSet):
    """公开事项筛选."""

    q = KeywordFilter("title", "item__title", "item__department__name", label="标题、事项或责任单位")
    face = django_filters.ChoiceFilter(label="公开类别", field_name="item__face", choices=OpenFace.choices)
    state = django_filters.ChoiceFilter(label="状态", choices=DisclosureState.choices)
    published_on = django_filters.DateFromToRangeFilter(label="公开日期")


def period_words(row: Any) -> str | None:
    """所属期 in words."""
    return Period.parse(row.period).title if row.period else None


def disclosure_state(row: Any) -> tuple[str, str]:
    """状态 with its tone."""
    return DISCLOSURE_TONES[DisclosureState(row.state)], row.get_state_display()


DISCLOSURES = ListSpec(
    "disclosures",
    "公开事项",
    (
        Column("title", "标题", sort=("title",), link="accountability:disclosure"),
        Column("item", "目录事项", "item.title", sort=("item__title",)),
        Column("period", "所属期", period_words, sort=("period",)),
        Column("department", "责任单位", "item.department.shown_name", sort=("item__department__path",)),
        Column("state", "状态", disclosure_state, kind="state", sort=("state",)),
        Column("checked_on", "保密审查", kind="date", sort=("checked_on",)),
        Column("approved_on", "审批", kind="date", sort=("approved_on",)),
        Column("published_on", "公开日期", kind="date", sort=("published_on",)),
        Column("until", "公开至", kind="date", sort=("until",)),
        Column("taken_down_on", "撤下日期", kind="date", sort=("taken_down_on",), hidden=True),
        Column("proposed_on", "提出日期", kind="date", sort=("proposed_on",), hidden=True),
        Column("face", "类别", "item.get_face_display", hidden=True),
    ),
    DisclosureFilter,
    default_sort=("-published_on", "-pk"),
    empty_title="还没有公开事项",
    empty_hint="打开公开目录中的一项，点“拟公开稿”。",
    noun="件",
)


class BoardFilter(OfficeFilterSet):
    """公开栏筛选."""

    q = KeywordFilter("title", "item__title", "words", label="标题、事项或内容")
    face = django_filters.ChoiceFilter(label="公开类别", field_name="item__face", choices=OpenFace.choices)


BOARD = ListSpec(
    "open-board",
    "公开栏",
    (
        Column("title", "标题", sort=("title",), link="accountability:board_entry"),
        Column("item", "公开事项", "item.title", sort=("item__title",)),
        Column("face", "类别", "item.get_face_display", sort=("item__face",)),
        Column("scope", "范围", "item.get_scope_display"),
        Column("department", "责任单位", "item.department.shown_name", sort=("item__department__path",)),
        Column("published_on", "公开日期", kind="date", sort=("published_on",)),
        Column("until", "公开至", lambda row: f"{row.until:%Y-%m-%d}" if row.until else "长期"),
    ),
    BoardFilter,
    default_sort=("-published_on", "-pk"),
    empty_title="现在没有公开中的事项",
    empty_hint="审批后公开的事项列在这里，到期自动撤下。",
    noun="件",
)

UNITS = (
    Column("org", "单位", "org.shown_name"),
    Column("light", "情况", "light", kind="light"),
    Column("received_on", "签收日期", kind="date"),
    Column("received_by", "签收人", "received_by.display_name"),
    Column("study", "学习会议", lambda row: row.study_words, link=lambda row: row.study_url),
    Column("todo", "办理", lambda row: row.todo_words, link=lambda row: row.todo_url),
)

ITEM_DISCLOSURES = (
    Column("title", "标题", link="accountability:disclosure"),
    Column("period", "所属期", period_words),
    Column("state", "状态", disclosure_state, kind="state"),
    Column("published_on", "公开日期", kind="date"),
    Column("until", "公开至", kind="date"),
    Column("taken_down_on", "撤下日期", kind="date"),
)


class CaseFilter(OfficeFilterSet):
    """信访件筛选."""

    source = django_filters.ChoiceFilter(label="来源", choices=CaseSource.choices)
    state = django_filters.ChoiceFilter(label="状态", choices=CaseState.choices)
    owed = django_filters.BooleanFilter(label="未办结", method="only_owed")
    received_on = django_filters.DateFromToRangeFilter(label="收到日期")

    def only_owed(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """未办结的, or the others."""
        return rows.exclude(state__in=ENDED) if value else rows.filter(state__in=ENDED)


def case_list(on: date) -> ListSpec:
    """信访件清单: nothing of what they say."""
    return ListSpec(
        "petition-cases",
        "信访和问题线索",
        (
            Column("number", "编号", sort=("number",), link="accountability:case"),
            Column("source", "来源", "get_source_display", sort=("source",)),
            Column("light", "灯", lambda row: case_light(row, on), kind="light"),
            Column("received_on", "收到日期", kind="date", sort=("received_on",)),
            Column("reply_by", "办理时限", kind="date", sort=("reply_by",)),
            Column("state", "状态", "get_state_display", sort=("state",)),
            Column("state_on", "进入现状态日期", kind="date", sort=("state_on",)),
            Column("replied_on", "答复日期", kind="date", sort=("replied_on",)),
        ),
        CaseFilter,
        default_sort=("-received_on", "-pk"),
        empty_title="没有由您经办的信访件",
        empty_hint="每一件只有指定的经办人看得到。收到来信来访的，点“登记信访件”。",
        noun="件",
    )


OFFICERS = (
    Column("person", "姓名", "person.name"),
    Column("org", "所属单位", "person.org.shown_name"),
    Column("since", "指定日期", kind="date"),
    Column("ended_on", "解除日期", kind="date"),
)
NOTES = (
    Column("on", "日期", kind="date"),
    Column("step", "办理"),
    Column("by", "办理人", "by.display_name"),
)
ACCESSES = (
    Column("at", "时间", kind="moment"),
    Column("name", "姓名"),
    Column("act", "动作", "get_act_display"),
)
TALKS_DUE = (
    Column("person", "谈话对象", "due.person"),
    Column("post", "拟任职务", "due.post"),
    Column("light", "情况", "light", kind="light"),
    Column("decided_on", "讨论决定日期", "due.decided_on", kind="date"),
    Column("takes_office_on", "到任日期", "due.takes_office_on", kind="date"),
    Column("record", "办理", lambda row: "登记谈话" if row.url else None, link=lambda row: row.url),
)
