"""排期的 JSON 写法, as documented in docs/cli.md."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongpin.domains.work.schedule import Levelled, Overload, Schedule, overloads
from tongpin.domains.work.schedule.psplib import PsplibFile
from tongpin.domains.work.schedule.solving import Solution


def schedule_json(found: Schedule, levelled: Levelled | None) -> dict[str, Any]:
    return {
        "deadline": found.plan.deadline,
        "effective_deadline": found.deadline,
        "today": found.plan.today,
        "days_late": found.days_late,
        "sentence": found.sentence,
        "finish": found.finish,
        "provisional": found.provisional,
        "provisional_years": list(found.provisional_years),
        "notes": list(found.notes),
        "critical_path": list(found.critical_path),
        "tasks": [_task_json(found, task.key, task.title, task.workdays) for task in found.plan.tasks],
        "overloads": [_overload_json(o) for o in overloads(found)],
        "overloads_latest": [_overload_json(o) for o in overloads(found, latest=True)],
        "levelled": _levelled_json(levelled) if levelled else None,
    }


def psplib_json(name: str, file: PsplibFile, solution: Solution) -> dict[str, Any]:
    return {
        "file": name,
        "jobs": file.problem.size,
        "capacities": list(file.problem.capacities),
        "makespan": solution.finish,
        "lower_bound": solution.bound,
        "proven": solution.proven,
        "starts": {str(job): start for job, start in sorted(zip(file.jobs, solution.starts, strict=True))},
    }


def _task_json(found: Schedule, key: str, title: str, workdays: int) -> dict[str, Any]:
    placed = found.of[key]
    return {
        "key": key,
        "title": title,
        "workdays": workdays,
        "earliest_start": placed.earliest_start,
        "earliest_finish": placed.earliest_finish,
        "latest_start": placed.latest_start,
        "latest_finish": placed.latest_finish,
        "slack": placed.slack,
        "critical": placed.is_critical,
    }


def _overload_json(found: Overload) -> dict[str, Any]:
    return {
        "person": found.person,
        "first": found.first,
        "last": found.last,
        "workdays": found.workdays,
        "load": found.load,
        "capacity": found.capacity,
        "tasks": list(found.tasks),
        "sentence": found.sentence,
    }


def _levelled_json(levelled: Levelled) -> dict[str, Any]:
    def placed(days: tuple[date, date]) -> dict[str, date]:
        return {"start": days[0], "finish": days[1]}

    return {
        "proven": levelled.proven,
        "finish": levelled.finish,
        "workdays": levelled.workdays,
        "lower_bound": levelled.lower_bound,
        "days_late": levelled.days_late,
        "tasks": [{"key": task.key, **placed(levelled.of[task.key])} for task in levelled.schedule.plan.tasks],
        "moves": [
            {"key": s.key, "title": s.title, "from": s.start_from, "to": s.start_to, "workdays": s.workdays, "reason": s.reason}
            for s in levelled.shifts
        ],
        "remaining": [_overload_json(o) for o in levelled.remaining],
        "sentences": list(levelled.sentences),
    }
