"""项目办理: a project is drawn up, signed with its days counted back from the deadline, and ended."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F

from tongpin.domains.work.enums import ProjectState, TaskState
from tongpin.domains.work.models import Clause, Objective, Project, Task
from tongpin.domains.work.selectors.networks import Network, full_timetable, network_of
from tongpin.domains.work.selectors.projects import lacks
from tongpin.domains.work.services.lights import note_lights
from tongpin.domains.work.services.owners import check_owners
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.errors import Refused

_BATCH = 400
_NAMED = 12


class ProjectFields(TypedDict):
    """项目栏目."""

    title: str
    area: str
    objective: Objective | None
    clause: Clause | None
    requirement: str
    leader: Person | None
    department: Organisation | None
    person: Person | None
    is_number_one: bool
    urgency: int | None
    difficulty: int | None


@transaction.atomic
def draft_project(
    *, org: Organisation, by: User, today: date, starts_on: date | None = None, due_on: date, **fields: Unpack[ProjectFields]
) -> Project:
    """拟定项目: owners may still be missing; nothing runs yet."""
    _check(org, fields)
    _check_days(starts_on, due_on, today)
    record = Project(org=org, starts_on=starts_on, due_on=due_on, **fields)
    return enter(record, verb="work_project.drafted", by=by, fields=(*fields, "starts_on", "due_on"))


@transaction.atomic
def correct_project(project: Project, *, by: User, expected: int, **fields: Unpack[ProjectFields]) -> Project:
    """更正项目: words and owners; the owners of a started project may change but not be emptied."""
    if project.state in (ProjectState.DONE, ProjectState.STOPPED):
        raise Refused(f"该项目{project.get_state_display()}，不能更正。")
    _check(project.org, fields)
    return amend(project, verb="work_project.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def set_days(project: Project, *, by: User, today: date, expected: int, starts_on: date | None, due_on: date) -> Project:
    """确定起止日期 of a draft; a started project changes its deadline by a change request."""
    if project.state != ProjectState.DRAFT:
        raise Refused("项目已启动，完成时限须提出变更、经批准后调整。", field="due_on")
    _check_days(starts_on, due_on, today)
    values = {"starts_on": starts_on, "due_on": due_on}
    return amend(project, verb="work_project.days_set", by=by, expected=expected, values=values)


@transaction.atomic
def remove_draft(project: Project, *, by: User, expected: int, reason: str) -> Project:
    """删除草案 with its tasks."""
    if project.state != ProjectState.DRAFT:
        raise Refused("项目已启动，不能删除；不再推进的请终止。")
    lock_project(project)
    Task.objects.filter(project=project).delete()
    fields = ("title", "area", "due_on")
    return remove(project, verb="work_project.draft_removed", by=by, expected=expected, reason=reason, fields=fields)


@transaction.atomic
def start_project(project: Project, *, by: User, today: date, expected: int, mark: str, accepts_lateness: bool = False) -> Project:
    """签订启动: refuses naming everyone missing; then the backward pass fixes the days of each task.

    ``mark`` is the plan as the person saw it (``Network.mark``). A plan that is late already starts only where that is accepted knowingly.
    """
    lock_project(project)
    if project.state != ProjectState.DRAFT:
        raise Refused(f"该项目{project.get_state_display()}，不能再次启动。")
    network = network_of(project)
    if network.mark != mark:
        raise Refused("计划在您打开之后有变动，本次没有启动。请刷新核对后再启动。")
    if missing := missing_for_start(network):
        more = f"；等共 {len(missing)} 处" if len(missing) > _NAMED else ""
        raise Refused(f"还不能启动：{'；'.join(missing[:_NAMED])}{more}。请补齐后再启动。")
    if project.due_on < today:
        raise Refused(f"完成时限“{project.due_on:%Y-%m-%d}”已经过去，请先改时限。", field="due_on")
    calendar = work_calendar()
    whole = full_timetable(network, today, calendar)
    if whole.answer is None:
        raise Refused(whole.problem)
    if whole.days_late and not accepts_lateness:
        raise Refused(f"{whole.sentence}请压缩工期、调整时限，或勾选“知悉并仍按此启动”。", field="accepts_lateness")
    for task in network.tasks:
        placed = whole.answer.of[str(task.pk)]
        task.state = TaskState.OPEN
        task.planned_start_on, task.due_on, task.first_due_on = placed.latest_start, placed.latest_finish, placed.latest_finish
        task.version = F("version") + 1
    Task.objects.bulk_update(network.tasks, ["state", "planned_start_on", "due_on", "first_due_on", "version"], batch_size=_BATCH)
    values = {
        "state": ProjectState.RUNNING,
        "first_due_on": project.due_on,
        "signed_on": today,
        "signed_by": by.display_name,
        "days_late_at_start": whole.days_late,
    }
    started = amend(project, verb="work_project.started", by=by, expected=expected, values=values, also=("task",))
    note_lights([started], today=today)
    return started


def missing_for_start(network: Network) -> list[str]:
    """启动缺什么: one part of a sentence for each thing."""
    project = network.project
    found = [f"项目缺少{'、'.join(own)}"] if (own := lacks(project)) else []
    if not network.tasks:
        found.append("还没有分解任务")
    found += [f"任务“{t.number} {t.title}”缺少{'、'.join(own)}" for t in network.tasks if (own := lacks(t))]
    return found


@transaction.atomic
def complete_project(project: Project, *, by: User, today: date, expected: int, on: date, result: str) -> Project:
    """办结项目 whose tasks have all ended."""
    _check_running(project, "办结")
    not_after(on, today, "办结日期", field="on")
    waiting = Task.objects.filter(project=project, state=TaskState.OPEN)
    if number := waiting.count():
        named = "、".join(f"“{t.number} {t.title}”" for t in waiting.order_by("position")[:5])
        raise Refused(f"还有 {number} 项任务没有办结：{named}{'等' if number > 5 else ''}。请先办结或取消。")
    values = {"state": ProjectState.DONE, "ended_on": on, "result": result}
    ended = amend(project, verb="work_project.completed", by=by, expected=expected, values=values)
    note_lights([ended], today=today)
    return ended


@transaction.atomic
def stop_project(project: Project, *, by: User, today: date, expected: int, reason: str) -> Project:
    """终止项目: its open tasks are cancelled with the same reason."""
    _check_running(project, "终止")
    lock_project(project)
    for task in Task.objects.filter(project=project, state=TaskState.OPEN):
        values: dict[str, Any] = {"state": TaskState.CANCELLED, "ended_on": today, "reason": reason}
        amend(task, verb="task.cancelled", by=by, expected=task.version, values=values)
    values = {"state": ProjectState.STOPPED, "ended_on": today, "reason": reason}
    ended = amend(project, verb="work_project.stopped", by=by, expected=expected, values=values, also=("task",))
    note_lights([ended], today=today)
    return ended


def lock_project(project: Project) -> None:
    """锁定项目: one change of a plan after the other; ``project`` is brought up to date in its state."""
    kept = Project.objects.select_for_update().filter(pk=project.pk).first()
    if kept is None:
        raise Refused("该项目已被删除，请返回项目清单。")
    project.state = kept.state


def _check_running(project: Project, verb: str) -> None:
    if project.state != ProjectState.RUNNING:
        raise Refused(f"该项目{project.get_state_display()}，不能{verb}。")


def _check(org: Organisation, fields: ProjectFields) -> None:
    check_owners(org, fields)
    for name, label in (("objective", "目标"), ("clause", "条款")):
        source: Objective | Clause | None = fields[name]  # type: ignore[literal-required]
        if source is not None and not (source.org.contains(org) or org.contains(source.org)):
            raise Refused(f"{label}“{source}”属于{source.org}的计划，请另选。", field=name)


def _check_days(starts_on: date | None, due_on: date, today: date) -> None:
    if due_on < today:
        raise Refused(f"完成时限“{due_on:%Y-%m-%d}”已经过去，应不早于 {today:%Y-%m-%d}。", field="due_on")
    if starts_on is not None and starts_on > due_on:
        raise Refused(f"开始日期“{starts_on:%Y-%m-%d}”晚于完成时限“{due_on:%Y-%m-%d}”，请核对。", field="starts_on")
