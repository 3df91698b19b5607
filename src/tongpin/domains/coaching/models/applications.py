"""申报表: the way of a firm through one programme, the rights used for it, and the yearly reports afterwards."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from tongpin.domains.coaching.enums import Programme, Result, Stage
from tongpin.domains.coaching.models.rights import IntellectualProperty
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Application(OwnedRecord):
    """申报: one firm, one programme, one year; from preparing to its result.

    What was granted stands in the register of firms: ``certificate`` with its number and validity, or ``registration``.
    """

    record_kind = "coaching_application"

    firm = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="applications", verbose_name="企业")
    programme = models.CharField("申报类别", max_length=16, choices=Programme.choices)
    year = models.PositiveSmallIntegerField("申报年度")
    batch = models.CharField("批次", max_length=50, blank=True, default="")
    stage = models.CharField("阶段", max_length=16, choices=Stage.choices, default=Stage.PREPARING)
    stage_on = models.DateField("进入本阶段日期")
    submitted_on = models.DateField("提交日期", null=True, blank=True)
    result = models.CharField("结果", max_length=16, choices=Result.choices, blank=True, default="")
    decided_on = models.DateField("办结日期", null=True, blank=True)
    reason = models.CharField("未通过或撤回原因", max_length=200, blank=True, default="")
    certificate = models.ForeignKey(
        "enterprises.Title", models.PROTECT, null=True, blank=True, related_name="applications", verbose_name="证书"
    )
    registration = models.ForeignKey(
        "enterprises.SmeRegistration", models.PROTECT, null=True, blank=True, related_name="applications", verbose_name="入库登记"
    )

    class Meta:
        verbose_name = "申报"
        verbose_name_plural = "申报"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "programme", "year"],
                condition=~Q(result=Result.WITHDRAWN),
                name="application_once_a_year",
                violation_error_message="该企业本年度已有同一类别的申报，请打开原记录办理。",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.DECIDED, decided_on__isnull=False) & ~Q(result="")
                | ~Q(stage=Stage.DECIDED) & Q(result="", decided_on__isnull=True),
                name="application_decided_with_result",
                violation_error_message="已办结的申报须有结果和办结日期，未办结的没有。",
            ),
            models.CheckConstraint(
                condition=Q(result="") | Q(result=Result.RECOGNISED) | ~Q(reason=""),
                name="application_refused_with_reason",
                violation_error_message="未通过或撤回的须写明原因。",
            ),
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=True) | Q(decided_on__isnull=True) | Q(decided_on__gte=F("submitted_on")),
                name="application_decided_after_submitted",
                violation_error_message="办结日期早于提交日期，请核对两个日期。",
            ),
        ]
        indexes = [models.Index(fields=["org", "programme", "year"], name="application_of_org")]

    def __str__(self) -> str:
        return f"{self.firm.name} {self.year}年{self.get_programme_display()}申报"

    def reference(self) -> Reference:
        """How other records point at this application."""
        return Reference(self.record_kind, self.pk, str(self), str(self.year), org_id=self.org_id)


class UsedRight(models.Model):
    """申报所用知识产权: a right stated in an application; one of class Ⅱ counts in one recognition only.

    ``counts_once`` stands as long as the application has not failed, so that the database lets it stand once.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="used", verbose_name="申报")
    right = models.ForeignKey(IntellectualProperty, models.PROTECT, related_name="uses", verbose_name="知识产权")
    counts_once = models.BooleanField("仅限使用一次", default=False, editable=False)

    class Meta:
        verbose_name = "申报所用知识产权"
        verbose_name_plural = "申报所用知识产权"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "right"],
                name="used_right_once_in_application",
                violation_error_message="该知识产权已列入本次申报。",
            ),
            models.UniqueConstraint(
                fields=["right"],
                condition=Q(counts_once=True),
                name="class_two_right_once",
                violation_error_message="该Ⅱ类知识产权已用于另一次高新技术企业申报，Ⅱ类仅限使用一次。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}：{self.right}"


class AnnualReport(OwnedRecord):
    """年度发展情况报表: that a recognised firm filed its report of one year, due by the end of May of the next."""

    record_kind = "annual_report"

    firm = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="annual_reports", verbose_name="企业")
    year = models.PositiveSmallIntegerField("报表年度", validators=[MinValueValidator(2015), MaxValueValidator(2100)])
    filed_on = models.DateField("填报日期")

    class Meta:
        verbose_name = "年度发展情况报表"
        verbose_name_plural = "年度发展情况报表"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "year"],
                name="annual_report_once",
                violation_error_message="该企业这一年度的报表已登记填报。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.firm.name} {self.year}年度发展情况报表"

    def reference(self) -> Reference:
        """How other records point at this report."""
        return Reference(self.record_kind, self.pk, str(self), str(self.year), org_id=self.org_id)
