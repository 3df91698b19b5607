"""kill -9 in the middle of a job: another worker finishes it, every effect stands exactly once."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.factories.jobs import enqueue, start_worker
from tongpin.foundation.jobs.enums import JobState
from tongpin.foundation.jobs.models import Job

STEPS = 6
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workers() -> Iterator[list[subprocess.Popen[bytes]]]:
    running: list[subprocess.Popen[bytes]] = []
    yield running
    for worker in running:
        worker.kill()
        worker.wait()


def wait_until(happened: Callable[[], bool], seconds: float = 60) -> None:
    """Looks again and again, without resting on a fixed time."""
    import threading
    import time

    pause, limit = threading.Event(), time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < limit, "did not happen"
        pause.wait(0.05)


def kill(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def finished(pks: list[int]) -> bool:
    return Job.objects.filter(pk__in=pks, state=JobState.DONE).count() == len(pks)


def effects() -> list[str]:
    return sorted(job.kwargs["text"] for job in Job.objects.filter(name="test.note"))


def expected(pks: list[int]) -> list[str]:
    return sorted(f"{pk}:{number}" for pk in pks for number in range(STEPS))


def test_a_killed_worker_loses_nothing_and_doubles_nothing(workers: list[subprocess.Popen[bytes]], tmp_path: Path) -> None:
    job = enqueue("test.steps", folder=str(tmp_path), total=STEPS)
    reached = tmp_path / f"reached-{job.pk}"
    workers.append(start_worker())
    wait_until(reached.exists)
    kill(workers[0])
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.RUNNING, 1)
    workers.append(start_worker())
    wait_until(lambda: finished([job.pk]))
    job.refresh_from_db()
    assert job.attempts == 2
    assert effects() == expected([job.pk])


def test_a_suspended_worker_that_wakes_up_changes_nothing(workers: list[subprocess.Popen[bytes]], tmp_path: Path) -> None:
    job = enqueue("test.steps", folder=str(tmp_path), total=STEPS)
    workers.append(start_worker())
    wait_until((tmp_path / f"reached-{job.pk}").exists)
    os.kill(workers[0].pid, signal.SIGSTOP)
    Job.objects.filter(pk=job.pk).update(worker="another-machine:1:1", lease_until=job.created_at)
    workers.append(start_worker())
    wait_until(lambda: finished([job.pk]))
    os.kill(workers[0].pid, signal.SIGCONT)
    wait_until(lambda: Job.objects.filter(state=JobState.DONE).count() == STEPS + 1)
    assert effects() == expected([job.pk])


@pytest.mark.hard
def test_many_kills(workers: list[subprocess.Popen[bytes]], tmp_path: Path) -> None:
    jobs = [enqueue("test.steps", folder=str(tmp_path), total=STEPS).pk for _ in range(20)]
    for pk in jobs:
        workers.append(start_worker())
        wait_until((tmp_path / f"reached-{pk}").exists)
        kill(workers[-1])
    workers.append(start_worker())
    wait_until(lambda: finished(jobs), seconds=120)
    assert effects() == expected(jobs)
