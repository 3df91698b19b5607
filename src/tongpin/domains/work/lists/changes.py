"""变更申请清单."""

from __future__ import annotations

import django_filters

from tongpin.domains.work.enums import ChangeKind, ChangeState
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec

_TONES = {"asked": "warn", "approved": "done", "refused": "stop", "withdrawn": "plain"}


class ChangeFilter(OfficeFilterSet):
    """变更筛选."""

    q = KeywordFilter("project__title", "reason", "asked_by", label="项目、原因或申请人")
    state = django_filters.ChoiceFilter(label="状态", choices=ChangeState.choices)
    kind = django_filters.ChoiceFilter(label="种类", choices=ChangeKind.choices)


CHANGE_COLUMNS = (
    Column("asked_on", "申请日期", kind="date", sort=("asked_on",), link="work:change"),
    Column("project", "项目", lambda row: row.project.title if row.project else "多个项目", sort=("project__title",)),
    Column("kind", "种类", "get_kind_display", sort=("kind",)),
    Column("reason", "原因"),
    Column("state", "状态", lambda row: (_TONES.get(row.state, "plain"), row.get_state_display()), kind="state", sort=("state",)),
    Column("asked_by", "申请人", sort=("asked_by",)),
    Column("decided_by", "批准人", sort=("decided_by",)),
    Column("decided_on", "办理日期", kind="date", sort=("decided_on",)),
)

CHANGES = ListSpec(
    "work_changes",
    "变更申请",
    CHANGE_COLUMNS,
    ChangeFilter,
    default_sort="-asked_on",
    empty_title="还没有变更申请",
    empty_hint="项目启动后，在项目页点“变更推演”，看清会移动哪些任务，再提出变更。",
    noun="项",
)

MOVE_COLUMNS = (
    Column("task", "任务", lambda row: f"{row.task.number} {row.task.title}"),
    Column("project", "项目", "task.project.title"),
    Column("start_before", "原开始", kind="date"),
    Column("start_after", "新开始", kind="date"),
    Column("due_before", "原时限", kind="date"),
    Column("due_after", "新时限", kind="date"),
    Column("by_workdays", "移动", kind="number", unit="工作日"),
)
