"""工作台的表: only feedback is kept here; everything else on the desk belongs to the subjects."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Feedback(OwnedRecord):
    """意见反馈: what a person says about a page, and the answer they got."""

    record_kind = "feedback"

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="反馈人")
    page = models.CharField("页面", max_length=200)
    text = models.TextField("意见", max_length=2000)
    answer = models.TextField("答复", max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="答复人"
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "意见反馈"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | ~models.Q(answer=""),
                name="feedback_answered_has_text",
                violation_error_message="已答复的意见须有答复内容。",
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]

    def reference(self) -> Reference:
        return Reference("feedback", self.pk, str(self), org_id=self.org_id)


class CalendarFeed(models.Model):
    """日程订阅: the address under which one person's calendar can be fetched without signing in; only its digest is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="订阅人")
    token_digest = models.CharField("订阅地址摘要", max_length=64, unique=True)
    opened_at = models.DateTimeField("开通时间")
    last_fetched_on = models.DateField("最近读取日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "日程订阅"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user}的日程订阅"
