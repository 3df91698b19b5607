"""责任倒查查询: for a late task who held it when, who was reminded, who changed or approved what, what was reported and answered.

Everything is read from the audit trail and from what the services kept; nothing is written for this page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from tongpin.domains.work.enums import ObstacleState, TaskState
from tongpin.domains.work.models import Task
from tongpin.domains.work.selectors.pressing import obstacles_of, reminders_of
from tongpin.domains.work.selectors.tasks import tasks
from tongpin.foundation.audit import selectors as audit
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.periods import OFFICE_ZONE

OWNERS: Mapping[str, str] = {"leader": "责任领导", "department": "责任科室", "person": "责任人"}
FIRST = time(0, 0)
TOLD_ELSEWHERE = frozenset({"task.postponed", "task.obstacle_answered"})
"""Told by what the services kept, with who approved and what was answered."""


@dataclass(frozen=True)
class Holding:
    """责任期间: the three owners between two days; ``until`` None: to this day."""

    since: date
    until: date | None
    leader: str
    department: str
    person: str


@dataclass(frozen=True)
class Link:
    """经过的一环: when, what kind of thing, by whom, and what."""

    at: datetime
    kind: str
    who: str
    what: str

    @property
    def when(self) -> str:
        """The moment as far as it is known: the day alone where the hour was not kept."""
        return f"{self.at:%Y-%m-%d}" if self.at.time() == FIRST else f"{self.at:%Y-%m-%d %H:%M}"


@dataclass(frozen=True)
class Trace:
    """倒查结果."""

    task: Task
    holdings: Sequence[Holding]
    links: Sequence[Link]
    reminded: int


def late_tasks(on: date) -> QuerySet[Task]:
    """逾期的任务和节点 as of a day: open beyond their day, or ended beyond it; with how often the day was moved and what was reported."""
    overdue = Q(state=TaskState.OPEN, due_on__lt=on) | Q(state=TaskState.DONE, ended_on__gt=F("due_on"))
    moved = Q(first_due_on__lt=F("due_on"), state__in=(TaskState.OPEN, TaskState.DONE))
    case = Case(When(overdue, then=Value("late")), default=Value("moved"), output_field=CharField())
    return (
        tasks()
        .filter(overdue | moved)
        .annotate(
            lateness=case,
            moves_made=Count("postponements", distinct=True),
            obstacles_open=Count("obstacles", filter=Q(obstacles__state=ObstacleState.OPEN), distinct=True),
        )
    )


def trace_of(task: Task, on: date) -> Trace:
    """责任链 of one task up to a day."""
    changes = [event for event in reversed(list(audit.history(task.reference()))) if event.at.astimezone(OFFICE_ZONE).date() <= on]
    reminders = reminders_of([task.pk], on).get(task.pk, ())
    links = [*_signing(task), *_changes(changes), *_reminders(reminders), *_obstacles(task, on), *_moves(task, on)]
    return Trace(task, _holdings(task, changes), sorted(links, key=lambda one: one.at), len(reminders))


def _signing(task: Task) -> Iterator[Link]:
    project = task.project
    if project is not None and project.signed_on is not None and task.first_due_on is not None:
        words = f"项目“{project}”启动，本任务时限倒排为 {task.first_due_on:%Y-%m-%d}"
        yield Link(_start(project.signed_on), "签订启动", project.signed_by, words)


def _changes(events: Sequence[Any]) -> Iterator[Link]:
    """What was done to the task, as the audit trail has it; an obstacle's own entries tell more and stand for theirs."""
    for event in events:
        if event.verb in TOLD_ELSEWHERE:
            continue
        one = audit.moment(event)
        words = "；".join(f"{c.field}：{c.before} → {c.after}" if c.before != "—" else f"{c.field}：{c.after}" for c in one.changes)
        yield Link(event.at.astimezone(OFFICE_ZONE), one.verb, one.actor, words)


def _reminders(reminders: Sequence[Any]) -> Iterator[Link]:
    for number, one in enumerate(reminders, 1):
        read = "已阅" if one.is_read else "未阅"
        yield Link(_start(one.day), "提醒", "系统", f"第 {number} 次提醒，发给{one.who}（{one.level}），{read}")


def _obstacles(task: Task, on: date) -> Iterator[Link]:
    for one in obstacles_of(task.pk):
        if one.reported_on <= on:
            yield Link(
                _moment(one.reported_on, one.created_at), "报告需协调事项", one.reported_by, f"{one.text}（转送责任领导{one.leader}）"
            )
        if one.answered_on is not None and one.answered_on <= on:
            yield Link(_moment(one.answered_on, one.updated_at), one.get_state_display(), one.answered_by, one.answer)


def _moves(task: Task, on: date) -> Iterator[Link]:
    for one in task.postponements.order_by("moved_on", "pk"):
        if one.moved_on <= on:
            words = f"{one.before:%Y-%m-%d} → {one.after:%Y-%m-%d}，原因：{one.reason}，批准人：{one.approved_by}"
            yield Link(_moment(one.moved_on, one.created_at), "批准调整时限", one.moved_by, words)


def _holdings(task: Task, events: Sequence[Any]) -> Sequence[Holding]:
    """谁在何时负责: walks the trail backwards from the owners of today."""
    now: dict[str, Any] = {name: getattr(task, f"{name}_id") for name in OWNERS}
    spans: list[tuple[date, date | None, dict[str, Any]]] = []
    until: date | None = None
    begun = task.created_at.astimezone(OFFICE_ZONE).date()
    for event in reversed(events):
        before = {name: value for name, value in (event.before or {}).items() if name in OWNERS}
        if before:
            day = event.at.astimezone(OFFICE_ZONE).date()
            spans.append((day, until, dict(now)))
            now.update(before)
            until = day
    spans.append((begun, until, now))
    people = Person.objects.in_bulk({v for _, _, o in spans for k, v in o.items() if k != "department" and v})
    orgs = Organisation.objects.in_bulk({o["department"] for _, _, o in spans if o["department"]})
    return [
        Holding(since, end, _name(people, o["leader"]), _short(orgs, o["department"]), _name(people, o["person"]))
        for since, end, o in reversed(spans)
    ]


def _name(people: Mapping[int, Person], key: Any) -> str:
    return str(people.get(key) or "未确定")


def _short(orgs: Mapping[int, Organisation], key: Any) -> str:
    return orgs[key].shown_name if key in orgs else "未确定"


def _moment(day: date, written_at: datetime) -> datetime:
    """The moment of writing, where it was written on its own day; the beginning of that day where it was entered later."""
    local = written_at.astimezone(OFFICE_ZONE)
    return local if local.date() == day else _start(day)


def _start(day: date) -> datetime:
    """Where only the day was kept, it stands at its beginning."""
    return datetime.combine(day, FIRST, tzinfo=OFFICE_ZONE)
