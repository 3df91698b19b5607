"""供需对接表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.matching.models import Agreement, MatchingEvent, Participation
from tongpin.engines.ledgers.forms import LedgerForm


class EventForm(LedgerForm):
    """对接活动表单."""

    class Meta:
        model = MatchingEvent
        fields = ("code", "title", "held_on", "place", "status")


class ParticipantForm(LedgerForm):
    """参加活动专家表单."""

    expert_name = forms.CharField(label="姓名", max_length=50)
    institute_name = forms.CharField(label="所在院所", max_length=200, help_text="专家须已在专家智库登记。")
    field_order = ("expert_name", "institute_name")

    class Meta:
        model = Participation
        fields = ("title",)
        labels = {"title": "职称"}
        help_texts = {"title": "不填则用专家智库中的职称。"}


class AgreementForm(LedgerForm):
    """合作协议表单."""

    event_code = forms.CharField(label="活动编号", max_length=50, required=False, help_text="由对接活动促成的填。")
    institute_name = forms.CharField(label="院所", max_length=200, help_text="院所须已登记，填全称。")
    field_order = ("code", "event_code", "institute_name")

    class Meta:
        model = Agreement
        fields = ("code", "enterprise_name", "status", "signed_on")
        help_texts = {"signed_on": "已签订的须填。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial.setdefault("institute_name", self.instance.institute.name)
            self.initial.setdefault("event_code", self.instance.event.code if self.instance.event else "")
