"""规则包模型: a pack belongs to a bureau; its editions and its switches are only ever added, so that old answers stay as they were."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference

CODE = RegexValidator(r"\A[a-z][a-z0-9_]{1,29}\Z", "应为小写英文字母、数字和下划线，以字母开头，2 至 30 个字符，如 fj_giant。")


class RulePack(OwnedRecord):
    """规则包: ``code`` stands in the keys of its rules; ``latest`` is the number of its last edition, whether in force or not."""

    record_kind = "rule_pack"

    code = models.CharField("代号", max_length=30, validators=[CODE])
    title = models.CharField("名称", max_length=100)
    latest = models.PositiveSmallIntegerField("最新版次", default=1)

    class Meta:
        verbose_name = "规则包"
        verbose_name_plural = "规则包"
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "code"],
                name="rule_pack_code_once",
                violation_error_message="本单位已有这个代号的规则包，请打开原规则包修订。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How other records point at this pack."""
        return Reference(self.record_kind, self.pk, self.title, self.code, org_id=self.org_id)


class RulePackEdition(models.Model):
    """规则包版次: the text as it was saved, by whom and on which document it rests; never changed afterwards."""

    pack = models.ForeignKey(RulePack, models.PROTECT, related_name="editions", verbose_name="规则包")
    number = models.PositiveSmallIntegerField("版次")
    document = models.CharField("依据文件", max_length=200)
    document_number = models.CharField("文号", max_length=80, blank=True, default="")
    article = models.CharField("条款", max_length=80, blank=True, default="")
    text = models.TextField("规则和案例")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="编写人")
    created_at = models.DateTimeField("保存时间", auto_now_add=True)

    class Meta:
        verbose_name = "规则包版次"
        verbose_name_plural = "规则包版次"
        ordering = ["pack", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "number"],
                name="rule_pack_edition_once",
                violation_error_message="这一版次刚刚由他人保存，请刷新后重新修订。",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="rule_pack_edition_has_text", violation_error_message="规则包没有内容。"),
        ]

    def __str__(self) -> str:
        return f"{self.pack.title} 第 {self.number} 版"

    @property
    def basis(self) -> str:
        return self.document + (f"（{self.document_number}）" if self.document_number else "") + self.article


class RulePackSwitch(models.Model):
    """规则包启停: from ``starts_on`` this edition is in force, or none; of two for one day the later entry decides."""

    pack = models.ForeignKey(RulePack, models.PROTECT, related_name="switches", verbose_name="规则包")
    edition = models.ForeignKey(RulePackEdition, models.PROTECT, related_name="+", verbose_name="采用的版次", null=True, blank=True)
    starts_on = models.DateField("自何日起")
    reason = models.CharField("说明", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="办理人")
    created_at = models.DateTimeField("办理时间", auto_now_add=True)

    class Meta:
        verbose_name = "规则包启停"
        verbose_name_plural = "规则包启停"
        ordering = ["pack", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="rule_pack_switch_has_reason", violation_error_message="请说明采用或停用的原因。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack.title} {self.starts_on:%Y-%m-%d}"
