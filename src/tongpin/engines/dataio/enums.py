"""导入状态."""

from __future__ import annotations

from django.db.models import TextChoices


class BatchState(TextChoices):
    """批次状态: read in the background, waiting for the person, queued, written, taken back, given up."""

    READING = "reading", "读取中"
    PARSED = "parsed", "待确认"
    QUEUED = "queued", "导入中"
    CONFIRMED = "confirmed", "已导入"
    UNDONE = "undone", "已撤销"
    DISCARDED = "discarded", "已放弃"
    FAILED = "failed", "未能读取"


class ChangeAction(TextChoices):
    """变更动作 of an import on one table."""

    CREATE = "create", "新增"
    UPDATE = "update", "修改"
