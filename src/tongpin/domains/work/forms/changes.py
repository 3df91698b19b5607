"""变更表单: what somebody tries out on a started plan, and how a request is decided."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.work.enums import TaskState
from tongpin.domains.work.forms.reshaping import NEW, NEW_LINES, OUT_LINES, left_tasks, new_tasks, reshaping_fields
from tongpin.domains.work.models import Task
from tongpin.domains.work.selectors.networks import Edits, Network
from tongpin.engines.ledgers.forms import StepForm
from tongpin.foundation.ui.forms import DateInput, OfficeForm

LINES = range(1, 6)


class WhatIfForm(OfficeForm):
    """变更推演表单: another deadline, other durations, other lags, tasks that come and go; a task is named by its number."""

    due_on = forms.DateField(label="新的完成时限", widget=DateInput, required=False)

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        self.network = network
        self.edits = Edits()
        super().__init__(*args, **kwargs)
        for n in LINES:
            self.fields[f"task_{n}"] = _number("任务编号")
            self.fields[f"workdays_{n}"] = forms.IntegerField(label="新工期", min_value=0, max_value=2000, required=False)
        self.fields.update(reshaping_fields())
        for n in LINES:
            self.fields[f"after_{n}"] = _number("任务编号")
            self.fields[f"before_{n}"] = _number("前置编号")
            self.fields[f"lag_{n}"] = forms.IntegerField(label="新间隔", min_value=-250, max_value=250, required=False)
        for field in self.fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label))

    @property
    def duration_lines(self) -> list[tuple[Any, Any]]:
        return [(self[f"task_{n}"], self[f"workdays_{n}"]) for n in LINES]

    @property
    def lag_lines(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"after_{n}"], self[f"before_{n}"], self[f"lag_{n}"]) for n in LINES]

    @property
    def new_lines(self) -> list[list[Any]]:
        return [[self[f"new_{name}_{n}"] for name in NEW] for n in NEW_LINES]

    @property
    def out_lines(self) -> list[tuple[Any, Any]]:
        return [(self[f"out_{n}"], self[f"why_{n}"]) for n in OUT_LINES]

    @property
    def reshapes(self) -> bool:
        """Whether a line for a new task, or for one to be taken out, holds anything."""
        return any(self.data.get(name) for name in reshaping_fields())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        tasks = {t.number: t for t in self.network.tasks}
        links = {(link.task_id, link.before_id): link.pk for link in self.network.links}
        workdays: dict[int, int] = {}
        lags: dict[int, int] = {}
        for n in LINES:
            task = self._task(tasks, f"task_{n}", given)
            if task is not None and given.get(f"workdays_{n}") is not None:
                workdays[task.pk] = given[f"workdays_{n}"]
            elif task is not None and not self.errors:
                self.add_error(f"workdays_{n}", f"请填任务“{task.number}”的新工期。")
            after, before = self._task(tasks, f"after_{n}", given), self._task(tasks, f"before_{n}", given)
            if after is None or before is None or given.get(f"lag_{n}") is None:
                continue
            link = links.get((after.pk, before.pk))
            if link is None:
                self.add_error(f"before_{n}", f"任务“{after.number}”没有前置任务“{before.number}”。")
            else:
                lags[link] = given[f"lag_{n}"]
        added, problems = new_tasks(given, self.network)
        removed, more = left_tasks(given, self.network)
        for name, message in (*problems, *more):
            self.add_error(name, message)
        self.edits = Edits(given.get("due_on"), workdays, lags, added, removed)
        return given

    def _task(self, tasks: dict[str, Task], name: str, given: dict[str, Any]) -> Task | None:
        number = (given.get(name) or "").strip()
        if not number:
            return None
        task = tasks.get(number)
        if task is None:
            self.add_error(name, f"本项目没有编号为“{number}”的任务。")
        elif task.state != TaskState.OPEN:
            self.add_error(name, f"任务“{number}”{task.get_state_display()}，不能再改。")
            return None
        return task


class AskForm(OfficeForm):
    """提出变更表单: the reason, beside what was tried out."""

    reason = forms.CharField(label="变更原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    mark = forms.CharField(widget=forms.HiddenInput)


class ApproveForm(StepForm):
    """批准表单."""

    opinion = forms.CharField(label="意见", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class RefuseForm(StepForm):
    """不批准表单."""

    opinion = forms.CharField(label="不批准的原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class LevelForm(OfficeForm):
    """均衡测算表单: how many tasks one person can hold at once."""

    at_once = forms.IntegerField(
        label="每人同时承担任务数", min_value=1, max_value=20, initial=2, help_text="超过这个数的时段算超负荷；测算在后台进行。"
    )


def _number(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=20, required=False)
