"""作战图查询: projects with their nodes, lights, owners and slack, in a constant number of queries however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tongpin.domains.work.enums import ProjectState, TaskState
from tongpin.domains.work.lights import Light, NodeLight
from tongpin.domains.work.models import LightRecord, Project, Task
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors.lights import light_of, lights_from
from tongpin.domains.work.selectors.networks import Network, Timetable, networks_of, timetable
from tongpin.domains.work.selectors.projects import projects
from tongpin.foundation.access.selectors import visible_to, within
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.reference import Reference
from tongpin.kernel.workdays import WorkCalendar


@dataclass(frozen=True)
class WallFilter:
    """作战图筛选: the organisation looked at and what is left of its projects; with ``only_red`` those whose light is red."""

    org: Organisation
    leader: int | None = None
    department: int | None = None
    area: str = ""
    only_red: bool = False
    with_ended: bool = False


@dataclass(frozen=True)
class WallNode:
    """作战图节点: one task of a project. ``slack`` is in working days, None where the plan gives none."""

    reference: Reference
    number: str
    title: str
    is_node: bool
    leader: Person | None
    department: Organisation | None
    person: Person | None
    planned_start_on: date | None
    due_on: date | None
    first_due_on: date | None
    ended_on: date | None
    state: str
    share_done: int
    obstacle: str
    light: Light
    slack: int | None
    is_critical: bool


@dataclass(frozen=True)
class WallProject:
    """作战图项目: a project with its three owners, its light and since when, its nodes, how late it now is."""

    reference: Reference
    title: str
    area: str
    state: str
    is_number_one: bool
    objective: str
    leader: Person | None
    department: Organisation | None
    person: Person | None
    starts_on: date | None
    due_on: date
    first_due_on: date | None
    light: Light
    since: date | None
    days_late: int
    slack: int | None
    problem: str
    nodes: Sequence[WallNode]

    @property
    def done(self) -> int:
        """已完成的节点数."""
        return sum(node.state == TaskState.DONE for node in self.nodes)


def wall_projects(viewer: User, chosen: WallFilter) -> QuerySet[Project]:
    """作战图上的项目: started ones that the viewer may see, by deadline."""
    states = [ProjectState.RUNNING, *([ProjectState.DONE] if chosen.with_ended else [])]
    found = within(visible_to(projects(), viewer, Permission.VIEW), chosen.org).filter(state__in=states)
    if chosen.leader is not None:
        found = found.filter(leader=chosen.leader)
    if chosen.department is not None:
        found = found.filter(department=chosen.department)
    if chosen.area:
        found = found.filter(area=chosen.area)
    return found.select_related("objective__org", "objective__plan").order_by("due_on", "pk")


def wall_rows(viewer: User, chosen: WallFilter, as_of: date) -> list[WallProject]:
    """作战图各行 as of a day; the number of queries depends on neither the projects nor the nodes."""
    calendar = work_calendar()
    found = list(wall_projects(viewer, chosen))
    networks = networks_of(found)
    tables = {pk: timetable(network, as_of, calendar) for pk, network in networks.items()}
    lit = {p.pk: _lit(networks[p.pk], as_of, calendar) for p in found}
    lights = lights_from(found, lit, as_of)
    since = _since(found, lights, as_of)
    rows = [_row(p, tables[p.pk], lit[p.pk], lights[p.pk], since.get(p.pk)) for p in found]
    return [row for row in rows if row.light[0] == "red"] if chosen.only_red else rows


def wall_choices(viewer: User, org: Organisation) -> tuple[list[Person], list[Organisation]]:
    """可筛选的责任领导和责任科室 of the projects on the wall."""
    found = list(wall_projects(viewer, WallFilter(org)))
    leaders = {p.leader.pk: p.leader for p in found if p.leader is not None}
    departments = {p.department.pk: p.department for p in found if p.department is not None}
    return sorted(leaders.values(), key=lambda p: p.pinyin), sorted(departments.values(), key=lambda o: o.path)


def _lit(network: Network, as_of: date, calendar: WorkCalendar) -> dict[int, NodeLight]:
    return {t.pk: NodeLight(f"{t.number} {t.title}", light_of(t, as_of, calendar)) for t in network.tasks}


def _since(found: Sequence[Project], lights: dict[int, Light], as_of: date) -> dict[int, date]:
    """自何日起 each shows the light it shows; left out where the memory says another light."""
    last: dict[int | None, LightRecord] = {}
    for record in LightRecord.objects.filter(project__in=[p.pk for p in found], since__lte=as_of).order_by("since", "pk"):
        last[record.project_id] = record
    return {p.pk: last[p.pk].since for p in found if p.pk in last and last[p.pk].word == lights[p.pk][1]}


def _row(project: Project, table: Timetable, lit: dict[int, NodeLight], light: Light, since: date | None) -> WallProject:
    return WallProject(
        reference=project.reference(),
        title=project.title,
        area=project.area,
        state=project.state,
        is_number_one=project.is_number_one,
        objective=project.objective.title if project.objective else "",
        leader=project.leader,
        department=project.department,
        person=project.person,
        starts_on=project.starts_on or project.signed_on,
        due_on=project.due_on,
        first_due_on=project.first_due_on,
        light=light,
        since=since,
        days_late=table.days_late,
        slack=table.answer.least_slack if table.answer is not None else None,
        problem=table.problem,
        nodes=[_node(task, table, lit[task.pk].light) for task in table.network.tasks],
    )


def _node(task: Task, table: Timetable, light: Light) -> WallNode:
    placed = table.placed(task.pk) if task.state == TaskState.OPEN else None
    return WallNode(
        reference=task.reference(),
        number=task.number,
        title=task.title,
        is_node=task.is_node,
        leader=task.leader,
        department=task.department,
        person=task.person,
        planned_start_on=task.planned_start_on,
        due_on=task.due_on,
        first_due_on=task.first_due_on,
        ended_on=task.ended_on,
        state=task.state,
        share_done=task.share_done,
        obstacle=task.obstacle,
        light=light,
        slack=placed.slack if placed is not None else None,
        is_critical=placed is not None and placed.is_critical,
    )
