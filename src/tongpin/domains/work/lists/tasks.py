"""攻坚推进清单."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import django_filters

from tongpin.domains.work.enums import TaskArea, TaskState
from tongpin.domains.work.selectors.lights import light_of
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec
from tongpin.kernel.clock import today


class TaskFilter(OfficeFilterSet):
    """任务筛选."""

    q = KeywordFilter("title", "source_title", "person__name", "leader__name", "department__name", label="任务、来源或责任人")
    area = django_filters.ChoiceFilter(label="类别", choices=TaskArea.choices)
    state = django_filters.ChoiceFilter(label="状态", choices=TaskState.choices)
    due_on = django_filters.DateFromToRangeFilter(label="完成时限")


_COLUMNS = (
    Column("title", "任务", sort=("title",), link="work:task"),
    Column("area", "类别", "get_area_display", sort=("area",)),
    Column("leader", "责任领导", "leader.name", sort=("leader__pinyin",)),
    Column("department", "责任科室", "department.shown_name", sort=("department__name",)),
    Column("person", "责任人", "person.name", sort=("person__pinyin",)),
    Column("due_on", "完成时限", kind="date", sort=("due_on",)),
    Column("share_done", "完成进度", kind="number", unit="%", sort=("share_done",)),
    Column("obstacle", "需协调事项", hidden=True),
    Column("source_title", "来源", sort=("source_title",)),
    Column("first_due_on", "最初时限", kind="date", hidden=True),
    Column("ended_on", "办结日期", kind="date", sort=("ended_on",), hidden=True),
    Column("org", "所属单位", "org.shown_name", hidden=True),
)

TASKS = ListSpec(
    "tasks",
    "任务清单",
    _COLUMNS,
    TaskFilter,
    default_sort="due_on",
    empty_title="还没有任务",
    empty_hint="会议决定、建议和应尽事项可以一键交办，也可以在这里直接交办。",
    noun="项",
)


def lit_columns(on: date) -> tuple[Column, ...]:
    """任务列 with the light of the day."""
    calendar = work_calendar()

    def light(task: Any) -> tuple[str, str, str]:
        return light_of(task, on, calendar)

    return (*_COLUMNS[:1], Column("light", "灯", light, kind="light"), *_COLUMNS[1:])


def task_list(on: date) -> ListSpec:
    """任务清单 as of a day."""
    return replace(TASKS, columns=lit_columns(on))


def own_columns(request: Any) -> tuple[Column, ...]:
    """我的任务: the columns that stand on one's own page, as of today."""
    return tuple(c for c in lit_columns(today()) if c.key in ("title", "light", "leader", "due_on", "share_done"))


def task_panel(request: Any) -> tuple[Column, ...]:
    """交办任务面板: the columns that stand on the record a task came from."""
    return tuple(c for c in lit_columns(request.scope.as_of) if c.key in ("title", "light", "department", "person", "due_on", "share_done"))
