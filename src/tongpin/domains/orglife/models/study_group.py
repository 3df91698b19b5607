"""中心组和上报材料: who belongs to the study group of a Party group, and what was reported to the superior."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.orglife.enums import ReportKind, StudyGroupRole
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class StudyGroupMember(OwnedRecord):
    """中心组成员: who belongs to the study group of a Party group (``org``) in [starts_on, ends_on); its 学习秘书 is no member."""

    record_kind = "study_group_member"

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="姓名")
    role = models.CharField("中心组职责", max_length=16, choices=StudyGroupRole.choices, default=StudyGroupRole.MEMBER)
    starts_on = models.DateField("列入日期")
    ends_on = models.DateField("调出日期", null=True, blank=True, help_text="自该日起不再是成员。")

    class Meta:
        verbose_name = "中心组成员"
        verbose_name_plural = "中心组成员"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "person"],
                condition=Q(ends_on__isnull=True),
                name="study_group_member_once",
                violation_error_message="此人已在中心组名单中。",
            ),
            models.UniqueConstraint(
                fields=["org"],
                condition=Q(ends_on__isnull=True, role=StudyGroupRole.HEAD),
                name="study_group_one_head",
                violation_error_message="中心组已有组长，请先办理原组长调出或者更正职责。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="study_group_member_days",
                violation_error_message="调出日期须晚于列入日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"中心组{self.get_role_display()}{self.person.name}"

    def reference(self) -> Reference:
        """How other records point at this membership."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class UpwardReport(OwnedRecord):
    """上报材料: a yearly report that a Party organisation sent to its superior, for which year and on which day."""

    record_kind = "upward_report"

    kind = models.CharField("种类", max_length=16, choices=ReportKind.choices)
    year = models.PositiveSmallIntegerField("所报年度", help_text="报告的是哪一年的工作，不是报送的年份。")
    title = models.CharField("报告名称", max_length=200)
    number = models.CharField("文号", max_length=60, blank=True, default="")
    sent_to = models.CharField("报送单位", max_length=100)
    sent_on = models.DateField("报送日期")

    class Meta:
        verbose_name = "上报材料"
        verbose_name_plural = "上报材料"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "kind", "year", "title"], name="upward_report_once", violation_error_message="这份报告已经登记。"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="upward_report_year", violation_error_message="年度应为 2000 至 2100。"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How other records point at this report."""
        return Reference(self.record_kind, self.pk, self.title, org_id=self.org_id)
