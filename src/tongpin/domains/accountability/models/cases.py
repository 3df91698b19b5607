"""信访和问题线索: a file that only the officers named in it see. Its words are sealed, its title names nobody, who opened it is kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tongpin.domains.accountability.enums import CaseAct, CaseSource, CaseState
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.foundation.sealing.fields import SealedField
from tongpin.kernel.reference import Reference


class PetitionCase(OwnedRecord):
    """信访件: when and how it came in, how far it is; what it says, what was found and what was answered are sealed."""

    record_kind = "petition_case"

    number = models.CharField("编号", max_length=40, editable=False)
    source = models.CharField("来源", max_length=12, choices=CaseSource.choices)
    received_on = models.DateField("收到日期")
    reply_by = models.DateField("办理时限", null=True, blank=True)
    reply_basis = models.CharField("时限依据", max_length=200, blank=True, default="")
    state = models.CharField("状态", max_length=12, choices=CaseState.choices, default=CaseState.REGISTERED, editable=False)
    state_on = models.DateField("进入现状态日期", editable=False)
    replied_on = models.DateField("答复日期", null=True, blank=True, editable=False)
    matter = SealedField("反映内容")
    conclusion = SealedField("核查结论")
    reply = SealedField("答复内容")

    class Meta:
        verbose_name = "信访件"
        verbose_name_plural = "信访件"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "number"], name="petition_case_number_once", violation_error_message="信访件编号重复，请重新登记。"
            ),
            models.CheckConstraint(
                condition=Q(reply_by__isnull=True, reply_basis="") | Q(reply_by__gte=F("received_on")) & ~Q(reply_basis=""),
                name="petition_case_reply_with_basis",
                violation_error_message="办理时限须写明依据，且不能早于收到日期。",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.REPLIED, replied_on__isnull=False)
                | Q(state=CaseState.CLOSED)
                | ~Q(state__in=[CaseState.REPLIED, CaseState.CLOSED]) & Q(replied_on__isnull=True),
                name="petition_case_replied_with_a_day",
                violation_error_message="已答复的须有答复日期，尚未答复的没有。",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def reference(self) -> Reference:
        """How other records point at this file, without a word of it."""
        return Reference(self.record_kind, self.pk, self.number, org_id=self.org_id)


class CaseOfficer(models.Model):
    """经办人: who may see a file, from a day on and until another."""

    case = models.ForeignKey(PetitionCase, models.CASCADE, related_name="officers", verbose_name="信访件")
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="经办人")
    since = models.DateField("指定日期")
    ended_on = models.DateField("解除日期", null=True, blank=True)

    class Meta:
        verbose_name = "经办人"
        verbose_name_plural = "经办人"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(ended_on__isnull=True),
                name="case_officer_once",
                violation_error_message="此人已是该件的经办人。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since")),
                name="case_officer_days",
                violation_error_message="解除日期不能早于指定日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}"


class CaseNote(models.Model):
    """办理记录: what was done on a day, sealed; never changed afterwards."""

    case = models.ForeignKey(PetitionCase, models.CASCADE, related_name="notes", verbose_name="信访件")
    on = models.DateField("日期")
    step = models.CharField("办理", max_length=20)
    words = SealedField("办理情况")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="办理人")

    class Meta:
        verbose_name = "信访件办理记录"
        verbose_name_plural = "信访件办理记录"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.step}"


class CaseAccess(models.Model):
    """查阅记录: who opened a file or read its words and when; never changed afterwards."""

    case = models.ForeignKey(PetitionCase, models.CASCADE, related_name="accesses", verbose_name="信访件")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="账号")
    name = models.CharField("姓名", max_length=40)
    act = models.CharField("动作", max_length=12, choices=CaseAct.choices)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "信访件查阅记录"
        verbose_name_plural = "信访件查阅记录"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name}{self.get_act_display()}"
