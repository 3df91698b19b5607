"""均衡测算办理: asked for by a person, worked out in the background, explained, then taken up as one change request or declined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from tongpin.domains.work.enums import LevellingState, ProjectState, TaskState
from tongpin.domains.work.models import ChangeRequest, Levelling, Project, Task
from tongpin.domains.work.schedule import Plan, PlannedTask, level
from tongpin.domains.work.schedule.loads import overloads_at
from tongpin.domains.work.schedule.plan import WHOLE_DAY
from tongpin.domains.work.schedule.plan import Link as Wait
from tongpin.domains.work.selectors.changes import Move
from tongpin.domains.work.selectors.networks import NO_EDITS, Network, networks_of, planned_tasks
from tongpin.domains.work.selectors.people import Named, named
from tongpin.domains.work.services.changes import ask_levelling
from tongpin.domains.work.settling import Wanted, settled
from tongpin.engines.ledgers.services import amend, enter
from tongpin.foundation.accounts.models import User
from tongpin.foundation.jobs.services import enqueue_on_commit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.errors import Refused
from tongpin.kernel.workdays import WorkCalendar

JOB = "work.level"
SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """均衡方案: what moves, in sentences, and whether every deadline holds."""

    moves: Sequence[Move]
    sentences: Sequence[str]
    days_late: int


@transaction.atomic
def ask_for_levelling(*, org: Organisation, project: Project | None, at_once: int, by: User, today: date) -> Levelling:
    """测算均衡方案 in the background: of one project, or of all that are under way in the organisation."""
    if project is not None and project.state != ProjectState.RUNNING:
        raise Refused(f"该项目{project.get_state_display()}，不能测算。")
    if not 1 <= at_once <= 20:
        raise Refused("每人同时承担任务数应为 1 至 20。", field="at_once")
    if project is None and not _running(org):
        raise Refused("没有推进中的项目，不用测算。")
    record = Levelling(org=org, project=project, capacity={"at_once": at_once}, asked_by=by.display_name, asked_on=today, asker=by)
    made = enter(record, verb="work_levelling.asked", by=by, fields=("project", "capacity"))
    enqueue_on_commit(JOB, by=by, levelling=made.pk, today=today.isoformat())
    return made


def work_out(levelling: Levelling, *, today: date) -> Levelling:
    """得出方案: the longest part without any transaction, so that nobody waits for it."""
    if levelling.state != LevellingState.RUNNING:
        return levelling
    projects = [levelling.project] if levelling.project is not None else _running(levelling.org)
    try:
        found = propose(projects, levelling.org, today, work_calendar(), levelling.capacity["at_once"])
    except Refused as refused:
        return _finish(levelling, LevellingState.NONE, {}, [refused.message])
    state = LevellingState.FOUND if found.moves and not found.days_late else LevellingState.NONE
    starts = {
        str(m.task.pk): [d.isoformat() for d in (m.start_before, m.start_after, m.due_before, m.due_after)] + [m.by_workdays]
        for m in found.moves
    }
    return _finish(levelling, state, starts, list(found.sentences))


@transaction.atomic
def _finish(levelling: Levelling, state: LevellingState, starts: dict[str, Any], sentences: list[str]) -> Levelling:
    values = {"state": state, "starts": starts, "sentences": sentences}
    return amend(levelling, verb="work_levelling.worked_out", by=levelling.asker, expected=levelling.version, values=values)


@transaction.atomic
def accept_levelling(levelling: Levelling, *, by: User, today: date, expected: int, reason: str) -> ChangeRequest:
    """采纳方案: becomes one change request, which its leader or whoever may approve decides."""
    _check_found(levelling)
    moves = []
    tasks = {str(t.pk): t for t in Task.objects.filter(pk__in=[int(k) for k in levelling.starts]).select_related("project")}
    for key, (start_before, start_after, due_before, due_after, by_workdays) in levelling.starts.items():
        task = tasks.get(key)
        before = (date.fromisoformat(start_before), date.fromisoformat(due_before))
        if task is None or (task.planned_start_on, task.due_on) != before or task.state != TaskState.OPEN:
            raise Refused(f"任务“{task or key}”在测算之后有变动，请重新测算。")
        moves.append(Move(task, before[0], date.fromisoformat(start_after), before[1], date.fromisoformat(due_after), by_workdays))
    change = ask_levelling(org=levelling.org, project=levelling.project, by=by, today=today, reason=reason, moves=moves)
    values = {"state": LevellingState.ACCEPTED, "change": change}
    amend(levelling, verb="work_levelling.accepted", by=by, expected=expected, values=values)
    return change


@transaction.atomic
def decline_levelling(levelling: Levelling, *, by: User, expected: int) -> Levelling:
    """放弃方案."""
    _check_found(levelling)
    return amend(levelling, verb="work_levelling.declined", by=by, expected=expected, values={"state": LevellingState.DECLINED})


def propose(projects: Sequence[Project], org: Organisation, today: date, calendar: WorkCalendar, at_once: int) -> Proposal:
    """均衡方案 of these projects together: nobody holds more than ``at_once`` tasks, and as little moves as possible."""
    networks = networks_of(projects)
    tasks = {str(t.pk): t for network in networks.values() for t in network.tasks}
    names = named(org)
    people = {str(t.pk): names.written(t.person) for t in tasks.values() if t.person is not None and t.state == TaskState.OPEN}
    plan = _together(networks, people, today, calendar, at_once)
    found = level(plan, calendar, seconds=SECONDS)
    schedule, days = found.schedule, found.schedule.days
    network = schedule.network
    planned = {
        number: days.on_or_after(task.planned_start_on) + (not one.workdays)
        for number, one in enumerate(network.tasks)
        if (task := tasks.get(one.key)) is not None and task.planned_start_on is not None and task.state == TaskState.OPEN
    }
    pinned = frozenset(n for n, one in enumerate(network.tasks) if one.fixed_start is not None)
    last = {n: days.on_or_before(tasks[one.key].project.due_on) for n, one in enumerate(network.tasks) if one.key in tasks}  # type: ignore[union-attr]
    starts = [days.on_or_after(found.of[one.key][0]) + (not one.workdays) for one in network.tasks]
    wanted = Wanted(planned, last, {n: people[o.key] for n, o in enumerate(network.tasks) if o.key in people}, pinned, at_once)
    final = settled(network, starts, wanted) if not found.days_late else starts
    moves = []
    for number, one in enumerate(network.tasks):
        task = tasks.get(one.key)
        if number in pinned or number not in planned or task is None or task.planned_start_on is None or task.due_on is None:
            continue
        start, due = schedule.start_day(number, final[number]), schedule.finish_day(number, final[number])
        if task.share_done:
            start = min(start, task.planned_start_on)
        if (start, due) != (task.planned_start_on, task.due_on):
            by = days.on_or_before(due) - days.on_or_before(task.due_on)
            moves.append(Move(task, task.planned_start_on, start, task.due_on, due, by))
    before = overloads_at(schedule, [planned.get(n, int(schedule.earliest[n])) for n in range(network.size)])
    sentences = [
        f"{o.person} {o.first:%Y-%m-%d} 至 {o.last:%Y-%m-%d}（{o.workdays} 个工作日）同时承担 {len(o.tasks)} 项："
        f"{'、'.join(f'“{title}”' for title in o.titles)}，超过 {at_once} 项。"
        for o in before
    ]
    sentences += [_move_words(m, names, before) for m in moves]
    sentences.append(_conclusion(found.days_late, len(before), len(moves), at_once))
    return Proposal(moves, sentences, found.days_late)


def _together(networks: dict[int, Network], people: dict[str, str], today: date, calendar: WorkCalendar, at_once: int) -> Plan:
    """One plan of several projects; where one must end earlier than the last, the days between follow its tasks as a wait of nobody."""
    deadline = max(network.project.due_on for network in networks.values())
    asked: list[PlannedTask] = []
    for network in networks.values():
        done = {t.pk for t in network.tasks if t.state == TaskState.DONE}
        before = network.before()
        by_key = {str(t.pk): t for t in network.tasks}
        own = []
        for one in planned_tasks(network.tasks, network.links, NO_EDITS, calendar, only_left=True):
            task = by_key[one.key]
            under_way = task.state == TaskState.OPEN and task.share_done > 0 and all(k.before_id in done for k in before.get(task.pk, ()))
            fixed = today if under_way and calendar.is_workday(today).value else one.fixed_start
            share = ((people[one.key], WHOLE_DAY),) if one.key in people else ()
            own.append(PlannedTask(one.key, one.title, one.workdays, one.links, share, fixed))
        asked += own
        gap = calendar.workdays_between(network.project.due_on, deadline).value
        if gap > 0 and own:
            waited = {link.before for one in own for link in one.links}
            ends = tuple(Wait(one.key) for one in own if one.key not in waited)
            asked.append(PlannedTask(f"after-{network.project.pk}", f"“{network.project}”时限之后", gap, ends))
    if not asked:
        raise Refused("没有任务，不用测算。")
    capacity = dict.fromkeys(set(people.values()), WHOLE_DAY * at_once)
    return Plan(tasks=tuple(asked), deadline=deadline, today=today, capacity=capacity)


def _move_words(move: Move, names: Named, before: Sequence[Any]) -> str:
    person = names.written(move.task.person)
    clash = next((o for o in before if str(move.task.pk) in o.tasks), None)
    why = "前后任务随之移动"
    if clash is not None:
        others = [title for key, title in zip(clash.tasks, clash.titles, strict=True) if key != str(move.task.pk)]
        why = f"{person}原定期间同时承担{'、'.join(f'“{t}”' for t in others)}"
    starts = f"开始由 {move.start_before:%Y-%m-%d} 改为 {move.start_after:%Y-%m-%d}"
    when = f"{starts}，完成由 {move.due_before:%Y-%m-%d} 改为 {move.due_after:%Y-%m-%d}"
    return f"“{move.task.number} {move.task.title}”{when}：{why}。"


def _conclusion(days_late: int, over: int, moved: int, at_once: int) -> str:
    if days_late:
        return f"在每人同时不超过 {at_once} 项的条件下，最早也要晚 {days_late} 个工作日；请先调整时限、工期或增加人员。"
    if not over:
        return f"没有人同时承担超过 {at_once} 项任务，不需要调整。"
    return f"移动以上 {moved} 项任务后，没有人同时承担超过 {at_once} 项，各项目时限不变。" if moved else "现有安排不能再错开。"


def _running(org: Organisation) -> list[Project]:
    found = Project.objects.filter(org__path__startswith=org.path, state=ProjectState.RUNNING)
    return list(found.select_related("org").order_by("due_on", "pk"))


def _check_found(levelling: Levelling) -> None:
    """Only one of several who answer gets through: the state is read again under a lock."""
    levelling.state = Levelling.objects.select_for_update().get(pk=levelling.pk).state
    if levelling.state != LevellingState.FOUND:
        raise Refused(f"该测算{levelling.get_state_display()}，不能再办理。")
