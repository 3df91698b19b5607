"""权限: what may be done with 任务."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """攻坚推进权限: whoever is the responsible person reports on their own task; only ``EDIT`` assigns, moves and ends one."""

    VIEW = "work.view"
    EDIT = "work.edit"
    REPORT = "work.report"
    TRACE = "work.trace"
    STANDARDS = "work.standards"
