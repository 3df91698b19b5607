"""年度计划: what a Party organisation plans to hold in a year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.domains.orglife.enums import THEME_DAY, MeetingKind, PlanState
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference

GATHERINGS = [*MeetingKind.choices, (THEME_DAY, "主题党日")]


class YearPlan(OwnedRecord):
    """年度计划: the gatherings of one organisation in one year; once confirmed, each stands in the calendar as a planned activity."""

    record_kind = "year_plan"

    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=12, choices=PlanState.choices, default=PlanState.DRAFT)
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    basis = models.CharField("研究确定的会议", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "年度计划"
        verbose_name_plural = "年度计划"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "year"], name="year_plan_once", violation_error_message="本组织该年度已有计划，请打开原计划修改。"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="year_plan_year_plausible", violation_error_message="年度应为四位年份。"
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFT, confirmed_on__isnull=True) | Q(state=PlanState.CONFIRMED, confirmed_on__isnull=False),
                name="year_plan_confirmed_has_day",
                violation_error_message="已确认的计划须有确认日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org.shown_name} {self.year}年组织生活计划"

    def reference(self) -> Reference:
        """How other records point at this plan."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class PlannedGathering(OwnedRecord):
    """计划项: one gathering of a plan; ``activity`` once the plan is confirmed."""

    plan = models.ForeignKey(YearPlan, on_delete=models.PROTECT, related_name="gatherings", verbose_name="年度计划")
    kind = models.CharField("种类", max_length=48, choices=GATHERINGS)
    day = models.DateField("计划日期")
    title = models.CharField("名称", max_length=200)
    theme = models.CharField("主题或主要内容", max_length=200, blank=True, default="")
    rule_code = models.CharField("依据规则", max_length=16, blank=True, default="")
    activity = models.OneToOneField(
        "activities.Activity", on_delete=models.PROTECT, null=True, blank=True, related_name="planned_gathering", verbose_name="工作记录"
    )

    class Meta:
        verbose_name = "计划项"
        verbose_name_plural = "计划项"
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "day"],
                name="planned_gathering_once",
                violation_error_message="计划中这一天已有同一种类的安排。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """What happens to it is told on the page of its plan."""
        return self.plan.reference()
