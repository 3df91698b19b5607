"""任务倒逼查询: who is to be reminded of a task at which step, how often somebody was, and what waits for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from tongpin.domains.work.enums import ObstacleState, TaskState
from tongpin.domains.work.models import Obstacle, Task
from tongpin.domains.work.selectors.standards import LADDER, Applied, Standards, ladder_answer, workdays_late
from tongpin.domains.work.selectors.tasks import tasks
from tongpin.engines.notifications.selectors import sent_notices
from tongpin.engines.rules.evaluate import Answer
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import posts, work_calendar
from tongpin.kernel.obligations import Remembrance

SOURCE = "work"
LEVELS = ("person", "department", "leader", "secretary")
LEVEL_WORDS: Mapping[str, str] = {
    "person": "责任人",
    "department": "科室负责人",
    "leader": "责任领导",
    "secretary": "党组书记",
    "routed": "责任领导，需协调事项",
}
NEXT_FROM: Mapping[str, str] = {"department": "department_days", "leader": "leader_days", "secretary": "party_group_days"}


@dataclass(frozen=True)
class Reminded:
    """已提醒: one reminder that went out: when, to whom, in which capacity."""

    day: date
    who: str
    level: str
    is_read: bool

    def __str__(self) -> str:
        return f"{self.day.month}月{self.day.day}日{self.who}（{self.level}）"


@dataclass(frozen=True)
class Pressure:
    """提醒情况 of a task on a day: the step it is at and why, the unit's ladder, what went out."""

    answer: Answer
    applied: Applied
    sent: Sequence[Reminded]

    @property
    def level(self) -> str:
        return LEVEL_WORDS.get(str(self.answer.value), "")

    @property
    def sentence(self) -> str:
        """“已提醒 3 次：…” as it stands on the task."""
        return f"已提醒 {len(self.sent)} 次：{'、'.join(map(str, self.sent))}。" if self.sent else "尚未发出提醒。"


def obstacles() -> QuerySet[Obstacle]:
    """需协调事项."""
    return Obstacle.objects.select_related("org", "task", "task__org", "task__person", "leader")


def obstacles_of(task_pk: int) -> QuerySet[Obstacle]:
    """需协调事项 of a task, the latest first."""
    return obstacles().filter(task=task_pk)


def obstacle_matches(text: str) -> Q:
    """Obstacles whose words or task contain ``text``."""
    return Q(text__icontains=text) | Q(task__title__icontains=text)


def waiting_for(user: User) -> QuerySet[Obstacle]:
    """待本人答复: obstacles that stand with the user as leader, of other people's tasks."""
    return obstacles().filter(leader__user=user, state=ObstacleState.OPEN, task__state=TaskState.OPEN).exclude(task__person__user=user)


def is_asked(user: Any, obstacle: Obstacle) -> bool:
    """是否由其答复."""
    return obstacle.leader.user_id == user.pk


def reminder_key(task: Task) -> str:
    """提醒事项: a moved day begins anew, so that nobody is passed over because of what was sent for the old one."""
    return f"task-{task.pk}-{task.due_on:%Y%m%d}"


def pressure_of(task: Task, on: date) -> Pressure | None:
    """提醒情况 of a task that has its day; None for one that is still being drawn up."""
    if task.due_on is None or task.state == TaskState.DRAFT:
        return None
    applied = Standards().applied(LADDER, task.org, on)
    blocked = Obstacle.objects.filter(task=task, state=ObstacleState.OPEN).exists()
    late = workdays_late(task.due_on, on, work_calendar())
    answer = ladder_answer(applied.rule, late=late, has_ended=task.state != TaskState.OPEN, is_blocked=blocked, on=on)
    return Pressure(answer, applied, reminders_of([task.pk], on).get(task.pk, ()))


def reminders_of(task_pks: Iterable[int], on: date) -> Mapping[int, Sequence[Reminded]]:
    """已发出的提醒 of tasks, the oldest first; two queries for all."""
    wanted = set(task_pks)
    found: dict[int, list[Reminded]] = defaultdict(list)
    if not wanted:
        return found
    only = f"task-{next(iter(wanted))}-" if len(wanted) == 1 else "task-"
    for notice in sent_notices(SOURCE, only).order_by("digest__day", "step", "pk"):
        pk = int(notice.key.split("-")[1])
        if pk in wanted and notice.digest is not None and notice.digest.day <= on:
            level = LEVEL_WORDS["routed"] if notice.key.endswith("-obstacle") else LEVEL_WORDS[LEVELS[min(notice.step, 4) - 1]]
            found[pk].append(Reminded(notice.digest.day, notice.user.display_name, level, notice.read_at is not None))
    return found


def due_reminders(today: date) -> Iterable[Remembrance]:
    """应提醒: for each open task every step its ladder has reached, and for each obstacle the leader; a fixed number of queries."""
    calendar, standards, people = work_calendar(), Standards(), _Recipients()
    blocked = set(Obstacle.objects.filter(state=ObstacleState.OPEN).values_list("task", flat=True))
    for task in tasks().filter(state=TaskState.OPEN, due_on__isnull=False).order_by("due_on", "pk"):
        assert task.due_on is not None
        applied = standards.applied(LADDER, task.org, today)
        late = workdays_late(task.due_on, today, calendar)
        level = str(ladder_answer(applied.rule, late=late, has_ended=False, is_blocked=task.pk in blocked, on=today).value)
        if level in LEVELS:
            yield from _steps(task, level, late, applied, people)
    for obstacle in obstacles().filter(state=ObstacleState.OPEN, task__state=TaskState.OPEN):
        if obstacle.leader.user_id is not None:
            yield Remembrance(
                key=f"task-{obstacle.task_id}-{obstacle.pk}-obstacle",
                user_id=obstacle.leader.user_id,
                title=f"请答复需协调事项：{obstacle.task}（{obstacle.reported_by}报告）",
                url=reverse("work:obstacle_answer", args=[obstacle.pk]),
                due_on=obstacle.task.due_on,
            )


def _steps(task: Task, reached: str, late: int, applied: Applied, people: _Recipients) -> Iterable[Remembrance]:
    """The steps up to the one reached. A step nobody can be told at is passed over: the next one follows what was sent before it."""
    told, numbers, before = 0, applied.numbers, 0
    for step, level in enumerate(LEVELS[: LEVELS.index(reached) + 1], 1):
        users = people.of(task, level)
        opens = int(numbers[NEXT_FROM[level]]) if level in NEXT_FROM else 0
        for user in users:
            yield Remembrance(
                key=reminder_key(task),
                user_id=user,
                title=_words(task, late, level),
                url=reverse("work:task", args=[task.pk]),
                due_on=task.due_on,
                step=step,
                follows=told,
                wait=max(opens - before - 1, 0),
            )
        if users:
            told, before = step, opens


def _words(task: Task, late: int, level: str) -> str:
    state = f"已逾期{late}个工作日" if late > 0 else "今天到期" if late == 0 else f"距时限{-late}个工作日"
    return f"任务{state}：{task}" if level == "person" else f"{task.person}负责的任务{state}：{task}"


class _Recipients:
    """收件人: who holds which step for a task; three queries for all tasks."""

    def __init__(self) -> None:
        self._heads: dict[int, list[int]] = defaultdict(list)
        self._secretaries: list[tuple[str, int]] = []
        heads = posts().filter(is_lead=True, ends_on__isnull=True, person__user__isnull=False).select_related("org__parent")
        for post in heads:
            user = post.person.user_id
            if user is None:
                continue
            self._heads[post.org_id].append(user)
            if post.org.level == OrgLevel.PARTY_GROUP and post.org.parent is not None:
                self._secretaries.append((post.org.parent.path, user))

    def of(self, task: Task, level: str) -> list[int]:
        """Users to be told; those without an account cannot be."""
        match level:
            case "person":
                return [task.person.user_id] if task.person and task.person.user_id else []
            case "department":
                return self._heads.get(task.department_id, []) if task.department_id is not None else []
            case "leader":
                return [task.leader.user_id] if task.leader and task.leader.user_id else []
        return self._secretary(task.org)

    def _secretary(self, org: Organisation) -> list[int]:
        """党组书记: of the nearest organisation upwards that has a Party group."""
        over = [(path, user) for path, user in self._secretaries if org.path.startswith(path)]
        nearest = max((len(path) for path, _ in over), default=0)
        return list(dict.fromkeys(user for path, user in over if len(path) == nearest))
