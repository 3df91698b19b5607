"""专家智库: institutes (院所) and the experts who work there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Institute(OwnedRecord):
    """院所: a university or research institute."""

    record_kind = "institute"

    name = models.CharField("院所名称", max_length=200)
    place = models.CharField("所在地", max_length=100, blank=True, default="")

    class Meta:
        verbose_name = "院所"
        verbose_name_plural = "院所"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "name"], name="institute_name_unique", violation_error_message="本单位已登记该院所，请直接使用原记录。"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="institute_name_filled", violation_error_message="院所名称不能为空。"),
        ]

    def __str__(self) -> str:
        return self.name

    def reference(self) -> Reference:
        """How other records point at this institute."""
        return Reference(self.record_kind, self.pk, self.name, self.name, org_id=self.org_id)


class Expert(OwnedRecord):
    """专家: a person of an institute; ``title`` is the 职称 last known."""

    record_kind = "expert"

    name = models.CharField("姓名", max_length=50)
    institute = models.ForeignKey(Institute, on_delete=models.PROTECT, related_name="experts", verbose_name="所在院所")
    title = models.CharField("职称", max_length=50, blank=True, default="")
    field = models.CharField("专业领域", max_length=100, blank=True, default="")

    class Meta:
        verbose_name = "专家"
        verbose_name_plural = "专家"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "institute", "name"],
                name="expert_person_unique",
                violation_error_message="该院所已登记同名专家，请直接使用原记录。",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="expert_name_filled", violation_error_message="专家姓名不能为空。"),
        ]

    def __str__(self) -> str:
        return self.name

    def reference(self) -> Reference:
        """How other records point at this expert."""
        return Reference(self.record_kind, self.pk, f"{self.name}（{self.institute.name}）", self.name, org_id=self.org_id)
