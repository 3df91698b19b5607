"""应尽事项后台任务: no ids, one service call."""

from __future__ import annotations

from tongpin.engines.duties import services
from tongpin.engines.duties.services.marks import JUDGE_STALE
from tongpin.foundation.jobs.registry import job
from tongpin.kernel.clock import today


@job(JUDGE_STALE, title="研判有变动的应尽事项")
def judge_stale() -> int:
    """Judges again where records changed."""
    return services.judge_stale(today=today())


@job("duties.sweep", title="补研判应尽事项", cron="5-59/10 * * * *")
def sweep() -> int:
    """The same every ten minutes, for a change that came while judging was under way."""
    return services.judge_stale(today=today())


@job("duties.judge_all", title="每日研判应尽事项", cron="15 0 * * *")
def judge_all() -> int:
    """Every night: what was open may be due, what was due may be overdue."""
    return services.judge_all(today=today())
