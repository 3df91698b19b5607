"""任务表."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.foundation.jobs.enums import JobState


class Job(models.Model):
    """中文名: 后台任务. One call of a registered function; a worker holds it by a lease that runs out when the worker dies."""

    name = models.CharField("任务名", max_length=80, db_index=True)
    kwargs = models.JSONField("参数", default=dict, blank=True)
    key = models.CharField("幂等键", max_length=200, null=True, blank=True)
    owner_id = models.BigIntegerField("发起人编号", null=True, blank=True, db_index=True)
    owner_name = models.CharField("发起人", max_length=150, blank=True, default="")
    state = models.CharField("状态", max_length=10, choices=JobState.choices, default=JobState.WAITING)
    run_after = models.DateTimeField("不早于")
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    lease_token = models.CharField("租约", max_length=32, blank=True, default="")
    lease_until = models.DateTimeField("租约到期", null=True, blank=True)
    worker = models.CharField("执行进程", max_length=120, blank=True, default="")
    progress = models.PositiveIntegerField("已处理", default=0)
    total = models.PositiveIntegerField("总数", null=True, blank=True)
    message = models.CharField("进展说明", max_length=300, blank=True, default="")
    result = models.JSONField("结果", null=True, blank=True)
    error = models.TextField("错误", blank=True, default="")
    created_at = models.DateTimeField("提交时间")
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["run_after", "id"], condition=Q(state="waiting"), name="job_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="job_running"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="job_key_once", violation_error_message="同一件事只排一次后台任务。"),
            models.CheckConstraint(
                condition=~Q(state="running") | (Q(lease_until__isnull=False) & ~Q(lease_token="")),
                name="job_running_has_lease",
                violation_error_message="执行中的任务须有租约。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in (JobState.DONE, JobState.PARKED)

    @property
    def percent(self) -> int | None:
        """完成百分比, or None while the total is not known."""
        return min(100, self.progress * 100 // self.total) if self.total else None


class Effect(models.Model):
    """中文名: 已生效事项. Stands in the same transaction as an effect, so that a repeated attempt does not do it again."""

    key = models.CharField("事项键", max_length=200, primary_key=True)
    at = models.DateTimeField("时间", db_index=True)

    class Meta:
        verbose_name = "已生效事项"
        verbose_name_plural = "已生效事项"

    def __str__(self) -> str:
        return self.key


class Schedule(models.Model):
    """中文名: 定时安排. When a recurring job fires next; the conditional update of ``next_at`` lets exactly one worker fire it."""

    name = models.CharField("任务名", max_length=80, primary_key=True)
    cron = models.CharField("周期", max_length=60)
    next_at = models.DateTimeField("下次时间")
    last_at = models.DateTimeField("上次时间", null=True, blank=True)

    class Meta:
        verbose_name = "定时安排"
        verbose_name_plural = "定时安排"

    def __str__(self) -> str:
        return f"{self.name} {self.cron}"
