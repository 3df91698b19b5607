"""附件表."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """中文名: 文件. Bytes kept under their SHA-256 and never changed; the row exists only when the bytes are on disk."""

    sha256 = models.CharField("校验值", max_length=64, db_index=True)
    size = models.BigIntegerField("字节数")
    name = models.CharField("文件名", max_length=200)
    content_type = models.CharField("类型", max_length=120)
    purpose = models.CharField("用途", max_length=40, blank=True, default="")
    org_id = models.BigIntegerField("所属单位编号", null=True, blank=True, db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="上传人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField("上传时间")
    used_at = models.DateTimeField("最近使用时间", db_index=True)

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["org_id", "sha256"],
                condition=Q(org_id__isnull=False),
                name="stored_file_once_per_org",
                violation_error_message="同一单位的同一文件只存一份。",
            ),
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(org_id__isnull=True),
                name="stored_file_once_without_org",
                violation_error_message="同一文件只存一份。",
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0), name="stored_file_not_empty", violation_error_message="文件是空的，请重新选择文件。"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Attachment(models.Model):
    """中文名: 附件. A file hung on a record as evidence; it is withdrawn with a reason, never deleted."""

    file = models.ForeignKey(StoredFile, verbose_name="文件", on_delete=models.PROTECT, related_name="attachments")
    record_kind = models.CharField("记录种类", max_length=60)
    record_pk = models.BigIntegerField("记录编号")
    record_title = models.CharField("记录名称", max_length=300, blank=True, default="")
    name = models.CharField("文件名", max_length=200)
    purpose = models.CharField("用途", max_length=40, blank=True, default="")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="上传人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField("上传时间")
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="撤下人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField("撤下原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["-id"]
        indexes = [models.Index(fields=["record_kind", "record_pk"], name="attachment_record")]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "record_kind", "record_pk"],
                condition=Q(withdrawn_at__isnull=True),
                name="attachment_once_per_record",
                violation_error_message="这份文件已经附在该记录上。",
            ),
            models.CheckConstraint(
                condition=(Q(withdrawn_at__isnull=True) & Q(withdrawn_reason=""))
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="attachment_withdrawn_with_reason",
                violation_error_message="撤下附件须写明原因。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
