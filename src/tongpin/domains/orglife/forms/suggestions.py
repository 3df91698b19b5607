"""建议表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.orglife.enums import SuggestionAnswer
from tongpin.domains.orglife.models import Suggestion
from tongpin.domains.orglife.selectors.colleagues import colleagues
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import DateInput, offer
from tongpin.kernel.clock import today


class SuggestionForm(LedgerForm):
    """建议登记表单."""

    class Meta:
        model = Suggestion
        fields = ("campaign", "author", "on", "title", "text", "answer_due_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"answer_due_on": "每条建议都要答复，到期前提醒。"}

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "author", colleagues(org, today()))


class AnswerForm(StepForm):
    """答复建议表单."""

    answer = forms.ChoiceField(label="办理意见", choices=SuggestionAnswer.choices)
    answer_text = forms.CharField(label="答复", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    answered_on = forms.DateField(label="答复日期", widget=DateInput)
