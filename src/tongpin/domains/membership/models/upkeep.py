"""日常登记: leaders of small groups, publication of dues, contacts with members, yearly work of a committee, secretaries' reports."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.membership.enums import CommitteeWorkKind, ContactManner, DuesPart, LeaderChoice, ReportGrade
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class GroupLeader(OwnedRecord):
    """党小组组长: who leads a small group (``org``) in [starts_on, ends_on)."""

    record_kind = "group_leader"

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="组长")
    chosen = models.CharField("产生方式", max_length=16, choices=LeaderChoice.choices, default=LeaderChoice.NAMED)
    starts_on = models.DateField("任职日期")
    ends_on = models.DateField("卸任日期", null=True, blank=True)

    class Meta:
        verbose_name = "党小组组长"
        verbose_name_plural = "党小组组长"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org"],
                condition=Q(ends_on__isnull=True),
                name="group_leader_one",
                violation_error_message="该党小组已有组长，请先办理卸任。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="group_leader_days",
                violation_error_message="卸任日期须晚于任职日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org.shown_name}组长{self.person.name}"

    def reference(self) -> Reference:
        """How other records point at this leader."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class DuesPublication(OwnedRecord):
    """党费收缴公布: a branch told its members how dues were collected; how many should pay and how many did, never a person's amount."""

    record_kind = "dues_publication"

    year = models.PositiveSmallIntegerField("年度")
    part = models.CharField("公布的期间", max_length=16, choices=DuesPart.choices, default=DuesPart.YEAR)
    published_on = models.DateField("公布日期")
    place = models.CharField("公布方式", max_length=60, help_text="如：党员大会、公示栏。")
    payers_due = models.PositiveSmallIntegerField("应交人数")
    payers_paid = models.PositiveSmallIntegerField("已交人数")

    class Meta:
        verbose_name = "党费收缴公布"
        verbose_name_plural = "党费收缴公布"
        ordering = ["-year", "-published_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "year", "part"], name="dues_publication_once", violation_error_message="这一期间已经登记公布。"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="dues_publication_year", violation_error_message="年度应为 2000 至 2100。"
            ),
            models.CheckConstraint(
                condition=Q(payers_paid__lte=F("payers_due")),
                name="dues_publication_payers",
                violation_error_message="已交人数不能多于应交人数。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org.shown_name}{self.year}年{self.get_part_display()}党费收缴公布"

    def reference(self) -> Reference:
        """How other records point at this publication."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class MemberContact(OwnedRecord):
    """党员联系记录: somebody of the branch reached a member, or tried to and did not; also 送学上门."""

    record_kind = "member_contact"

    member = models.ForeignKey("membership.Member", models.PROTECT, related_name="+", verbose_name="党员")
    on = models.DateField("联系日期")
    manner = models.CharField("联系方式", max_length=16, choices=ContactManner.choices)
    is_reached = models.BooleanField("取得联系", default=True)

    class Meta:
        verbose_name = "党员联系记录"
        verbose_name_plural = "党员联系记录"
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "on", "manner"], name="member_contact_once", violation_error_message="当天已有同一方式的联系记录。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_manner_display()}"

    def reference(self) -> Reference:
        """How other records point at this contact."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class CommitteeWork(OwnedRecord):
    """基层党委年度工作: an analysis of the activists, a report to the superior, a training of members."""

    record_kind = "committee_work"

    kind = models.CharField("事项", max_length=16, choices=CommitteeWorkKind.choices)
    on = models.DateField("日期")
    title = models.CharField("名称", max_length=100)
    covers_education = models.BooleanField("含党员教育管理工作", default=False, help_text="报告工作的填写。")

    class Meta:
        verbose_name = "基层党委年度工作"
        verbose_name_plural = "基层党委年度工作"
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "kind", "on", "title"], name="committee_work_once", violation_error_message="当天已有同一事项。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.title}"

    def reference(self) -> Reference:
        """How other records point at this work."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class SecretaryReport(OwnedRecord):
    """书记述职评议: a secretary's yearly report on Party building, its level, feedback and rectification."""

    record_kind = "secretary_report"

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="书记")
    year = models.PositiveSmallIntegerField("述职年度")
    due_on = models.DateField("上级通知的截止日期", null=True, blank=True)
    reported_on = models.DateField("述职日期", null=True, blank=True)
    told_members_on = models.DateField("在党员大会述职日期", null=True, blank=True)
    grade = models.CharField("等次", max_length=16, choices=ReportGrade.choices, blank=True, default="")
    feedback_on = models.DateField("结果反馈日期", null=True, blank=True)
    rectification_items = models.PositiveSmallIntegerField("整改清单", null=True, blank=True)

    class Meta:
        verbose_name = "书记述职评议"
        verbose_name_plural = "书记述职评议"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "person", "year"],
                name="secretary_report_once",
                violation_error_message="该书记这一年度已经登记。",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="secretary_report_year", violation_error_message="年度应为 2000 至 2100。"
            ),
            models.CheckConstraint(
                condition=Q(grade="") | Q(reported_on__isnull=False),
                name="secretary_report_grade",
                violation_error_message="有等次的须填述职日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}{self.year}年度述职评议"

    def reference(self) -> Reference:
        """How other records point at this report."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
