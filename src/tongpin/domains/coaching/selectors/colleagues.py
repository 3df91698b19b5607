"""可交办: who keeps tasks."""

from __future__ import annotations

from tongpin.kernel.extensions import gathered
from tongpin.kernel.occasions import TaskMaker


def task_maker() -> TaskMaker | None:
    """任务交办 of the subject that keeps tasks, where there is one."""
    return next(iter(gathered(TaskMaker)), None)
