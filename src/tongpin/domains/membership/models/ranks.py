"""干部层次: which demand of cadre training applies to a person, from a day on."""

from __future__ import annotations

from django.db import models

from tongpin.domains.membership.enums import CadreRank
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class RankRecord(OwnedRecord):
    """干部层次登记: the layer of one person from ``starts_on`` until the next entry; ``org`` is the Party organisation that keeps it."""

    record_kind = "rank_record"

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="姓名")
    rank = models.CharField("干部层次", max_length=16, choices=CadreRank.choices)
    starts_on = models.DateField("自何日起", help_text="任现层次之日；不清楚的填本系统启用台账之日。")

    class Meta:
        verbose_name = "干部层次"
        verbose_name_plural = "干部层次"
        ordering = ["person__pinyin", "-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "starts_on"], name="rank_record_once", violation_error_message="此人该日已登记干部层次，请打开更正。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.name} {self.get_rank_display()}"

    def reference(self) -> Reference:
        """How other records point at this entry."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
