"""头号工程: the criteria by which a project is recognised, what is known of each, and the recognition itself."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from tongpin.domains.work.enums import Comparison
from tongpin.foundation.orgs.records import ExactField, OwnedRecord
from tongpin.kernel.reference import Reference


class Criterion(OwnedRecord):
    """认定条件: one clause of the document by which a project is recognised, with the value it needs.

    ``measure`` is the code of an indicator that tells today's value; without one it is typed in, with source and date.
    """

    record_kind = "criterion"

    project = models.ForeignKey("work.Project", models.CASCADE, related_name="criteria", verbose_name="项目")
    document = models.CharField("文件", max_length=200)
    clause = models.CharField("条款", max_length=40)
    title = models.CharField("条件", max_length=300)
    comparison = models.CharField("要求", max_length=16, choices=Comparison.choices, default=Comparison.AT_LEAST)
    needed = ExactField("需要达到", places=4, null=True, blank=True)
    unit = models.CharField("单位", max_length=20, blank=True, default="")
    measure = models.CharField("对应指标", max_length=80, blank=True, default="")

    class Meta:
        verbose_name = "认定条件"
        verbose_name_plural = "认定条件"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "document", "clause", "title"],
                name="criterion_once",
                violation_error_message="该文件的这一条件已经登记。",
            ),
            models.CheckConstraint(
                condition=Q(comparison=Comparison.YES_NO, needed__isnull=True, measure="")
                | (~Q(comparison=Comparison.YES_NO) & Q(needed__isnull=False)),
                name="criterion_needs_a_value",
                violation_error_message="定量条件须填写需要达到的数，定性条件不填数也不对应指标。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.title}"

    @property
    def is_counted(self) -> bool:
        """定量: compared with a number."""
        return self.comparison != Comparison.YES_NO

    def reference(self) -> Reference:
        """How other records point at this criterion."""
        return Reference(self.record_kind, self.pk, str(self)[:200], org_id=self.org_id)


class CriterionReading(models.Model):
    """条件现状: what a criterion stood at on a day, who says so and from which source; never changed afterwards."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="readings", verbose_name="认定条件")
    value = ExactField("现状", places=4, null=True, blank=True)
    is_met = models.BooleanField("已达到", null=True, blank=True)
    as_of = models.DateField("截至日期")
    source = models.CharField("数据来源", max_length=200)
    entered_by = models.CharField("登记人", max_length=60)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "条件现状"
        verbose_name_plural = "条件现状"
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, is_met__isnull=True) | Q(value__isnull=True, is_met__isnull=False),
                name="criterion_reading_says_one_thing",
                violation_error_message="定量条件填写现状数，定性条件选择是否达到。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.as_of}"

    @property
    def shown(self) -> Decimal | bool | None:
        """What it says, a number or yes and no."""
        return self.value if self.value is not None else self.is_met


class Recognition(OwnedRecord):
    """认定情况: the policy window (last round, day of resumption), the batch, its size, and the day of recognition."""

    record_kind = "recognition"

    project = models.OneToOneField("work.Project", models.CASCADE, related_name="recognition", verbose_name="项目")
    authority = models.CharField("认定机关", max_length=60)
    title = models.CharField("认定名称", max_length=60)
    last_round_on = models.DateField("上一轮认定日期", null=True, blank=True)
    resumed_on = models.DateField("恢复或启动认定日期", null=True, blank=True)
    batch = models.CharField("批次", max_length=20, blank=True, default="")
    batch_size = models.PositiveSmallIntegerField("本批数量", null=True, blank=True)
    recognised_on = models.DateField("认定日期", null=True, blank=True)
    document = models.CharField("认定文件", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "认定情况"
        verbose_name_plural = "认定情况"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_round_on__isnull=True) | Q(resumed_on__isnull=True) | Q(resumed_on__gt=F("last_round_on")),
                name="recognition_resumed_after_last_round",
                violation_error_message="恢复认定日期应晚于上一轮认定日期。",
            ),
            models.CheckConstraint(
                condition=Q(recognised_on__isnull=True) | (~Q(batch="") & Q(batch_size__gte=1) & ~Q(document="")),
                name="recognition_with_batch",
                violation_error_message="登记认定日期的，须同时登记批次、本批数量和认定文件。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}认定情况"

    @property
    def years_between(self) -> int | None:
        """时隔年数, from the two stored days; None where one is missing."""
        return None if self.last_round_on is None or self.resumed_on is None else self.resumed_on.year - self.last_round_on.year

    def reference(self) -> Reference:
        """How other records point at this recognition."""
        return Reference(self.record_kind, self.pk, str(self)[:200], org_id=self.org_id)
