"""项目任务办理: the tasks of a project are drawn up as a table, with their order; all rows of one saving or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from tongpin.domains.work.calculations.predecessors import read_predecessors
from tongpin.domains.work.enums import ProjectState, TaskState
from tongpin.domains.work.models import Project, Task, TaskLink
from tongpin.domains.work.selectors.networks import full_timetable, network_of
from tongpin.domains.work.services.owners import check_owners
from tongpin.domains.work.services.projects import lock_project
from tongpin.engines.ledgers.services import tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.records import changed_fields, check, refusing_clash, save_versioned, snapshot
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.errors import Refused, StaleRecord

_OWN = ("number", "title", "workdays", "is_node", "leader", "department", "person")


@dataclass(frozen=True, slots=True)
class NodeRow:
    """一行任务: ``pk`` and ``expected`` of a task that stands; ``predecessors`` as they are written: "3FS+2, 5SS"."""

    number: str
    title: str
    workdays: int
    predecessors: str = ""
    is_node: bool = False
    leader: Person | None = None
    department: Organisation | None = None
    person: Person | None = None
    pk: int | None = None
    expected: int = 0
    removes: bool = False


class RowsRefused(Refused):
    """有行不能保存: ``rows`` leads from the place of a row to what is wrong with it, by field; nothing was saved."""

    def __init__(self, rows: dict[int, list[tuple[str, str]]]) -> None:
        super().__init__(f"有 {len(rows)} 行需要修改，本次没有保存；各行的问题写在行下，改好后再保存。")
        self.rows = rows


@transaction.atomic
def save_nodes(project: Project, *, by: User, today: date, rows: Sequence[NodeRow]) -> Project:
    """保存任务表 of a draft: new, changed and removed rows and their order together.

    RowsRefused names each row that cannot be saved; a circle is refused with the tasks that wait for each other.
    """
    lock_project(project)
    if project.state != ProjectState.DRAFT:
        raise Refused("项目已启动，任务和工期须提出变更、经批准后调整。")
    standing: dict[int | None, Task] = {t.pk: t for t in Task.objects.filter(project=project)}
    wrong: dict[int, list[tuple[str, str]]] = {}
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    saved: list[tuple[int, NodeRow, Task]] = []
    position = project.tasks.aggregate(last=Max("position"))["last"] or 0
    renumbered = _parked(standing, rows)
    for place, row in enumerate(rows):
        task = standing.get(row.pk)
        if row.pk is not None and (task is None or task.version != row.expected):
            wrong.setdefault(place, []).append(("", _stale_words(row, task)))
            continue
        if row.removes:
            if task is not None:
                before[task.number] = snapshot(task, _OWN)
                after[task.number] = None
                task.delete()
            continue
        try:
            check_owners(project.org, {name: getattr(row, name) for name in ("leader", "department", "person")})
            if task is None:
                position += 1
                task = Task(org=project.org, project=project, area=project.area, state=TaskState.DRAFT, position=position)
                _fill(task, row)
                check(task)
                with refusing_clash(task):
                    task.save(force_insert=True)
                after[task.number] = snapshot(task, _OWN)
            else:
                _update(task, row, before, after, was=renumbered.get(task.pk, ""))
        except StaleRecord:
            wrong.setdefault(place, []).append(("", _stale_words(row, None)))
            continue
        except Refused as refused:
            wrong.setdefault(place, []).append((refused.field, refused.message))
            continue
        saved.append((place, row, task))
    _link(project, saved, wrong, before, after)
    if wrong:
        raise RowsRefused(wrong)
    refuse_circle(project)
    if before or after:
        tell(project.org_id, Project.record_kind, Task.record_kind)
        audit.record("work_nodes.saved", by=by, subject=project.reference(), org_id=project.org_id, before=before, after=after)
    return project


def _parked(standing: Mapping[int | None, Task], rows: Sequence[NodeRow]) -> dict[int, str]:
    """Numbers that change hands within one saving are first laid aside, so that two tasks may swap theirs."""
    found: dict[int, str] = {}
    for row in rows:
        task = standing.get(row.pk)
        if task is not None and task.version == row.expected and task.number != row.number.strip() and not row.removes:
            found[task.pk] = task.number
            Task.objects.filter(pk=task.pk).update(number=f"~{task.pk}")
    return found


def _fill(task: Task, row: NodeRow) -> None:
    task.number, task.title, task.workdays, task.is_node = row.number.strip(), row.title.strip(), row.workdays, row.is_node
    task.leader, task.department, task.person = row.leader, row.department, row.person


def _update(task: Task, row: NodeRow, before: dict[str, Any], after: dict[str, Any], *, was: str) -> None:
    old = snapshot(task, _OWN)
    _fill(task, row)
    left, new = changed_fields(old, task, _OWN)
    if new:
        check(task)
        save_versioned(task, expected=row.expected, fields=_OWN)
        before[task.number], after[task.number] = left, new


def _stale_words(row: NodeRow, stored: Task | None) -> str:
    if stored is None:
        return "这项任务在您打开之后已被他人删除或修改，请刷新核对。"
    owners = "、".join(str(o) for o in (stored.leader, stored.department, stored.person) if o is not None)
    theirs = f"编号{stored.number}、名称“{stored.title}”、工期{stored.workdays}{f'、{owners}' if owners else ''}"
    return f"这项任务在您打开之后已被他人修改。现在是：{theirs}；您填写的保留在本行，请核对。"


def _link(
    project: Project,
    saved: Sequence[tuple[int, NodeRow, Task]],
    wrong: dict[int, list[tuple[str, str]]],
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    """前后关系 of the rows saved; a task whose predecessors changed counts as changed."""
    by_number = {t.number: t for t in Task.objects.filter(project=project)}
    for place, row, task in saved:
        try:
            wanted = wanted_links(project, task, row.predecessors, by_number)
        except Refused as refused:
            wrong.setdefault(place, []).append(("predecessors", refused.message))
            continue
        if lay_links(task, wanted):
            Task.objects.filter(pk=task.pk).update(version=task.version + 1)
            task.version += 1
            before.setdefault(task.number, {})
            after[task.number] = {**(after.get(task.number) or {}), "前置任务": row.predecessors}


def wanted_links(project: Project, task: Task, text: str, by_number: Mapping[str, Task]) -> dict[int, tuple[str, int]]:
    """前置任务 as they are to be: key of the task before → (type, lag). Refused with the number that is not there."""
    found: dict[int, tuple[str, int]] = {}
    for before in read_predecessors(text):
        if before.project and before.project != project.title.upper():
            raise Refused(elsewhere(project, before.project), field="predecessors")
        other = by_number.get(before.number)
        if other is None:
            raise Refused(f"前置任务“{before.number}”不在本项目中，请核对编号。", field="predecessors")
        if other.pk == task.pk:
            raise Refused("任务不能以自己为前置任务。", field="predecessors")
        found[other.pk] = (before.kind, before.lag)
    return found


def elsewhere(project: Project, title: str) -> str:
    """别处的前置: whose project it is that was named, or that there is none."""
    other = Project.objects.filter(title__iexact=title).exclude(pk=project.pk).select_related("org").first()
    if other is None:
        return f"前置任务写了项目“{title}”，没有这个项目，请只写本项目内的编号。"
    if not (project.org.contains(other.org) or other.org.contains(project.org)):
        return f"前置任务写的项目“{title}”属于其他单位，不能作为前置；需要对方配合的，请写在需协调事项中。"
    return f"前置任务写的项目“{title}”是另一个项目，前后关系只在同一项目内；请合并为一个项目或改写编号。"


def lay_links(task: Task, wanted: Mapping[int, tuple[str, int]]) -> bool:
    """改为这些前后关系; whether anything changed."""
    changed = False
    for link in TaskLink.objects.filter(task=task):
        kind, lag = wanted.get(link.before_id, (link.kind, link.lag))
        in_force = link.before_id in wanted
        if (link.kind, link.lag, link.is_in_force) != (kind, lag, in_force):
            link.kind, link.lag, link.is_in_force = kind, lag, in_force
            check(link)
            link.save(update_fields=["kind", "lag", "is_in_force"])
            changed = True
    known = set(TaskLink.objects.filter(task=task).values_list("before", flat=True))
    for before, (kind, lag) in wanted.items():
        if before not in known:
            link = TaskLink(before_id=before, task=task, kind=kind, lag=lag)
            check(link)
            link.save(force_insert=True)
            changed = True
    return changed


def refuse_circle(project: Project) -> None:
    """循环即拒绝, naming the tasks in it."""
    network = network_of(project)
    if network.tasks:
        answer = full_timetable(network, project.due_on, work_calendar())
        if answer.answer is None:
            raise Refused(answer.problem)
