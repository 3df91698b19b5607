"""倒排工期: from a plan and a calendar to the days of every task."""

from __future__ import annotations

import numpy as np

from tongpin.domains.work.schedule.days import Days
from tongpin.domains.work.schedule.network import Network, Numbers, network_of
from tongpin.domains.work.schedule.passes import backward, forward
from tongpin.domains.work.schedule.plan import Plan, PlannedTask
from tongpin.domains.work.schedule.result import Bounds, Schedule
from tongpin.kernel.workdays import WorkCalendar


def schedule(plan: Plan, calendar: WorkCalendar) -> Schedule:
    """倒排工期: latest days back from the deadline, earliest days from today; refuses circles and impossible numbers."""
    network = network_of(plan.tasks)
    days = Days(calendar, plan.today or plan.deadline)
    last = days.on_or_before(plan.deadline)
    fixed = fixed_starts(network, days)
    latest = backward(network, latest_bounds(network, last, fixed))
    first = 0 if plan.today else _last_chance(network, latest)
    earliest = forward(network, earliest_bounds(network, first, fixed))
    return Schedule(plan, network, days, Bounds(first, last, fixed), earliest, latest, touched=network.size)


def fixed_starts(network: Network, days: Days) -> dict[int, int]:
    """定日开工 by the number of the task."""
    return {i: fixed_start(task, days) for i, task in enumerate(network.tasks) if task.fixed_start is not None}


def fixed_start(task: PlannedTask, days: Days) -> int:
    """A fixed milestone is reached at the end of its day."""
    return days.on_or_after(task.fixed_start) + (not task.workdays) if task.fixed_start else 0


def earliest_bounds(network: Network, first: int, fixed: dict[int, int]) -> Numbers:
    bounds = np.full(network.size, first, dtype=np.int64)
    for number, day in fixed.items():
        bounds[number] = day
    return bounds


def latest_bounds(network: Network, last: int, fixed: dict[int, int]) -> Numbers:
    bounds = last + 1 - network.workdays
    for number, day in fixed.items():
        bounds[number] = min(day, int(bounds[number]))
    return bounds


def _last_chance(network: Network, latest: Numbers) -> int:
    """The last day on which the plan can start and still hold every latest start."""
    return int((latest - forward(network, np.zeros(network.size, dtype=np.int64))).min())
