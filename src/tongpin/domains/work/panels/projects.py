"""项目面板与待办: since when a light is as it is, and changes that wait for a leader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from tongpin.domains.work.models import LightRecord
from tongpin.domains.work.selectors.changes import changes_to_decide
from tongpin.domains.work.selectors.projects import light_history
from tongpin.foundation.ui.columns import Column
from tongpin.kernel.extensions import Todo

LIGHT_COLUMNS = (
    Column("since", "起始日期", kind="date"),
    Column("light", "灯", lambda row: (row.colour, row.word), kind="light"),
    Column("reason", "原因"),
)


def lights_of_task(pk: int) -> QuerySet[LightRecord]:
    """亮灯经过 of a task."""
    return light_history(task=pk)


def lights_of_project(pk: int) -> QuerySet[LightRecord]:
    """亮灯经过 of a project."""
    return light_history(project=pk)


def changes_todo(request: Any) -> Sequence[Todo]:
    """待批准的变更 of projects under the viewer as responsible leader."""
    return [
        Todo(
            title=f"{change}",
            url=reverse("work:change", args=[change.pk]),
            kind="待批准",
            reason=f"{change.asked_by} {change.asked_on:%Y-%m-%d} 提出：{change.reason}",
        )
        for change in changes_to_decide(request.user)
    ]
