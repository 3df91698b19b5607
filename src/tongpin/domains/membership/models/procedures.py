"""组织程序: what the product may only propose. A procedure has steps; the register changes only when a person confirms the decision."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.membership.enums import CorrectionOutcome, ProcedureKind, ProcedureState, ProposalAnswerKind
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.foundation.sealing.fields import SealedField
from tongpin.kernel.reference import Reference


class Procedure(OwnedRecord):
    """组织程序: begun by a person for one member, on a proposal or without. Its title names nobody."""

    record_kind = "procedure"

    member = models.ForeignKey("membership.Member", models.PROTECT, related_name="+", verbose_name="党员")
    kind = models.CharField("程序种类", max_length=16, choices=ProcedureKind.choices)
    began_on = models.DateField("启动日期", help_text="按这一天适用的规定确定步骤。")
    rule_code = models.CharField("建议所依据的规则", max_length=16, blank=True, default="")
    grounds = SealedField("启动理由")
    destination = models.CharField("接收党组织", max_length=100, blank=True, default="", help_text="转接的填写。")
    state = models.CharField("状态", max_length=16, choices=ProcedureState.choices, default=ProcedureState.OPEN)
    decided_by = models.CharField("作出决定的党组织", max_length=100, blank=True, default="")
    decided_on = models.DateField("决定日期", null=True, blank=True)
    document = models.CharField("决定文号", max_length=60, blank=True, default="")
    effective_on = models.DateField("生效日期", null=True, blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    end_reason = SealedField("终止原因")

    class Meta:
        verbose_name = "组织程序"
        verbose_name_plural = "组织程序"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state=ProcedureState.OPEN),
                name="procedure_one_open",
                violation_error_message="该党员已有办理中的程序，请打开原程序。",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProcedureState.CONFIRMED)
                | (Q(decided_on__isnull=False, effective_on__isnull=False) & ~Q(decided_by="") & ~Q(document="")),
                name="procedure_confirmed_with_decision",
                violation_error_message="须填作出决定的党组织、决定日期、文号和生效日期。",
            ),
            models.CheckConstraint(
                condition=Q(state=ProcedureState.CONFIRMED) | Q(decided_on__isnull=True, effective_on__isnull=True),
                name="procedure_decision_is_confirmed",
                violation_error_message="没有确认的程序不填决定日期和生效日期。",
            ),
            models.CheckConstraint(
                condition=Q(state=ProcedureState.ENDED, ended_on__isnull=False)
                | (~Q(state=ProcedureState.ENDED) & Q(ended_on__isnull=True)),
                name="procedure_end",
                violation_error_message="终止的程序须填终止日期，其他的不填。",
            ),
        ]

    def __str__(self) -> str:
        return f"组织程序第{self.pk}号"

    def reference(self) -> Reference:
        """How other records point at this procedure, without a name."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class ProcedureStep(OwnedRecord):
    """程序步骤: one step as it happened."""

    record_kind = "procedure_step"

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="steps", verbose_name="组织程序")
    number = models.PositiveSmallIntegerField("步骤")
    title = models.CharField("步骤名称", max_length=40)
    on = models.DateField("日期")
    note = SealedField("情况记录")

    class Meta:
        verbose_name = "程序步骤"
        verbose_name_plural = "程序步骤"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="procedure_step_once", violation_error_message="这一步已经登记，请打开更正。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} 第{self.number}步"

    def reference(self) -> Reference:
        """How other records point at this step, without a name."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class ProposalAnswer(OwnedRecord):
    """对建议的处理: a person started, dismissed or deferred what a rule proposed; ``anchor`` is the day the rule counts from.

    The same rule proposes again only where it counts from another day, or where the deferral has run out.
    """

    record_kind = "proposal_answer"

    member = models.ForeignKey("membership.Member", models.PROTECT, related_name="+", verbose_name="党员")
    rule_code = models.CharField("规则", max_length=16)
    anchor = models.DateField("起算日期")
    answer = models.CharField("处理", max_length=16, choices=ProposalAnswerKind.choices)
    on = models.DateField("处理日期")
    until = models.DateField("暂缓到", null=True, blank=True)
    reason = SealedField("理由")

    class Meta:
        verbose_name = "对建议的处理"
        verbose_name_plural = "对建议的处理"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=ProposalAnswerKind.DEFERRED, until__isnull=False, until__gt=F("on"))
                | (~Q(answer=ProposalAnswerKind.DEFERRED) & Q(until__isnull=True)),
                name="proposal_answer_until",
                violation_error_message="暂缓的须填暂缓到哪一天，且晚于处理日期；其他的不填。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_code} {self.get_answer_display()}"

    def reference(self) -> Reference:
        """How other records point at this answer, without a name."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class CorrectionMeasure(OwnedRecord):
    """限期改正: placed on a member until a day, with help, and its conclusion. Closed; the title names nobody."""

    record_kind = "correction_measure"

    member = models.ForeignKey("membership.Member", models.PROTECT, related_name="+", verbose_name="党员")
    placed_on = models.DateField("限期改正起始日期")
    until = models.DateField("限期改正截止日期", help_text="一般不超过一年。")
    decided_by = models.CharField("作出决定的党组织", max_length=100)
    ground = SealedField("事由")
    outcome = models.CharField("结论", max_length=16, choices=CorrectionOutcome.choices, blank=True, default="")
    settled_on = models.DateField("作出结论日期", null=True, blank=True)

    class Meta:
        verbose_name = "限期改正"
        verbose_name_plural = "限期改正"
        ordering = ["-placed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(outcome=""),
                name="correction_measure_one_open",
                violation_error_message="该党员的限期改正还没有结论，请打开原记录。",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("placed_on")),
                name="correction_measure_days",
                violation_error_message="限期改正截止日期须晚于起始日期。",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", settled_on__isnull=True)
                | (~Q(outcome="") & Q(settled_on__isnull=False, settled_on__gte=F("placed_on"))),
                name="correction_measure_settled",
                violation_error_message="结论和作出结论日期须一并填写，且不早于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"限期改正第{self.pk}号"

    def reference(self) -> Reference:
        """How other records point at this measure, without a name."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class CorrectionHelp(OwnedRecord):
    """帮教措施 during a correction period."""

    record_kind = "correction_help"

    measure = models.ForeignKey(CorrectionMeasure, models.PROTECT, related_name="helps", verbose_name="限期改正")
    on = models.DateField("日期")
    note = SealedField("帮教措施")

    class Meta:
        verbose_name = "帮教措施"
        verbose_name_plural = "帮教措施"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.measure} 帮教措施"

    def reference(self) -> Reference:
        """How other records point at this help, without a name."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
