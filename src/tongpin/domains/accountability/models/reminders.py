"""节前廉政提醒: the unit's dated rules, one letter a holiday, whom it went to by which channel, receipts and counted urging."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tongpin.domains.accountability.enums import Audience, ReminderState, SendingState
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.holidays import NAMES
from tongpin.kernel.reference import Reference


def all_holidays() -> list[str]:
    """节日清单 unless the unit keeps a shorter one."""
    return list(NAMES)


class IntegrityRules(OwnedRecord):
    """节前提醒规则: for which holidays, how long before, to whom and how; a later row follows an earlier."""

    record_kind = "integrity_rules"

    valid_from = models.DateField("启用日期")
    holidays = models.JSONField("节日", default=all_holidays)
    send_workdays = models.PositiveSmallIntegerField("节前几个工作日发出", default=3)
    draft_workdays = models.PositiveSmallIntegerField("发出前几个工作日拟稿", default=5)
    sends_itself = models.BooleanField("到期由系统自动发出", default=False)
    audience = models.CharField("提醒范围", max_length=16, choices=Audience.choices, default=Audience.EVERYBODY)
    by_mail = models.BooleanField("同时发电子邮件", default=False)
    by_text = models.BooleanField("同时发短信", default=False)
    urge_workdays = models.PositiveSmallIntegerField("未签收几个工作日后再提醒", default=1)
    most_urgings = models.PositiveSmallIntegerField("自动再提醒次数", default=1)
    basis = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = "节前提醒规则"
        verbose_name_plural = "节前提醒规则"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "valid_from"],
                name="integrity_rules_once_a_day",
                violation_error_message="该日已有一份节前提醒规则，请打开原规则更正。",
            ),
            models.CheckConstraint(
                condition=Q(send_workdays__gte=1, send_workdays__lte=15, draft_workdays__lte=20, urge_workdays__gte=1, most_urgings__lte=5),
                name="integrity_rules_plausible",
                violation_error_message="发出应在节前 1 至 15 个工作日，拟稿至多再提前 20 个工作日，再提醒间隔至少 1 个工作日、至多 5 次。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}起的节前提醒规则"

    def reference(self) -> Reference:
        """How the audit trail points at these rules."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class IntegrityReminder(OwnedRecord):
    """廉政提醒函: one letter before one holiday (or holidays that run together); it gets its number when it is sent."""

    record_kind = "integrity_reminder"

    holiday = models.CharField("节日", max_length=40)
    starts_on = models.DateField("放假首日")
    ends_on = models.DateField("放假末日")
    send_on = models.DateField("应发日期")
    title = models.CharField("标题", max_length=120)
    words = models.TextField("正文", max_length=3000)
    audience = models.CharField("提醒范围", max_length=16, choices=Audience.choices, default=Audience.EVERYBODY)
    state = models.CharField("状态", max_length=12, choices=ReminderState.choices, default=ReminderState.DRAFTED, editable=False)
    year = models.PositiveSmallIntegerField("编号年度", null=True, blank=True, editable=False)
    serial = models.PositiveSmallIntegerField("编号", null=True, blank=True, editable=False)
    sent_on = models.DateField("发出日期", null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人", editable=False
    )
    reason = models.CharField("不发的原因", max_length=200, blank=True, default="", editable=False)

    class Meta:
        verbose_name = "廉政提醒函"
        verbose_name_plural = "廉政提醒函"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "starts_on"],
                name="integrity_reminder_once_a_holiday",
                violation_error_message="这次放假的提醒函已经拟好，请打开原函。",
            ),
            models.UniqueConstraint(
                fields=["org", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="integrity_reminder_number_once",
                violation_error_message="提醒函编号重复，请刷新后重新发出。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), send_on__lt=F("starts_on")),
                name="integrity_reminder_before_the_holiday",
                violation_error_message="应发日期须在放假首日以前，放假末日不能早于首日。",
            ),
            models.CheckConstraint(
                condition=Q(state=ReminderState.SENT, sent_on__isnull=False, serial__isnull=False, year__isnull=False)
                | ~Q(state=ReminderState.SENT) & Q(sent_on__isnull=True, serial__isnull=True),
                name="integrity_reminder_sent_with_number",
                violation_error_message="已发出的提醒函须有编号和发出日期，未发出的没有。",
            ),
            models.CheckConstraint(
                condition=Q(state=ReminderState.DROPPED) & ~Q(reason="") | ~Q(state=ReminderState.DROPPED) & Q(reason=""),
                name="integrity_reminder_dropped_with_reason",
                violation_error_message="不发提醒函须写明原因。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """发文字号: 廉政提醒函〔2026〕1号; "" before it is sent."""
        return f"廉政提醒函〔{self.year}〕{self.serial}号" if self.serial is not None else ""

    def reference(self) -> Reference:
        """How other records point at this letter."""
        return Reference(self.record_kind, self.pk, self.title, self.number, org_id=self.org_id)


class ReminderRecipient(models.Model):
    """提醒对象: one person of one letter, and when they confirmed that they had read it, themselves or on paper."""

    reminder = models.ForeignKey(IntegrityReminder, models.CASCADE, related_name="recipients", verbose_name="廉政提醒函")
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="提醒对象")
    received_at = models.DateTimeField("签收时间", null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="纸质签收登记人"
    )

    class Meta:
        verbose_name = "提醒对象"
        verbose_name_plural = "提醒对象"
        ordering = ["person__pinyin", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reminder", "person"], name="reminder_recipient_once", violation_error_message="此人已在提醒对象中。"
            ),
            models.CheckConstraint(
                condition=Q(noted_by__isnull=True) | Q(received_at__isnull=False),
                name="reminder_recipient_noted_with_a_receipt",
                violation_error_message="登记纸质签收须有签收时间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}"


class ReminderSending(models.Model):
    """发送记录: one attempt to reach one person by one channel; ``round`` 0 is the letter, then the urgings."""

    recipient = models.ForeignKey(ReminderRecipient, models.CASCADE, related_name="sendings", verbose_name="提醒对象")
    channel = models.CharField("通道", max_length=16)
    channel_title = models.CharField("通道名称", max_length=20)
    round = models.PositiveSmallIntegerField("第几次再提醒", default=0)
    state = models.CharField("结果", max_length=12, choices=SendingState.choices, default=SendingState.WAITING)
    words = models.CharField("说明", max_length=200, blank=True, default="")
    at = models.DateTimeField("时间", null=True, blank=True)

    class Meta:
        verbose_name = "发送记录"
        verbose_name_plural = "发送记录"
        ordering = ["round", "recipient__person__pinyin", "channel", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "channel", "round"],
                name="reminder_sending_once",
                violation_error_message="这一次已经发送，不重复发送。",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="reminder_sending_waiting")]

    def __str__(self) -> str:
        return f"{self.channel_title} {self.get_state_display()}"

    @property
    def result(self) -> tuple[str, str]:
        """The tone and the word of the result."""
        tones: dict[Any, str] = {SendingState.SENT: "done", SendingState.WAITING: "plain", SendingState.UNREACHABLE: "stop"}
        return tones.get(self.state, "warn"), self.get_state_display()


class ReminderUrging(models.Model):
    """再提醒: the how-manieth time those without a receipt were told again, how many they were. Counted, never changed afterwards."""

    reminder = models.ForeignKey(IntegrityReminder, models.CASCADE, related_name="urgings", verbose_name="廉政提醒函")
    number = models.PositiveSmallIntegerField("第几次")
    urged_on = models.DateField("日期")
    people = models.PositiveSmallIntegerField("未签收人数")
    urged_by = models.CharField("办理人", max_length=60)

    class Meta:
        verbose_name = "再提醒"
        verbose_name_plural = "再提醒"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["reminder", "number"],
                name="reminder_urging_counted_once",
                violation_error_message="刚刚有人提醒过，请刷新后再办理。",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}次再提醒"
