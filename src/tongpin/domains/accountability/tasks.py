"""责任落实后台任务: no ids, one service call."""

from __future__ import annotations

from tongpin.domains.accountability.services.rolling import roll_all
from tongpin.foundation.jobs.registry import job
from tongpin.kernel.clock import today


@job("accountability.roll_quarter", title="生成季度工单", cron="20 1 * * *")
def roll_quarter() -> int:
    """Every night: the open clauses of signed letters stand on the order of their quarter."""
    return roll_all(today=today())
