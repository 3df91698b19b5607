"""更正申请: what somebody says is wrong in their own data, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.membership.enums import RequestState
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class CorrectionRequest(OwnedRecord):
    """更正申请: asked by the person on a day, answered with a reason within the days of the office."""

    record_kind = "correction_request"

    member = models.ForeignKey("membership.Member", models.PROTECT, related_name="+", verbose_name="申请人")
    item = models.CharField("需更正的内容", max_length=60)
    wanted = models.CharField("更正为", max_length=200)
    asked_on = models.DateField("申请日期")
    state = models.CharField("状态", max_length=16, choices=RequestState.choices, default=RequestState.OPEN)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer = models.CharField("答复", max_length=300, blank=True, default="")
    answered_by = models.CharField("答复人", max_length=60, blank=True, default="")

    class Meta:
        verbose_name = "更正申请"
        verbose_name_plural = "更正申请"
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RequestState.OPEN, answered_on__isnull=True)
                | (~Q(state=RequestState.OPEN) & Q(answered_on__isnull=False) & ~Q(answer="")),
                name="correction_request_answered",
                violation_error_message="已答复的申请须有答复日期和答复内容。",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="correction_request_days",
                violation_error_message="答复日期不能早于申请日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"更正申请第{self.pk}号"

    def reference(self) -> Reference:
        """How other records point at this request, without what it says."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
