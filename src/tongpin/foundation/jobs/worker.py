"""执行进程: claims jobs, keeps their leases alive, fires schedules; as many processes as wanted may run side by side."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, connection

from tongpin.foundation.jobs.leases import LEASE, claim
from tongpin.foundation.jobs.registry import tasks
from tongpin.foundation.jobs.running import JobRun, execute
from tongpin.foundation.jobs.schedule import fire_due, sync_schedules
from tongpin.kernel.clock import now

logger = logging.getLogger("tongpin.jobs")

POLL_SECONDS = 1.0
GRACE_SECONDS = 25.0
SCHEDULE_EVERY = timedelta(seconds=10)


def run_worker(stop: threading.Event, *, slots: int = 2, poll: float = POLL_SECONDS, grace: float = GRACE_SECONDS) -> None:
    """Works until ``stop`` is set, then lets running jobs finish within ``grace`` seconds.

    What is still running then is taken up by the next worker as soon as this process is gone.
    """
    worker = _Worker(stop, poll)
    threads = [threading.Thread(target=worker.work, name=f"job-slot-{number}", daemon=True) for number in range(slots)]
    for thread in threads:
        thread.start()
    beat = threading.Thread(target=worker.beat_until, args=(threads,), name="job-beat", daemon=True)
    beat.start()
    stop.wait()
    for thread in threads:
        thread.join(timeout=grace / slots)
    worker.over.set()
    beat.join(timeout=poll * 2)


def run_pending(limit: int = 100) -> int:
    """Runs what is due now in this thread, for the command line and for tests; gives how many attempts were made."""
    for count in range(limit):
        job = claim(tasks())
        if job is None:
            return count
        execute(JobRun(job))
    return limit


class _Worker:
    """One process: its running jobs, its slots and its beat."""

    def __init__(self, stop: threading.Event, poll: float) -> None:
        self.stop = stop
        self.over = threading.Event()
        self.poll = poll
        self.running: dict[int, JobRun] = {}
        self.gate = threading.Lock()
        self.claiming = threading.Lock()

    def work(self) -> None:
        """One slot: claim, run, hand back."""
        try:
            while not self.stop.is_set():
                if not self._guarded(self._work_once):
                    self.stop.wait(self.poll)
        finally:
            connection.close()

    def _work_once(self) -> bool:
        run = self._claimed()
        if run is None:
            return False
        try:
            execute(run)
        finally:
            with self.gate:
                self.running.pop(run.job_id, None)
        return True

    def _claimed(self) -> JobRun | None:
        """One slot at a time, so that none takes what another has just claimed for one this process dropped."""
        with self.claiming:
            job = claim(tasks(), busy=self.running)
            if job is None:
                return None
            run = JobRun(job)
            with self.gate:
                self.running[run.job_id] = run
            return run

    def beat_until(self, threads: list[threading.Thread]) -> None:
        """Keeps leases alive as long as slots work; fires schedules until told to stop."""
        synced = self._guarded(self._sync)
        last_beat, last_fired = now(), now() - SCHEDULE_EVERY
        try:
            while not self.over.wait(self.poll) and any(thread.is_alive() for thread in threads):
                moment = now()
                lease_due = moment - last_beat >= LEASE / 4
                if self._guarded(self._beat, lease_due) and lease_due:
                    last_beat = moment
                if not self.stop.is_set() and moment - last_fired >= SCHEDULE_EVERY:
                    synced = synced or self._guarded(self._sync)
                    self._guarded(self._fire, moment)
                    last_fired = moment
        finally:
            connection.close()

    def _sync(self) -> bool:
        sync_schedules(now())
        return True

    def _beat(self, lease_due: bool) -> bool:
        with self.gate:
            runs = list(self.running.values())
        for run in runs:
            if lease_due or run.has_news():
                run.beat()
        return True

    def _fire(self, moment: datetime) -> bool:
        fire_due(moment)
        return True

    def _guarded(self, action: Callable[..., bool], *arguments: Any) -> bool:
        """Goes on when the database is away or locked; the next round tries again."""
        try:
            close_old_connections()
            return action(*arguments)
        except DatabaseError:
            logger.warning("worker: the database did not answer, trying again", exc_info=True)
            connection.close()
            return False
        except Exception:
            logger.exception("worker: unexpected fault, going on")
            connection.close()
            return False
