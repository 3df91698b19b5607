"""任务状态."""

from __future__ import annotations

from django.db.models import TextChoices


class JobState(TextChoices):
    """任务状态: waiting for a worker, running under a lease, done, or parked after the last attempt."""

    WAITING = "waiting", "等待"
    RUNNING = "running", "执行中"
    DONE = "done", "完成"
    PARKED = "parked", "已搁置"
