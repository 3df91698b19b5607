"""授权模型."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.kernel.reference import Reference


class Grant(models.Model):
    """中文名: 授权。A role given to a user for an organisation, with or without what is below it, in [since, until)."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="用户")
    role = models.CharField("角色", max_length=40)
    org = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="授权单位")
    with_subtree = models.BooleanField("包含下级", default=True)
    since = models.DateField("起始日期")
    until = models.DateField("截止日期", null=True, blank=True, help_text="自该日起失效；不填为长期。")
    basis = models.CharField("授权依据", max_length=200, blank=True)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", verbose_name="授权人")

    class Meta:
        verbose_name = "授权"
        verbose_name_plural = "授权"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "org"],
                condition=Q(until__isnull=True),
                name="access_grant_once",
                violation_error_message="该用户在此单位已有同一角色。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="access_grant_dates",
                violation_error_message="授权的截止日期不能早于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.org}"

    def reference(self) -> Reference:
        return Reference("access_grant", self.pk, str(self), org_id=self.org_id)
