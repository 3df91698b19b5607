"""工作计划: what a year's key points, a superior decision or a campaign asks, clause by clause, and the objectives drawn from it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.domains.work.enums import PlanKind, TaskArea
from tongpin.foundation.orgs.records import ExactField, OwnedRecord
from tongpin.kernel.reference import Reference


class Plan(OwnedRecord):
    """工作计划: one document of one year; Party and business clauses stand in it side by side."""

    record_kind = "work_plan"

    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("种类", max_length=16, choices=PlanKind.choices)
    title = models.CharField("名称", max_length=200)
    document = models.CharField("文号", max_length=80, blank=True, default="")
    issued_by = models.CharField("发文单位", max_length=100, blank=True, default="")
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="carried_to", verbose_name="接续自"
    )

    class Meta:
        verbose_name = "工作计划"
        verbose_name_plural = "工作计划"
        ordering = ["-year", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "year", "kind", "title"], name="work_plan_once", violation_error_message="本年度已有同名的工作计划。"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="work_plan_year", violation_error_message="年度应在 2000 至 2100 之间。"
            ),
        ]
        indexes = [models.Index(fields=["org", "year"], name="work_plan_of_year")]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        return Reference(self.record_kind, self.pk, self.title, org_id=self.org_id)


class Clause(OwnedRecord):
    """条款: one numbered demand of a plan. ``note`` says why it needs no project or task of its own, where that is so."""

    record_kind = "work_clause"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="clauses", verbose_name="工作计划")
    position = models.PositiveIntegerField("顺序")
    number = models.CharField("条款号", max_length=40)
    text = models.TextField("内容", max_length=4000)
    area = models.CharField("类别", max_length=16, choices=TaskArea.choices)
    department = models.ForeignKey("orgs.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="牵头科室")
    note = models.CharField("无需分解的原因", max_length=200, blank=True, default="")
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="carried_to", verbose_name="接续自"
    )

    class Meta:
        verbose_name = "计划条款"
        verbose_name_plural = "计划条款"
        ordering = ["plan", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="work_clause_number_once", violation_error_message="本计划已有同号的条款。"
            ),
        ]
        indexes = [models.Index(fields=["plan", "position"], name="work_clause_order")]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"[:60]

    def reference(self) -> Reference:
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class Objective(OwnedRecord):
    """目标: what is to be reached, from a clause or from the plan as a whole; ``measure`` is the code of an indicator that shows it."""

    record_kind = "work_objective"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="objectives", verbose_name="工作计划")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="objectives", verbose_name="条款")
    title = models.CharField("目标", max_length=200)
    area = models.CharField("类别", max_length=16, choices=TaskArea.choices)
    measure = models.CharField("指标", max_length=80, blank=True, default="")
    target_value = ExactField("目标值", null=True, blank=True)
    due_on = models.DateField("完成时限", null=True, blank=True)

    class Meta:
        verbose_name = "工作目标"
        verbose_name_plural = "工作目标"
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "title"], name="work_objective_once", violation_error_message="本计划已有同名的目标。"),
            models.CheckConstraint(
                condition=Q(measure="", target_value__isnull=True) | (~Q(measure="") & Q(target_value__isnull=False)),
                name="work_objective_measured",
                violation_error_message="指标与目标值应同时填写，或同时留空。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        return Reference(self.record_kind, self.pk, self.title, org_id=self.org_id)
