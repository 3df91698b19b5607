"""负荷查询: how many tasks each person holds in each week over all projects, and where that is more than they can hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet

from tongpin.domains.work.enums import TaskState
from tongpin.domains.work.models import Levelling, Task
from tongpin.foundation.orgs.models import Person
from tongpin.kernel.workdays import WorkCalendar

WEEKS = 12


@dataclass(frozen=True)
class WeekLoad:
    """一周负荷: the tasks a person holds that week, the most at once on one day, and whether that is too many."""

    week: date
    tasks: Sequence[Task]
    most: int
    is_over: bool


@dataclass
class PersonLoad:
    """个人负荷 over the weeks."""

    person: Person
    weeks: list[WeekLoad] = field(default_factory=list)

    @property
    def over_weeks(self) -> int:
        return sum(w.is_over for w in self.weeks)


def monday(day: date) -> date:
    """The Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def loads(tasks: QuerySet[Task], *, start: date, calendar: WorkCalendar, at_once: int, weeks: int = WEEKS) -> list[PersonLoad]:
    """个人负荷: those overloaded first; one query. ``at_once`` is how many tasks one person can hold on one day."""
    first = monday(start)
    stop = first + timedelta(days=7 * weeks)
    held: dict[int, list[Task]] = defaultdict(list)
    people: dict[int, Person] = {}
    open_tasks = tasks.filter(state=TaskState.OPEN, planned_start_on__lt=stop, due_on__gte=first, workdays__gt=0)
    for task in open_tasks.select_related("person", "project").order_by("due_on", "pk"):
        if task.person is not None:
            held[task.person.pk].append(task)
            people[task.person.pk] = task.person
    workdays = {first + timedelta(days=n) for n in range(7 * weeks) if calendar.is_workday(first + timedelta(days=n)).value}
    found = []
    for pk, some in held.items():
        one = PersonLoad(people[pk])
        for n in range(weeks):
            days = [d for d in (first + timedelta(days=7 * n + i) for i in range(7)) if d in workdays]
            counts = [sum(_on(t, d) for t in some) for d in days]
            most = max(counts, default=0)
            one.weeks.append(
                WeekLoad(first + timedelta(days=7 * n), [t for t in some if any(_on(t, d) for d in days)], most, most > at_once)
            )
        found.append(one)
    return sorted(found, key=lambda p: (-p.over_weeks, p.person.pinyin, p.person.pk))


def _on(task: Task, day: date) -> bool:
    return task.planned_start_on is not None and task.due_on is not None and task.planned_start_on <= day <= task.due_on


def project_tasks() -> QuerySet[Task]:
    """任务 of projects that are under way."""
    return Task.objects.filter(project__isnull=False, state=TaskState.OPEN)


def levellings() -> QuerySet[Levelling]:
    """均衡测算清单."""
    return Levelling.objects.select_related("org", "project", "asker", "change")
