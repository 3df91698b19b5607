"""谈话模型: that two people talked is countable; what they said is sealed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.orglife.enums import TalkKind
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.foundation.sealing.fields import SealedField
from tongpin.kernel.reference import Reference


class Talk(OwnedRecord):
    """谈话: day, pair and kind are open to count; ``words`` only to the two and the named officer (PRV-01)."""

    record_kind = "talk"

    on = models.DateField("谈话日期")
    kind = models.CharField("谈话种类", max_length=24, choices=TalkKind.choices)
    talker = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="谈话人")
    talked_to = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="谈话对象")
    officer = models.ForeignKey(
        "orgs.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="知悉人",
        help_text="除谈话双方外，唯一可以看内容的人。",
    )
    words = SealedField("谈话内容")

    class Meta:
        verbose_name = "谈话"
        verbose_name_plural = "谈话"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(talker=F("talked_to")), name="talk_between_two", violation_error_message="谈话人与谈话对象不能是同一人。"
            ),
            models.UniqueConstraint(
                fields=["org", "on", "kind", "talker", "talked_to"],
                name="talk_once",
                violation_error_message="当日这两人的同种谈话已经登记，请打开原记录。",
            ),
        ]
        indexes = [models.Index(fields=["org", "on"], name="talk_day")]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_kind_display()}"

    def reference(self) -> Reference:
        """How other records point at this talk; it names nobody."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
