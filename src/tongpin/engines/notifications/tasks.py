"""通知后台任务."""

from __future__ import annotations

from tongpin.engines.notifications import services
from tongpin.foundation.jobs.registry import job
from tongpin.kernel import clock


@job("notifications.digest", title="发出每日提醒", cron="*/15 * * * *")
def digest() -> int:
    """Notes what is due and sends what may be sent at this moment."""
    services.note_what_is_due(today=clock.today())
    return services.send_digests(moment=clock.now())
