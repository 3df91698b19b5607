"""审计表: the chain of events and its head. Rows are only ever inserted (``tongpin.foundation.audit.doors`` holds the triggers)."""

from __future__ import annotations

import json
from typing import Any

from django.db import models


class AuditHead(models.Model):
    """中文名: 审计链头. The only row of the trail that changes: where the chain ends and which key signs next."""

    id = models.PositiveSmallIntegerField("编号", primary_key=True, default=1)
    seq = models.BigIntegerField("末条序号", default=0)
    mac = models.CharField("末条校验码", max_length=64)
    key_id = models.CharField("当前密钥标识", max_length=16, blank=True, default="")

    class Meta:
        verbose_name = "审计链头"
        verbose_name_plural = "审计链头"
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="audit_head_single", violation_error_message="审计链头只能有一条。")
        ]

    def __str__(self) -> str:
        return f"审计链头 {self.seq}"


class AuditEvent(models.Model):
    """中文名: 审计记录. One thing that happened: who, what, to which record, values before and after, tied to the event before it.

    The three texts are canonical JSON kept as text, so that what was signed is what is stored on any database.
    """

    seq = models.BigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间", db_index=True)
    actor_id = models.BigIntegerField("操作人编号", null=True, blank=True, db_index=True)
    actor_name = models.CharField("操作人", max_length=150)
    org_id = models.BigIntegerField("单位编号", null=True, blank=True, db_index=True)
    verb = models.CharField("动作", max_length=80, db_index=True)
    subject_kind = models.CharField("对象种类", max_length=60, blank=True, default="")
    subject_pk = models.BigIntegerField("对象编号", null=True, blank=True)
    subject_title = models.CharField("对象名称", max_length=300, blank=True, default="")
    outcome = models.CharField("结果", max_length=20, default="ok")
    before_text = models.TextField("变动前", blank=True, default="")
    after_text = models.TextField("变动后", blank=True, default="")
    detail_text = models.TextField("说明", blank=True, default="")
    request_id = models.CharField("请求编号", max_length=32, blank=True, default="")
    ip = models.CharField("来源地址", max_length=45, blank=True, default="")
    format_version = models.PositiveSmallIntegerField("格式版本", default=1)
    key_id = models.CharField("密钥标识", max_length=16)
    prev_mac = models.CharField("上条校验码", max_length=64)
    mac = models.CharField("校验码", max_length=64)

    class Meta:
        verbose_name = "审计记录"
        verbose_name_plural = "审计记录"
        ordering = ["-seq"]
        indexes = [models.Index(fields=["subject_kind", "subject_pk"], name="audit_event_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["prev_mac"], name="audit_event_no_fork", violation_error_message="同一条审计记录之后只能接一条。"
            ),
            models.CheckConstraint(
                condition=models.Q(seq__gt=0), name="audit_event_seq_positive", violation_error_message="审计序号从 1 开始。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"

    @property
    def before(self) -> dict[str, Any] | None:
        """变动前 values."""
        return json.loads(self.before_text) if self.before_text else None

    @property
    def after(self) -> dict[str, Any] | None:
        """变动后 values."""
        return json.loads(self.after_text) if self.after_text else None

    @property
    def detail(self) -> dict[str, Any]:
        """说明: what else was recorded."""
        return json.loads(self.detail_text) if self.detail_text else {}
