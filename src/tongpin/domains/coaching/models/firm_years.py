"""企业经营数据表: what a firm states of one accounting year, its monthly counts of people, and what the figures were before."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from tongpin.domains.coaching.enums import FigureState
from tongpin.foundation.orgs.records import ExactField, MoneyField, OwnedRecord
from tongpin.kernel.reference import Reference

MONEY = (
    "sales",
    "total_income",
    "high_tech_income",
    "costs",
    "total_assets",
)
GROUPS = (
    "rd_personnel",
    "rd_direct",
    "rd_depreciation",
    "rd_amortisation",
    "rd_design",
    "rd_trials",
    "rd_commissioned",
    "rd_overseas",
    "rd_other",
)
"""研发费用各项: the eight groups of the guide, commissioned expense at home and overseas apart."""
PEOPLE = ("staff", "technical_staff", "rd_staff")
FIGURES = (*MONEY, "net_assets", *PEOPLE, *GROUPS, "rd_tax", "conversions")
"""数据栏目: missing is None, never 0; amounts in 元."""


def _money(title: str, **kwargs: Any) -> MoneyField:
    return MoneyField(title, null=True, blank=True, **kwargs)


def _people(title: str) -> ExactField:
    return ExactField(title, places=4, null=True, blank=True)


class FirmYear(OwnedRecord):
    """企业年度经营数据: one firm and one accounting year; what is not known stays empty.

    Amounts are kept in 元. ``staff`` and ``technical_staff`` are yearly averages; where the monthly counts are known they follow from them.
    What was entered before is kept as ``FirmYearEdition``. ``rd_tax`` is the year's expense in the meaning of the super-deduction.
    """

    record_kind = "firm_year"

    firm = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="years", verbose_name="企业")
    year = models.PositiveSmallIntegerField(
        "会计年度",
        validators=[MinValueValidator(2000, "会计年度应不早于 2000 年。"), MaxValueValidator(2100, "会计年度应不晚于 2100 年。")],
    )
    state = models.CharField("数据性质", max_length=16, choices=FigureState.choices, default=FigureState.ANNUAL)
    sales = _money("销售收入")
    total_income = _money("总收入")
    high_tech_income = _money("高新技术产品（服务）收入")
    costs = _money("成本费用支出总额")
    total_assets = _money("资产总额（年末）")
    net_assets = _money("净资产（年末）")
    staff = _people("职工总数（月平均）")
    technical_staff = _people("科技人员数（月平均）")
    rd_staff = _people("研发人员数")
    rd_personnel = _money("人员人工费用")
    rd_direct = _money("直接投入费用")
    rd_depreciation = _money("折旧费用与长期待摊费用")
    rd_amortisation = _money("无形资产摊销费用")
    rd_design = _money("设计费用")
    rd_trials = _money("装备调试费用与试验费用")
    rd_commissioned = _money("委托境内外部研究开发费用（实际发生额）")
    rd_overseas = _money("委托境外外部研究开发费用（实际发生额）")
    rd_other = _money("其他费用")
    rd_tax = _money("研发费用（加计扣除口径）")
    conversions = models.PositiveIntegerField("科技成果转化项数", null=True, blank=True)
    note = models.CharField("核对说明", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "企业年度经营数据"
        verbose_name_plural = "企业年度经营数据"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "year"],
                name="firm_year_once",
                violation_error_message="该企业这一年度的经营数据已经登记，请打开原记录更正。",
            ),
            models.CheckConstraint(
                condition=Q(*[Q(**{f"{name}__gte": 0}) | Q(**{f"{name}__isnull": True}) for name in (*MONEY, *GROUPS, "rd_tax")]),
                name="firm_year_amounts_not_negative",
                violation_error_message="收入、成本、资产总额和研发费用不能为负数（只有净资产可以为负），请核对数值和单位。",
            ),
            models.CheckConstraint(
                condition=Q(staff__gt=0) | Q(staff__isnull=True),
                name="firm_year_staff_above_nought",
                violation_error_message="职工总数（月平均）应大于 0 人；不知道的请留空，不要填 0。",
            ),
            models.CheckConstraint(
                condition=Q(*[Q(**{f"{name}__gte": 0}) | Q(**{f"{name}__isnull": True}) for name in ("technical_staff", "rd_staff")]),
                name="firm_year_people_not_negative",
                violation_error_message="科技人员数和研发人员数不能为负数。",
            ),
            models.CheckConstraint(
                condition=Q(technical_staff__isnull=True) | Q(staff__isnull=True) | Q(technical_staff__lte=F("staff")),
                name="firm_year_technical_within_staff",
                violation_error_message="科技人员数多于职工总数，请核对两个人数。",
            ),
            models.CheckConstraint(
                condition=Q(high_tech_income__isnull=True) | Q(total_income__isnull=True) | Q(high_tech_income__lte=F("total_income")),
                name="firm_year_high_tech_within_income",
                violation_error_message="高新技术产品（服务）收入大于总收入，请核对两个金额和单位。",
            ),
            models.CheckConstraint(
                condition=Q(net_assets__isnull=True) | Q(total_assets__isnull=True) | Q(net_assets__lte=F("total_assets")),
                name="firm_year_net_within_assets",
                violation_error_message="净资产大于资产总额，请核对两个金额和单位。",
            ),
        ]
        indexes = [models.Index(fields=["org", "year"], name="firm_year_of_org")]

    def __str__(self) -> str:
        return f"{self.firm.name} {self.year}年度经营数据"

    def reference(self) -> Reference:
        """How other records, such as a ledger of R&D expense, point at these figures."""
        return Reference(self.record_kind, self.pk, str(self), str(self.year), org_id=self.org_id)


class FirmMonth(models.Model):
    """月度人数: people of a firm at the beginning and end of one month; the month counts as half their sum."""

    firm_year = models.ForeignKey(FirmYear, models.CASCADE, related_name="months", verbose_name="年度经营数据")
    month = models.PositiveSmallIntegerField("月份")
    staff_start = models.PositiveIntegerField("月初职工人数")
    staff_end = models.PositiveIntegerField("月末职工人数")
    technical_start = models.PositiveIntegerField("月初科技人员数")
    technical_end = models.PositiveIntegerField("月末科技人员数")

    class Meta:
        verbose_name = "月度人数"
        verbose_name_plural = "月度人数"
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm_year", "month"], name="firm_month_once", violation_error_message="同一月份的人数只登记一次。"
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12), name="firm_month_in_year", violation_error_message="月份应为 1 至 12。"
            ),
            models.CheckConstraint(
                condition=Q(technical_start__lte=F("staff_start"), technical_end__lte=F("staff_end")),
                name="firm_month_technical_within_staff",
                violation_error_message="科技人员数多于职工人数，请核对月初和月末的人数。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.firm_year} {self.month}月"


class FirmYearEdition(models.Model):
    """经营数据旧版: what the figures of a year were before they were corrected; written once and never changed."""

    firm_year = models.ForeignKey(FirmYear, models.CASCADE, related_name="editions", verbose_name="年度经营数据")
    number = models.PositiveIntegerField("版次")
    values = models.JSONField("原数据")
    superseded_at = models.DateTimeField("更正时间")
    superseded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="更正人"
    )

    class Meta:
        verbose_name = "经营数据旧版"
        verbose_name_plural = "经营数据旧版"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm_year", "number"],
                name="firm_year_edition_once",
                violation_error_message="这一版数据已经存档。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.firm_year} 第{self.number}版"
