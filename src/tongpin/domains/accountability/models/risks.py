"""廉政风险点: what may go wrong at a post, how likely, what holds it, and when it was looked at."""

from __future__ import annotations

from django.db import models

from tongpin.domains.accountability.enums import RiskLevel
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class RiskPoint(OwnedRecord):
    """廉政风险点: of one post of a department; a high one without a control is flagged until it has one."""

    record_kind = "risk_point"

    department = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="科室")
    post = models.CharField("岗位", max_length=60)
    matter = models.CharField("风险点", max_length=300)
    level = models.CharField("等级", max_length=8, choices=RiskLevel.choices)
    control = models.CharField("防控措施", max_length=500, blank=True, default="")
    owner = models.ForeignKey("orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任人")
    found_on = models.DateField("排查日期")
    ended_on = models.DateField("解除日期", null=True, blank=True)
    reason = models.CharField("解除原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "廉政风险点"
        verbose_name_plural = "廉政风险点"
        ordering = ["department", "post", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "post", "matter"],
                condition=models.Q(ended_on__isnull=True),
                name="risk_point_once",
                violation_error_message="该岗位已登记同一风险点，请打开原记录。",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True, reason="") | models.Q(ended_on__isnull=False) & ~models.Q(reason=""),
                name="risk_point_ended_with_reason",
                violation_error_message="解除风险点须写明日期和原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}：{self.matter[:60]}"

    def reference(self) -> Reference:
        """How other records point at this risk."""
        return Reference(self.record_kind, self.pk, str(self)[:80], org_id=self.org_id)

    @property
    def is_uncontrolled(self) -> bool:
        """Whether it is high and nothing holds it."""
        return self.level == RiskLevel.HIGH and not self.control.strip() and self.ended_on is None


class RiskCheck(models.Model):
    """风险检查: on which day the control of a risk was looked at, by whom, and what was found."""

    risk = models.ForeignKey(RiskPoint, models.CASCADE, related_name="checks", verbose_name="廉政风险点")
    checked_on = models.DateField("检查日期")
    is_effective = models.BooleanField("措施有效")
    words = models.CharField("检查情况", max_length=300)
    checked_by = models.CharField("检查人", max_length=60)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "风险检查"
        verbose_name_plural = "风险检查"
        ordering = ["-checked_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.checked_on:%Y-%m-%d} {self.words[:40]}"
