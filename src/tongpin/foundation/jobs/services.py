"""任务服务: putting work in the queue, and doing a thing once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import transaction
from django.db.transaction import TransactionManagementError

from tongpin.foundation.jobs.enums import JobState
from tongpin.foundation.jobs.models import Effect, Job
from tongpin.foundation.jobs.registry import task
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused

KEEP_DAYS = 90


class Owner(Protocol):
    """发起人: whoever signs in; accounts stands above this floor."""

    pk: Any

    def get_username(self) -> str: ...


def enqueue(name: str, /, *, by: Owner | None = None, key: str = "", run_after: datetime | None = None, **kwargs: Any) -> Job:
    """排队: the row belongs to the caller's transaction, so that it appears with the business write or not at all.

    ``kwargs`` are plain JSON values for the registered function. ``by`` may watch its progress. With a ``key`` the same thing is queued
    once: a second call gives the job that stands there.
    """
    task(name).check(kwargs)
    moment = now()
    values = {
        "name": name,
        "kwargs": kwargs,
        "owner_id": by.pk if by is not None else None,
        "owner_name": (getattr(by, "display_name", "") or by.get_username()) if by is not None else "",
        "run_after": run_after or moment,
        "created_at": moment,
    }
    if not key:
        return Job.objects.create(**values)
    with transaction.atomic():
        return Job.objects.get_or_create(key=key, defaults=values)[0]


def enqueue_on_commit(name: str, /, **kwargs: Any) -> Job:
    """提交后执行: the queue is part of the database, so a job can never start before its transaction is committed."""
    return enqueue(name, **kwargs)


def once(key: str) -> bool:
    """一次性: True the first time ``key`` is asked, inside the transaction of the effect it guards; False where it already stands."""
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("一次性事项须与它的效果在同一事务中。")
    return Effect.objects.get_or_create(key=key, defaults={"at": now()})[1]


@transaction.atomic
def retry(*, job: Job, by: Owner) -> Job:
    """重试 a parked job from the beginning of its attempts."""
    moved = Job.objects.filter(pk=job.pk, state=JobState.PARKED).update(
        state=JobState.WAITING, attempts=0, run_after=now(), error="", finished_at=None, message=""
    )
    if moved != 1:
        raise Refused("这项后台任务不在搁置状态，不需要重试。请刷新页面查看最新状态。")
    return Job.objects.get(pk=job.pk)


@transaction.atomic
def clear_finished(*, older_than_days: int = KEEP_DAYS) -> int:
    """清理 finished jobs and effects that nobody will ask for any more; parked jobs stay."""
    limit = now() - timedelta(days=older_than_days)
    removed, _ = Job.objects.filter(state=JobState.DONE, finished_at__lt=limit).delete()
    Effect.objects.filter(at__lt=limit).delete()
    return removed
