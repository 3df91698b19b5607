"""上级年度通知: by when the superior wants the year's life meetings and appraisal."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.domains.orglife.enums import MeetingKind
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference

MATTERS = [
    (MeetingKind.ORGANISATIONAL_LIFE.value, "组织生活会和民主评议党员"),
    (MeetingKind.DEMOCRATIC_LIFE.value, "民主生活会"),
]


class YearNotice(OwnedRecord):
    """年度通知: a superior's notice that sets the last day for the life meetings of a year, for ``org`` and all below it."""

    record_kind = "year_notice"

    year = models.PositiveSmallIntegerField("计入年度")
    matter = models.CharField("事项", max_length=48, choices=MATTERS)
    due_on = models.DateField("最迟完成日期")
    document = models.CharField("通知名称和文号", max_length=200)

    class Meta:
        verbose_name = "年度通知"
        verbose_name_plural = "年度通知"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "year", "matter"],
                name="year_notice_once",
                violation_error_message="该年度这一事项的通知已经登记，请打开原通知修改。",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="year_notice_year_plausible",
                violation_error_message="计入年度应为四位年份。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.get_matter_display()}"

    def reference(self) -> Reference:
        """How other records point at this notice."""
        return Reference(self.record_kind, self.pk, str(self), self.document, org_id=self.org_id)
