"""任务查询."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from tongpin.foundation.jobs.models import Job
from tongpin.foundation.jobs.registry import tasks


def jobs() -> QuerySet[Job]:
    """All jobs, newest first."""
    return Job.objects.order_by("-pk")


def job(pk: int, user: Any) -> Job | None:
    """The job where it is this person's own, else None."""
    return Job.objects.filter(pk=pk, owner_id=user.pk).first() if user.pk is not None else None


def task_titles() -> dict[str, str]:
    """Names of registered jobs with their words."""
    return {name: found.title for name, found in tasks().items()}
