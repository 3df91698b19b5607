"""党费: whether a member has paid for a month; base and amount are for the few who keep them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.membership.enums import PayChannel, PayerKind, Waiver
from tongpin.foundation.orgs.records import MoneyField, OwnedRecord
from tongpin.kernel.reference import Reference


class DuesBase(OwnedRecord):
    """党费基数: of one member from a month on; seen only by those who keep dues."""

    record_kind = "dues_base"

    member = models.ForeignKey("membership.Member", models.PROTECT, related_name="+", verbose_name="姓名")
    starts_on = models.DateField("起用月份", help_text="自该月起按此基数计算，填该月第一天。")
    payer = models.CharField("交费人员类别", max_length=16, choices=PayerKind.choices, default=PayerKind.WORKING)
    base = MoneyField("党费计算基数", null=True, blank=True)
    amount = MoneyField("每月应交", editable=False)
    waiver = models.CharField("减免", max_length=16, choices=Waiver.choices, default=Waiver.NONE)
    agreed = MoneyField("少交后每月应交", null=True, blank=True)
    waiver_applied_on = models.DateField("减免申请日期", null=True, blank=True)
    branch_studied_on = models.DateField("党支部研究日期", null=True, blank=True)
    waiver_approved_on = models.DateField("上级党委批准日期", null=True, blank=True)
    pay_changed_on = models.DateField(
        "固定收入变动日期", null=True, blank=True, help_text="因收入变动核定新基数的，或者收入已变动而基数到下年再核定的，填变动之日。"
    )

    class Meta:
        verbose_name = "党费基数"
        verbose_name_plural = "党费基数"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "starts_on"], name="dues_base_once", violation_error_message="此人该月已有基数，请打开更正。"
            ),
            models.CheckConstraint(
                condition=Q(base__isnull=True) | Q(base__gte=0), name="dues_base_positive", violation_error_message="基数不能为负数。"
            ),
            models.CheckConstraint(
                condition=Q(waiver=Waiver.LESS, agreed__isnull=False) | (~Q(waiver=Waiver.LESS) & Q(agreed__isnull=True)),
                name="dues_base_agreed",
                violation_error_message="少交的须填少交后每月应交数，其他的不填。",
            ),
        ]

    def __str__(self) -> str:
        return f"党费基数第{self.pk}号"

    def reference(self) -> Reference:
        """How other records point at this base, without a name."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class DuesMonth(OwnedRecord):
    """党费交纳: one member and one month: paid on a day, or not paid with a proper reason. Which of the two everybody may see."""

    record_kind = "dues_month"

    member = models.ForeignKey("membership.Member", models.PROTECT, related_name="+", verbose_name="姓名")
    month = models.DateField("月份")
    paid_on = models.DateField("交纳日期", null=True, blank=True)
    amount = MoneyField("交纳金额", null=True, blank=True)
    channel = models.CharField("交纳方式", max_length=16, choices=PayChannel.choices, default=PayChannel.SELF)
    is_consented = models.BooleanField("党支部同意代交或集中交纳", default=False)
    has_reason = models.BooleanField("未交有正当理由", default=False)

    class Meta:
        verbose_name = "党费交纳"
        verbose_name_plural = "党费交纳"
        ordering = ["-month", "member__person__pinyin"]
        constraints = [
            models.UniqueConstraint(fields=["member", "month"], name="dues_month_once", violation_error_message="此人该月已登记。"),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True, amount__isnull=True) | Q(paid_on__isnull=False, has_reason=False),
                name="dues_month_paid_or_reason",
                violation_error_message="已交的填交纳日期；没有交的不填金额。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}党费"

    def reference(self) -> Reference:
        """How other records point at this month, without name or amount."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class DuesGift(OwnedRecord):
    """自愿多交党费: what one member gave beyond the dues in one go, and when it was forwarded; amounts only for those who keep dues."""

    record_kind = "dues_gift"

    member = models.ForeignKey("membership.Member", models.PROTECT, related_name="+", verbose_name="姓名")
    on = models.DateField("交纳日期")
    amount = MoneyField("多交金额")
    forwarded_on = models.DateField("转交中央日期", null=True, blank=True, help_text="一次多交1000元以上的，转交后填写。")

    class Meta:
        verbose_name = "自愿多交党费"
        verbose_name_plural = "自愿多交党费"
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "on"], name="dues_gift_once", violation_error_message="此人当日的多交已经登记，请打开更正。"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="dues_gift_amount", violation_error_message="多交金额应大于 0。"),
            models.CheckConstraint(
                condition=Q(forwarded_on__isnull=True) | Q(forwarded_on__gte=F("on")),
                name="dues_gift_forwarded",
                violation_error_message="转交日期不能早于交纳日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"自愿多交党费第{self.pk}号"

    def reference(self) -> Reference:
        """How other records point at this gift, without name or amount."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
