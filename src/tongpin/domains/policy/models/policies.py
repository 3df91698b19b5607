"""政策表: what a policy gives to whom, in which days, and what it said before it was corrected."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tongpin.domains.policy.enums import PolicyLevel
from tongpin.foundation.orgs.records import ExactField, MoneyField, OwnedRecord
from tongpin.kernel.reference import Reference


class Policy(OwnedRecord):
    """政策: one policy in force in [starts_on, ends_on), open at the end where that is empty.

    ``rule`` names the one rule that says whom it fits; without one nobody is matched. ``replaces`` is the policy that this one follows:
    from the day this one begins, the former one matches nobody. The benefit is told in words, and as an exact number where it is one.
    """

    record_kind = "policy"

    title = models.CharField("政策名称", max_length=200)
    number = models.CharField("文号", max_length=100, blank=True, default="")
    issuer = models.CharField("发文机关", max_length=100)
    level = models.CharField("政策层级", max_length=16, choices=PolicyLevel.choices)
    published_on = models.DateField("发布日期", null=True, blank=True)
    summary = models.TextField("主要内容", max_length=4000, blank=True, default="")
    starts_on = models.DateField("执行起始日期")
    ends_on = models.DateField("执行终止日期（不含）", null=True, blank=True)
    benefit = models.CharField("优惠内容", max_length=300)
    benefit_amount = MoneyField("优惠金额", null=True, blank=True)
    benefit_percent = ExactField("优惠比例", places=4, null=True, blank=True)
    rule = models.CharField("条件规则", max_length=160, blank=True, default="")
    department = models.ForeignKey(
        "orgs.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任科室（单位）"
    )
    officer = models.ForeignKey("orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任人")
    source = models.CharField("文件出处", max_length=300, blank=True, default="")
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="所替代的政策",
        error_messages={"unique": "该政策已被另一项政策替代，请核对。"},
    )

    class Meta:
        verbose_name = "政策"
        verbose_name_plural = "政策"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "title", "number"],
                name="policy_once",
                violation_error_message="政策库中已有同名同文号的政策，请打开原记录更正。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="policy_days_in_order",
                violation_error_message="执行截止日期早于执行起始日期，请核对两个日期。",
            ),
            models.CheckConstraint(
                condition=Q(benefit_amount__isnull=True) | Q(benefit_amount__gt=0),
                name="policy_amount_above_nought",
                violation_error_message="优惠金额应大于 0；没有固定金额的请留空。",
            ),
            models.CheckConstraint(
                condition=Q(benefit_percent__isnull=True) | Q(benefit_percent__gt=0),
                name="policy_percent_above_nought",
                violation_error_message="优惠比例应大于 0；没有固定比例的请留空。",
            ),
        ]
        indexes = [models.Index(fields=["org", "starts_on", "ends_on"], name="policy_in_force")]

    def __str__(self) -> str:
        return self.title + (f"（{self.number}）" if self.number else "")

    @property
    def last_day(self) -> date | None:
        """执行截止日期, the last day on which it is in force."""
        return None if self.ends_on is None else self.ends_on - timedelta(days=1)

    def in_force(self, day: date) -> bool:
        """In its days, whatever may have replaced it."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def reference(self) -> Reference:
        """How other records point at this policy."""
        return Reference(self.record_kind, self.pk, str(self)[:200], self.number, org_id=self.org_id)


class PolicyEdition(models.Model):
    """政策旧版: what a policy said before it was corrected; written once and never changed."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="editions", verbose_name="政策")
    number = models.PositiveIntegerField("版次")
    values = models.JSONField("原内容")
    superseded_at = models.DateTimeField("更正时间")
    superseded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="更正人"
    )

    class Meta:
        verbose_name = "政策旧版"
        verbose_name_plural = "政策旧版"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "number"], name="policy_edition_once", violation_error_message="这一版政策已经存档。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy} 第{self.number}版"
