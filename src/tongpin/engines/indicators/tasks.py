"""指标后台任务: ids in, one service call."""

from __future__ import annotations

from datetime import timedelta

from tongpin.engines.indicators import services
from tongpin.engines.indicators.services.marks import REFRESH
from tongpin.foundation.jobs.registry import job
from tongpin.kernel.clock import today
from tongpin.kernel.periods import Period, PeriodKind


@job(REFRESH, title="重算有变动的指标")
def refresh_stale() -> int:
    """Counts what changed since it was last counted."""
    return services.refresh_stale(today=today())


@job("indicators.sweep", title="补算指标", cron="*/10 * * * *")
def sweep() -> int:
    """The same every ten minutes, for a change that came while a count was under way."""
    return services.refresh_stale(today=today())


@job("indicators.close_month", title="月度封灯", cron="30 2 5 * *")
def close_month() -> int:
    """On the fifth the lights of the month before are kept."""
    month = Period.containing(today().replace(day=1) - timedelta(days=1), PeriodKind.MONTH)
    return services.close_month(month=month, today=today())
