"""惠企政策后台任务: no ids, one service call."""

from __future__ import annotations

from tongpin.domains.policy.services import matching
from tongpin.foundation.jobs.registry import job
from tongpin.kernel.clock import today


@job(matching.MATCH, title="匹配惠企政策")
def match_changed() -> int:
    """Matches again where policies or records of firms changed."""
    return matching.match_all(today=today())


@job("policy.match_daily", title="每日匹配惠企政策", cron="50 0 * * *")
def match_daily() -> int:
    """Every night: a policy may have begun or ended, a certificate run out."""
    return matching.match_all(today=today())
