"""文件制度模型: documents and regulations with their versions, the duties in them and who has read them."""

from __future__ import annotations

from django.db import models

from tongpin.domains.orglife.enums import DocumentKind
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class LibraryDocument(OwnedRecord):
    """文件: a regulation or document under its name; its text stands in versions, of which the old ones stay readable."""

    record_kind = "library_document"

    title = models.CharField("文件名称", max_length=200)
    number = models.CharField("文号", max_length=60, blank=True, default="")
    kind = models.CharField("类别", max_length=16, choices=DocumentKind.choices)
    issued_by = models.CharField("印发单位", max_length=120)

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "title", "number"],
                name="library_document_once",
                violation_error_message="同名同文号的文件已在库中。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How versions, duties and evidence point at this document."""
        return Reference(self.record_kind, self.pk, self.title, self.number, org_id=self.org_id)


class LibraryVersion(OwnedRecord):
    """文件版本: the text in force from a day on; a newer one follows, an older one is never edited."""

    record_kind = "library_version"

    document = models.ForeignKey(LibraryDocument, models.PROTECT, related_name="versions", verbose_name="文件")
    label = models.CharField("版本", max_length=40, help_text="如：2023年印发、2025年修订。")
    in_force_on = models.DateField("施行日期")
    text = models.TextField("正文", max_length=100_000, blank=True, default="")
    changes = models.CharField("修订要点", max_length=500, blank=True, default="")
    read_by = models.DateField("阅知期限", null=True, blank=True)

    class Meta:
        verbose_name = "文件版本"
        verbose_name_plural = "文件版本"
        ordering = ["-in_force_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "in_force_on"],
                name="library_version_once_a_day",
                violation_error_message="同日施行的版本已登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}（{self.label}）"

    def reference(self) -> Reference:
        """How evidence points at this version."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class LibraryDuty(OwnedRecord):
    """文件职责: one duty that a version lays down, on whom and how often, in words."""

    record_kind = "library_duty"

    source = models.ForeignKey(LibraryVersion, models.CASCADE, related_name="duties", verbose_name="文件版本")
    article = models.CharField("条款", max_length=40, blank=True, default="")
    text = models.CharField("职责内容", max_length=300)
    bearer = models.CharField("责任主体", max_length=100)
    rhythm = models.CharField("频次或期限", max_length=60, blank=True, default="")

    class Meta:
        verbose_name = "文件职责"
        verbose_name_plural = "文件职责"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "text", "bearer"], name="library_duty_once", violation_error_message="这一版本中已有同一职责。"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def reference(self) -> Reference:
        """How tasks point at this duty."""
        return Reference(self.record_kind, self.pk, self.text[:100], org_id=self.org_id)


class ReadReceipt(models.Model):
    """阅知: that a person has read a version. No reading time is kept, since none may be measured."""

    read_version = models.ForeignKey(LibraryVersion, models.CASCADE, related_name="receipts", verbose_name="文件版本")
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="人员")
    on = models.DateField("阅知日期")

    class Meta:
        verbose_name = "阅知"
        verbose_name_plural = "阅知"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["read_version", "person"], name="read_receipt_once", violation_error_message="您已经确认阅知这一版本。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.on:%Y-%m-%d}"
