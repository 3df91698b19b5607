"""届次: the term of a committee (or of a secretary where there is none) and who holds which office in it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from tongpin.domains.membership.enums import Office
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.dates import plus_months
from tongpin.kernel.reference import Reference


class Term(OwnedRecord):
    """届次: elected on a day for so many months; ``postponed_to`` needs the approval of the superior organisation."""

    record_kind = "term"

    number = models.CharField("届次", max_length=20, help_text="如：第三届。")
    has_committee = models.BooleanField("设立委员会", default=True, help_text="正式党员不足7人的党支部一般不设委员会，只设书记。")
    elected_on = models.DateField("选举日期")
    months = models.PositiveSmallIntegerField("任期")
    postponed_to = models.DateField("换届调整到", null=True, blank=True)
    postponement_approved_on = models.DateField("调整批准日期", null=True, blank=True)
    postponement_approval = models.CharField("调整批准文号", max_length=60, blank=True, default="")
    reminded_on = models.DateField("上级提醒换届日期", null=True, blank=True)
    ended_on = models.DateField("本届结束日期", null=True, blank=True)

    class Meta:
        verbose_name = "届次"
        verbose_name_plural = "届次"
        ordering = ["-elected_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org"],
                condition=Q(ended_on__isnull=True),
                name="term_one_current",
                violation_error_message="该党组织的上一届还没有结束，请先办理换届。",
            ),
            models.UniqueConstraint(fields=["org", "number"], name="term_number_once", violation_error_message="该党组织已有这一届。"),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=120),
                name="term_months_plausible",
                violation_error_message="任期应为 1 至 120 个月。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("elected_on")),
                name="term_days",
                violation_error_message="本届结束日期须晚于选举日期。",
            ),
            models.CheckConstraint(
                condition=Q(postponed_to__isnull=True, postponement_approved_on__isnull=True, postponement_approval="")
                | (Q(postponed_to__isnull=False, postponement_approved_on__isnull=False) & ~Q(postponement_approval="")),
                name="term_postponed_with_approval",
                violation_error_message="提前或延期换届须有上级党组织的批准日期和文号。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org.shown_name}{self.number}"

    def reference(self) -> Reference:
        """How other records point at this term."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)

    @property
    def expires_on(self) -> date:
        """任期届满: the same day so many months after the election."""
        return plus_months(self.elected_on, self.months)

    @property
    def due_on(self) -> date:
        """应换届日期: the approved day where it was moved, else the day the term expires."""
        return self.postponed_to or self.expires_on


class Officer(OwnedRecord):
    """党内任职: who held which office in a term in [starts_on, ends_on)."""

    record_kind = "officer"

    term = models.ForeignKey(Term, models.PROTECT, related_name="officers", verbose_name="届次")
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="姓名")
    office = models.CharField("党内职务", max_length=16, choices=Office.choices)
    starts_on = models.DateField("任职日期")
    ends_on = models.DateField("免职日期", null=True, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True, help_text="书记、副书记须经上级党组织批准。")
    approval = models.CharField("批准文号", max_length=60, blank=True, default="")

    class Meta:
        verbose_name = "党内任职"
        verbose_name_plural = "党内任职"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "person"],
                condition=Q(ends_on__isnull=True),
                name="officer_one_office",
                violation_error_message="此人在本届已任一个职务。",
            ),
            models.UniqueConstraint(
                fields=["term", "office"],
                condition=Q(ends_on__isnull=True) & ~Q(office__in=[Office.MEMBER.value, Office.DEPUTY.value]),
                name="officer_one_holder",
                violation_error_message="本届该职务已有人担任，请先办理免职。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="officer_days",
                violation_error_message="免职日期须晚于任职日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.get_office_display()} {self.person}"

    def reference(self) -> Reference:
        """How other records point at this office."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
