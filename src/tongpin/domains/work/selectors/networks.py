"""排期查询: a project's tasks and their order as the scheduler asks for them, and what it answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from tongpin.domains.work.enums import ProjectState, TaskState
from tongpin.domains.work.models import Project, Task, TaskLink
from tongpin.domains.work.schedule import Link, LinkKind, Placed, Plan, PlannedTask, Schedule, reschedule, schedule
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.errors import Refused
from tongpin.kernel.workdays import WorkCalendar


@dataclass(frozen=True)
class Network:
    """项目网络: the tasks of a project that still count, in order, and the links between them."""

    project: Project
    tasks: Sequence[Task]
    links: Sequence[TaskLink]

    @property
    def mark(self) -> str:
        """计划标记: changes with every change of a task or link, so that nobody signs what they did not see."""
        return f"{len(self.tasks)}-{sum(t.version for t in self.tasks)}-{self.project.version}"

    def before(self) -> dict[int, list[TaskLink]]:
        """Links by the task that waits."""
        found: dict[int, list[TaskLink]] = defaultdict(list)
        for link in self.links:
            found[link.task_id].append(link)
        return found


@dataclass(frozen=True)
class NewTask:
    """新增任务 of a started project. ``before``: (key, kind, lag) of what it waits for; ``followers``: keys of what waits for it.

    The key of a task that stands is its primary key, that of a new one is "+" and its number, so that new tasks may wait for each other.
    """

    number: str
    title: str
    workdays: int
    leader: Person
    department: Organisation
    person: Person
    is_node: bool = False
    before: tuple[tuple[str, str, int], ...] = ()
    followers: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"+{self.number}"

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


@dataclass(frozen=True)
class Edits:
    """试改: another deadline, durations by task, lags by link, tasks that are added, tasks taken out with the reason."""

    due_on: date | None = None
    workdays: Mapping[int, int] = field(default_factory=dict)
    lags: Mapping[int, int] = field(default_factory=dict)
    added: tuple[NewTask, ...] = ()
    removed: Mapping[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.due_on is not None or bool(self.workdays or self.lags or self.added or self.removed)


NO_EDITS = Edits()


@dataclass(frozen=True)
class Timetable:
    """排期表: the answer for one project, or in ``problem`` why there is none."""

    network: Network
    answer: Schedule | None
    problem: str = ""

    @property
    def days_late(self) -> int:
        return self.answer.days_late if self.answer is not None else 0

    @property
    def sentence(self) -> str:
        return self.answer.sentence if self.answer is not None else self.problem

    @property
    def notes(self) -> tuple[str, ...]:
        return self.answer.notes if self.answer is not None else ()

    def placed(self, pk: int) -> Placed | None:
        """Days of one task."""
        return self.answer.of.get(str(pk)) if self.answer is not None else None

    def critical(self) -> list[Task]:
        """关键路线, in order."""
        if self.answer is None:
            return []
        by_key = {str(t.pk): t for t in self.network.tasks}
        return [by_key[key] for key in self.answer.critical_path if key in by_key]


def networks_of(projects: Sequence[Project]) -> dict[int, Network]:
    """项目网络 of many projects in four queries; ten thousand tasks share their few hundred people and departments."""
    tasks: dict[int | None, list[Task]] = defaultdict(list)
    owner: dict[int, int | None] = {}
    keys = [p.pk for p in projects]
    counted = Task.objects.filter(project__in=keys).exclude(state=TaskState.CANCELLED)
    own = counted.order_by()
    named = Person.objects.select_related("org").filter(Q(pk__in=own.values("leader")) | Q(pk__in=own.values("person")))
    people = {one.pk: one for one in named}
    departments = {one.pk: one for one in Organisation.objects.filter(pk__in=own.values("department"))}
    for task in counted.order_by("project", "position", "pk"):
        task.leader = None if task.leader_id is None else people[task.leader_id]
        task.person = None if task.person_id is None else people[task.person_id]
        task.department = None if task.department_id is None else departments[task.department_id]
        tasks[task.project_id].append(task)
        owner[task.pk] = task.project_id
    links: dict[int | None, list[TaskLink]] = defaultdict(list)
    for link in TaskLink.objects.filter(task__project__in=keys, is_in_force=True).order_by("pk"):
        if link.task_id in owner and link.before_id in owner:
            links[owner[link.task_id]].append(link)
    return {p.pk: Network(p, tasks[p.pk], links[p.pk]) for p in projects}


def network_of(project: Project) -> Network:
    """项目网络 of one project."""
    return networks_of([project])[project.pk]


def timetable(network: Network, on: date, calendar: WorkCalendar, edits: Edits = NO_EDITS) -> Timetable:
    """排期表 as of a day: what is done stays where it was, what is under way needs only what is left."""
    return _answered(network, calendar, _plan(network, on, calendar, edits, only_left=True))


def full_timetable(network: Network, on: date, calendar: WorkCalendar, edits: Edits = NO_EDITS) -> Timetable:
    """倒排表: with whole durations; the days that signing or a change fixes."""
    return _answered(network, calendar, _plan(network, on, calendar, edits, only_left=False))


def recomputed(before: Timetable, on: date, calendar: WorkCalendar, edits: Edits, *, only_left: bool) -> Timetable:
    """试改后的排期表: only what depends on the changed tasks is computed anew, where nothing but durations and lags changes."""
    network = before.network
    if before.answer is None:
        return before
    try:
        if edits.due_on not in (None, network.project.due_on) or edits.added or edits.removed:
            return Timetable(network, schedule(_plan(network, on, calendar, edits, only_left=only_left), calendar))
        keys = {*edits.workdays, *(link.task_id for link in network.links if link.pk in edits.lags)}
        into = [link for link in network.links if link.task_id in keys]
        near = {*keys, *(link.before_id for link in into)}
        found = planned_tasks([t for t in network.tasks if t.pk in near], into, edits, calendar, only_left=only_left)
        return Timetable(network, reschedule(before.answer, [task for task in found if int(task.key) in keys]))
    except Refused as refused:
        return Timetable(network, None, refused.message)


def bridges(links: Iterable[TaskLink], removed: Iterable[int]) -> list[tuple[int, int]]:
    """接续: (before, after) of tasks between which only removed ones stood; they now follow each other, so that the order is kept."""
    gone = set(removed)
    standing = {(link.before_id, link.task_id) for link in links}
    pairs = {(link.before_id, link.task_id) for link in links if link.kind == LinkKind.FS}
    for one in sorted(gone):
        ahead, behind = [b for b, a in pairs if a == one], [a for b, a in pairs if b == one]
        pairs |= {(b, a) for b in ahead for a in behind}
    return sorted((b, a) for b, a in pairs - standing if b not in gone and a not in gone)


def planned_tasks(
    tasks: Iterable[Task], links: Iterable[TaskLink], edits: Edits, calendar: WorkCalendar, *, only_left: bool
) -> list[PlannedTask]:
    """计划任务 for the scheduler, keyed by the task's own key."""
    by_key = {t.pk: t for t in tasks if t.pk not in edits.removed}
    waiting: dict[str, list[Link]] = defaultdict(list)
    standing = list(links)
    for link in standing:
        if link.task_id in by_key and link.before_id in by_key and by_key[link.task_id].state != TaskState.DONE:
            lag = edits.lags.get(link.pk, link.lag)
            waiting[str(link.task_id)].append(Link(str(link.before_id), LinkKind(link.kind), lag))
    for before, after in bridges(standing, edits.removed) if edits.removed else ():
        if by_key[after].state != TaskState.DONE:
            waiting[str(after)].append(Link(str(before)))
    for new in edits.added:
        waiting[new.key] += [Link(key, LinkKind(kind), lag) for key, kind, lag in new.before]
        for key in new.followers:
            waiting[key].append(Link(new.key))
    found = [_planned(task, tuple(waiting[str(task.pk)]), edits, calendar, only_left) for task in by_key.values()]
    people = {new.key: ((str(new.person.pk), 100),) for new in edits.added}
    return found + [PlannedTask(n.key, str(n), n.workdays, tuple(waiting[n.key]), people[n.key]) for n in edits.added]


def _planned(task: Task, links: tuple[Link, ...], edits: Edits, calendar: WorkCalendar, only_left: bool) -> PlannedTask:
    whole = edits.workdays.get(task.pk, task.workdays)
    if whole is None:
        raise Refused(f"任务“{task.number} {task.title}”没有工期，请先填写。", field="workdays")
    fixed = None
    if task.state == TaskState.DONE and task.ended_on is not None:
        fixed = calendar.add_workdays(task.ended_on, 1 - whole).value if whole > 1 else task.ended_on
    elif only_left and task.state == TaskState.OPEN and whole:
        whole = max(1, -(-whole * (100 - task.share_done) // 100))
    people = ((str(task.person_id), 100),) if task.person_id else ()
    return PlannedTask(str(task.pk), f"{task.number} {task.title}", whole, links, people, fixed)


def _plan(network: Network, on: date, calendar: WorkCalendar, edits: Edits, *, only_left: bool) -> Plan:
    project = network.project
    begins = on
    if project.starts_on is not None and (project.state == ProjectState.DRAFT or project.starts_on > on):
        begins = max(on, project.starts_on)
    return Plan(
        tasks=tuple(planned_tasks(network.tasks, network.links, edits, calendar, only_left=only_left)),
        deadline=edits.due_on or project.due_on,
        today=begins,
    )


def _answered(network: Network, calendar: WorkCalendar, plan: Plan) -> Timetable:
    if not network.tasks:
        return Timetable(network, None, "还没有分解任务。")
    try:
        return Timetable(network, schedule(plan, calendar))
    except Refused as refused:
        return Timetable(network, None, refused.message)
