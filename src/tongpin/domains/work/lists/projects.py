"""项目清单与项目任务清单, with lights and slack of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from tongpin.domains.work.enums import ProjectState, TaskArea, TaskState
from tongpin.domains.work.lights import Light
from tongpin.domains.work.selectors.lights import light_of, project_lights
from tongpin.domains.work.selectors.networks import Timetable
from tongpin.domains.work.selectors.projects import alert
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec


class ProjectFilter(OfficeFilterSet):
    """项目筛选."""

    q = KeywordFilter("title", "leader__name", "person__name", "department__name", label="项目或责任人")
    area = django_filters.ChoiceFilter(label="类别", choices=TaskArea.choices)
    state = django_filters.ChoiceFilter(label="状态", choices=ProjectState.choices)
    lacking = django_filters.ChoiceFilter(label="责任", choices=[("yes", "缺责任人员")], method="by_lacking")
    due_on = django_filters.DateFromToRangeFilter(label="完成时限")

    def by_lacking(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """缺责任人员: of the project or of one of its tasks."""
        return rows.filter(
            Q(leader__isnull=True) | Q(department__isnull=True) | Q(person__isnull=True) | Q(lacking_count__gt=0), state=ProjectState.DRAFT
        )


_PROJECT_COLUMNS = (
    Column("title", "项目", sort=("title",), link="work:project"),
    Column("area", "类别", "get_area_display", sort=("area",)),
    Column("state", "状态", "get_state_display", sort=("state",)),
    Column("leader", "责任领导", "leader.name", sort=("leader__pinyin",)),
    Column("department", "责任科室", "department.shown_name", sort=("department__name",)),
    Column("person", "责任人", "person.name", sort=("person__pinyin",)),
    Column("due_on", "完成时限", kind="date", sort=("due_on",)),
    Column("done", "已完成任务", lambda p: f"{p.done_count}/{p.task_count}", is_right=True),
    Column("alert", "启动前须补齐", alert),
    Column("objective", "目标", "objective.title", hidden=True),
    Column("first_due_on", "最初时限", kind="date", hidden=True),
    Column("number_one", "头号工程", lambda p: "是" if p.is_number_one else "", hidden=True),
    Column("org", "所属单位", "org.shown_name", hidden=True),
)

PROJECTS = ListSpec(
    "work_projects",
    "项目清单",
    _PROJECT_COLUMNS,
    ProjectFilter,
    default_sort=("due_on",),
    empty_title="还没有项目",
    empty_hint="点“拟定项目”填写完成时限和责任人员，再分解任务；启动时从完成时限倒排各项任务的日期。",
    noun="个",
)


class _Lights:
    """项目的灯 of a list: those of the rows of one page are worked out together, on the first that is asked for."""

    def __init__(self, rows: Any, on: date) -> None:
        self.rows, self.on = rows, on
        self.calendar = work_calendar()
        self.known: dict[int, Light] = {}

    def __call__(self, project: Any) -> Light:
        if project.pk not in self.known:
            self.known.update(project_lights([p for p in self.rows if p.pk not in self.known] or [project], self.on, self.calendar))
        return self.known.get(project.pk) or project_lights([project], self.on, self.calendar)[project.pk]


def project_list(on: date, rows: Any) -> ListSpec:
    """项目清单 as of a day."""
    return replace(PROJECTS, columns=(*_PROJECT_COLUMNS[:1], Column("light", "灯", _Lights(rows, on), kind="light"), *_PROJECT_COLUMNS[1:]))


class NodeFilter(OfficeFilterSet):
    """项目任务筛选."""

    q = KeywordFilter("title", "number", "person__name", "leader__name", label="任务或责任人")
    state = django_filters.ChoiceFilter(label="状态", choices=TaskState.choices)
    is_node = django_filters.ChoiceFilter(label="节点", choices=[("1", "只看节点")], method="by_node")

    def by_node(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """只看节点."""
        return rows.filter(is_node=True)


def node_columns(table: Timetable, before: Mapping[int, str], on: date) -> tuple[Column, ...]:
    """项目任务列: light, owners, order, planned and possible days, slack."""
    calendar = work_calendar()

    def placed(name: str) -> Any:
        def read(task: Any) -> Any:
            found = table.placed(task.pk)
            return None if found is None else getattr(found, name)

        return read

    def critical(task: Any) -> str:
        found = table.placed(task.pk)
        return "关键" if found is not None and found.is_critical else ""

    return (
        Column("number", "编号", sort=("position",)),
        Column("title", "任务", sort=("title",), link="work:task"),
        Column("light", "灯", lambda task: light_of(task, on, calendar), kind="light"),
        Column("is_node", "节点", lambda task: "节点" if task.is_node else ""),
        Column("leader", "责任领导", "leader.name", sort=("leader__pinyin",)),
        Column("department", "责任科室", "department.shown_name", sort=("department__name",)),
        Column("person", "责任人", "person.name", sort=("person__pinyin",)),
        Column("workdays", "工期", kind="number", unit="工作日", sort=("workdays",)),
        Column("before", "前置任务", lambda task: before.get(task.pk, "")),
        Column("planned_start_on", "计划开始", kind="date", sort=("planned_start_on",)),
        Column("due_on", "完成时限", kind="date", sort=("due_on",)),
        Column("slack", "机动", placed("slack"), kind="number", unit="工作日"),
        Column("critical", "关键路线", critical),
        Column("share_done", "进度", kind="number", unit="%", sort=("share_done",)),
        Column("latest_start", "最迟开始", placed("latest_start"), kind="date", hidden=True),
        Column("latest_finish", "最迟完成", placed("latest_finish"), kind="date", hidden=True),
        Column("earliest_start", "最早开始", placed("earliest_start"), kind="date", hidden=True),
        Column("earliest_finish", "最早完成", placed("earliest_finish"), kind="date", hidden=True),
        Column("first_due_on", "最初时限", kind="date", hidden=True),
        Column("obstacle", "需协调事项", hidden=True),
    )


def node_list(title: str, columns: tuple[Column, ...]) -> ListSpec:
    """项目任务清单."""
    return ListSpec(
        "work_nodes",
        title,
        columns,
        NodeFilter,
        default_sort=("position",),
        empty_title="还没有任务",
        empty_hint="点“编辑任务表”逐行填写，或从 Excel 粘贴、导入。",
        noun="项",
    )
