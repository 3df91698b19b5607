"""品牌与公开: honours won, and the brands under which Party branches work."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.publicity.enums import HonourLevel, HonourStatus
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Honour(OwnedRecord):
    """荣誉: a title as it was issued, for one holder and one year."""

    record_kind = "honour"

    title = models.CharField("荣誉名称", max_length=200)
    level = models.CharField("级别", max_length=16, choices=HonourLevel.choices)
    holder = models.CharField("获奖单位", max_length=200)
    year = models.PositiveSmallIntegerField("年度")
    awarded_by = models.CharField("授予单位", max_length=200, blank=True, default="")
    remark = models.CharField("备注", max_length=200, blank=True, default="")
    status = models.CharField("状态", max_length=16, choices=HonourStatus.choices, default=HonourStatus.HELD)
    reason = models.CharField("撤销原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "荣誉"
        verbose_name_plural = "荣誉"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "title", "holder", "year", "level"],
                name="honour_unique",
                violation_error_message="本单位台账中已有同一名称、获奖单位、年度和级别的荣誉，请打开原记录修改。",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1949, year__lte=2100), name="honour_year_plausible", violation_error_message="年度应为四位年份。"
            ),
        ]
        indexes = [models.Index(fields=["org", "year"], name="honour_year")]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How other records point at this honour."""
        return Reference(self.record_kind, self.pk, self.title, f"{self.title}/{self.holder}/{self.year}", org_id=self.org_id)


class Brand(OwnedRecord):
    """党建品牌: the name under which a branch (``org``) works, since when; what was done under it are activities linked to it."""

    record_kind = "brand"

    name = models.CharField("品牌名称", max_length=80)
    meaning = models.TextField("品牌内涵", max_length=1000, blank=True, default="")
    started_on = models.DateField("创建日期")
    ended_on = models.DateField("停用日期", null=True, blank=True)
    reason = models.CharField("停用原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "党建品牌"
        verbose_name_plural = "党建品牌"
        ordering = ["started_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "name"], name="brand_once", violation_error_message="该党组织已有同名品牌，请打开原记录。"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("started_on")),
                name="brand_days",
                violation_error_message="停用日期须晚于创建日期。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, reason="") | (Q(ended_on__isnull=False) & ~Q(reason="")),
                name="brand_ended_with_reason",
                violation_error_message="停用品牌须写明日期和原因。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def reference(self) -> Reference:
        """How activities point at this brand."""
        return Reference(self.record_kind, self.pk, self.name, org_id=self.org_id)
