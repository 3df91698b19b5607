"""推送和享受表: which firm was told of a policy, what it answered, and what it applied for, was agreed and was granted."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from tongpin.domains.policy.enums import Channel, Reply
from tongpin.domains.policy.models.policies import Policy
from tongpin.foundation.orgs.records import MoneyField, OwnedRecord
from tongpin.kernel.reference import Reference


class Push(OwnedRecord):
    """政策推送: on a day somebody told a firm of a policy; ``reply`` is what the firm answered, with its reason where it does not apply."""

    record_kind = "policy_push"

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="pushes", verbose_name="政策")
    firm = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="policy_pushes", verbose_name="企业")
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="推送人")
    pushed_on = models.DateField("推送日期")
    channel = models.CharField("推送方式", max_length=16, choices=Channel.choices)
    reply = models.CharField("企业答复", max_length=16, choices=Reply.choices, default=Reply.WAITING)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    reason = models.CharField("不申报原因", max_length=200, blank=True, default="")
    note = models.CharField("备注", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "政策推送"
        verbose_name_plural = "政策推送"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "firm", "pushed_on"],
                name="policy_push_once_a_day",
                violation_error_message="当日向该企业推送这项政策已经登记，请打开原记录更正。",
            ),
            models.CheckConstraint(
                condition=~Q(reply=Reply.DECLINED) | ~Q(reason=""),
                name="policy_push_declined_with_reason",
                violation_error_message="企业不申报的，请填写原因。",
            ),
            models.CheckConstraint(
                condition=Q(reply=Reply.WAITING, replied_on__isnull=True)
                | Q(~Q(reply=Reply.WAITING), replied_on__isnull=False, replied_on__gte=F("pushed_on")),
                name="policy_push_replied_after",
                violation_error_message="已有答复的应填答复日期，且不早于推送日期；待答复的不填。",
            ),
        ]
        indexes = [models.Index(fields=["org", "pushed_on"], name="policy_push_day")]

    def __str__(self) -> str:
        return f"{self.firm.name}：{self.policy.title}（{self.pushed_on:%Y-%m-%d}）"

    def reference(self) -> Reference:
        """How other records point at this push."""
        return Reference(self.record_kind, self.pk, str(self)[:200], self.firm.credit_code, org_id=self.org_id)


class Uptake(OwnedRecord):
    """政策享受: what a firm applied for under a policy in a year, what was agreed, what was granted; the three are never added together."""

    record_kind = "policy_uptake"

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="uptakes", verbose_name="政策")
    firm = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="policy_uptakes", verbose_name="企业")
    year = models.PositiveSmallIntegerField(
        "年度",
        validators=[MinValueValidator(2000, "年度应不早于 2000 年。"), MaxValueValidator(2100, "年度应不晚于 2100 年。")],
    )
    applied_on = models.DateField("申报日期")
    applied_amount = MoneyField("申报金额", null=True, blank=True)
    agreed_on = models.DateField("同意日期", null=True, blank=True)
    agreed_amount = MoneyField("同意金额", null=True, blank=True)
    granted_on = models.DateField("兑现日期", null=True, blank=True)
    granted_amount = MoneyField("兑现金额", null=True, blank=True)
    note = models.CharField("备注", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "政策享受"
        verbose_name_plural = "政策享受"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "firm", "year"],
                name="policy_uptake_once",
                violation_error_message="该企业这一年度享受这项政策的情况已经登记，请打开原记录更正。",
            ),
            models.CheckConstraint(
                condition=(Q(applied_amount__isnull=True) | Q(applied_amount__gte=0))
                & (Q(agreed_amount__isnull=True) | Q(agreed_amount__gte=0))
                & (Q(granted_amount__isnull=True) | Q(granted_amount__gte=0)),
                name="policy_uptake_not_negative",
                violation_error_message="申报、同意、兑现的金额不能为负数。",
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=False) | Q(agreed_amount__isnull=True),
                name="policy_uptake_agreed_with_day",
                violation_error_message="填了同意金额的，请填同意日期。",
            ),
            models.CheckConstraint(
                condition=Q(granted_on__isnull=True, granted_amount__isnull=True)
                | Q(granted_on__isnull=False, granted_amount__isnull=False, agreed_on__isnull=False),
                name="policy_uptake_granted_after_agreed",
                violation_error_message="兑现日期和兑现金额应同时填写，且先有同意。",
            ),
            models.CheckConstraint(
                condition=(Q(agreed_on__isnull=True) | Q(agreed_on__gte=F("applied_on")))
                & (Q(granted_on__isnull=True) | Q(granted_on__gte=F("agreed_on"))),
                name="policy_uptake_days_in_order",
                violation_error_message="申报、同意、兑现的日期应依次不早于前一个，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(granted_amount__isnull=True) | Q(agreed_amount__isnull=True) | Q(granted_amount__lte=F("agreed_amount")),
                name="policy_uptake_granted_within_agreed",
                violation_error_message="兑现金额大于同意金额，请核对两个金额和单位。",
            ),
        ]
        indexes = [models.Index(fields=["org", "year"], name="policy_uptake_year")]

    def __str__(self) -> str:
        return f"{self.firm.name}：{self.policy.title}（{self.year}年度）"

    def reference(self) -> Reference:
        """How other records point at this uptake."""
        return Reference(self.record_kind, self.pk, str(self)[:200], self.firm.credit_code, org_id=self.org_id)
