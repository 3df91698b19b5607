"""作战图查询: rows of work as the drawings show them, with the address that each figure opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from django.urls import reverse

from tongpin.domains.work.enums import ProjectState, TaskState
from tongpin.domains.work.selectors.lights import light_of
from tongpin.domains.work.selectors.networks import Network, Timetable, timetable
from tongpin.domains.work.selectors.wall import WallFilter, WallNode, WallProject, wall_rows
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.foundation.ui.formats import moment
from tongpin.interfaces.wall.drawing.board import Count, Head, Mark, Row
from tongpin.interfaces.wall.drawing.gantt import Bar, Gantt
from tongpin.kernel.periods import Period

WORST_FIRST = ("red", "yellow", "blue", "grey", "green")
Here = Callable[[str], str]
"""Keeps an address within the scope of the page."""
COUNTED = (("red", "红灯"), ("yellow", "黄灯"), ("blue", "临期"), ("grey", "按期"), ("green", "已完成"))


def rows_of(viewer: User, chosen: WallFilter, period: Period, on: date, light: str) -> list[WallProject]:
    """Projects that stand within the period: the number-one projects first, then the worst lights."""
    found = [
        row
        for row in wall_rows(viewer, chosen, on)
        if (not light or row.light[0] == light)
        and (row.state == ProjectState.RUNNING or row.due_on >= period.start)
        and (row.starts_on is None or row.starts_on < period.end)
    ]
    return sorted(found, key=lambda row: (not row.is_number_one, WORST_FIRST.index(row.light[0]), row.due_on, row.reference.pk))


def marked(row: WallProject) -> list[WallNode]:
    """节点; of a project that marked none, every task is one."""
    return [node for node in row.nodes if node.is_node] or list(row.nodes)


def drawn_rows(rows: Sequence[WallProject], here: Here) -> list[Row]:
    """图上各行."""
    chart, task = _address(here, "wall:gantt"), _address(here, "work:task")
    return [_drawn(row, chart, task) for row in rows]


def _address(here: Here, name: str) -> Callable[[int], str]:
    """Addresses of many records of one kind: worked out once, since a board holds thousands of nodes."""
    before, _, after = here(reverse(name, args=[0])).partition("/0/")
    return lambda pk: f"{before}/{pk}/{after}"


def _drawn(row: WallProject, chart: Callable[[int], str], task: Callable[[int], str]) -> Row:
    begins = row.starts_on or min((n.planned_start_on for n in row.nodes if n.planned_start_on), default=row.due_on)
    star = "★ " if row.is_number_one else ""
    department = row.department.shown_name if row.department else ""
    return Row(
        title=f"{star}{row.title}",
        url=chart(row.reference.pk),
        colour=row.light[0],
        word=row.light[1],
        reason=row.light[2],
        owners=f"{row.leader or ''} · {department} · {row.person or ''}",
        slack=slack_words(row.slack, row.days_late) if row.state == ProjectState.RUNNING else "",
        done=f"完成 {row.done}/{len(row.nodes)}",
        span=(min(begins, row.due_on), row.due_on),
        marks=[_mark(node, day, task(node.reference.pk)) for node in marked(row) if (day := node.ended_on or node.due_on)],
    )


def _mark(node: WallNode, day: date, url: str) -> Mark:
    colour, word, reason = node.light
    due = f"时限{node.due_on:%Y-%m-%d}" if node.due_on else ""
    told = "，".join(
        part for part in (f"{node.number} {node.title}", due, f"{word}：{reason}" if reason else word, f"责任人{node.person}") if part
    )
    return Mark(day=day, colour=colour, label=node.title, told=told, url=url)


def slack_words(slack: int | None, days_late: int) -> str:
    """余量的说法."""
    if days_late:
        return f"已晚{days_late}个工作日"
    return "" if slack is None else f"余量{slack}个工作日" if slack else "没有余量"


def head_of(rows: Sequence[WallProject], title: str, subtitle: str, at: datetime, here: Here) -> Head:
    """图头, each figure opening the list of the projects it counts."""
    numbers = Counter(row.light[0] for row in rows)
    counts = [Count("项目", len(rows), "", here(reverse("work:projects")))]
    counts += [Count(words, numbers[colour], colour, here(f"{reverse('wall:board')}?light={colour}")) for colour, words in COUNTED]
    return Head(title=title, subtitle=subtitle, data_time=f"数据时间 {moment(at)}", counts=counts)


def gantt_of(network: Network, on: date, here: Here) -> Gantt:
    """甘特图 of a project as of a day."""
    project = network.project
    table = timetable(network, on, work_calendar())
    named = (("责任领导", project.leader), ("责任科室", project.department), ("责任人", project.person))
    owners = "，".join(f"{title} {owner or '未定'}" for title, owner in named)
    return Gantt(
        list(_bars(network, table, on, here)),
        title=project.title,
        subtitle=f"{owners}。{table.sentence}",
        deadline=project.due_on,
        today=on,
    )


def _bars(network: Network, table: Timetable, on: date, here: Here) -> Iterator[Bar]:
    """Bars of the tasks that have days: fixed ones, else those the scheduler finds latest."""
    before = network.before()
    for task in network.tasks:
        placed = table.placed(task.pk)
        start = task.planned_start_on or (placed.latest_start if placed else None)
        end = task.ended_on or task.due_on or (placed.latest_finish if placed else None)
        if end is None:
            continue
        colour, word, _ = light_of(task, on, work_calendar())
        is_open = task.state not in (TaskState.DONE, TaskState.CANCELLED)
        yield Bar(
            key=task.pk,
            title=f"{task.number} {task.title}",
            owner=str(task.person or ""),
            start=min(start or end, end),
            end=end,
            colour=colour,
            word=word,
            share_done=task.share_done,
            is_node=task.is_node,
            is_critical=bool(is_open and placed and placed.is_critical),
            slack=slack_words(placed.slack, 0) if is_open and placed and placed.slack >= 0 else "",
            first_end=task.first_due_on if task.first_due_on != task.due_on else None,
            after=tuple(link.before_id for link in before.get(task.pk, ())),
            url=here(reverse("work:task", args=[task.pk])),
        )
