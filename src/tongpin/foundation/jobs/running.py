"""执行: one attempt of one job, from claim to outcome."""

from __future__ import annotations

import json
import logging
import threading
import traceback
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tongpin.foundation.jobs.enums import JobState
from tongpin.foundation.jobs.leases import extend, release
from tongpin.foundation.jobs.models import Job
from tongpin.foundation.jobs.registry import UnknownJob, task
from tongpin.foundation.jobs.services import once
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused

logger = logging.getLogger("tongpin.jobs")

FIRST_PAUSE = timedelta(seconds=10)


class LeaseLost(Exception):
    """租约已失: another worker has taken the job; stop without further effect."""


@dataclass
class JobRun:
    """本次执行: what a registered function may ask and tell.

    ``progress`` only notes; the worker's beat writes it with a connection of its own, so that it is seen while a transaction is open.
    """

    job: Job
    lost: threading.Event = field(default_factory=threading.Event)
    _noted: dict[str, Any] = field(default_factory=dict)

    @property
    def job_id(self) -> int:
        """Key of the job."""
        return int(self.job.pk)

    @property
    def owner_id(self) -> int | None:
        """Key of the user who asked for it, or None."""
        return self.job.owner_id

    @property
    def attempt(self) -> int:
        """Which attempt this is, from 1."""
        return self.job.attempts

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        """Notes how far the work is; raises where the job has been taken over."""
        if self.lost.is_set():
            raise LeaseLost
        self._noted = {"progress": done, "total": total, "message": message[:300]}

    def once(self, step: str) -> bool:
        """True the first time this step of this job is done, over all attempts; inside the step's own transaction."""
        return once(f"job:{self.job_id}:{step}")

    def beat(self) -> bool:
        """续约 with what was noted; False, and the run is told, where the lease is lost."""
        noted, self._noted = self._noted, {}
        if extend(self.job, **noted):
            return True
        self.lost.set()
        return False

    def has_news(self) -> bool:
        """Whether progress was noted since the last beat."""
        return bool(self._noted)

    def noted(self) -> dict[str, Any]:
        """What was noted and not yet written."""
        return dict(self._noted)


def execute(run: JobRun) -> None:
    """Runs the attempt and hands the job back with its outcome; raises only when the database is away."""
    job = run.job
    try:
        definition = task(job.name)
        if job.attempts > definition.max_attempts:
            _park(run, f"执行进程连续 {definition.max_attempts} 次中断，已搁置。")
            return
        result = definition.function(*([run] if definition.takes_run else []), **job.kwargs)
        _finish(run, result)
    except LeaseLost:
        logger.warning("job %s %s: lease lost, outcome dropped", job.pk, job.name)
    except (Refused, UnknownJob) as refused:
        _park(run, str(refused))
    except Exception as problem:
        logger.exception("job %s %s failed in attempt %s", job.pk, job.name, job.attempts)
        _fail(run, problem)


def _finish(run: JobRun, result: Any) -> None:
    result = json.loads(json.dumps(result, default=str))
    release(run.job, JobState.DONE, result=result, error="", finished_at=now(), **run.noted())


def _fail(run: JobRun, problem: Exception) -> None:
    words = "".join(traceback.format_exception_only(problem)).strip()
    if run.job.attempts >= task(run.job.name).max_attempts:
        _park(run, words)
        return
    pause = FIRST_PAUSE * 4 ** (run.job.attempts - 1)
    release(run.job, JobState.WAITING, error=words, run_after=now() + pause, **run.noted())


def _park(run: JobRun, words: str) -> None:
    release(run.job, JobState.PARKED, error=words, finished_at=now(), **run.noted())
