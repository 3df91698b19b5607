"""会外决定表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.orglife.models import MeetingItem, OffMeetingDecision
from tongpin.engines.ledgers.forms import LedgerForm, StepForm


class DecisionForm(LedgerForm):
    """会外决定表单."""

    class Meta:
        model = OffMeetingDecision
        fields = ("title", "decided_on", "way", "decided_by", "reason")
        help_texts = {
            "title": "应由会议集体讨论而没有开会决定的事项，如实登记，补开会议后再登记研究情况。",
            "decided_by": "由谁同意或签批。",
        }


class ItemField(forms.ModelChoiceField):
    """会议议题栏: each item with the day and title of its meeting."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.meeting.activity.day:%Y-%m-%d} {obj.meeting.activity.title} {obj}"


class TakenUpForm(StepForm):
    """补开会议表单."""

    item = ItemField(label="会议议题", queryset=MeetingItem.objects.none(), help_text="先登记会议和议题，再在这里选择。")

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = items
