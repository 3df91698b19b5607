"""权限: what may be done with 任务."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """攻坚推进权限: the responsible person reports on their own task; ``EDIT`` draws up, assigns, asks for changes and ends.

    The responsible leader of a project decides on its changes; ``APPROVE`` decides on those of all.
    """

    VIEW = "work.view"
    EDIT = "work.edit"
    REPORT = "work.report"
    TRACE = "work.trace"
    STANDARDS = "work.standards"
    IMPORT = "work.import"
    APPROVE = "work.approve"
