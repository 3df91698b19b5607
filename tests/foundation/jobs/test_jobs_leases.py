"""A job whose worker is gone goes to another; a worker that was taken for dead changes nothing any more."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.factories.jobs import make_job
from tongpin.foundation.jobs import leases, schedule
from tongpin.foundation.jobs.enums import JobState
from tongpin.foundation.jobs.models import Job, Schedule
from tongpin.foundation.jobs.running import JobRun, LeaseLost, execute
from tongpin.foundation.jobs.schedule import fire_due, next_time, sync_schedules
from tongpin.foundation.jobs.worker import run_pending
from tongpin.kernel.clock import now

NAMES = ["test.note", "test.count", "test.fail"]
ELSEWHERE = "another-machine/pid:[1]:77:123"
pytestmark = pytest.mark.django_db


def claimed(name: str = "test.note", **kwargs: Any) -> Job:
    make_job(name, **kwargs)
    job = leases.claim(NAMES)
    assert job is not None
    return job


def held_by(job: Job, worker: str, *, lease_left: timedelta) -> None:
    Job.objects.filter(pk=job.pk).update(worker=worker, lease_until=now() + lease_left)


def test_a_held_job_is_not_given_out_again() -> None:
    job = claimed()
    assert leases.claim(NAMES, busy={job.pk}) is None


def test_a_job_this_process_dropped_is_free_again() -> None:
    job = claimed()
    again = leases.claim(NAMES, busy=())
    assert again is not None
    assert (again.pk, again.attempts) == (job.pk, 2)


def test_a_job_held_elsewhere_is_free_when_its_lease_is_over() -> None:
    job = claimed()
    held_by(job, ELSEWHERE, lease_left=timedelta(seconds=30))
    assert leases.claim(NAMES) is None
    held_by(job, ELSEWHERE, lease_left=timedelta(seconds=-1))
    assert leases.claim(NAMES) is not None


def test_a_job_of_a_dead_process_here_is_free_at_once() -> None:
    job = claimed()
    machine = leases.worker_name().rsplit(":", 2)[0]
    held_by(job, f"{machine}:1:999999999", lease_left=timedelta(seconds=30))
    assert leases.claim(NAMES) is not None


def test_a_live_process_here_keeps_its_job_through_a_long_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    job = claimed()
    monkeypatch.setattr(leases, "_is_alive", lambda worker: True)
    held_by(job, "this-machine:7:7", lease_left=timedelta(minutes=-1))
    assert leases.claim(NAMES) is None
    held_by(job, "this-machine:7:7", lease_left=-leases.HUNG - timedelta(seconds=1))
    assert leases.claim(NAMES) is not None


def test_a_worker_taken_for_dead_changes_nothing() -> None:
    slow = JobRun(claimed(text="一"))
    held_by(slow.job, ELSEWHERE, lease_left=timedelta(seconds=-1))
    quick = leases.claim(NAMES)
    assert quick is not None
    execute(slow)
    assert Job.objects.get().state == JobState.RUNNING
    assert not slow.beat()
    with pytest.raises(LeaseLost):
        slow.progress(1)
    execute(JobRun(quick))
    assert Job.objects.get().state == JobState.DONE


def test_a_job_that_kills_its_worker_each_time_is_parked() -> None:
    job = claimed(name="test.fail")
    Job.objects.filter(pk=job.pk).update(attempts=3, worker=ELSEWHERE, lease_until=now() - timedelta(seconds=1))
    run_pending()
    job.refresh_from_db()
    assert job.state == JobState.PARKED
    assert "中断" in job.error


def test_a_beat_writes_progress_and_lengthens_the_lease() -> None:
    run = JobRun(claimed(name="test.count", total=9))
    held_by(run.job, run.job.worker, lease_left=timedelta(seconds=1))
    run.progress(3, 9, "第 3 项")
    assert run.beat()
    kept = Job.objects.get()
    assert (kept.progress, kept.total) == (3, 9)
    assert kept.lease_until is not None
    assert kept.lease_until > now() + timedelta(seconds=30)


@pytest.mark.django_db(transaction=True)
def test_claimers_at_once_get_different_jobs() -> None:
    for number in range(12):
        make_job(text=str(number))
    start, taken, every = threading.Barrier(6), [], set(range(10**6))

    def claimer() -> None:
        try:
            start.wait(timeout=30)
            while (job := leases.claim(NAMES, busy=every)) is not None:
                taken.append(job.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=claimer) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == Job.objects.filter(attempts=1).count() == 12


def test_office_time_decides_when_a_schedule_fires() -> None:
    sync_schedules(now())
    planned = Schedule.objects.get(name="test.repeat").next_at
    assert planned.minute % 10 == 0
    assert next_time("30 2 * * *", datetime(2023, 12, 31, 18, 31, tzinfo=UTC)) == datetime(2024, 1, 1, 18, 30, tzinfo=UTC)


def test_a_schedule_fires_once_however_many_ask() -> None:
    sync_schedules(now())
    later = now() + timedelta(minutes=35)
    assert "test.repeat" in [job.name for job in fire_due(later)]
    assert fire_due(later) == []
    assert Job.objects.filter(name="test.repeat").count() == 1
    assert Schedule.objects.get(name="test.repeat").next_at > later


def test_a_loser_of_the_race_fires_nothing() -> None:
    sync_schedules(now())
    planned = Schedule.objects.get(name="test.repeat").next_at
    later = planned + timedelta(minutes=1)
    assert schedule._fire("test.repeat", "*/10 * * * *", planned, later) is not None
    assert schedule._fire("test.repeat", "*/10 * * * *", planned, later) is None


def test_a_changed_schedule_starts_from_now() -> None:
    sync_schedules(now())
    Schedule.objects.filter(name="test.repeat").update(cron="0 0 1 1 *", next_at=now() + timedelta(days=300))
    Schedule.objects.create(name="test.gone", cron="0 0 * * *", next_at=now())
    sync_schedules(now())
    assert Schedule.objects.get(name="test.repeat").next_at < now() + timedelta(minutes=11)
    assert not Schedule.objects.filter(name="test.gone").exists()
