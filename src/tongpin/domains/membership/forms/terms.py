"""届次表单."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.domains.membership.models import Officer, Term
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.ui.forms import DateInput, offer


class TermEditForm(LedgerForm):
    """更正届次表单."""

    units = {"months": "个月"}

    class Meta:
        model = Term
        fields = ("number", "has_committee", "elected_on", "months")


class TermForm(TermEditForm):
    """登记届次表单."""

    months = forms.IntegerField(
        label="任期", min_value=1, max_value=120, required=False, help_text="留空则按选举之日的规定：党支部、党总支三年，机关党委五年。"
    )

    class Meta:
        model = Term
        fields = ("org", "number", "has_committee", "elected_on", "months")
        labels = {"org": "党组织"}
        help_texts = {"elected_on": "仍在任的上一届自这一天起结束。"}

    def __init__(self, *args: Any, orgs: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", orgs)
        if len(orgs) == 1:
            self.initial.setdefault("org", orgs[0].pk)


class PostponeForm(StepForm):
    """提前或延期换届表单."""

    postponed_to = forms.DateField(label="换届调整到", widget=DateInput)
    approved_on = forms.DateField(label="批准日期", widget=DateInput)
    approval = forms.CharField(label="批准文号", max_length=60)


class OfficerForm(LedgerForm):
    """任职表单."""

    class Meta:
        model = Officer
        fields = ("person", "office", "starts_on", "approved_on", "approval")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)
