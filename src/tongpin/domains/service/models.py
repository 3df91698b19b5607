"""企业服务: credit lines agreed with banks and applications for 成果转化贷款."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.domains.service.enums import CreditStage, LoanStage
from tongpin.foundation.orgs.records import MoneyField, OwnedRecord
from tongpin.kernel.reference import Reference


class CreditLine(OwnedRecord):
    """授信: what a bank agreed (or is talking about) with a firm; ``amount`` is the line, not money paid out."""

    record_kind = "credit_line"

    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        on_delete=models.PROTECT,
        related_name="credit_lines",
        verbose_name="企业",
    )
    enterprise_name = models.CharField("企业名称（授信时）", max_length=200)
    bank = models.CharField("银行", max_length=100)
    amount = MoneyField("授信额度")
    agreed_on = models.DateField("日期")
    stage = models.CharField("状态", max_length=16, choices=CreditStage.choices)
    reason = models.CharField("未通过原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "授信"
        verbose_name_plural = "授信"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "enterprise", "bank", "agreed_on"],
                name="credit_line_unique",
                violation_error_message="本单位台账中已有该企业当日在同一银行的授信，请打开原记录修改。",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="credit_line_not_negative",
                violation_error_message="授信额度不能为负数。",
            ),
        ]
        indexes = [models.Index(fields=["org", "agreed_on"], name="credit_line_agreed_on")]

    def __str__(self) -> str:
        return f"{self.enterprise_name} {self.bank}"

    def reference(self) -> Reference:
        """How other records point at this credit line."""
        return Reference(
            self.record_kind, self.pk, str(self), f"{self.enterprise.credit_code}/{self.bank}/{self.agreed_on:%Y-%m-%d}", org_id=self.org_id
        )


class LoanApplication(OwnedRecord):
    """成果转化贷款申请: ``amount`` is what was applied for, ``granted_amount`` what was paid out; never added together."""

    record_kind = "loan_application"

    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        on_delete=models.PROTECT,
        related_name="loan_applications",
        verbose_name="企业",
    )
    enterprise_name = models.CharField("企业名称（申请时）", max_length=200)
    bank = models.CharField("银行", max_length=100)
    amount = MoneyField("申请金额")
    applied_on = models.DateField("日期")
    stage = models.CharField("状态", max_length=16, choices=LoanStage.choices)
    granted_amount = MoneyField("放款金额", null=True, blank=True)
    granted_on = models.DateField("放款日期", null=True, blank=True)
    reason = models.CharField("撤回原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "成果转化贷款申请"
        verbose_name_plural = "成果转化贷款申请"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "enterprise", "bank", "applied_on"],
                name="loan_application_unique",
                violation_error_message="本单位台账中已有该企业当日向同一银行的申请，请打开原记录修改。",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="loan_application_not_negative",
                violation_error_message="申请金额不能为负数。",
            ),
            models.CheckConstraint(
                condition=Q(granted_amount__isnull=True, granted_on__isnull=True) | Q(stage=LoanStage.GRANTED),
                name="loan_granted_only_when_granted",
                violation_error_message="只有已放款的申请才能填放款金额和放款日期。",
            ),
        ]
        indexes = [models.Index(fields=["org", "applied_on"], name="loan_application_applied_on")]

    def __str__(self) -> str:
        return f"{self.enterprise_name} {self.bank}"

    def reference(self) -> Reference:
        """How other records point at this application."""
        return Reference(
            self.record_kind,
            self.pk,
            str(self),
            f"{self.enterprise.credit_code}/{self.bank}/{self.applied_on:%Y-%m-%d}",
            org_id=self.org_id,
        )
