"""报告的表: a bureau's own wording; the figures belong to the indicators."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class SentenceWording(OwnedRecord):
    """本单位句式: takes the place of one shipped sentence from a year on; a newer one follows, none is edited."""

    record_kind = "sentence_wording"

    report = models.CharField("报告", max_length=40)
    sentence_id = models.CharField("句式编号", max_length=20)
    section = models.CharField("所在部分", max_length=40)
    text = models.TextField("句式", max_length=600)
    is_dropped = models.BooleanField("不再使用", default=False)
    from_year = models.PositiveSmallIntegerField("自哪一年起")
    basis = models.CharField("修改依据", max_length=200)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="修改人")

    class Meta:
        verbose_name = verbose_name_plural = "本单位句式"
        ordering = ["report", "sentence_id", "from_year", "pk"]
        indexes = [models.Index(fields=["org", "report", "sentence_id"], name="wording_by_sentence")]

    def __str__(self) -> str:
        return f"{self.sentence_id}（{self.from_year}年起）"

    def reference(self) -> Reference:
        return Reference("sentence_wording", self.pk, str(self), self.sentence_id, org_id=self.org_id)
