"""租约: who holds a job, until when, and when it may be taken from them.

A worker on this machine that is alive keeps its jobs even while a long transaction holds up its heartbeat; one that is dead loses
them at once. For a worker elsewhere only the lease counts. Every write to a held job names its token, so a worker that was taken for
dead changes nothing.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Container, Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import QuerySet

from tongpin.foundation.jobs.enums import JobState
from tongpin.foundation.jobs.models import Job
from tongpin.kernel.clock import now

LEASE = timedelta(seconds=60)
HUNG = timedelta(minutes=15)


@cache
def _machine() -> str:
    namespace = Path("/proc/self/ns/pid")
    return f"{socket.gethostname()[:60]}/{namespace.readlink() if namespace.exists() else ''}"


def worker_name() -> str:
    """执行进程: machine, process and when the process began, so that a reused process number is told apart."""
    return f"{_machine()}:{os.getpid()}:{_began(os.getpid())}"


def _began(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except (OSError, IndexError):
        return ""


def _is_alive(worker: str) -> bool | None:
    """Whether that process runs on this machine; None where this machine cannot tell."""
    machine, pid, began = [*worker.rsplit(":", 2), "", ""][:3]
    if machine != _machine() or not pid.isdigit() or not began:
        return None
    return _began(int(pid)) == began


def claim(names: Iterable[str], *, busy: Container[int] = ()) -> Job | None:
    """领取: the next job that is due, or whose worker is gone, now held by this worker; None where there is nothing to do.

    ``busy`` are the jobs this process is really working on; one that it holds and has dropped is free again.
    """
    moment = now()
    abandoned = next((job for job in _held() if _is_free(job, moment, busy)), None)
    if abandoned is None and not _due(moment, names).exists():
        return None
    with transaction.atomic():
        job = abandoned or _skipping_locked(_due(moment, names)).first()
        return _take(job, moment) if job is not None else None


def _due(moment: datetime, names: Iterable[str]) -> QuerySet[Job]:
    return Job.objects.filter(state=JobState.WAITING, run_after__lte=moment, name__in=list(names)).order_by("run_after", "pk")


def _held() -> QuerySet[Job]:
    return Job.objects.filter(state=JobState.RUNNING).order_by("lease_until")


def _skipping_locked(queryset: QuerySet[Job]) -> QuerySet[Job]:
    return queryset.select_for_update(skip_locked=True) if connection.features.has_select_for_update_skip_locked else queryset


def _is_free(job: Job, moment: datetime, busy: Container[int]) -> bool:
    if job.lease_until is None:
        return True
    if job.worker == worker_name():
        return job.pk not in busy
    match _is_alive(job.worker):
        case True:
            return job.lease_until + HUNG < moment
        case False:
            return True
        case _:
            return job.lease_until < moment


def _take(job: Job, moment: datetime) -> Job | None:
    token = uuid4().hex
    taken = Job.objects.filter(pk=job.pk, state=job.state, lease_token=job.lease_token, lease_until=job.lease_until).update(
        state=JobState.RUNNING,
        lease_token=token,
        lease_until=moment + LEASE,
        worker=worker_name(),
        attempts=job.attempts + 1,
        started_at=moment,
        message="",
    )
    return Job.objects.get(pk=job.pk) if taken == 1 else None


def held(job: Job) -> QuerySet[Job]:
    """The row, as long as this holder still has it."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, lease_token=job.lease_token)


def extend(job: Job, **progress: Any) -> bool:
    """续约, noting progress along with it; False where the lease is lost."""
    return held(job).update(lease_until=now() + LEASE, **progress) == 1


def release(job: Job, state: JobState, **values: Any) -> bool:
    """交还 with the outcome; False where the lease is lost and the outcome counts for nothing."""
    return held(job).update(state=state, lease_token="", lease_until=None, **values) == 1
