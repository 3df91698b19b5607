"""责任清单: what an organisation or a person has to do how often, and what shows that it was done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.domains.accountability.enums import Frequency, ListKind
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class DutyList(OwnedRecord):
    """责任清单: the duties of one organisation (``org``), or of one person in it, in a year, as issued."""

    record_kind = "duty_list"

    kind = models.CharField("种类", max_length=16, choices=ListKind.choices)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=120)
    person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任人")
    issued_on = models.DateField("印发日期", null=True, blank=True)
    document = models.CharField("文号", max_length=80, blank=True, default="")

    class Meta:
        verbose_name = "责任清单"
        verbose_name_plural = "责任清单"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "kind", "year", "person"],
                condition=Q(person__isnull=False),
                name="duty_list_once_a_person",
                violation_error_message="此人本年度已有同一种类的责任清单，请打开原清单。",
            ),
            models.UniqueConstraint(
                fields=["org", "kind", "year"],
                condition=Q(person__isnull=True),
                name="duty_list_once_a_year",
                violation_error_message="该单位本年度已有同一种类的责任清单，请打开原清单。",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="duty_list_year_plausible", violation_error_message="年度应为四位年份。"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How other records point at this list."""
        return Reference(self.record_kind, self.pk, self.title, org_id=self.org_id)


class DutyLine(OwnedRecord):
    """责任事项: one duty of a list, how often, who, and what shows it. Activities linked to it are its evidence."""

    record_kind = "duty_line"

    duty_list = models.ForeignKey(DutyList, models.CASCADE, related_name="lines", verbose_name="责任清单")
    position = models.PositiveSmallIntegerField("序号")
    duty = models.CharField("责任内容", max_length=500)
    owner = models.ForeignKey("orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任人")
    frequency = models.CharField("频次", max_length=16, choices=Frequency.choices)
    evidence = models.CharField("佐证要求", max_length=300)

    class Meta:
        verbose_name = "责任事项"
        verbose_name_plural = "责任事项"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty_list", "duty"], name="duty_line_once", violation_error_message="清单中已有同一责任内容。"
            ),
        ]

    def __str__(self) -> str:
        return self.duty[:60]

    def reference(self) -> Reference:
        """How activities point at this duty."""
        return Reference(self.record_kind, self.pk, self.duty[:80], org_id=self.org_id)


class DutyProof(OwnedRecord):
    """履责登记: on which day a duty was done and what shows it, where no activity already tells."""

    record_kind = "duty_proof"

    line = models.ForeignKey(DutyLine, models.CASCADE, related_name="proofs", verbose_name="责任事项")
    done_on = models.DateField("履责日期")
    words = models.CharField("履责情况", max_length=500)

    class Meta:
        verbose_name = "履责登记"
        verbose_name_plural = "履责登记"
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "done_on", "words"], name="duty_proof_once", violation_error_message="该日已登记过同一履责情况。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.done_on:%Y-%m-%d} {self.words[:40]}"

    def reference(self) -> Reference:
        """How files point at this proof."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
