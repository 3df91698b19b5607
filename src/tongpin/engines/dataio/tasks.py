"""导入的后台任务: ids in, one service call."""

from __future__ import annotations

from datetime import date

from tongpin.engines.dataio import services
from tongpin.engines.dataio.selectors import batch_numbered
from tongpin.foundation.jobs.registry import job
from tongpin.foundation.jobs.running import JobRun


@job("import.read", title="读取台账", max_attempts=3)
def read_batch(run: JobRun, batch: int, today: str) -> str:
    """Reads the files of a batch and prepares its preview."""
    found = batch_numbered(batch)
    services.read(found, by=found.created_by, today=date.fromisoformat(today), progress=run.progress)
    return f"批次 {batch} 已读取"


@job("import.confirm", title="导入台账", max_attempts=5)
def confirm_batch(run: JobRun, batch: int, today: str) -> str:
    """Writes a queued batch, where the person who confirmed it still may."""
    found = services.confirm_queued(batch_numbered(batch), today=date.fromisoformat(today), progress=run.progress)
    return f"批次 {batch} {found.get_state_display()}"
