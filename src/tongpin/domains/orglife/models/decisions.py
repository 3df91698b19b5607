"""会外决定: what was decided where no meeting was held, and whether a meeting dealt with it afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.domains.orglife.enums import OffMeetingWay
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class OffMeetingDecision(OwnedRecord):
    """会外决定: a matter for collective decision that was decided without a meeting; ``item`` is where a meeting took it up later."""

    record_kind = "off_meeting_decision"

    title = models.CharField("决定事项", max_length=200)
    decided_on = models.DateField("决定日期")
    way = models.CharField("决定方式", max_length=12, choices=OffMeetingWay.choices)
    decided_by = models.CharField("决定人", max_length=60)
    reason = models.CharField("没有开会的原因", max_length=200)
    item = models.ForeignKey(
        "orglife.MeetingItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="off_meeting_decisions",
        verbose_name="补开会议研究的议题",
    )

    class Meta:
        verbose_name = "会外决定"
        verbose_name_plural = "会外决定"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "decided_on", "title"],
                name="off_meeting_decision_once",
                violation_error_message="当日的同一决定已经登记，请打开原记录修改。",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="off_meeting_decision_says_why", violation_error_message="请写明没有开会的原因。"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How other records point at this decision."""
        return Reference(self.record_kind, self.pk, self.title, f"{self.decided_on:%Y-%m-%d}", org_id=self.org_id)
