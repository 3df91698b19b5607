"""后台任务权限."""

from __future__ import annotations

from enum import StrEnum


class JobPermission(StrEnum):
    """后台任务权限: whoever may queue work watches their own; who operates the system sees all and tries parked ones again."""

    VIEW = "jobs.view"
    OPERATE = "jobs.operate"
