"""导入表."""

from __future__ import annotations

import json
import zlib

from django.conf import settings
from django.db import models
from django.db.models import Q

from tongpin.engines.dataio.enums import BatchState, ChangeAction
from tongpin.kernel.reference import Reference


class Batch(models.Model):
    """中文名: 导入批次. Ledgers handed in together: read, looked over, confirmed at once or not at all, and taken back as a whole."""

    org = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="所属单位")
    title = models.CharField("名称", max_length=200)
    state = models.CharField("状态", max_length=10, choices=BatchState.choices, default=BatchState.READING, db_index=True)
    message = models.CharField("说明", max_length=500, blank=True, default="")
    is_all_or_nothing = models.BooleanField("有错即整批不导入", default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提交人")
    created_at = models.DateTimeField("提交时间")
    staged_on = models.DateField("核对日期", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤销人")
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    job_pk = models.BigIntegerField("后台任务编号", null=True, blank=True)

    class Meta:
        verbose_name = "导入批次"
        verbose_name_plural = "导入批次"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["org", "-created_at"], name="import_batch_org")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "undone"]) | (Q(confirmed_at__isnull=False) & Q(confirmed_by__isnull=False)),
                name="import_batch_confirmed_by_somebody",
                violation_error_message="已导入的批次须有确认人和确认时间。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How evidence and the audit trail point at this batch."""
        return Reference("import_batch", self.pk, self.title, str(self.pk))


class BatchFile(models.Model):
    """中文名: 导入文件. A file of a batch; the original is kept as evidence, and ``problem`` says why it could not be read."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="files", verbose_name="导入批次")
    position = models.PositiveSmallIntegerField("次序")
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("内容指纹", max_length=64, db_index=True)
    stored = models.ForeignKey(
        "files.StoredFile", models.PROTECT, null=True, blank=True, related_name="import_files", verbose_name="导入原件"
    )
    problem = models.CharField("读取问题", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "导入文件"
        verbose_name_plural = "导入文件"
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "position"], name="import_file_position", violation_error_message="同一批次的文件次序不能重复。"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SheetImport(models.Model):
    """中文名: 导入工作表. One sheet of a file: which ledger it is, which column means what, and what came of its rows."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="sheets", verbose_name="导入批次")
    file = models.ForeignKey(BatchFile, models.CASCADE, related_name="sheets", verbose_name="导入文件")
    position = models.PositiveSmallIntegerField("次序")
    name = models.CharField("工作表", max_length=200)
    kind = models.CharField("台账种类", max_length=60, blank=True, default="")
    is_left_out = models.BooleanField("不导入", default=False)
    header_row = models.PositiveIntegerField("表头行", default=1)
    headers = models.JSONField("表头", default=list)
    mapping = models.JSONField("列对应", default=list)
    constants = models.JSONField("取自标题的值", default=dict)
    titles = models.JSONField("标题行", default=list)
    fingerprint = models.CharField("表头特征", max_length=64, blank=True, default="")
    choices = models.JSONField("人工更正", default=dict)
    sample = models.JSONField("数据样例", default=list)
    findings = models.JSONField("整表问题", default=list)
    notes = models.JSONField("提示", default=list)
    problem = models.CharField("问题", max_length=500, blank=True, default="")
    new = models.PositiveIntegerField("新增", default=0)
    changed = models.PositiveIntegerField("变更", default=0)
    unchanged = models.PositiveIntegerField("未变", default=0)
    refused = models.PositiveIntegerField("拒绝", default=0)
    skipped = models.PositiveIntegerField("跳过", default=0)

    class Meta:
        verbose_name = "导入工作表"
        verbose_name_plural = "导入工作表"
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "position"], name="import_sheet_position", violation_error_message="同一批次的工作表次序不能重复。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file.name}［{self.name}］"


class RowChunk(models.Model):
    """中文名: 暂存行块. Up to two thousand checked rows of a sheet as compressed JSON, until and after they are confirmed."""

    sheet = models.ForeignKey(SheetImport, models.CASCADE, related_name="chunks", verbose_name="导入工作表")
    number = models.PositiveIntegerField("块号")
    new = models.PositiveIntegerField("新增", default=0)
    changed = models.PositiveIntegerField("变更", default=0)
    unchanged = models.PositiveIntegerField("未变", default=0)
    refused = models.PositiveIntegerField("拒绝", default=0)
    skipped = models.PositiveIntegerField("跳过", default=0)
    payload = models.BinaryField("内容")

    class Meta:
        verbose_name = "暂存行块"
        verbose_name_plural = "暂存行块"
        ordering = ["sheet", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "number"], name="import_chunk_number", violation_error_message="同一工作表的块号不能重复。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.number}"


class BatchChange(models.Model):
    """中文名: 导入变更. What a batch wrote into one table, row by row with the values before and after, so that it can be taken back."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="changes", verbose_name="导入批次")
    number = models.PositiveIntegerField("次序")
    model = models.CharField("数据表", max_length=100)
    kind = models.CharField("记录种类", max_length=60, blank=True)
    action = models.CharField("动作", max_length=10, choices=ChangeAction.choices)
    rows = models.PositiveIntegerField("行数")
    first_pk = models.BigIntegerField("最小记录号")
    last_pk = models.BigIntegerField("最大记录号")
    payload = models.BinaryField("内容")

    class Meta:
        verbose_name = "导入变更"
        verbose_name_plural = "导入变更"
        ordering = ["batch", "number"]
        indexes = [models.Index(fields=["kind", "first_pk", "last_pk"], name="import_change_records")]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"], name="import_change_number", violation_error_message="同一批次的变更次序不能重复。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.get_action_display()} {self.rows}"

    def keys(self) -> list[int]:
        """Keys of the records written."""
        found: list[int] = json.loads(zlib.decompress(bytes(self.payload)))["pk"]
        return found


class RememberedMapping(models.Model):
    """中文名: 列对应记忆. How an organisation's own header of a ledger was read last time, so that it is asked once."""

    org = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="所属单位")
    kind = models.CharField("台账种类", max_length=60)
    fingerprint = models.CharField("表头特征", max_length=64)
    mapping = models.JSONField("列对应", default=dict)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="更正人")
    updated_at = models.DateTimeField("更正时间")

    class Meta:
        verbose_name = "列对应记忆"
        verbose_name_plural = "列对应记忆"
        ordering = ["org", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "kind", "fingerprint"],
                name="import_remembered_once",
                violation_error_message="同一单位同一表头只记一种列对应。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint[:8]}"
