"""通知: what a person was reminded of, the one digest of a day, and the hours an organisation has set."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class NoticeHours(OwnedRecord):
    """通知时间: when people of an organisation (and below it, where nothing else is set) may be reminded."""

    record_kind = "notice_hours"

    digest_at = models.TimeField("每日摘要时间", default=time(8, 30))
    quiet_from = models.TimeField("安静时段自", default=time(18, 0))
    quiet_to = models.TimeField("安静时段至", default=time(8, 0))
    workdays_only = models.BooleanField("只在工作日发送", default=True)
    step_workdays = models.PositiveSmallIntegerField(
        "升级间隔",
        default=3,
        validators=[MinValueValidator(1, "升级间隔至少 1 个工作日。"), MaxValueValidator(30, "升级间隔至多 30 个工作日。")],
        help_text="上一步提醒发出后，满这些工作日仍未办的，才提醒上一级。",
    )

    class Meta:
        verbose_name = "通知时间"
        verbose_name_plural = "通知时间"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["org"], name="notice_hours_once", violation_error_message="本单位已设置通知时间。"),
            models.CheckConstraint(
                condition=Q(step_workdays__gte=1, step_workdays__lte=30),
                name="notice_hours_step",
                violation_error_message="升级间隔应为 1 至 30 个工作日。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org}通知时间"

    def reference(self) -> Reference:
        """How the audit trail points at these hours."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class Digest(models.Model):
    """每日摘要: all that a person is told on one day; there is one a day, and the database keeps it so."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="收件人")
    day = models.DateField("日期")
    sent_at = models.DateTimeField("发出时间")

    class Meta:
        verbose_name = "每日摘要"
        verbose_name_plural = "每日摘要"
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day", violation_error_message="该人当日的摘要已经发出。"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}提醒"


class Notice(models.Model):
    """提醒: one thing to one person at one step; sent with a digest, never twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="收件人")
    source = models.CharField("来源", max_length=40)
    key = models.CharField("事项", max_length=160)
    step = models.PositiveSmallIntegerField("第几步", default=1)
    title = models.CharField("提醒内容", max_length=200)
    url = models.CharField("办理页面", max_length=300)
    due_on = models.DateField("时限", null=True, blank=True)
    noted_on = models.DateField("列入日期")
    digest = models.ForeignKey(Digest, models.CASCADE, null=True, blank=True, related_name="notices", verbose_name="每日摘要")
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = "提醒"
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "source", "key", "step"], name="notice_once_a_step", violation_error_message="同一事项的这一步已经提醒过。"
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(digest__isnull=False),
                name="notice_read_after_sent",
                violation_error_message="尚未发出的提醒不能标为已读。",
            ),
        ]
        indexes = [
            models.Index(fields=["source", "key", "step"], name="notice_step"),
            models.Index(fields=["digest"], name="notice_unsent"),
        ]

    def __str__(self) -> str:
        return self.title
