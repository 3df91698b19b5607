"""亮灯记录: which light a task or a project showed since when, and why; one row each time it changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class LightRecord(models.Model):
    """亮灯记录: the memory behind a light, of one task or of one project."""

    task = models.ForeignKey("work.Task", models.CASCADE, null=True, blank=True, related_name="light_records", verbose_name="任务")
    project = models.ForeignKey("work.Project", models.CASCADE, null=True, blank=True, related_name="light_records", verbose_name="项目")
    colour = models.CharField("灯色", max_length=8)
    word = models.CharField("灯", max_length=20)
    reason = models.CharField("原因", max_length=400, blank=True, default="")
    since = models.DateField("起始日期")
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "亮灯记录"
        verbose_name_plural = "亮灯记录"
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(task__isnull=False, project__isnull=True) | Q(task__isnull=True, project__isnull=False),
                name="work_light_of_one",
                violation_error_message="亮灯记录属于一项任务或一个项目。",
            ),
            models.UniqueConstraint(
                fields=["task", "since"],
                condition=Q(task__isnull=False),
                name="work_light_task_once_a_day",
                violation_error_message="任务当日的灯已有记录。",
            ),
            models.UniqueConstraint(
                fields=["project", "since"],
                condition=Q(project__isnull=False),
                name="work_light_project_once_a_day",
                violation_error_message="项目当日的灯已有记录。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task or self.project} {self.word}"
