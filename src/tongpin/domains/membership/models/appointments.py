"""选拔任用: one file per person and intended post, its steps and papers. Closed to everybody who does not handle it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.membership.enums import CaseState, StepConclusion
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.foundation.sealing.fields import SealedField
from tongpin.kernel.reference import Reference


class AppointmentCase(OwnedRecord):
    """任用案: one person intended for one post. Its title names nobody; which steps it takes is decided by the day it began."""

    record_kind = "appointment_case"

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="拟任人选")
    post = models.CharField("拟任职务", max_length=100)
    former_post = models.CharField("现任职务", max_length=100, blank=True, default="")
    began_on = models.DateField("启动日期", help_text="按这一天适用的规定确定步骤。")
    takes_office_on = models.DateField("预计到任日期", null=True, blank=True)
    integrity_talk_on = models.DateField("任前廉政谈话日期", null=True, blank=True)
    state = models.CharField("状态", max_length=16, choices=CaseState.choices, default=CaseState.OPEN)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    end_reason = SealedField("终止原因")

    class Meta:
        verbose_name = "任用案"
        verbose_name_plural = "任用案"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state=CaseState.OPEN),
                name="appointment_case_once",
                violation_error_message="此人已有办理中的任用案，请打开原案。",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.OPEN, ended_on__isnull=True) | (~Q(state=CaseState.OPEN) & Q(ended_on__isnull=False)),
                name="appointment_case_end",
                violation_error_message="办结或终止的须有结束日期，办理中的没有结束日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"任用案第{self.pk}号"

    def reference(self) -> Reference:
        """How other records point at this file, without a name."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class AppointmentStep(OwnedRecord):
    """任用步骤: one step as it happened, or the basis on which it was not needed; votes as totals only."""

    record_kind = "appointment_step"

    case = models.ForeignKey(AppointmentCase, models.PROTECT, related_name="steps", verbose_name="任用案")
    number = models.PositiveSmallIntegerField("步骤")
    title = models.CharField("步骤名称", max_length=40)
    on = models.DateField("日期")
    until = models.DateField("公示截止日期", null=True, blank=True)
    conclusion = models.CharField("结论", max_length=16, choices=StepConclusion.choices)
    basis = models.CharField("不需要这一步的依据", max_length=200, blank=True, default="")
    document = models.CharField("文号", max_length=60, blank=True, default="")
    due_voting = models.PositiveSmallIntegerField("应到会成员", null=True, blank=True)
    present_voting = models.PositiveSmallIntegerField("实到会成员", null=True, blank=True)
    yes_votes = models.PositiveSmallIntegerField("同意", null=True, blank=True)
    note = SealedField("情况记录")

    class Meta:
        verbose_name = "任用步骤"
        verbose_name_plural = "任用步骤"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="appointment_step_once", violation_error_message="这一步已经登记，请打开更正。"
            ),
            models.CheckConstraint(
                condition=~Q(conclusion=StepConclusion.WAIVED) | ~Q(basis=""),
                name="appointment_step_waived_with_basis",
                violation_error_message="不需要这一步的须写明依据。",
            ),
            models.CheckConstraint(
                condition=Q(present_voting__isnull=True) | Q(present_voting__lte=F("due_voting")),
                name="appointment_step_present",
                violation_error_message="实到会成员不能多于应到会成员。",
            ),
            models.CheckConstraint(
                condition=Q(yes_votes__isnull=True) | Q(yes_votes__lte=F("present_voting")),
                name="appointment_step_yes",
                violation_error_message="同意票不能多于实到会成员。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("on")),
                name="appointment_step_days",
                violation_error_message="公示截止日期不能早于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} 第{self.number}步"

    def reference(self) -> Reference:
        """How other records point at this step, without a name."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class AppointmentMaterial(OwnedRecord):
    """任用材料: a paper of a step that is in the file; the paper itself stays in the file."""

    record_kind = "appointment_material"

    case = models.ForeignKey(AppointmentCase, models.PROTECT, related_name="materials", verbose_name="任用案")
    step = models.CharField("步骤名称", max_length=40)
    title = models.CharField("材料", max_length=40)
    received_on = models.DateField("收到日期")

    class Meta:
        verbose_name = "任用材料"
        verbose_name_plural = "任用材料"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step", "title"], name="appointment_material_once", violation_error_message="这份材料已经登记。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} 材料"

    def reference(self) -> Reference:
        """How other records point at this paper."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
