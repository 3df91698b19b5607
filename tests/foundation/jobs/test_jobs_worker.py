"""The worker's loop: runs what comes, beats, fires schedules, goes on after faults, stops when told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import jobs as made
from tests.factories.jobs import make_job
from tongpin.foundation.jobs import worker
from tongpin.foundation.jobs.enums import JobState
from tongpin.foundation.jobs.models import Job, Schedule
from tongpin.foundation.jobs.running import JobRun
from tongpin.kernel.clock import now

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """A worker running beside the test in a thread."""
    told = threading.Event()

    def run() -> None:
        try:
            worker.run_worker(told, slots=2, poll=0.02, grace=10)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    yield told
    told.set()
    thread.join(timeout=30)
    assert not thread.is_alive()


def wait_until(happened: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(600):
        if happened():
            return
        pause.wait(0.05)
    raise AssertionError("did not happen")


def done(job: Job) -> bool:
    job.refresh_from_db()
    return job.state == JobState.DONE


def test_the_worker_runs_what_comes_and_knows_its_schedules(stop: threading.Event) -> None:
    jobs = [make_job(text=str(number)) for number in range(5)]
    wait_until(lambda: all(done(job) for job in jobs))
    wait_until(lambda: Schedule.objects.filter(name="test.repeat").exists())


def test_progress_is_seen_while_the_job_runs(stop: threading.Event) -> None:
    go_on = threading.Event()
    made.gates["here"] = go_on
    job = make_job("test.gated", gate="here")
    wait_until(lambda: Job.objects.get(pk=job.pk).progress == 1)
    assert Job.objects.get(pk=job.pk).state == JobState.RUNNING
    go_on.set()
    wait_until(lambda: done(job))


def test_a_running_job_is_finished_before_the_worker_stops(stop: threading.Event) -> None:
    go_on = threading.Event()
    made.gates["stopping"] = go_on
    job = make_job("test.gated", gate="stopping")
    wait_until(lambda: Job.objects.get(pk=job.pk).progress == 1)
    stop.set()
    later = make_job()
    go_on.set()
    wait_until(lambda: done(job))
    assert Job.objects.get(pk=later.pk).state == JobState.WAITING


def test_the_worker_outlives_a_database_that_does_not_answer(stop: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    real, faults = worker.claim, [DatabaseError("away"), RuntimeError("odd")]

    def claim(*args: object, **kwargs: object) -> Job | None:
        if faults:
            raise faults.pop()
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(worker, "claim", claim)
    wait_until(lambda: not faults)
    job = make_job()
    wait_until(lambda: done(job))


def test_due_schedules_are_fired() -> None:
    worker.sync_schedules(now())
    Schedule.objects.filter(name="test.repeat").update(next_at=now() - timedelta(minutes=1))
    told = threading.Event()
    made.calls.clear()
    thread = threading.Thread(target=lambda: (worker.run_worker(told, slots=1, poll=0.02), connection.close()))
    thread.start()
    wait_until(lambda: "repeat" in made.calls)
    told.set()
    thread.join(timeout=30)
    assert made.calls.count("repeat") == 1


def test_a_run_knows_its_job_and_its_steps() -> None:
    job = make_job()
    run = JobRun(job)
    assert (run.job_id, run.owner_id, run.attempt) == (job.pk, None, 0)
    assert not run.has_news()
    run.progress(1)
    assert run.has_news()


def test_a_step_is_done_once_over_all_attempts() -> None:
    with transaction.atomic():
        run = JobRun(make_job())
        assert [run.once("甲"), run.once("甲"), run.once("乙")] == [True, False, True]
