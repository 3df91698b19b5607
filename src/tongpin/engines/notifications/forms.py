"""通知表单."""

from __future__ import annotations

from django import forms

from tongpin.engines.ledgers.forms import LedgerForm
from tongpin.engines.notifications.models import NoticeHours


class HoursForm(LedgerForm):
    """通知时间表单."""

    units = {"step_workdays": "个工作日"}
    groups = (("安静时段", ("quiet_from", "quiet_to")),)

    class Meta:
        model = NoticeHours
        fields = ("digest_at", "workdays_only", "step_workdays", "quiet_from", "quiet_to")
        widgets = {name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M") for name in ("digest_at", "quiet_from", "quiet_to")}
        help_texts = {
            "digest_at": "每人每天至多收到一份摘要，不早于这个时间。",
            "quiet_from": "安静时段内不发提醒，可以跨过零点。",
        }
