"""后台任务 keeps its own table small."""

from __future__ import annotations

from tongpin.foundation.jobs.registry import job
from tongpin.foundation.jobs.services import clear_finished


@job("jobs.clear", title="清理已完成的后台任务", cron="20 3 * * *")
def clear() -> int:
    """清理."""
    return clear_finished()
