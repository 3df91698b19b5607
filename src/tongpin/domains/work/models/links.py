"""前后关系: which task waits for which."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.work.enums import LinkType


class TaskLink(models.Model):
    """任务前后关系: ``task`` waits for ``before`` by ``kind`` and ``lag`` working days (negative: overlap).

    A link that no longer holds stays as a row with ``is_in_force`` off, so that an import that dropped it can be undone.
    """

    before = models.ForeignKey("work.Task", models.CASCADE, related_name="links_after", verbose_name="前置任务")
    task = models.ForeignKey("work.Task", models.CASCADE, related_name="links_before", verbose_name="任务")
    kind = models.CharField("关系", max_length=2, choices=LinkType.choices, default=LinkType.FINISH_START)
    lag = models.SmallIntegerField("间隔工作日", default=0)
    is_in_force = models.BooleanField("有效", default=True)

    class Meta:
        verbose_name = "任务前后关系"
        verbose_name_plural = "任务前后关系"
        ordering = ["task", "before"]
        constraints = [
            models.UniqueConstraint(fields=["before", "task"], name="task_link_once", violation_error_message="两项任务之间已有前后关系。"),
            models.CheckConstraint(
                condition=~Q(before=F("task")), name="task_link_not_itself", violation_error_message="任务不能以自己为前置任务。"
            ),
            models.CheckConstraint(
                condition=Q(lag__gte=-250, lag__lte=250),
                name="task_link_lag",
                violation_error_message="间隔应在 -250 至 250 个工作日之间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.task}（{self.kind}）"

    def written(self, number: str) -> str:
        """写成一格, with the number of the task before: "3FS+2"."""
        if self.kind == LinkType.FINISH_START and not self.lag:
            return number
        return f"{number}{self.kind}{self.lag:+d}" if self.lag else f"{number}{self.kind}"
