"""条款对应的任务和项目: what may be chosen, and how far each is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tongpin.domains.work.enums import ProjectState, TaskState
from tongpin.domains.work.selectors import tasks as work
from tongpin.domains.work.selectors.lights import light_of, project_lights
from tongpin.domains.work.selectors.projects import counted_projects, projects
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.reference import Reference

MOST_CHOICES = 500


@dataclass(frozen=True, slots=True)
class Progress:
    """进度: a task or project as one line: light, share done, day, and whether it is finished."""

    reference: Reference
    light: tuple[str, str, str]
    done: str
    due_on: date | None
    ended_on: date | None

    @property
    def words(self) -> str:
        """ "临期，完成60%，时限2026-06-30"."""
        due = f"，时限{self.due_on:%Y-%m-%d}" if self.due_on else ""
        ended = f"，{self.ended_on:%Y-%m-%d}办结" if self.ended_on else ""
        return f"{self.light[1]}，{self.done}{due}{ended}"


def choices(org: Organisation) -> list[tuple[str, str]]:
    """可对应的任务和项目 of an organisation and what stands below it, those under way, as "kind:pk"."""
    running = projects().filter(org__path__startswith=org.path, state=ProjectState.RUNNING).order_by("due_on", "pk")
    tasks = work.tasks().filter(org__path__startswith=org.path, state=TaskState.OPEN).order_by("due_on", "pk")
    found = [(f"work_project:{one.pk}", f"项目：{one.title}（{one.due_on:%Y-%m-%d}）") for one in running[:MOST_CHOICES]]
    for task in tasks[:MOST_CHOICES]:
        due = f"，{task.due_on:%Y-%m-%d}" if task.due_on else ""
        found.append((f"task:{task.pk}", f"任务：{task.title}（{task.person or '未定责任人'}{due}）"))
    return found


def read(choice: str) -> Reference | None:
    """The record behind a choice, or None."""
    kind, _, pk = choice.partition(":")
    if not (pk.isascii() and pk.isdigit()):
        return None
    if kind == "work_project":
        project = projects().filter(pk=int(pk)).first()
        return None if project is None else project.reference()
    task = work.tasks().filter(pk=int(pk)).first() if kind == "task" else None
    return None if task is None else task.reference()


def progress_of(references: Iterable[Reference], on: date) -> Mapping[tuple[str, int], Progress]:
    """进度 of many records at once, by kind and pk; a constant number of queries."""
    wanted = list(references)
    return {**_tasks({r.pk for r in wanted if r.kind == "task"}, on), **_projects({r.pk for r in wanted if r.kind == "work_project"}, on)}


def _tasks(keys: set[int], on: date) -> dict[tuple[str, int], Progress]:
    if not keys:
        return {}
    calendar, found = work_calendar(), {}
    for task in work.tasks().filter(pk__in=keys):
        colour, word, reason = light_of(task, on, calendar)
        ended = task.ended_on if task.state == TaskState.DONE else None
        found["task", task.pk] = Progress(task.reference(), (colour, word, reason), f"完成{task.share_done}%", task.due_on, ended)
    return found


def _projects(keys: set[int], on: date) -> dict[tuple[str, int], Progress]:
    if not keys:
        return {}
    rows, found = list(counted_projects().filter(pk__in=keys)), {}
    lights = project_lights(rows, on, work_calendar())
    for project in rows:
        colour, word, reason = lights[project.pk]
        done = f"任务完成{project.done_count}/{project.task_count}"  # type: ignore[attr-defined]
        ended = project.ended_on if project.state == ProjectState.DONE else None
        found["work_project", project.pk] = Progress(project.reference(), (colour, word, reason), done, project.due_on, ended)
    return found


def came_from(references: Iterable[Reference]) -> list[Reference]:
    """交办任务 that came from any of the records."""
    return [task.reference() for task in work.tasks_from(list(references))]
