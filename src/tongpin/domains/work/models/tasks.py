"""任务: who owes what by when, what was reported on it, and why its day was moved."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from tongpin.domains.work.enums import TaskArea, TaskState
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Task(OwnedRecord):
    """任务: who owes what by when. Without 责任领导, 责任科室 and 责任人 no task starts; ``first_due_on`` is never overwritten.

    ``source_*`` is the record it came from: a decision, a proposal, a finding. A task of a ``project`` has a ``number`` in it and a
    duration in ``workdays``; ``planned_start_on`` and ``due_on`` are fixed backwards from the project's deadline when it is signed.
    """

    record_kind = "task"

    title = models.CharField("任务", max_length=200)
    area = models.CharField("类别", max_length=16, choices=TaskArea.choices)
    requirement = models.TextField("工作要求", max_length=2000, blank=True, default="")
    leader = models.ForeignKey("orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任领导")
    department = models.ForeignKey("orgs.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任科室")
    person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任人")
    due_on = models.DateField("完成时限", null=True, blank=True)
    first_due_on = models.DateField("最初时限", null=True, blank=True, editable=False)
    project = models.ForeignKey(
        "work.Project", models.PROTECT, null=True, blank=True, editable=False, related_name="tasks", verbose_name="项目"
    )
    clause = models.ForeignKey("work.Clause", models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="条款")
    position = models.PositiveIntegerField("顺序", default=0, editable=False)
    number = models.CharField("编号", max_length=20, blank=True, default="")
    workdays = models.PositiveSmallIntegerField("工期", null=True, blank=True)
    is_node = models.BooleanField("节点", default=False)
    planned_start_on = models.DateField("计划开始", null=True, blank=True, editable=False)
    state = models.CharField("状态", max_length=16, choices=TaskState.choices, default=TaskState.OPEN)
    share_done = models.PositiveSmallIntegerField("完成进度", default=0, validators=[MaxValueValidator(100, "完成进度应为 0 至 100。")])
    next_step = models.CharField("下一步", max_length=300, blank=True, default="")
    obstacle = models.CharField("需协调事项", max_length=300, blank=True, default="")
    ended_on = models.DateField("办结日期", null=True, blank=True)
    result = models.CharField("完成情况", max_length=500, blank=True, default="")
    reason = models.CharField("取消原因", max_length=200, blank=True, default="")
    source_kind = models.CharField("来源种类", max_length=40, blank=True, default="", editable=False)
    source_pk = models.BigIntegerField("来源编号", null=True, blank=True, editable=False)
    source_title = models.CharField("来源", max_length=200, blank=True, default="", editable=False)

    class Meta:
        verbose_name = "任务"
        verbose_name_plural = "任务"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=TaskState.DRAFT)
                | Q(
                    leader__isnull=False,
                    department__isnull=False,
                    person__isnull=False,
                    due_on__isnull=False,
                    first_due_on__isnull=False,
                ),
                name="task_starts_with_owners",
                violation_error_message="任务须有责任领导、责任科室、责任人和完成时限。",
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.DRAFT) | Q(project__isnull=False),
                name="task_draft_in_a_project",
                violation_error_message="拟定中的任务须属于一个项目。",
            ),
            models.UniqueConstraint(
                fields=["project", "number"],
                condition=Q(project__isnull=False) & ~Q(state=TaskState.CANCELLED),
                name="task_number_once_in_a_project",
                violation_error_message="本项目已有同一编号的任务。",
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=True) | (~Q(number="") & Q(workdays__isnull=False, workdays__lte=2000)),
                name="task_of_a_project_has_number_and_days",
                violation_error_message="项目中的任务须有编号和 0 至 2000 个工作日的工期。",
            ),
            models.CheckConstraint(
                condition=Q(planned_start_on__isnull=True) | Q(planned_start_on__lte=F("due_on")),
                name="task_starts_before_its_day",
                violation_error_message="计划开始日期不能晚于完成时限。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(TaskState.DRAFT, TaskState.OPEN), ended_on__isnull=True)
                | (~Q(state__in=(TaskState.DRAFT, TaskState.OPEN)) & Q(ended_on__isnull=False)),
                name="task_ended_with_a_day",
                violation_error_message="办结的任务须有办结日期，进行中的任务没有办结日期。",
            ),
            models.CheckConstraint(
                condition=Q(share_done__lte=100), name="task_share_within_100", violation_error_message="完成进度应为 0 至 100。"
            ),
            models.UniqueConstraint(
                fields=["source_kind", "source_pk", "title", "person"],
                condition=Q(source_pk__isnull=False) & ~Q(state=TaskState.CANCELLED),
                name="task_once_from_a_source",
                violation_error_message="这一事项已经交办给该责任人，请打开原任务办理。",
            ),
        ]
        indexes = [
            models.Index(fields=["org", "state", "due_on"], name="task_due"),
            models.Index(fields=["source_kind", "source_pk"], name="task_source"),
            models.Index(fields=["project", "position"], name="task_in_project"),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How other records point at this task."""
        return Reference(self.record_kind, self.pk, self.title, org_id=self.org_id)


class TaskReport(models.Model):
    """任务进展: what the responsible person reported on a day; never changed afterwards."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="reports", verbose_name="任务")
    reported_on = models.DateField("报告日期")
    share_done = models.PositiveSmallIntegerField("完成进度", validators=[MaxValueValidator(100, "完成进度应为 0 至 100。")])
    next_step = models.CharField("下一步", max_length=300, blank=True, default="")
    obstacle = models.CharField("需协调事项", max_length=300, blank=True, default="")
    reported_by = models.CharField("报告人", max_length=60)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "任务进展"
        verbose_name_plural = "任务进展"
        ordering = ["-reported_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(share_done__lte=100), name="task_report_share_within_100", violation_error_message="完成进度应为 0 至 100。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.share_done}%"


class TaskPostponement(models.Model):
    """任务调整时限: from which day to which, why, and on whose word. The trail behind a moved day."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="postponements", verbose_name="任务")
    moved_on = models.DateField("调整日期")
    before = models.DateField("原时限")
    after = models.DateField("新时限")
    reason = models.CharField("原因", max_length=200)
    approved_by = models.CharField("批准人", max_length=60)
    change = models.ForeignKey(
        "work.ChangeRequest", models.SET_NULL, null=True, blank=True, related_name="postponements", verbose_name="变更申请"
    )
    moved_by = models.CharField("办理人", max_length=60)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "任务调整时限"
        verbose_name_plural = "任务调整时限"
        ordering = ["-moved_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(after=F("before")), name="task_postponement_moves", violation_error_message="新时限与原时限相同，无须调整。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.before} → {self.after}"
