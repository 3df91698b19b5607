"""账号任务: what was signed out long ago is cleared every night."""

from __future__ import annotations

from tongpin.foundation.accounts.services import clear_old_traces
from tongpin.foundation.jobs.registry import job
from tongpin.kernel import clock


@job("accounts.clear_old_traces", title="清理过期登录痕迹", cron="10 3 * * *")
def clear() -> int:
    """清理过期登录痕迹."""
    return clear_old_traces(now=clock.now())
