"""共建模型: agreements of branches with partner units; what they did together are activities linked to the agreement."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class CoBuilding(OwnedRecord):
    """共建协议: a branch and its partner, for how long, and what each brings."""

    record_kind = "co_building"

    partner = models.CharField("共建党组织", max_length=120)
    partner_unit = models.CharField("共建单位", max_length=120, blank=True, default="")
    signed_on = models.DateField("签订日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    content = models.TextField("共建内容", max_length=2000, blank=True, default="")
    ended_on = models.DateField("终止日期", null=True, blank=True)
    reason = models.CharField("终止原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "共建协议"
        verbose_name_plural = "共建协议"
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "partner", "signed_on"],
                name="co_building_once",
                violation_error_message="同日签订的协议已登记。",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("signed_on")),
                name="co_building_dates",
                violation_error_message="有效期不能早于签订日期。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, reason="") | (Q(ended_on__isnull=False) & ~Q(reason="")),
                name="co_building_ended_with_reason",
                violation_error_message="终止协议须写明日期和原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"与{self.partner}共建"

    def reference(self) -> Reference:
        """How activities point at this agreement."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
