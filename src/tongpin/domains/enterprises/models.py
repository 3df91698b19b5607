"""企业台账: firms, their names over time, titles, SME registrations and technology contracts."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from tongpin.domains.enterprises.enums import ContractStatus, ContractType, SmeStatus, TitleKind, TitleStatus
from tongpin.foundation.orgs.records import MoneyField, OwnedRecord
from tongpin.kernel.reference import Reference


class Enterprise(OwnedRecord):
    """企业: a firm known by its 统一社会信用代码; ``name_seen_on`` is the day of the record that gave the name it goes by."""

    record_kind = "enterprise"

    name = models.CharField("企业名称", max_length=200)
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    township = models.CharField("所属乡镇", max_length=100, blank=True, default="")
    initials = models.CharField("名称首字母", max_length=200, blank=True, default="", editable=False)
    name_seen_on = models.DateField("名称依据日期", null=True, blank=True)

    class Meta:
        verbose_name = "企业"
        verbose_name_plural = "企业"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "credit_code"],
                name="enterprise_credit_code_unique",
                violation_error_message="本单位台账中已有该统一社会信用代码的企业，请直接打开原记录修改。",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="enterprise_name_filled", violation_error_message="企业名称不能为空。"),
        ]
        indexes = [
            models.Index(fields=["org", "name"], name="enterprise_org_name"),
            models.Index(fields=["credit_code"], name="enterprise_credit_code"),
        ]

    def __str__(self) -> str:
        return self.name

    def reference(self) -> Reference:
        """How other records point at this firm."""
        return Reference(self.record_kind, self.pk, self.name, self.credit_code, org_id=self.org_id)


class EnterpriseName(models.Model):
    """企业曾用名: a name the firm bore before, with the day up to which it was seen."""

    enterprise = models.ForeignKey(
        Enterprise,
        on_delete=models.CASCADE,
        related_name="former_names",
        verbose_name="企业",
    )
    name = models.CharField("曾用名", max_length=200)
    seen_on = models.DateField("最近见于", null=True, blank=True)
    reason = models.CharField("更名说明", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "企业曾用名"
        verbose_name_plural = "企业曾用名"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name"],
                name="enterprise_former_name_unique",
                violation_error_message="该曾用名已登记，不必重复登记。",
            ),
        ]
        indexes = [models.Index(fields=["name"], name="enterprise_former_name")]

    def __str__(self) -> str:
        return self.name


class Title(OwnedRecord):
    """企业资质: a certificate a firm holds, valid up to and on ``valid_to``; ``holder_name`` is the name printed on it."""

    kind = models.CharField("资质种类", max_length=32, choices=TitleKind.choices, default=TitleKind.HNTE)
    enterprise = models.ForeignKey(
        Enterprise,
        on_delete=models.PROTECT,
        related_name="titles",
        verbose_name="企业",
    )
    holder_name = models.CharField("证书所载企业名称", max_length=200)
    township = models.CharField("所属乡镇（登记时）", max_length=100, blank=True, default="")
    certificate_number = models.CharField("证书编号", max_length=64)
    issued_on = models.DateField("发证日期")
    valid_to = models.DateField("有效期至")
    status = models.CharField("状态", max_length=16, choices=TitleStatus.choices, default=TitleStatus.VALID)
    revoked_on = models.DateField("撤销日期", null=True, blank=True)
    reason = models.CharField("撤销原因", max_length=200, blank=True, default="")
    remark = models.CharField("备注", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "企业资质"
        verbose_name_plural = "企业资质"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "kind", "certificate_number"],
                name="title_number_unique",
                violation_error_message="本单位台账中已有该证书编号，请核对证书编号或打开原记录修改。",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__lte=F("valid_to")),
                name="title_dates_in_order",
                violation_error_message="有效期至早于发证日期，请核对两个日期。",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(status=TitleStatus.REVOKED),
                name="title_revoked_on_only_when_revoked",
                violation_error_message="只有已撤销的证书才能填撤销日期。",
            ),
        ]
        indexes = [
            models.Index(fields=["org", "kind", "issued_on", "valid_to"], name="title_validity"),
            models.Index(fields=["kind", "-issued_on", "id"], name="title_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.holder_name} {self.certificate_number}"

    @property
    def record_kind(self) -> str:  # type: ignore[override]
        """Each kind of title is a record kind of its own."""
        return self.kind

    def reference(self) -> Reference:
        """How other records point at this certificate."""
        return Reference(self.kind, self.pk, f"{self.holder_name} {self.certificate_number}", self.certificate_number, org_id=self.org_id)

    def status_on(self, day: date) -> str:
        """状态: what the certificate is on ``day``, with 已过期 worked out from 有效期至."""
        if self.status == TitleStatus.REVOKED and (self.revoked_on is None or self.revoked_on <= day):
            return TitleStatus.REVOKED.label
        return "已过期" if self.valid_to < day else TitleStatus.VALID.label


class SmeRegistration(OwnedRecord):
    """科技型中小企业入库登记: one firm's registration of one year; ``registered_name`` is the name it was registered under."""

    record_kind = "sme_registration"

    enterprise = models.ForeignKey(
        Enterprise,
        on_delete=models.PROTECT,
        related_name="sme_registrations",
        verbose_name="企业",
    )
    registered_name = models.CharField("入库企业名称", max_length=200)
    registration_number = models.CharField("入库登记编号", max_length=32)
    year = models.PositiveSmallIntegerField("入库年度")
    batch = models.CharField("批次", max_length=50, blank=True, default="")
    registered_on = models.DateField("入库日期")
    status = models.CharField("状态", max_length=16, choices=SmeStatus.choices, default=SmeStatus.REGISTERED)
    withdrawn_on = models.DateField("撤销日期", null=True, blank=True)
    reason = models.CharField("撤销原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "科技型中小企业入库登记"
        verbose_name_plural = "科技型中小企业入库登记"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "registration_number"],
                name="sme_number_unique",
                violation_error_message="本单位台账中已有该入库登记编号，请核对编号或打开原记录修改。",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(status=SmeStatus.WITHDRAWN),
                name="sme_withdrawn_on_only_when_withdrawn",
                violation_error_message="只有已撤销的登记才能填撤销日期。",
            ),
        ]
        indexes = [models.Index(fields=["org", "registered_on"], name="sme_registered_on")]

    def __str__(self) -> str:
        return f"{self.registered_name} {self.registration_number}"

    def reference(self) -> Reference:
        """How other records point at this registration."""
        return Reference(
            self.record_kind, self.pk, f"{self.registered_name} {self.registration_number}", self.registration_number, org_id=self.org_id
        )


class TechnologyContract(OwnedRecord):
    """技术合同: a registered contract between a seller and a buyer; the names are those of the contract, the links are to known firms."""

    record_kind = "technology_contract"

    contract_number = models.CharField("合同编号", max_length=64)
    title = models.CharField("合同名称", max_length=200)
    seller_name = models.CharField("卖方", max_length=200)
    buyer_name = models.CharField("买方", max_length=200)
    seller = models.ForeignKey(
        Enterprise,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sales",
        verbose_name="卖方企业",
    )
    buyer = models.ForeignKey(
        Enterprise,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="purchases",
        verbose_name="买方企业",
    )
    type = models.CharField("合同类型", max_length=16, choices=ContractType.choices)
    deal_value = MoneyField("成交额")
    technology_value = MoneyField("技术交易额")
    registered_on = models.DateField("登记日期")
    status = models.CharField("状态", max_length=16, choices=ContractStatus.choices, default=ContractStatus.REGISTERED)
    cancelled_on = models.DateField("注销日期", null=True, blank=True)
    reason = models.CharField("注销原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "技术合同"
        verbose_name_plural = "技术合同"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "contract_number"],
                name="contract_number_unique",
                violation_error_message="本单位台账中已有该合同编号，请核对编号或打开原记录修改。",
            ),
            models.CheckConstraint(
                condition=Q(deal_value__gte=0) & Q(technology_value__gte=0),
                name="contract_values_not_negative",
                violation_error_message="成交额和技术交易额不能为负数。",
            ),
            models.CheckConstraint(
                condition=Q(technology_value__lte=F("deal_value")),
                name="contract_technology_within_deal",
                violation_error_message="技术交易额不能大于成交额，请核对两个金额。",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | Q(status=ContractStatus.CANCELLED),
                name="contract_cancelled_on_only_when_cancelled",
                violation_error_message="只有已注销的合同才能填注销日期。",
            ),
        ]
        indexes = [models.Index(fields=["org", "registered_on"], name="contract_registered_on")]

    def __str__(self) -> str:
        return f"{self.contract_number} {self.title}"

    def reference(self) -> Reference:
        """How other records point at this contract."""
        return Reference(self.record_kind, self.pk, f"{self.contract_number} {self.title}", self.contract_number, org_id=self.org_id)
