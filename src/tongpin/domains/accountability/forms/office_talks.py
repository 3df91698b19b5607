"""任前廉政谈话表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.engines.ledgers.forms import StepForm
from tongpin.foundation.orgs.models import Person
from tongpin.foundation.orgs.selectors import people, people_within
from tongpin.foundation.ui.forms import DateInput, offer


class OfficeTalkForm(StepForm):
    """任前廉政谈话登记表单: day and pair are open; the words only the talker writes, sealed."""

    on = forms.DateField(label="谈话日期", widget=DateInput)
    talker = forms.ModelChoiceField(label="谈话人", queryset=Person.objects.none())
    words = forms.CharField(
        label="谈话内容",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        help_text="可以不填；只能由谈话人本人填写，加密保存，只有谈话双方可以查看。代为登记的请留空。",
    )

    def __init__(self, *args: Any, record: Any, top: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        rows = people_within(people().filter(left_on__isnull=True), top).exclude(pk=record.person_id)
        offer(self, "talker", rows.order_by("pinyin", "pk"))
