"""学习模型: what must be read by whom, and what a person studied outside the common sessions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.domains.orglife.enums import StudyLayer, StudyOutcome, StudyWay, TrainingLevel
from tongpin.foundation.orgs.records import ExactField, OwnedRecord
from tongpin.kernel.reference import Reference

TRAINING_WAYS = (StudyWay.ONLINE.value, StudyWay.TRAINING.value, StudyWay.CADRE.value)
"""培训: the ways of study that have days and somebody who held them."""


class RequiredStudy(OwnedRecord):
    """必学内容: one thing that a layer of the office must have studied by a day."""

    record_kind = "required_study"

    year = models.PositiveSmallIntegerField("年度")
    layer = models.CharField("学习对象", max_length=16, choices=StudyLayer.choices)
    title = models.CharField("学习内容", max_length=200)
    source = models.CharField("来源", max_length=200, blank=True, default="", help_text="文件、读本或讲话的名称。")
    due_on = models.DateField("完成时限")

    class Meta:
        verbose_name = "必学内容"
        verbose_name_plural = "必学内容"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "year", "layer", "title"],
                name="required_study_once",
                violation_error_message="同一内容已在清单中。",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1949, year__lte=2100), name="required_study_year", violation_error_message="年度应为四位年份。"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How activities and evidence point at this content."""
        return Reference(self.record_kind, self.pk, self.title, org_id=self.org_id)


class StudyRecord(OwnedRecord):
    """学习登记: what one person studied by themselves, shared or was trained in. Hours are a register only, never a score."""

    record_kind = "study_record"

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="学习人")
    on = models.DateField("学习日期")
    way = models.CharField("学习方式", max_length=16, choices=StudyWay.choices)
    title = models.CharField("学习内容", max_length=200)
    hours = ExactField("学时", places=1, null=True, blank=True, help_text="需要对照条例学时要求的填写，不用于评比。")
    days = ExactField("培训天数", places=1, null=True, blank=True, help_text="脱产培训的填写，按实际天数，可以有半天。")
    level = models.CharField(
        "举办层级",
        max_length=16,
        choices=TrainingLevel.choices,
        blank=True,
        default="",
        help_text="培训的填写；党支部书记每年轮训按此统计。",
    )
    required = models.ForeignKey(RequiredStudy, models.PROTECT, null=True, blank=True, related_name="records", verbose_name="必学内容")
    outcome = models.CharField("学习成果", max_length=16, choices=StudyOutcome.choices, default=StudyOutcome.NONE)
    outcome_text = models.CharField("成果说明", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "学习登记"
        verbose_name_plural = "学习登记"
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "on", "way", "title"], name="study_record_once", violation_error_message="当日同一内容的学习已经登记。"
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gt=0), name="study_record_hours", violation_error_message="学时应大于 0。"
            ),
            models.CheckConstraint(
                condition=Q(days__isnull=True) | Q(days__gt=0, way__in=TRAINING_WAYS),
                name="study_record_days",
                violation_error_message="培训天数应大于 0，只有培训才填天数。",
            ),
            models.CheckConstraint(
                condition=Q(level="") | Q(way__in=TRAINING_WAYS),
                name="study_record_level",
                violation_error_message="只有培训才填举办层级。",
            ),
            models.CheckConstraint(
                condition=Q(outcome=StudyOutcome.NONE) | ~Q(outcome_text=""),
                name="study_record_outcome_said",
                violation_error_message="有学习成果的，须写明成果。",
            ),
        ]
        indexes = [models.Index(fields=["org", "on"], name="study_record_day")]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How a task points at what somebody learnt and proposed."""
        return Reference(self.record_kind, self.pk, self.title, org_id=self.org_id)
