"""增减任务的栏目: lines for new tasks and for those to be taken out, as they stand in the form that tries a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from tongpin.domains.work.calculations.predecessors import read_predecessors
from tongpin.domains.work.enums import TaskState
from tongpin.domains.work.models import Task
from tongpin.domains.work.selectors.networks import Network, NewTask
from tongpin.domains.work.selectors.people import Named, named
from tongpin.kernel.errors import Refused

NEW_LINES, OUT_LINES = range(1, 4), range(1, 4)
NEW = ("number", "title", "workdays", "before", "after", "leader", "department", "person", "is_node")
_LISTS = {"leader": "people", "person": "people", "department": "departments"}
"""Names that the page offers."""
Problems = list[tuple[str, str]]


def reshaping_fields() -> dict[str, forms.Field]:
    """新增任务和移出任务各行的栏目."""
    found: dict[str, forms.Field] = {}
    for n in NEW_LINES:
        for name, label, longest in (
            ("number", "编号", 20),
            ("title", "名称", 200),
            ("before", "前置任务", 200),
            ("after", "后续任务", 200),
            ("leader", "责任领导", 60),
            ("department", "责任科室", 60),
            ("person", "责任人", 60),
        ):
            found[f"new_{name}_{n}"] = forms.CharField(label=label, max_length=longest, required=False)
            if name in _LISTS:
                found[f"new_{name}_{n}"].widget.attrs["list"] = _LISTS[name]
        found[f"new_workdays_{n}"] = forms.IntegerField(label="工期（工作日）", min_value=0, max_value=2000, required=False)
        found[f"new_is_node_{n}"] = forms.BooleanField(label="节点", required=False)
    for n in OUT_LINES:
        found[f"out_{n}"] = forms.CharField(label="任务编号", max_length=20, required=False)
        found[f"why_{n}"] = forms.CharField(label="移出原因", max_length=200, required=False)
    return found


def new_tasks(given: Mapping[str, Any], network: Network) -> tuple[tuple[NewTask, ...], Problems]:
    """新增的任务; each field that is wrong or lacking with what to write."""
    asked = [n for n in NEW_LINES if any(given.get(f"new_{name}_{n}") for name in NEW)]
    if not asked:
        return (), []
    keys = {t.number.upper(): str(t.pk) for t in network.tasks}
    keys |= {str(given[f"new_number_{n}"]).upper(): f"+{given[f'new_number_{n}']}" for n in asked if given.get(f"new_number_{n}")}
    names = named(network.project.org)
    found, problems = [], []
    for n in asked:
        try:
            found.append(_new(given, n, keys, network, names))
        except Refused as refused:
            problems.append((f"new_{refused.field}_{n}", refused.message))
    return tuple(found), problems


def _new(given: Mapping[str, Any], n: int, keys: Mapping[str, str], network: Network, names: Named) -> NewTask:
    def told(name: str) -> str:
        return str(given.get(f"new_{name}_{n}") or "").strip()

    for name, label in (("number", "编号"), ("title", "名称")):
        if not told(name):
            raise Refused(f"新增任务须填写{label}。", field=name)
    number = told("number")
    if number.upper() in {t.number.upper() for t in network.tasks}:
        raise Refused(f"本项目已有编号为“{number}”的任务，请改用其他编号。", field="number")
    workdays = given.get(f"new_workdays_{n}")
    if workdays is None:
        raise Refused("工期必须填写；里程碑填 0。", field="workdays")
    owners: dict[str, Any] = {}
    for name, label in (("leader", "责任领导"), ("department", "责任科室"), ("person", "责任人")):
        try:
            owners[name] = (names.department if name == "department" else names.person)(told(name), label)
        except Refused as refused:
            raise Refused(refused.message, field=name) from refused
        if owners[name] is None:
            raise Refused(f"新增任务须有{label}。", field=name)
    before = tuple((key, kind, lag) for key, kind, lag in _ends(told("before"), "before", keys, number))
    followers = tuple(key for key, _, _ in _ends(told("after"), "after", keys, number))
    by_key = {str(t.pk): t for t in network.tasks}
    for key in followers:
        if key in by_key and by_key[key].state != TaskState.OPEN:
            raise Refused(f"后续任务“{by_key[key].number}”{by_key[key].get_state_display()}，不能排在新任务之后。", field="after")
    return NewTask(
        number, told("title"), workdays, **owners, is_node=bool(given.get(f"new_is_node_{n}")), before=before, followers=followers
    )


def _ends(text: str, field: str, keys: Mapping[str, str], own: str) -> list[tuple[str, str, int]]:
    word = "前置任务" if field == "before" else "后续任务"
    found = []
    try:
        read = read_predecessors(text)
    except Refused as refused:
        raise Refused(refused.message.replace("前置任务", word), field=field) from refused
    for one in read:
        key = keys.get(one.number)
        if one.project or key is None:
            raise Refused(f"{word}“{one.project + '：' if one.project else ''}{one.number}”不在本项目中，请核对编号。", field=field)
        if one.number == own.upper():
            raise Refused(f"任务不能以自己为{word}。", field=field)
        if field == "after" and (one.kind != "FS" or one.lag):
            raise Refused(
                f"后续任务只写编号，新任务完成后“{one.number}”即可开始；另有间隔的，先提出本变更，批准后再调整间隔。", field=field
            )
        found.append((key, one.kind, one.lag))
    return found


def left_tasks(given: Mapping[str, Any], network: Network) -> tuple[dict[int, str], Problems]:
    """移出的任务 with the reason of each."""
    by_number: dict[str, Task] = {t.number: t for t in network.tasks}
    found: dict[int, str] = {}
    problems: Problems = []
    for n in OUT_LINES:
        number = str(given.get(f"out_{n}") or "").strip()
        reason = str(given.get(f"why_{n}") or "").strip()
        if not number:
            continue
        task = by_number.get(number)
        if task is None:
            problems.append((f"out_{n}", f"本项目没有编号为“{number}”的任务。"))
        elif task.state != TaskState.OPEN:
            problems.append((f"out_{n}", f"任务“{number}”{task.get_state_display()}，不能移出。"))
        elif not reason:
            problems.append((f"why_{n}", f"请写明移出任务“{number} {task.title}”的原因。"))
        else:
            found[task.pk] = reason
    return found, problems
