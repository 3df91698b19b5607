"""任务倒逼: obstacles and their answers, a unit's own steps, and the form of organisation that a person chose."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.work.enums import ObstacleState, WorkForm
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Obstacle(OwnedRecord):
    """需协调事项: what the responsible person cannot solve alone; it stands with ``leader`` until answered, and stops warnings so long."""

    record_kind = "obstacle"

    task = models.ForeignKey("work.Task", models.CASCADE, related_name="obstacles", verbose_name="任务")
    text = models.CharField("需协调事项", max_length=300)
    reported_on = models.DateField("报告日期")
    reported_by = models.CharField("报告人", max_length=60)
    leader = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="转送责任领导")
    state = models.CharField("状态", max_length=16, choices=ObstacleState.choices, default=ObstacleState.OPEN)
    answer = models.CharField("答复", max_length=500, blank=True, default="")
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.CharField("答复人", max_length=60, blank=True, default="")

    class Meta:
        verbose_name = "需协调事项"
        verbose_name_plural = "需协调事项"
        ordering = ["-reported_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(state=ObstacleState.OPEN),
                name="obstacle_one_open",
                violation_error_message="该任务已有待答复的需协调事项。",
            ),
            models.CheckConstraint(
                condition=Q(state=ObstacleState.OPEN, answered_on__isnull=True, answer="")
                | (~Q(state=ObstacleState.OPEN) & Q(answered_on__isnull=False) & ~Q(answer="")),
                name="obstacle_answered_with_words",
                violation_error_message="答复须有内容和日期，待答复的不填。",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("reported_on")),
                name="obstacle_dates",
                violation_error_message="答复日期不能早于报告日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def reference(self) -> Reference:
        """How other records point at this obstacle."""
        return Reference(self.record_kind, self.pk, self.text[:200], org_id=self.org_id)


class WorkStandard(OwnedRecord):
    """执行口径: the unit's own values for a rule of this subject (steps of reminding, grades), from a day on, with the basis."""

    record_kind = "work_standard"

    rule = models.CharField("规则", max_length=80, editable=False)
    values = models.JSONField("数值", default=dict)
    basis = models.CharField("依据", max_length=200)
    starts_on = models.DateField("起用日期")

    class Meta:
        verbose_name = "执行口径"
        verbose_name_plural = "执行口径"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "rule", "starts_on"],
                name="work_standard_once",
                violation_error_message="同一日起用的口径已经登记，请更正原来的一条。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%Y-%m-%d}起"

    def reference(self) -> Reference:
        """How other records point at this standard."""
        return Reference(self.record_kind, self.pk, f"执行口径（{self}）", org_id=self.org_id)


class FormChoice(models.Model):
    """组织形式认定: a person decided otherwise than the rule, and why; what the rule said then stays beside it."""

    project = models.ForeignKey("work.Project", models.CASCADE, related_name="form_choices", verbose_name="项目")
    form = models.CharField("组织形式", max_length=16, choices=WorkForm.choices)
    rule_form = models.CharField("规则建议", max_length=16, choices=WorkForm.choices, blank=True, default="")
    reason = models.CharField("理由", max_length=300)
    chosen_on = models.DateField("认定日期")
    chosen_by = models.CharField("认定人", max_length=60)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "组织形式认定"
        verbose_name_plural = "组织形式认定"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="form_choice_with_reason", violation_error_message="另行认定组织形式须写明理由。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.get_form_display()}"
