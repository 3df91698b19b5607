"""项目: what is carried through to a day by named people, node by node."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.work.enums import Grade, ProjectState, TaskArea
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference

OWNERS = ("leader", "department", "person")


class Project(OwnedRecord):
    """项目: starts only with 责任领导, 责任科室 and 责任人; ``first_due_on`` is the deadline it was signed with and is never overwritten.

    ``days_late_at_start`` is how many working days the plan was late on the day of signing, as the person who signed was told.
    """

    record_kind = "work_project"

    title = models.CharField("项目", max_length=200)
    area = models.CharField("类别", max_length=16, choices=TaskArea.choices)
    objective = models.ForeignKey("work.Objective", models.PROTECT, null=True, blank=True, related_name="projects", verbose_name="目标")
    clause = models.ForeignKey("work.Clause", models.PROTECT, null=True, blank=True, related_name="projects", verbose_name="条款")
    requirement = models.TextField("工作要求", max_length=2000, blank=True, default="")
    leader = models.ForeignKey("orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任领导")
    department = models.ForeignKey("orgs.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任科室")
    person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任人")
    starts_on = models.DateField("开始日期", null=True, blank=True)
    due_on = models.DateField("完成时限")
    first_due_on = models.DateField("最初时限", null=True, blank=True, editable=False)
    state = models.CharField("状态", max_length=16, choices=ProjectState.choices, default=ProjectState.DRAFT, editable=False)
    is_number_one = models.BooleanField("头号工程", default=False)
    urgency = models.PositiveSmallIntegerField("紧急程度", choices=Grade.choices, null=True, blank=True)
    difficulty = models.PositiveSmallIntegerField("难易程度", choices=Grade.choices, null=True, blank=True)
    signed_on = models.DateField("签订日期", null=True, blank=True, editable=False)
    signed_by = models.CharField("签订人", max_length=60, blank=True, default="", editable=False)
    days_late_at_start = models.PositiveIntegerField("签订时已晚工作日", null=True, blank=True, editable=False)
    ended_on = models.DateField("结束日期", null=True, blank=True, editable=False)
    result = models.CharField("完成情况", max_length=500, blank=True, default="")
    reason = models.CharField("终止原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "项目"
        verbose_name_plural = "项目"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "title"],
                condition=Q(state__in=(ProjectState.DRAFT, ProjectState.RUNNING)),
                name="work_project_title_once",
                violation_error_message="本单位已有同名的项目在拟定或推进中。",
            ),
            models.CheckConstraint(
                condition=Q(state=ProjectState.DRAFT)
                | Q(
                    leader__isnull=False,
                    department__isnull=False,
                    person__isnull=False,
                    first_due_on__isnull=False,
                    signed_on__isnull=False,
                ),
                name="work_project_starts_with_owners",
                violation_error_message="启动的项目须有责任领导、责任科室、责任人和签订日期。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(ProjectState.DRAFT, ProjectState.RUNNING), ended_on__isnull=True)
                | Q(state__in=(ProjectState.DONE, ProjectState.STOPPED), ended_on__isnull=False),
                name="work_project_ended_with_a_day",
                violation_error_message="结束的项目须有结束日期，未结束的没有结束日期。",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(starts_on__lte=F("due_on")),
                name="work_project_days",
                violation_error_message="开始日期不能晚于完成时限。",
            ),
            models.CheckConstraint(
                condition=Q(urgency__isnull=True) | Q(urgency__gte=1, urgency__lte=3),
                name="work_project_urgency",
                violation_error_message="紧急程度应为 1 至 3。",
            ),
            models.CheckConstraint(
                condition=Q(difficulty__isnull=True) | Q(difficulty__gte=1, difficulty__lte=3),
                name="work_project_difficulty",
                violation_error_message="难易程度应为 1 至 3。",
            ),
        ]
        indexes = [models.Index(fields=["org", "state", "due_on"], name="work_project_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        """Tone of its state on a page."""
        return {ProjectState.DRAFT: "plain", ProjectState.RUNNING: "active", ProjectState.DONE: "done"}.get(
            ProjectState(self.state), "stop"
        )

    def reference(self) -> Reference:
        return Reference(self.record_kind, self.pk, self.title, org_id=self.org_id)
