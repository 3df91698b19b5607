"""责任清单: the map of responsibility, and the late tasks from which responsibility is traced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse

from tongpin.domains.work.enums import TaskArea, TaskState
from tongpin.domains.work.selectors.layers import Layers, layers_of
from tongpin.domains.work.selectors.lights import light_of
from tongpin.domains.work.selectors.pressing import reminders_of
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec


class MapFilter(OfficeFilterSet):
    """责任体系筛选."""

    q = KeywordFilter("title", "leader__name", "person__name", "department__name", "project__title", label="任务、项目、领导、科室或责任人")
    area = django_filters.ChoiceFilter(label="类别", choices=TaskArea.choices)
    state = django_filters.ChoiceFilter(label="状态", choices=[(s.value, s.label) for s in (TaskState.OPEN, TaskState.DONE)])


class LateFilter(OfficeFilterSet):
    """责任倒查筛选."""

    q = KeywordFilter("title", "leader__name", "person__name", "department__name", "project__title", label="任务、项目、领导、科室或责任人")
    node = django_filters.ChoiceFilter(label="节点", choices=[("1", "只看节点")], method="by_node")
    state = django_filters.ChoiceFilter(label="状态", choices=[(s.value, s.label) for s in (TaskState.OPEN, TaskState.DONE)])
    kind = django_filters.ChoiceFilter(label="情形", choices=[("late", "逾期"), ("moved", "时限后移")], method="by_kind")

    def by_node(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Nodes only."""
        return rows.filter(is_node=True)

    def by_kind(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Late, or moved."""
        return rows.filter(lateness=value)


class _Batch:
    """成批取数: what hangs on the tasks of a page is asked once for all of them, when the first of its rows is shown."""

    def __init__(self, rows: QuerySet[Any], on: date) -> None:
        self._rows, self._on = rows, on
        self._layers: Mapping[int, Layers] = {}
        self._reminders: Mapping[int, Any] | None = None

    def layers(self, task: Any) -> Layers:
        """三层责任 of a task."""
        if task.pk not in self._layers:
            self._layers = layers_of(self._rows, self._on)
        return self._layers[task.pk]

    def reminders(self, task: Any) -> int:
        """How many reminders of a task went out."""
        if self._reminders is None:
            self._reminders = reminders_of(self._rows.order_by().values_list("pk", flat=True), self._on)
        return len(self._reminders.get(task.pk, ()))


def map_list(rows: QuerySet[Any], on: date) -> ListSpec:
    """责任体系图 as of a day."""
    calendar, batch = work_calendar(), _Batch(rows, on)

    def leader(task: Any) -> str:
        found = batch.layers(task)
        return f"{found.leader}（{found.post}）" if found.post else found.leader

    columns = (
        Column("leader", "党组责任领导", leader, sort=("leader__pinyin",)),
        Column("force", "专班或指挥部", lambda t: ((f := batch.layers(t).force) and f.name) or "由科室推进"),
        Column("department", "责任科室", lambda t: batch.layers(t).department, sort=("department__name",)),
        Column("person", "责任人", lambda t: batch.layers(t).person, sort=("person__pinyin",)),
        Column("title", "任务", sort=("title",), link="work:task"),
        Column("project", "项目", "project.title", sort=("project__title",)),
        Column("area", "类别", "get_area_display", sort=("area",)),
        Column("due_on", "完成时限", kind="date", sort=("due_on",)),
        Column("light", "灯", lambda t: light_of(t, on, calendar), kind="light"),
        Column("gap", "缺少的一层", lambda t: batch.layers(t).gap),
    )
    return ListSpec(
        "layers",
        "责任体系图",
        columns,
        MapFilter,
        default_sort=("leader__pinyin", "department__sort_order", "due_on"),
        empty_title="还没有任务",
        empty_hint="交办任务或启动项目后，这里列出每项任务的党组责任领导、专班和责任科室。",
        noun="项",
    )


def late_list(rows: QuerySet[Any], on: date) -> ListSpec:
    """责任倒查 as of a day."""
    calendar, batch = work_calendar(), _Batch(rows, on)

    def light(task: Any) -> tuple[str, str]:
        colour, word, _ = light_of(task, on, calendar)
        return colour, word

    def days_late(task: Any) -> int | None:
        end = task.ended_on or on
        late = calendar.workdays_between(task.due_on, end).value
        return late if late > 0 else None

    def days_moved(task: Any) -> int | None:
        moved = calendar.workdays_between(task.first_due_on, task.due_on).value if task.first_due_on else 0
        return moved or None

    columns = (
        Column("title", "任务", sort=("title",), link=lambda t: reverse("work:task_trace", args=[t.pk])),
        Column("light", "灯", light, kind="light"),
        Column("project", "项目", "project.title", sort=("project__title",)),
        Column("is_node", "节点", lambda t: "是" if t.is_node else "否", sort=("is_node",)),
        Column("leader", "责任领导", sort=("leader__pinyin",)),
        Column("department", "责任科室", "department.shown_name", sort=("department__name",)),
        Column("person", "责任人", sort=("person__pinyin",)),
        Column("first_due_on", "最初时限", kind="date", sort=("first_due_on",)),
        Column("due_on", "现时限", kind="date", sort=("due_on",)),
        Column("days_late", "逾期工作日", days_late, kind="number", unit="个"),
        Column("days_moved", "后移工作日", days_moved, kind="number", unit="个"),
        Column("reminders", "已提醒", batch.reminders, kind="number", unit="次"),
        Column("obstacles_open", "待答复事项", kind="number", unit="件", sort=("obstacles_open",)),
        Column("ended_on", "办结日期", kind="date", sort=("ended_on",), hidden=True),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    )
    return ListSpec(
        "late",
        "责任倒查",
        columns,
        LateFilter,
        default_sort=("ended_on", "due_on"),
        empty_title="没有逾期或后移的任务",
        empty_hint="任务逾期、逾期完成或者时限后移的，列在这里，点开可以看到谁在何时负责、何时提醒、谁批准了调整。",
        noun="项",
    )
