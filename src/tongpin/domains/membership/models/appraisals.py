"""民主评议: the appraisal of a branch and year, and the grade of each member, which is theirs to see."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.domains.membership.enums import Grade
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Appraisal(OwnedRecord):
    """民主评议: of one branch for one year, with the days of its steps."""

    record_kind = "appraisal"

    year = models.PositiveSmallIntegerField("年度")
    held_on = models.DateField("评议日期")
    self_on = models.DateField("个人自评日期", null=True, blank=True)
    mutual_on = models.DateField("党员互评日期", null=True, blank=True)
    tested_on = models.DateField("民主测评日期", null=True, blank=True)

    class Meta:
        verbose_name = "民主评议"
        verbose_name_plural = "民主评议"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "year"], name="appraisal_once", violation_error_message="该党组织本年度已登记民主评议。"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1949, year__lte=2100),
                name="appraisal_year_plausible",
                violation_error_message="年度应为四位年份。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org.shown_name}{self.year}年民主评议"

    def reference(self) -> Reference:
        """How other records point at this appraisal."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class AppraisalGrade(OwnedRecord):
    """评议等次: of one member; its title names nobody."""

    record_kind = "appraisal_grade"

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="grades", verbose_name="民主评议")
    member = models.ForeignKey("membership.Member", models.PROTECT, related_name="+", verbose_name="姓名")
    grade = models.CharField("等次", max_length=16, choices=Grade.choices)
    opinion_on = models.DateField("作出评定意见日期", null=True, blank=True)
    followed_up_on = models.DateField("处置或帮助日期", null=True, blank=True, help_text="基本合格、不合格的填写。")

    class Meta:
        verbose_name = "评议等次"
        verbose_name_plural = "评议等次"
        ordering = ["member__person__pinyin", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal", "member"], name="appraisal_grade_once", violation_error_message="此人本年度已评定等次，请打开更正。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appraisal} 等次"

    def reference(self) -> Reference:
        """How other records point at this grade, without a name."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
