"""工单: work orders of both kinds, their items, what was shown for them, and every step they took."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tongpin.domains.accountability.enums import Cause, EvidenceKind, ItemState, OrderKind, OrderState, Urgency, Verdict
from tongpin.domains.accountability.models.letters import LetterClause
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class OrderRules(OwnedRecord):
    """工单规则: when orders are issued and due, what colours them, and what counts as a repeat; a later row follows an earlier."""

    record_kind = "order_rules"

    valid_from = models.DateField("启用日期")
    issues_itself = models.BooleanField("季度工单由系统自动签发", default=True)
    issue_days = models.PositiveSmallIntegerField("季度初几日内签发", default=10)
    soon_workdays = models.PositiveSmallIntegerField("临期工作日数", default=5)
    yellow_urgency = models.PositiveSmallIntegerField("黄单紧急程度", choices=Urgency.choices, default=Urgency.IMPORTANT)
    red_urgency = models.PositiveSmallIntegerField("红单紧急程度", choices=Urgency.choices, default=Urgency.URGENT)
    yellow_urgings = models.PositiveSmallIntegerField("黄单催办次数", default=1)
    red_urgings = models.PositiveSmallIntegerField("红单催办次数", default=3)
    repeat_months = models.PositiveSmallIntegerField("重复问题追溯月数", default=12)
    repeat_by_subject = models.BooleanField("同一事项主题算重复", default=True)
    repeat_by_cause = models.BooleanField("同一单位同一原因算重复", default=True)
    basis = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = "工单规则"
        verbose_name_plural = "工单规则"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "valid_from"],
                name="order_rules_once_a_day",
                violation_error_message="该日已有一份工单规则，请打开原规则修改。",
            ),
            models.CheckConstraint(
                condition=Q(red_urgency__gte=F("yellow_urgency"), red_urgings__gte=F("yellow_urgings")),
                name="order_rules_red_after_yellow",
                violation_error_message="红单的标准不能低于黄单。",
            ),
            models.CheckConstraint(
                condition=Q(yellow_urgings__gte=1, repeat_months__gte=1, repeat_months__lte=60, issue_days__gte=1, issue_days__lte=90),
                name="order_rules_plausible",
                violation_error_message="催办次数至少为 1，追溯月数应为 1 至 60，签发日数应为 1 至 90。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}起的工单规则"

    def reference(self) -> Reference:
        """How the audit trail points at these rules."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class WorkOrder(OwnedRecord):
    """工单: what ``org`` wants answered by ``lead`` until a day. A quarter's order is made of open clauses, a 督办单 is written.

    ``first_due_on`` is never overwritten; the day moves by an approved extension alone. ``source_*`` is the record it came from.
    """

    record_kind = "work_order"

    kind = models.CharField("种类", max_length=16, choices=OrderKind.choices)
    number = models.CharField("编号", max_length=40)
    title = models.CharField("名称", max_length=200)
    year = models.PositiveSmallIntegerField("年度")
    quarter = models.PositiveSmallIntegerField("季度", null=True, blank=True)
    subject = models.CharField("事项主题", max_length=80, blank=True, default="")
    cause = models.CharField("问题原因", max_length=16, choices=Cause.choices, blank=True, default="")
    requirement = models.TextField("办理要求", max_length=2000, blank=True, default="")
    urgency = models.PositiveSmallIntegerField("紧急程度", choices=Urgency.choices, default=Urgency.PLAIN)
    lead = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="牵头单位")
    person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办人")
    state = models.CharField("状态", max_length=16, choices=OrderState.choices, default=OrderState.DRAFTED)
    issued_on = models.DateField("签发日期", null=True, blank=True)
    due_on = models.DateField("办理时限")
    first_due_on = models.DateField("最初时限", editable=False)
    reported_on = models.DateField("报送日期", null=True, blank=True, editable=False)
    result = models.TextField("办理情况", max_length=2000, blank=True, default="", editable=False)
    accepted_on = models.DateField("审核日期", null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人", editable=False
    )
    closed_on = models.DateField("销号日期", null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="复核人", editable=False
    )
    source_kind = models.CharField("来源种类", max_length=40, blank=True, default="", editable=False)
    source_pk = models.BigIntegerField("来源编号", null=True, blank=True, editable=False)
    source_title = models.CharField("来源", max_length=200, blank=True, default="", editable=False)

    class Meta:
        verbose_name = "工单"
        verbose_name_plural = "工单"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "number"], name="work_order_number_once", violation_error_message="工单编号重复，请重新办理。"
            ),
            models.UniqueConstraint(
                fields=["org", "lead", "year", "quarter"],
                condition=Q(kind=OrderKind.QUARTER) & ~Q(state=OrderState.WITHDRAWN),
                name="work_order_once_a_quarter",
                violation_error_message="该单位本季度已有季度工单，请打开原工单办理。",
            ),
            models.CheckConstraint(
                condition=Q(kind=OrderKind.QUARTER, quarter__gte=1, quarter__lte=4) | Q(kind=OrderKind.SUPERVISION, quarter__isnull=True),
                name="work_order_quarter_of_its_kind",
                violation_error_message="季度工单须写明季度，督办单不写季度。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[OrderState.DRAFTED, OrderState.WITHDRAWN]) | Q(issued_on__isnull=False),
                name="work_order_issued_with_a_day",
                violation_error_message="已签发的工单须有签发日期。",
            ),
            models.CheckConstraint(
                condition=~Q(state=OrderState.CLOSED) | Q(closed_on__isnull=False, closed_by__isnull=False, accepted_by__isnull=False),
                name="work_order_closed_by_somebody",
                violation_error_message="销号须有审核人、复核人和日期。",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("accepted_by")),
                name="work_order_closed_by_another",
                violation_error_message="销号复核须由审核人以外的人办理。",
            ),
        ]
        indexes = [
            models.Index(fields=["org", "kind", "state", "due_on"], name="work_order_due"),
            models.Index(fields=["lead", "state"], name="work_order_lead"),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How other records point at this order."""
        return Reference(self.record_kind, self.pk, f"{self.number} {self.title}", self.number, org_id=self.org_id)

    @property
    def is_quarterly(self) -> bool:
        """Whether it is the order of a quarter."""
        return self.kind == OrderKind.QUARTER

    @property
    def is_ended(self) -> bool:
        """Whether nothing is owed any more."""
        return self.state in (OrderState.CLOSED, OrderState.WITHDRAWN) or (self.is_quarterly and self.state == OrderState.ACCEPTED)


class OrderAssist(models.Model):
    """协办单位: who helps the lead of an order."""

    order = models.ForeignKey(WorkOrder, models.CASCADE, related_name="assists", verbose_name="工单")
    org = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="协办单位")

    class Meta:
        verbose_name = "协办单位"
        verbose_name_plural = "协办单位"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "org"], name="order_assist_once", violation_error_message="该协办单位已在工单上。"),
        ]

    def __str__(self) -> str:
        return str(self.org)


class OrderItem(models.Model):
    """工单事项: one thing the order asks for; of a quarter's order the clause it comes from, and what was reported last."""

    order = models.ForeignKey(WorkOrder, models.CASCADE, related_name="items", verbose_name="工单")
    clause = models.ForeignKey(LetterClause, models.PROTECT, null=True, blank=True, related_name="items", verbose_name="责任条款")
    position = models.PositiveSmallIntegerField("顺序")
    text = models.CharField("事项", max_length=500)
    evidence = models.CharField("佐证要求", max_length=300, blank=True, default="")
    due_on = models.DateField("完成时限")
    state = models.CharField("进展", max_length=16, choices=ItemState.choices, blank=True, default="", editable=False)
    words = models.CharField("办理情况", max_length=500, blank=True, default="", editable=False)

    class Meta:
        verbose_name = "工单事项"
        verbose_name_plural = "工单事项"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "clause"],
                condition=Q(clause__isnull=False),
                name="order_item_once_a_clause",
                violation_error_message="该条款已在这份工单上。",
            ),
            models.UniqueConstraint(
                fields=["order", "position"],
                name="order_item_position_once",
                violation_error_message="工单事项的顺序重复，请刷新后重新办理。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text[:60]}"


class OrderEvidence(models.Model):
    """工单佐证: what the records said of an item on the day it was reported, kept as it stood; ``round`` counts the reports."""

    item = models.ForeignKey(OrderItem, models.CASCADE, related_name="evidences", verbose_name="工单事项")
    round = models.PositiveSmallIntegerField("第几次报送")
    kind = models.CharField("种类", max_length=16, choices=EvidenceKind.choices)
    record_kind = models.CharField("记录种类", max_length=40)
    record_pk = models.BigIntegerField("记录编号")
    code = models.CharField("指标代码", max_length=80, blank=True, default="")
    title = models.CharField("名称", max_length=300)
    value = models.CharField("情况", max_length=300, blank=True, default="")
    on = models.DateField("数据日期")

    class Meta:
        verbose_name = "工单佐证"
        verbose_name_plural = "工单佐证"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "round", "kind", "record_kind", "record_pk", "code"],
                name="order_evidence_once",
                violation_error_message="这一佐证已经列入。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.value}".strip()

    def reference(self) -> Reference:
        """The record that shows it."""
        return Reference(self.record_kind, self.record_pk, self.title)


class OrderStep(models.Model):
    """工单办理经过: who did what with the order on which day, in what words; never changed afterwards."""

    order = models.ForeignKey(WorkOrder, models.CASCADE, related_name="steps", verbose_name="工单")
    move = models.CharField("动作", max_length=24)
    verb = models.CharField("办理", max_length=40)
    on = models.DateField("日期")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办理账号")
    by_name = models.CharField("办理人", max_length=60)
    words = models.CharField("说明", max_length=2000, blank=True, default="")
    round = models.PositiveSmallIntegerField("第几次报送", default=0)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "工单办理经过"
        verbose_name_plural = "工单办理经过"
        ordering = ["pk"]
        indexes = [models.Index(fields=["order", "move"], name="order_step_move")]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.by_name}{self.verb}"


class OrderUrging(models.Model):
    """催办: the how-manieth time an order was urged, by whom, in what words. Counted, never changed afterwards."""

    order = models.ForeignKey(WorkOrder, models.CASCADE, related_name="urgings", verbose_name="工单")
    number = models.PositiveSmallIntegerField("第几次")
    urged_on = models.DateField("催办日期")
    words = models.CharField("催办内容", max_length=300)
    urged_by = models.CharField("催办人", max_length=60)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "催办记录"
        verbose_name_plural = "催办记录"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "number"], name="order_urging_counted_once", violation_error_message="刚刚有人催办过，请刷新后再办理。"
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}次催办"


class OrderExtension(models.Model):
    """延期申请: from which day to which, why, asked by whom, decided by whom. The original day stays on the order."""

    order = models.ForeignKey(WorkOrder, models.CASCADE, related_name="extensions", verbose_name="工单")
    asked_on = models.DateField("申请日期")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    before = models.DateField("原时限")
    wanted_on = models.DateField("申请延至")
    reason = models.CharField("延期理由", max_length=300)
    verdict = models.CharField("审批结果", max_length=16, choices=Verdict.choices, default=Verdict.ASKED)
    decided_on = models.DateField("审批日期", null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审批人")
    words = models.CharField("审批意见", max_length=300, blank=True, default="")
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "延期申请"
        verbose_name_plural = "延期申请"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(verdict=Verdict.ASKED),
                name="order_extension_one_open",
                violation_error_message="该工单已有一份待审批的延期申请。",
            ),
            models.CheckConstraint(
                condition=Q(wanted_on__gt=F("before")), name="order_extension_later", violation_error_message="延期后的时限须晚于原时限。"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.ASKED, decided_on__isnull=True, decided_by__isnull=True)
                | ~Q(verdict=Verdict.ASKED) & Q(decided_on__isnull=False, decided_by__isnull=False),
                name="order_extension_decided",
                violation_error_message="审批延期须有审批人和日期。",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="order_extension_by_another",
                violation_error_message="延期须由申请人以外的人审批。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before:%Y-%m-%d} → {self.wanted_on:%Y-%m-%d}"
