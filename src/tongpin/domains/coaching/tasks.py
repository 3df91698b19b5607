"""企业辅导后台任务: no ids, one service call."""

from __future__ import annotations

from tongpin.domains.coaching.services import judging
from tongpin.foundation.jobs.registry import job
from tongpin.kernel.clock import today


@job(judging.JUDGE, title="研判企业申报条件")
def judge_changed() -> int:
    """Judges again where records changed."""
    return judging.judge_all(today=today())


@job("coaching.judge_daily", title="每日研判企业申报条件", cron="35 0 * * *")
def judge_daily() -> int:
    """Every night: a certificate may have run out, a year may have passed."""
    return judging.judge_all(today=today())
