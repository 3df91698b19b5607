"""供需对接: matching events, who took part, and the agreements they led to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.domains.matching.enums import AgreementStatus, EventStatus
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class MatchingEvent(OwnedRecord):
    """对接活动: one event of the series, known by its 活动编号."""

    record_kind = "matching_event"

    code = models.CharField("活动编号", max_length=50)
    title = models.CharField("活动名称", max_length=200)
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=200, blank=True, default="")
    status = models.CharField("状态", max_length=16, choices=EventStatus.choices)
    reason = models.CharField("取消原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "对接活动"
        verbose_name_plural = "对接活动"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "code"],
                name="matching_event_code_unique",
                violation_error_message="本单位台账中已有该活动编号，请打开原记录修改。",
            ),
        ]
        indexes = [models.Index(fields=["org", "held_on"], name="matching_event_held_on")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def reference(self) -> Reference:
        """How other records point at this event."""
        return Reference(self.record_kind, self.pk, str(self), self.code, org_id=self.org_id)


class Participation(OwnedRecord):
    """参加活动专家: an expert at an event, with the 职称 written down there."""

    record_kind = "event_expert"

    event = models.ForeignKey(
        MatchingEvent,
        on_delete=models.PROTECT,
        related_name="participations",
        verbose_name="活动",
    )
    expert = models.ForeignKey(
        "experts.Expert",
        on_delete=models.PROTECT,
        related_name="participations",
        verbose_name="专家",
    )
    title = models.CharField("职称（参加时）", max_length=50, blank=True, default="")

    class Meta:
        verbose_name = "参加活动专家"
        verbose_name_plural = "参加活动专家"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "expert"],
                name="participation_unique",
                violation_error_message="该专家已在这场活动的名单中。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert} {self.event}"

    def reference(self) -> Reference:
        """How other records point at this participation."""
        person = f"{self.expert.name}（{self.expert.institute.name}）"
        return Reference(self.record_kind, self.pk, f"{person} {self.event.code}", f"{self.event.code}/{person}", org_id=self.org_id)


class Agreement(OwnedRecord):
    """合作协议: between an institute and a firm, signed or still an intent."""

    record_kind = "agreement"

    code = models.CharField("协议编号", max_length=50)
    event = models.ForeignKey(
        MatchingEvent,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name="对接活动",
    )
    institute = models.ForeignKey(
        "experts.Institute",
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name="院所",
    )
    enterprise_name = models.CharField("企业名称", max_length=200)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name="企业",
    )
    signed_on = models.DateField("签订日期", null=True, blank=True)
    status = models.CharField("状态", max_length=16, choices=AgreementStatus.choices)
    cancelled_on = models.DateField("终止日期", null=True, blank=True)
    reason = models.CharField("终止原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "合作协议"
        verbose_name_plural = "合作协议"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "code"],
                name="agreement_code_unique",
                violation_error_message="本单位台账中已有该协议编号，请打开原记录修改。",
            ),
            models.CheckConstraint(
                condition=~Q(status=AgreementStatus.SIGNED) | Q(signed_on__isnull=False),
                name="agreement_signed_has_day",
                violation_error_message="状态为“已签订”的须填签订日期。",
            ),
        ]
        indexes = [models.Index(fields=["org", "signed_on"], name="agreement_signed_on")]

    def __str__(self) -> str:
        return f"{self.code} {self.enterprise_name}"

    def reference(self) -> Reference:
        """How other records point at this agreement."""
        return Reference(self.record_kind, self.pk, str(self), self.code, org_id=self.org_id)
