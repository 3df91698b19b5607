"""亮灯查询: the lights of many tasks and projects on a day, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from tongpin.domains.work.lights import Light, NodeLight, TaskFacts, ValueFacts, project_light, task_light, value_light
from tongpin.domains.work.models import Objective, Project, Task
from tongpin.engines.indicators.selectors import figures
from tongpin.kernel.money import MoneyUnit, from_yuan
from tongpin.kernel.periods import Period
from tongpin.kernel.rounding import plain
from tongpin.kernel.workdays import WorkCalendar

_FIELDS = (
    "pk",
    "project_id",
    "number",
    "title",
    "due_on",
    "state",
    "ended_on",
    "obstacle",
    "planned_start_on",
    "share_done",
)


def facts_of(task: Task) -> TaskFacts:
    """亮灯依据 of a task."""
    return TaskFacts(task.due_on, task.state, task.ended_on, task.obstacle, task.planned_start_on, task.share_done)


def light_of(task: Task, on: date, calendar: WorkCalendar) -> Light:
    """灯 of a task on a day."""
    return task_light(facts_of(task), on, calendar)


def task_lights(projects: Sequence[Project], on: date, calendar: WorkCalendar) -> dict[int, dict[int, NodeLight]]:
    """节点的灯 by project and task; one query."""
    found: dict[int, dict[int, NodeLight]] = defaultdict(dict)
    rows = Task.objects.filter(project__in=[p.pk for p in projects]).order_by("project", "position", "pk").values_list(*_FIELDS)
    for pk, project, number, title, *rest in rows:
        found[project][pk] = NodeLight(f"{number} {title}", task_light(TaskFacts(*rest), on, calendar))
    return found


def project_lights(projects: Sequence[Project], on: date, calendar: WorkCalendar) -> dict[int, Light]:
    """项目的灯: the worst of its nodes and its objective."""
    return lights_from(projects, task_lights(projects, on, calendar), on)


def lights_from(projects: Sequence[Project], nodes: Mapping[int, Mapping[int, NodeLight]], on: date) -> dict[int, Light]:
    """项目的灯 where those of its nodes are known already."""
    values = objective_lights({p.objective for p in projects if p.objective is not None}, on)
    return {p.pk: project_light(p.state, nodes.get(p.pk, {}).values(), value=values.get(p.objective_id), reason=p.reason) for p in projects}


def objective_lights(objectives: Iterable[Objective], on: date) -> dict[int | None, Light]:
    """目标值的灯 of the objectives that name an indicator; the queries depend on the organisations and years, not on how many there are."""
    grouped: dict[tuple[int, int], list[Objective]] = defaultdict(list)
    for one in objectives:
        if one.measure and one.target_value is not None:
            grouped[one.org_id, one.plan.year].append(one)
    found: dict[int | None, Light] = {}
    for (_, year), some in grouped.items():
        known = {f.code: f for f in figures(some[0].org, Period.year(year), on) if f.code in {o.measure for o in some}}
        for one in some:
            figure = known.get(one.measure)
            if figure is None or one.target_value is None:
                continue
            unit, shown = figure.version.unit, figure.version.shown_unit
            facts = ValueFacts(
                title=figure.title,
                unit=shown or unit,
                target=one.target_value,
                value=_in_shown_unit(figure.now.value, unit, shown),
                why_missing=figure.now.reason,
                due_on=one.due_on or date(year, 12, 31),
                lower_is_better=figure.version.lower_is_better,
            )
            found[one.pk] = value_light(facts, date(year, 1, 1), on)
    return found


def _in_shown_unit(value: Decimal | None, unit: str, shown: str) -> Decimal | None:
    """Targets are typed in the unit that pages show; exact, so that nothing is reached by rounding."""
    return from_yuan(value, MoneyUnit(shown)) if value is not None and unit == "元" and shown in set(MoneyUnit) else value


def shown_value(objective: Objective) -> str:
    """目标值 as it is printed."""
    return "" if objective.target_value is None else plain(objective.target_value)
