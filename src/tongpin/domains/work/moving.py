"""变更推演: what a changed plan does to the days that were fixed at signing. Pure.

Days fixed at signing are the latest ones, or earlier where a plan within people's capacity was accepted. A task keeps that advance:
it moves by as many working days as its latest day moves, and then no later than what waits for it allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from tongpin.domains.work.schedule.network import Numbers
from tongpin.domains.work.schedule.passes import backward
from tongpin.domains.work.schedule.result import Schedule


@dataclass(frozen=True, slots=True)
class Moved:
    """移动的任务: days before and after; ``by_workdays`` is how far the last day moves (negative: earlier)."""

    key: str
    start_before: date
    start_after: date
    due_before: date
    due_after: date
    by_workdays: int


def moved_tasks(before: Schedule, after: Schedule, fixed: Mapping[str, tuple[date, date]]) -> Iterator[Moved]:
    """移动了哪些: of the tasks with ``fixed`` days (start, end), those that move. Both schedules count from the same today."""
    network, days = after.network, after.days
    starts = _starts(before, after, fixed)
    for number, task in enumerate(network.tasks):
        if task.key not in fixed:
            continue
        start, due = after.start_day(number, int(starts[number])), after.finish_day(number, int(starts[number]))
        if (start, due) != fixed[task.key]:
            old_start, old_due = fixed[task.key]
            by = days.on_or_before(due) - days.on_or_before(old_due)
            yield Moved(task.key, old_start, start, old_due, due, by)


def days_of_new(before: Schedule, after: Schedule, fixed: Mapping[str, tuple[date, date]]) -> dict[str, tuple[date, date]]:
    """新增任务的起止: as late as what waits for them allows, like those that were signed."""
    starts = _starts(before, after, fixed)
    return {
        task.key: (after.start_day(number, int(starts[number])), after.finish_day(number, int(starts[number])))
        for number, task in enumerate(after.network.tasks)
        if task.key not in before.network.number
    }


def _starts(before: Schedule, after: Schedule, fixed: Mapping[str, tuple[date, date]]) -> Numbers:
    """First day of every task of the changed plan, by its number."""
    network, days = after.network, after.days
    latest = dict(zip((t.key for t in before.network.tasks), before.latest.tolist(), strict=True))
    bounds = after.latest.copy()
    for number, task in enumerate(network.tasks):
        if task.key in fixed and task.key in latest:
            held = days.on_or_after(fixed[task.key][0]) + (not task.workdays)
            bounds[number] = min(int(after.latest[number]), held + int(after.latest[number]) - latest[task.key])
    return backward(network, bounds.astype(np.int64))
