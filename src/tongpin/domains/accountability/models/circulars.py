"""典型案例通报: a numbered circular to units, who signed for it, and at which meeting it was studied."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tongpin.domains.accountability.enums import CircularState
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Circular(OwnedRecord):
    """典型案例通报: it names nobody unless the basis for naming is written down."""

    record_kind = "circular"

    title = models.CharField("标题", max_length=120)
    source = models.CharField("案例来源", max_length=200)
    summary = models.TextField("案情摘要", max_length=5000)
    lesson = models.TextField("警示和要求", max_length=3000, blank=True, default="")
    naming_basis = models.CharField("点名道姓通报的依据", max_length=200, blank=True, default="")
    receive_by = models.DateField("签收时限")
    study_by = models.DateField("学习时限")
    state = models.CharField("状态", max_length=12, choices=CircularState.choices, default=CircularState.DRAFTED, editable=False)
    year = models.PositiveSmallIntegerField("编号年度", null=True, blank=True, editable=False)
    serial = models.PositiveSmallIntegerField("编号", null=True, blank=True, editable=False)
    issued_on = models.DateField("印发日期", null=True, blank=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人", editable=False
    )
    reason = models.CharField("撤回原因", max_length=200, blank=True, default="", editable=False)

    class Meta:
        verbose_name = "典型案例通报"
        verbose_name_plural = "典型案例通报"
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="circular_number_once",
                violation_error_message="通报编号重复，请刷新后重新印发。",
            ),
            models.CheckConstraint(
                condition=Q(study_by__gte=F("receive_by")),
                name="circular_studied_after_receipt",
                violation_error_message="学习时限不能早于签收时限。",
            ),
            models.CheckConstraint(
                condition=~Q(state=CircularState.ISSUED) | Q(issued_on__isnull=False, serial__isnull=False, year__isnull=False),
                name="circular_issued_with_number",
                violation_error_message="已印发的通报须有编号和印发日期。",
            ),
            models.CheckConstraint(
                condition=Q(state=CircularState.WITHDRAWN) & ~Q(reason="") | ~Q(state=CircularState.WITHDRAWN) & Q(reason=""),
                name="circular_withdrawn_with_reason",
                violation_error_message="撤回通报须写明原因。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """发文字号: 案例通报〔2026〕1号; "" before it is issued."""
        return f"案例通报〔{self.year}〕{self.serial}号" if self.serial is not None else ""

    def reference(self) -> Reference:
        """How other records point at this circular."""
        return Reference(self.record_kind, self.pk, self.title, self.number, org_id=self.org_id)


class CircularUnit(models.Model):
    """通报单位: one unit of one circular, its receipt and the meeting at which it studied it."""

    circular = models.ForeignKey(Circular, models.CASCADE, related_name="units", verbose_name="典型案例通报")
    org = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="单位")
    received_on = models.DateField("签收日期", null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签收人"
    )
    study = models.ForeignKey("activities.Activity", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="学习会议")

    class Meta:
        verbose_name = "通报单位"
        verbose_name_plural = "通报单位"
        ordering = ["org__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["circular", "org"], name="circular_unit_once", violation_error_message="该单位已在通报范围中。"
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, received_by__isnull=True) | Q(received_on__isnull=False, received_by__isnull=False),
                name="circular_unit_received_by_somebody",
                violation_error_message="签收须有签收人和日期。",
            ),
            models.CheckConstraint(
                condition=Q(study__isnull=True) | Q(received_on__isnull=False),
                name="circular_unit_studied_after_receipt",
                violation_error_message="先签收，再登记学习。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org}"
