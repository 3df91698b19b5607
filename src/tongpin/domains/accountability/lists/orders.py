"""工单清单."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse

from tongpin.domains.accountability.enums import Cause, ItemState, OrderKind, OrderState, Urgency
from tongpin.domains.accountability.order_flow import OWED
from tongpin.domains.accountability.selectors.orders import Desk, repeating
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet, YesNoFilter
from tongpin.foundation.ui.lists import ListSpec

TONES = {
    OrderState.DRAFTED: "plain",
    OrderState.ISSUED: "active",
    OrderState.RECEIVED: "active",
    OrderState.REPORTED: "active",
    OrderState.RETURNED: "warn",
    OrderState.ACCEPTED: "done",
    OrderState.CLOSED: "done",
    OrderState.WITHDRAWN: "stop",
}


class OrderFilter(OfficeFilterSet):
    """工单筛选."""

    q = KeywordFilter("number", "title", "subject", "lead__name", "person__name", label="编号、名称、主题或单位")
    kind = django_filters.ChoiceFilter(label="种类", choices=OrderKind.choices)
    state = django_filters.ChoiceFilter(label="状态", choices=OrderState.choices)
    year = django_filters.NumberFilter(label="年度")
    quarter = django_filters.ChoiceFilter(label="季度", choices=[(n, f"第{n}季度") for n in (1, 2, 3, 4)])
    urgency = django_filters.ChoiceFilter(label="紧急程度", choices=Urgency.choices)
    cause = django_filters.ChoiceFilter(label="问题原因", choices=Cause.choices)
    owed = YesNoFilter(label="未报送", method="only_owed")
    due_on = django_filters.DateFromToRangeFilter(label="办理时限")

    def only_owed(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """未报送的工单, or the others."""
        return rows.filter(state__in=OWED) if value else rows.exclude(state__in=OWED)


def order_list(on: date, rows: QuerySet[Any]) -> ListSpec:
    """工单清单 as of a day."""
    desk = Desk(work_calendar(), on)
    again: Collection[int] | None = None

    def is_repeat(row: Any) -> bool:
        nonlocal again
        if again is None:
            again = repeating(rows.filter(kind=OrderKind.SUPERVISION))
        return row.pk in again

    def colour(row: Any) -> tuple[str, str, str] | None:
        return None if row.is_quarterly else (*desk.colour(row)[:2], "重复问题" if is_repeat(row) else "")

    return ListSpec(
        "work-orders",
        "工单",
        (
            Column("number", "编号", sort=("number",)),
            Column("title", "名称", sort=("title",), link="accountability:order"),
            Column("kind", "种类", "get_kind_display", sort=("kind",), hidden=True),
            Column("colour", "颜色", colour, kind="light"),
            Column("light", "灯", desk.light, kind="light"),
            Column("state", "状态", lambda row: (TONES[OrderState(row.state)], row.get_state_display()), kind="state", sort=("state",)),
            Column("lead", "牵头单位", "lead.shown_name", sort=("lead__name",)),
            Column("person", "承办人", "person.name"),
            Column("due_on", "办理时限", kind="date", sort=("due_on",)),
            Column("urging_count", "催办", kind="number", unit="次", sort=("urging_count",)),
            Column("repeat", "重复", lambda row: ("warn", "重复问题") if is_repeat(row) else None, kind="state", hidden=True),
            Column("issued_on", "签发日期", kind="date", sort=("issued_on",), hidden=True),
            Column("reported_on", "报送日期", kind="date", sort=("reported_on",), hidden=True),
            Column("first_due_on", "最初时限", kind="date", hidden=True),
            Column("subject", "事项主题", hidden=True),
            Column("cause", "问题原因", "get_cause_display", hidden=True),
            Column("org", "签发单位", "org.shown_name", hidden=True),
        ),
        OrderFilter,
        default_sort="due_on",
        empty_title="还没有工单",
        empty_hint="责任状签订后，系统每季度按条款生成季度工单；临时事项点“立项督办”。",
        noun="件",
    )


def _order_url(row: Any) -> str:
    return reverse("accountability:order", args=[row.order_id])


def _clause_url(row: Any) -> str:
    return reverse("accountability:clause", args=[row.clause_id]) if row.clause_id else ""


class ItemFilter(OfficeFilterSet):
    """季度条款筛选."""

    q = KeywordFilter("text", "order__lead__name", "clause__wording__letter__signer__name", label="事项、单位或责任人")
    state = django_filters.ChoiceFilter(label="进展", choices=ItemState.choices)
    order__state = django_filters.ChoiceFilter(label="工单状态", choices=OrderState.choices)


def item_list(on: date, title: str) -> ListSpec:
    """季度事项清单: what is due in a quarter, whether it is done, and whether anything shows it."""
    desk = Desk(work_calendar(), on)

    def standing(row: Any) -> tuple[str, str, str]:
        accepted = row.order.state in (OrderState.ACCEPTED, OrderState.CLOSED)
        if accepted and row.state == ItemState.DONE:
            return "green", "已完成", ""
        if not row.shown and not row.words and on > row.order.due_on:
            return "red", "无佐证", "季末没有任何佐证。"
        if accepted:
            return "green", "已审核", row.get_state_display()
        return desk.light(row.order)

    return ListSpec(
        "quarter-items",
        title,
        (
            Column("text", "事项", link=_order_url),
            Column("light", "情况", standing, kind="light"),
            Column("lead", "责任单位", "order.lead.shown_name", sort=("order__lead__name",)),
            Column("signer", "责任人", lambda row: row.clause.wording.letter.signer.name if row.clause else None),
            Column("due_on", "完成时限", kind="date", sort=("due_on",)),
            Column("state", "进展", lambda row: row.get_state_display() or None),
            Column("shown", "佐证", kind="number", unit="项", sort=("shown",)),
            Column("words", "办理情况"),
            Column("order", "工单状态", lambda row: (TONES[OrderState(row.order.state)], row.order.get_state_display()), kind="state"),
        ),
        ItemFilter,
        default_sort=("lead", "pk"),
        empty_title="本季度还没有季度工单",
        empty_hint="有已签订的责任状时，点“生成本季度工单”。",
        noun="项",
    )


ITEMS = (
    Column("text", "事项", lambda row: f"{row.position}. {row.text}", link=_clause_url),
    Column("evidence", "佐证要求", lambda row: row.evidence or None),
    Column("due_on", "完成时限", kind="date"),
    Column("state", "进展", lambda row: row.get_state_display() or None),
    Column("words", "办理情况", lambda row: row.words or None),
)


STEPS = (
    Column("on", "日期", kind="date"),
    Column("verb", "办理"),
    Column("by_name", "办理人"),
    Column("words", "说明", lambda row: row.words or None),
)

URGINGS = (
    Column("number", "第几次", lambda row: f"第{row.number}次"),
    Column("urged_on", "催办日期", kind="date"),
    Column("urged_by", "催办人"),
    Column("words", "催办内容"),
)

EXTENSIONS = (
    Column("asked_on", "申请日期", kind="date"),
    Column("asked_by", "申请人", "asked_by.display_name"),
    Column("before", "原时限", kind="date"),
    Column("wanted_on", "申请延至", kind="date"),
    Column("reason", "延期理由"),
    Column("verdict", "审批结果", "get_verdict_display"),
    Column("decided_by", "审批人", "decided_by.display_name"),
    Column("words", "审批意见", lambda row: row.words or None),
)
