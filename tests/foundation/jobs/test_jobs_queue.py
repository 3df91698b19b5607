"""What is queued, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from tests.factories import jobs as made
from tests.factories.jobs import make_job
from tongpin.foundation.jobs.enums import JobState
from tongpin.foundation.jobs.models import Effect, Job
from tongpin.foundation.jobs.registry import UnknownJob, job
from tongpin.foundation.jobs.selectors import job as job_of
from tongpin.foundation.jobs.services import clear_finished, enqueue, once, retry
from tongpin.foundation.jobs.worker import run_pending
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused

CLERK = SimpleNamespace(pk=5, display_name="张三", get_username=lambda: "zhangsan")
STRANGER = SimpleNamespace(pk=6)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_calls() -> None:
    made.calls.clear()


def test_a_job_runs_once_and_keeps_its_result() -> None:
    queued = make_job(text="一")
    assert run_pending() == 1
    queued.refresh_from_db()
    assert (queued.state, queued.result, queued.attempts, made.calls) == (JobState.DONE, "一", 1, ["一"])
    assert run_pending() == 0


def test_what_is_rolled_back_is_not_queued() -> None:
    with transaction.atomic():
        make_job()
        transaction.set_rollback(True)
    assert run_pending() == 0


def test_a_wrong_name_or_argument_is_refused_when_queueing() -> None:
    with pytest.raises(UnknownJob):
        enqueue("test.none")
    with pytest.raises(TypeError):
        enqueue("test.note", txt="一")


def test_the_same_key_is_queued_once() -> None:
    first = enqueue("test.note", text="一", key="import:7")
    assert enqueue("test.note", text="二", key="import:7") == first
    assert run_pending() == 1


def test_a_job_waits_for_its_time() -> None:
    enqueue("test.note", text="一", run_after=now() + timedelta(hours=1))
    assert run_pending() == 0


def test_progress_is_kept() -> None:
    queued = make_job("test.count", total=4)
    run_pending()
    queued.refresh_from_db()
    assert (queued.progress, queued.total, queued.percent, queued.message) == (4, 4, 100, "第 4 项")


def due_again(queued: Job) -> None:
    Job.objects.filter(pk=queued.pk).update(run_after=now())


def test_a_failing_job_is_tried_again_later_and_parked_with_its_error() -> None:
    queued = enqueue("test.fail")
    pauses = []
    for _ in range(2):
        run_pending()
        queued.refresh_from_db()
        assert queued.state == JobState.WAITING
        pauses.append(queued.run_after - now())
        due_again(queued)
    run_pending()
    queued.refresh_from_db()
    assert (queued.state, queued.attempts, queued.error) == (JobState.PARKED, 3, "RuntimeError: 坏了")
    assert timedelta(seconds=0) < pauses[0] < pauses[1]


def test_a_refusal_is_not_tried_again() -> None:
    queued = enqueue("test.refuse")
    run_pending()
    queued.refresh_from_db()
    assert (queued.state, queued.attempts, queued.error) == (JobState.PARKED, 1, "表头没有找到。")


def test_a_parked_job_can_be_tried_again_and_only_a_parked_one() -> None:
    queued = enqueue("test.refuse")
    with pytest.raises(Refused):
        retry(job=queued, by=CLERK)
    run_pending()
    assert retry(job=queued, by=CLERK).state == JobState.WAITING


def test_a_job_is_its_owners() -> None:
    queued = enqueue("test.note", by=CLERK, text="一")
    assert job_of(queued.pk, CLERK) == queued
    assert job_of(queued.pk, STRANGER) is None
    assert queued.owner_name == "张三"


def test_a_thing_is_done_once() -> None:
    assert [once("公布:2023"), once("公布:2023"), once("公布:2024")] == [True, False, True]


@pytest.mark.django_db(transaction=True)
def test_once_belongs_to_the_transaction_of_its_effect() -> None:
    with pytest.raises(TransactionManagementError):
        once("公布:2023")
    with transaction.atomic():
        once("公布:2023")
        transaction.set_rollback(True)
    with transaction.atomic():
        assert once("公布:2023")


def test_old_finished_jobs_are_cleared_and_parked_ones_kept() -> None:
    make_job()
    enqueue("test.refuse")
    run_pending()
    long_ago = now() - timedelta(days=200)
    Job.objects.update(finished_at=long_ago)
    Effect.objects.create(key="旧", at=long_ago)
    assert clear_finished() == 1
    assert [kept.state for kept in Job.objects.all()] == [JobState.PARKED]
    assert not Effect.objects.exists()


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="登记了两次"):

        @job("test.note", title="另一个")
        def another() -> None: ...
