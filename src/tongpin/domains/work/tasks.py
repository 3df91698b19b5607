"""攻坚推进后台任务."""

from __future__ import annotations

from datetime import date

from tongpin.domains.work.selectors.loads import levellings
from tongpin.domains.work.services.levelling import JOB, work_out
from tongpin.domains.work.services.lights import note_all_lights
from tongpin.foundation.jobs.registry import job
from tongpin.kernel import clock


@job("work.lights", title="记录任务和项目的灯", cron="15 1 * * *")
def lights() -> int:
    """逐日记灯."""
    return note_all_lights(today=clock.today())


@job(JOB, title="测算均衡方案", max_attempts=2)
def level_in_background(levelling: int, today: str) -> str:
    """测算均衡方案."""
    return work_out(levellings().get(pk=levelling), today=date.fromisoformat(today)).state
