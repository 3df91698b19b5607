"""研发费用辅助账表: a firm's projects, the entries of their ledgers, and what else the deduction asks of a firm's year."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from tongpin.domains.coaching.enums import FirmKind, RdGroup, RdItem, RdState, RdWay
from tongpin.domains.coaching.research.items import INCOME_ITEMS, items_of
from tongpin.foundation.orgs.records import MoneyField, OwnedRecord
from tongpin.kernel.reference import Reference


class RdProject(OwnedRecord):
    """研发项目: one project of a firm, under the number that its ledger bears; a failed one keeps its expense."""

    record_kind = "rd_project"

    firm = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="rd_projects", verbose_name="企业")
    number = models.CharField("项目编号", max_length=40)
    title = models.CharField("项目名称", max_length=200)
    way = models.CharField("研发形式", max_length=16, choices=RdWay.choices, default=RdWay.OWN)
    state = models.CharField("实施状态", max_length=16, choices=RdState.choices, default=RdState.RUNNING)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    contract_number = models.CharField("委托（合作）合同登记编号", max_length=60, blank=True, default="")
    result = models.CharField("研发成果", max_length=200, blank=True, default="")
    result_number = models.CharField("研发成果证书号", max_length=60, blank=True, default="")
    note = models.CharField("备注", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "研发项目"
        verbose_name_plural = "研发项目"
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "number"],
                name="rd_project_once",
                violation_error_message="该企业已有同一编号的研发项目，请打开原项目。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="rd_project_days",
                violation_error_message="结束日期早于开始日期，请核对两个日期。",
            ),
            models.CheckConstraint(
                condition=Q(state=RdState.RUNNING.value) | Q(ends_on__isnull=False),
                name="rd_project_ended_on",
                violation_error_message="已完成或失败终止的项目须填结束日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def reference(self) -> Reference:
        """How other records point at this project."""
        return Reference(self.record_kind, self.pk, str(self), self.number, org_id=self.org_id)


def _group_holds_item() -> Q:
    """Each group with the items that belong to it."""
    found = Q()
    for group in RdGroup:
        found |= Q(group=str(group.value), item__in=[str(item.value) for item in items_of(group)])
    return found


class RdEntry(OwnedRecord):
    """辅助账分录: one item of one voucher, charged to a project.

    ``amount`` is what the books say, ``tax_amount`` what the tax law takes of it where the two differ.
    A reversal is negative. What is taken off (scrap sold, materials in products sold) is kept as a positive amount.
    """

    record_kind = "rd_entry"

    project = models.ForeignKey(RdProject, models.PROTECT, related_name="entries", verbose_name="研发项目")
    booked_on = models.DateField("凭证日期")
    voucher_type = models.CharField("凭证种类", max_length=10, default="记")
    voucher_number = models.CharField("凭证号数", max_length=40)
    summary = models.CharField("摘要", max_length=200)
    group = models.CharField("费用项目", max_length=16, choices=RdGroup.choices)
    item = models.CharField("费用明细", max_length=20, choices=RdItem.choices)
    amount = MoneyField("会计凭证记载金额")
    tax_amount = MoneyField("税法规定的归集金额", null=True, blank=True)
    is_capitalised = models.BooleanField("资本化支出", default=False)
    is_fiscal = models.BooleanField("使用不征税收入列支", default=False)
    has_invoice = models.BooleanField("已取得合规票据", default=True)

    class Meta:
        verbose_name = "研发支出辅助账分录"
        verbose_name_plural = "研发支出辅助账分录"
        ordering = ["booked_on", "voucher_number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "booked_on", "voucher_type", "voucher_number", "summary", "item", "is_capitalised"],
                name="rd_entry_once",
                violation_error_message="该项目已有同一日期、凭证、摘要和费用明细的分录，请打开原分录更正。",
            ),
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="rd_entry_amount_not_nought",
                violation_error_message="金额为 0 的分录不必登记。",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | ~Q(item__in=[str(one.value) for one in INCOME_ITEMS]),
                name="rd_entry_income_above_nought",
                violation_error_message="冲减项按正数填写，计算时扣减。",
            ),
            models.CheckConstraint(
                condition=Q(tax_amount__isnull=True) | Q(amount__gt=0, tax_amount__gte=0) | Q(amount__lt=0, tax_amount__lte=0),
                name="rd_entry_same_sign",
                violation_error_message="税法规定的归集金额与会计凭证记载金额正负不一致，请核对。",
            ),
            models.CheckConstraint(
                condition=_group_holds_item(),
                name="rd_entry_item_of_group",
                violation_error_message="费用明细不属于所选的费用项目。",
            ),
        ]
        indexes = [models.Index(fields=["project", "booked_on"], name="rd_entry_day")]

    def __str__(self) -> str:
        return f"{self.booked_on:%Y-%m-%d} {self.voucher_type}{self.voucher_number} {self.summary}"

    def reference(self) -> Reference:
        """How other records point at this entry."""
        return Reference(self.record_kind, self.pk, str(self), self.voucher_number, org_id=self.org_id)


class RdYear(OwnedRecord):
    """加计扣除年度事项: what the entries do not tell of a firm's year: class, income by industry, what was left to be taken off."""

    record_kind = "rd_year"

    firm = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="rd_years", verbose_name="企业")
    year = models.PositiveSmallIntegerField(
        "年度",
        validators=[MinValueValidator(2016, "年度应不早于 2016 年。"), MaxValueValidator(2100, "年度应不晚于 2100 年。")],
    )
    kind = models.CharField("企业类别", max_length=20, choices=FirmKind.choices, blank=True, default="")
    gross_income = MoneyField("收入总额", null=True, blank=True)
    untaxed_income = MoneyField("不征税收入", null=True, blank=True)
    investment_income = MoneyField("投资收益", null=True, blank=True)
    excluded_income = MoneyField("除外行业业务的收入", null=True, blank=True)
    carried_in = MoneyField("以前年度结转的应冲减材料费", null=True, blank=True)

    class Meta:
        verbose_name = "加计扣除年度事项"
        verbose_name_plural = "加计扣除年度事项"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "year"],
                name="rd_year_once",
                violation_error_message="该企业这一年度的事项已经登记，请打开原记录更正。",
            ),
            models.CheckConstraint(
                condition=Q(
                    *[
                        Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0})
                        for name in ("gross_income", "untaxed_income", "excluded_income", "carried_in")
                    ]
                ),
                name="rd_year_not_negative",
                violation_error_message="收入和结转金额不能为负数（只有投资收益可以为负），请核对数值和单位。",
            ),
            models.CheckConstraint(
                condition=Q(excluded_income__isnull=True) | Q(gross_income__isnull=True) | Q(excluded_income__lte=F("gross_income")),
                name="rd_year_excluded_within_gross",
                violation_error_message="除外行业业务的收入大于收入总额，请核对两个金额和单位。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.firm.name} {self.year}年度加计扣除事项"

    def reference(self) -> Reference:
        """How other records point at these statements."""
        return Reference(self.record_kind, self.pk, str(self), str(self.year), org_id=self.org_id)
