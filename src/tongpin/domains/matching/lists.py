"""供需对接清单; the headers are those of the import sheets."""

from __future__ import annotations

from typing import Any

import django_filters

from tongpin.domains.matching.enums import AgreementStatus, EventStatus
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec

TONES = {"已举办": "done", "已签订": "done", "计划": "active", "意向": "active", "已取消": "stop", "已终止": "stop"}


def status_of(row: Any) -> tuple[str, str]:
    """A record's state with its tone."""
    word = row.get_status_display()
    return TONES.get(word, "plain"), word


class EventFilter(OfficeFilterSet):
    """对接活动筛选."""

    q = KeywordFilter("code", "title", "place", label="编号、名称或地点")
    status = django_filters.ChoiceFilter(label="状态", choices=EventStatus.choices)
    held_on = django_filters.DateFromToRangeFilter(label="日期")


class ParticipationFilter(OfficeFilterSet):
    """参加活动专家筛选."""

    q = KeywordFilter("expert__name", "expert__institute__name", "event__code", label="姓名、院所或活动编号")
    held_on = django_filters.DateFromToRangeFilter(field_name="event__held_on", label="活动日期")


class AgreementFilter(OfficeFilterSet):
    """合作协议筛选."""

    q = KeywordFilter("code", "enterprise_name", "institute__name", label="编号、企业或院所")
    status = django_filters.ChoiceFilter(label="状态", choices=AgreementStatus.choices)
    signed_on = django_filters.DateFromToRangeFilter(label="签订日期")


EVENTS = ListSpec(
    "events",
    "对接活动台账",
    (
        Column("code", "活动编号", kind="code", sort=("code",), link="matching:event"),
        Column("title", "活动名称", sort=("title",)),
        Column("held_on", "日期", kind="date", sort=("held_on",)),
        Column("place", "地点", sort=("place",)),
        Column("status", "状态", status_of, kind="state", sort=("status",)),
        Column("expert_count", "专家数", kind="number"),
        Column("agreement_count", "协议数", kind="number"),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    EventFilter,
    default_sort="-held_on",
    empty_title="还没有对接活动",
    empty_hint="可先下载导入模板，填好后导入。",
    noun="场",
)

PARTICIPATIONS = ListSpec(
    "participations",
    "参加活动专家名单",
    (
        Column("event_code", "活动编号", "event.code", kind="code", sort=("event__code",)),
        Column("expert_name", "姓名", "expert.name", sort=("expert__name",), link="matching:participation"),
        Column("institute", "所在院所", "expert.institute.name", sort=("expert__institute__name",)),
        Column("title", "职称", sort=("title",)),
        Column("held_on", "活动日期", "event.held_on", kind="date", sort=("event__held_on",), hidden=True),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    ParticipationFilter,
    default_sort=("event_code", "expert_name"),
    empty_title="还没有参加活动的专家",
    empty_hint="可先下载导入模板，填好后导入。",
    noun="人次",
)

AGREEMENTS = ListSpec(
    "agreements",
    "合作协议台账",
    (
        Column("code", "协议编号", kind="code", sort=("code",), link="matching:agreement"),
        Column("event_code", "活动编号", "event.code", kind="code", sort=("event__code",)),
        Column("institute", "院所", "institute.name", sort=("institute__name",)),
        Column("enterprise_name", "企业名称", sort=("enterprise_name",)),
        Column("signed_on", "签订日期", kind="date", sort=("signed_on",)),
        Column("status", "状态", status_of, kind="state", sort=("status",)),
        Column("cancelled_on", "终止日期", kind="date", sort=("cancelled_on",), hidden=True),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    AgreementFilter,
    default_sort="code",
    empty_title="还没有合作协议",
    empty_hint="可先下载导入模板，填好后导入。",
    noun="项",
)

EVENT_EXPERT_PANEL = (
    Column("expert_name", "姓名", "expert.name", link="matching:participation"),
    Column("institute", "所在院所", "expert.institute.name"),
    Column("title", "职称"),
)
EXPERT_EVENT_PANEL = (
    Column("event_code", "活动编号", "event.code", kind="code", link="matching:participation"),
    Column("event_title", "活动名称", "event.title"),
    Column("held_on", "日期", "event.held_on", kind="date"),
    Column("status", "状态", lambda row: status_of(row.event), kind="state"),
)
AGREEMENT_PANEL = tuple(c for c in AGREEMENTS.columns if c.key in ("code", "institute", "enterprise_name", "signed_on", "status"))
