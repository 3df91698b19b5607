"""专班清单: forces, contacts, obstacles."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse

from tongpin.domains.work.enums import ContactKind, ForceKind, ObstacleState
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec

STANDING, ENDED = "standing", "ended"


def force_state(force: Any, on: date) -> tuple[str, str]:
    """状态 of a force on a day: (tone, word)."""
    if force.ended_on is not None and force.ended_on <= on:
        return "done", "已完成或撤销"
    if force.term_until is not None and force.term_until < on:
        return "warn", "到期未结"
    return "active", "运行中"


class ForceFilter(OfficeFilterSet):
    """专班筛选."""

    q = KeywordFilter("name", "duty", "members__name", label="名称、职责或成员")
    kind = django_filters.ChoiceFilter(label="形式", choices=ForceKind.choices)
    standing = django_filters.ChoiceFilter(label="状态", choices=[(STANDING, "运行中"), (ENDED, "已完成或撤销")], method="by_standing")

    def by_standing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Standing, or closed."""
        return rows.filter(ended_on__isnull=value == STANDING)


def force_list(on: date) -> ListSpec:
    """攻坚力量清单 as of a day."""
    columns = (
        Column("name", "名称", sort=("name",), link="work:force"),
        Column("kind", "形式", "get_kind_display", sort=("kind",)),
        Column("state", "状态", lambda force: force_state(force, on), kind="state"),
        Column("duty", "职责任务"),
        Column("member_count", "成员", kind="number", unit="人", sort=("member_count",)),
        Column("charge_count", "承担任务和项目", kind="number", unit="项", sort=("charge_count",)),
        Column("founded_on", "成立日期", kind="date", sort=("founded_on",)),
        Column("term_until", "计划截止", kind="date", sort=("term_until",)),
        Column("ended_on", "完成或撤销", kind="date", sort=("ended_on",)),
        Column("branch_name", "临时党组织", sort=("branch_name",)),
        Column("document", "成立依据", hidden=True),
        Column("result", "工作结果", hidden=True),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    )
    return ListSpec(
        "forces",
        "专班和指挥部",
        columns,
        ForceFilter,
        default_sort=("ended_on", "-founded_on"),
        empty_title="还没有专班、指挥部、领导小组或突击队",
        empty_hint="按成立文件登记名称、职责和成员，再登记承担的任务和项目；专班会议议定的事项可以直接交办。",
        noun="个",
    )


MEMBERS = (
    Column("name", "姓名"),
    Column("role", "担任", "get_role_display"),
    Column("unit", "单位及职务", lambda row: row.unit or (row.person and row.person.org.shown_name) or ""),
    Column("duty", "分工"),
    Column("starts_on", "加入日期", kind="date"),
    Column("ends_on", "退出日期", kind="date"),
)


def leaving(row: Any) -> str:
    """Where a member's leaving is entered."""
    return "" if row.ends_on or row.force.ended_on else reverse("work:force_leave", args=[row.pk])


class ContactFilter(OfficeFilterSet):
    """沟通协调筛选."""

    q = KeywordFilter("counterpart", "matter", "result", "person__name", label="对象、事项或人员")
    kind = django_filters.ChoiceFilter(label="种类", choices=ContactKind.choices)
    counterpart = django_filters.CharFilter(label="协调对象")
    open = django_filters.ChoiceFilter(label="状态", choices=[("1", "未办结"), ("0", "已办结")], method="by_open")
    on = django_filters.DateFromToRangeFilter(label="日期")

    def by_open(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Open, or settled."""
        return rows.filter(settled_on__isnull=value == "1")


CONTACTS = ListSpec(
    "contacts",
    "沟通协调台账",
    (
        Column("counterpart", "协调对象", sort=("counterpart",)),
        Column("matter", "事项", link="work:contact"),
        Column("kind", "种类", "get_kind_display", sort=("kind",)),
        Column("on", "日期", kind="date", sort=("on",)),
        Column("person", "经办", "person.name", sort=("person__pinyin",)),
        Column("result", "结果或批示"),
        Column("state", "状态", lambda row: ("done", "已办结") if row.settled_on else ("active", "未办结"), kind="state"),
        Column("settled_on", "办结日期", kind="date", sort=("settled_on",)),
        Column("event_on", "会议日期", kind="date", sort=("event_on",), hidden=True),
        Column("days_taken", "汇报用时", kind="number", unit="天"),
        Column("force", "专班", "force.name", sort=("force__name",)),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    ContactFilter,
    default_sort="-on",
    empty_title="还没有沟通协调记录",
    empty_hint="登记与哪个单位沟通了什么、由谁办理，办结时写明结果；向县委、县政府汇报会议精神的，填写会议日期，自动计算用时。",
    noun="件",
)


class ObstacleFilter(OfficeFilterSet):
    """需协调事项筛选."""

    q = KeywordFilter("text", "task__title", "leader__name", label="事项、任务或领导")
    state = django_filters.ChoiceFilter(label="状态", choices=ObstacleState.choices)


_TONES = {ObstacleState.OPEN: "warn", ObstacleState.ANSWERED: "done", ObstacleState.LIFTED: "plain"}
OBSTACLE_COLUMNS = (
    Column("reported_on", "报告日期", kind="date", sort=("reported_on",)),
    Column("text", "需协调事项"),
    Column("reported_by", "报告人"),
    Column("leader", "转送责任领导", "leader.name", sort=("leader__pinyin",)),
    Column("state", "状态", lambda row: (_TONES[row.state], row.get_state_display()), kind="state", sort=("state",)),
    Column("answer", "答复"),
    Column("answered_by", "答复人"),
    Column("answered_on", "答复日期", kind="date", sort=("answered_on",)),
)
OBSTACLES = ListSpec(
    "obstacles",
    "需协调事项",
    (
        OBSTACLE_COLUMNS[0],
        Column("task", "任务", "task.title", link=lambda row: reverse("work:task", args=[row.task_id])),
        *OBSTACLE_COLUMNS[1:],
    ),
    ObstacleFilter,
    default_sort=("answered_on", "-reported_on"),
    empty_title="没有需协调事项",
    empty_hint="责任人报告进展时填写的需协调事项列在这里，转送责任领导答复；答复之前不再自动提醒责任人。",
    noun="件",
)
