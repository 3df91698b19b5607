"""知识产权表: what a firm owns or has applied for."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.coaching.enums import Obtained, RightClass, RightKind
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class IntellectualProperty(OwnedRecord):
    """知识产权: one right of a firm, with its class; ``granted_on`` is empty as long as it is only applied for.

    ``owner`` is who stands on the certificate where that is not the firm alone; ``coached_by`` who helped to apply for it.
    """

    record_kind = "intellectual_property"

    firm = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="rights", verbose_name="企业")
    kind = models.CharField("种类", max_length=20, choices=RightKind.choices)
    right_class = models.CharField("类别", max_length=8, choices=RightClass.choices, editable=False)
    number = models.CharField("专利号（登记号）", max_length=64)
    title = models.CharField("名称", max_length=200)
    owner = models.CharField("权利人", max_length=200, blank=True, default="")
    obtained = models.CharField("获得方式", max_length=16, choices=Obtained.choices, default=Obtained.OWN)
    applied_on = models.DateField("申请日期", null=True, blank=True)
    granted_on = models.DateField("授权（登记）日期", null=True, blank=True)
    ends_on = models.DateField("保护期届满日期", null=True, blank=True)
    lapsed_on = models.DateField("失效日期", null=True, blank=True)
    reason = models.CharField("失效原因", max_length=200, blank=True, default="")
    coached_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="辅导人")

    class Meta:
        verbose_name = "知识产权"
        verbose_name_plural = "知识产权"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "kind", "number"],
                name="right_number_once",
                violation_error_message="本单位台账中已有该专利号（登记号），请核对号码或打开原记录更正。",
            ),
            models.CheckConstraint(
                condition=Q(applied_on__isnull=True) | Q(granted_on__isnull=True) | Q(applied_on__lte=F("granted_on")),
                name="right_applied_before_granted",
                violation_error_message="授权（登记）日期早于申请日期，请核对两个日期。",
            ),
            models.CheckConstraint(
                condition=Q(lapsed_on__isnull=True) | Q(granted_on__isnull=False, lapsed_on__gte=F("granted_on")),
                name="right_lapsed_after_granted",
                violation_error_message="失效日期应不早于授权（登记）日期。",
            ),
        ]
        indexes = [models.Index(fields=["org", "granted_on"], name="right_granted_on")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number} {self.title}"

    def reference(self) -> Reference:
        """How other records point at this right."""
        return Reference(self.record_kind, self.pk, str(self)[:200], self.number, org_id=self.org_id)
