"""后台任务权限."""

from __future__ import annotations

from enum import StrEnum


class JobPermission(StrEnum):
    """后台任务权限: everybody watches their own; this one shows all."""

    VIEW = "jobs.view"
