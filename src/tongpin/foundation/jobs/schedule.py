"""定时: fires recurring jobs; of several workers exactly one."""

from __future__ import annotations

from datetime import datetime

from cronsim import CronSim
from django.db import transaction
from django.utils import timezone

from tongpin.foundation.jobs.models import Job, Schedule
from tongpin.foundation.jobs.registry import tasks
from tongpin.foundation.jobs.services import enqueue


def next_time(cron: str, after: datetime) -> datetime:
    """The next moment of ``cron`` after that one, read in office time."""
    return next(CronSim(cron, timezone.localtime(after)))


@transaction.atomic
def sync_schedules(moment: datetime) -> None:
    """Brings the table in line with what is registered; a schedule that is new or has changed starts from now."""
    recurring = {name: found.cron for name, found in tasks().items() if found.cron}
    Schedule.objects.exclude(name__in=recurring).delete()
    for name, cron in recurring.items():
        values = {"cron": cron, "next_at": next_time(cron, moment)}
        known, is_new = Schedule.objects.get_or_create(name=name, defaults=values)
        if not is_new and known.cron != cron:
            Schedule.objects.filter(pk=name).update(**values)


def fire_due(moment: datetime) -> list[Job]:
    """Enqueues what is due; firings missed while nothing ran count as one."""
    recurring = tasks()
    due = list(Schedule.objects.filter(next_at__lte=moment, name__in=recurring).values_list("name", "cron", "next_at"))
    return [job for name, cron, planned in due if (job := _fire(name, cron, planned, moment)) is not None]


@transaction.atomic
def _fire(name: str, cron: str, planned: datetime, moment: datetime) -> Job | None:
    won = Schedule.objects.filter(pk=name, next_at=planned).update(next_at=next_time(cron, moment), last_at=moment)
    return enqueue(name, key=f"schedule:{name}:{planned.isoformat()}") if won == 1 else None
