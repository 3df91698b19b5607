"""辅导对象和人工认定表: who helps a firm until when, and what a person has to judge of it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from tongpin.domains.coaching.enums import LEVELS, SUPPORTS, Programme
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class CoachedFirm(OwnedRecord):
    """辅导对象: a firm that is being prepared for a programme, with the one who helps and the day by which it should be ready.

    ``rights_checked_on``: on that day the firm's rights were all in the register; before it, none in the register does not mean none.
    """

    record_kind = "coached_firm"

    firm = models.OneToOneField(
        "enterprises.Enterprise",
        models.PROTECT,
        related_name="coached",
        verbose_name="企业",
        error_messages={"unique": "该企业已在辅导名单中，请打开原记录更正。"},
    )
    registered_on = models.DateField("注册成立日期", null=True, blank=True)
    coach = models.ForeignKey("orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="辅导人")
    programme = models.CharField("辅导目标", max_length=16, choices=Programme.choices, blank=True, default="")
    due_on = models.DateField("辅导时限", null=True, blank=True)
    rights_checked_on = models.DateField("知识产权核全日期", null=True, blank=True)
    remark = models.CharField("备注", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "辅导对象"
        verbose_name_plural = "辅导对象"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.firm.name}（辅导对象）"

    def reference(self) -> Reference:
        """How other records point at this firm's coaching."""
        return Reference(self.record_kind, self.pk, str(self), self.firm.credit_code, org_id=self.org_id)


def _judged(title: str) -> models.BooleanField:
    return models.BooleanField(title, null=True, blank=True)


JUDGED = (
    "owns_core_ip",
    "in_key_field",
    "clean_year",
    "joined_standard",
    "resident",
    "accounts_sound",
    "industry_allowed",
    "clean_record",
    "national_award",
    "research_body",
    "led_standard",
    "technical_level",
    "core_support",
    "management_points",
)


class FirmReview(OwnedRecord):
    """人工认定: what the rules leave to a person, for one firm and one year of application; what is not judged stays empty."""

    record_kind = "firm_review"

    firm = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="reviews", verbose_name="企业")
    year = models.PositiveSmallIntegerField("申报年度")
    owns_core_ip = _judged("拥有对主要产品（服务）起核心支持作用的知识产权所有权")
    in_key_field = _judged("核心技术属于国家重点支持的高新技术领域")
    clean_year = _judged("申请前一年内未发生重大安全、重大质量事故或严重环境违法行为")
    joined_standard = _judged("参与编制国家标准、行业标准、检测方法、技术规范")
    resident = _judged("境内注册的居民企业")
    accounts_sound = _judged("会计核算健全、查账征收并能准确归集研发费用")
    industry_allowed = _judged("产品、服务和行业不在禁止、限制、淘汰和除外之列")
    clean_record = _judged("上年和当年无重大事故、严重违法和科研严重失信，未列入异常和失信名单")
    national_award = _judged("近五年获国家级科技奖励且单位排名前三")
    research_body = _judged("拥有经认定的省部级以上研发机构")
    led_standard = _judged("近五年主导制定国际、国家或行业标准")
    technical_level = models.CharField("技术的先进程度", max_length=8, blank=True, default="", choices=[(word, word) for word in LEVELS])
    core_support = models.CharField(
        "对主要产品（服务）核心支持作用", max_length=8, blank=True, default="", choices=[(word, word) for word in SUPPORTS]
    )
    management_points = models.PositiveSmallIntegerField(
        "研究开发组织管理水平得分", null=True, blank=True, validators=[MaxValueValidator(20, "组织管理水平得分应为 0 至 20 分。")]
    )
    basis = models.CharField("认定依据", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "人工认定"
        verbose_name_plural = "人工认定"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "year"],
                name="firm_review_once",
                violation_error_message="该企业这一申报年度的人工认定已经登记，请打开原记录更正。",
            ),
            models.CheckConstraint(
                condition=Q(management_points__isnull=True) | Q(management_points__lte=20),
                name="firm_review_points_within_20",
                violation_error_message="组织管理水平得分应为 0 至 20 分。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.firm.name} {self.year}年度人工认定"

    def reference(self) -> Reference:
        """How other records point at this review."""
        return Reference(self.record_kind, self.pk, str(self), str(self.year), org_id=self.org_id)
