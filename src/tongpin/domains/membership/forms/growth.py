"""青年干部培养表单."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.domains.membership.enums import GrowthResult
from tongpin.domains.membership.models import Mentorship, Posting
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Person
from tongpin.foundation.ui.forms import DateInput, offer


class PostingEditForm(LedgerForm):
    """更正挂职锻炼表单."""

    class Meta:
        model = Posting
        fields: tuple[str, ...] = (
            "age_band",
            "kind",
            "place_kind",
            "place",
            "enterprise",
            "task",
            "mentor",
            "goals",
            "basis",
            "starts_on",
            "ends_on",
        )
        widgets = {"goals": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, people: QuerySet[Person], enterprises: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "mentor", people)
        offer(self, "enterprise", enterprises)
        if "person" in self.fields:
            offer(self, "person", people)


class PostingForm(PostingEditForm):
    """登记挂职锻炼表单."""

    class Meta(PostingEditForm.Meta):
        fields = ("person", *PostingEditForm.Meta.fields)


class PostingReviewForm(StepForm):
    """挂职锻炼评议表单."""

    ended_on = forms.DateField(label="实际结束日期", widget=DateInput)
    reviewed_on = forms.DateField(label="评议日期", widget=DateInput)
    results = forms.CharField(
        label="目标完成情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}), help_text="对照约定目标逐项写明。"
    )
    result = forms.ChoiceField(label="评议结论", choices=GrowthResult.choices)

    def __init__(self, *args: Any, record: Posting, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.initial.setdefault("ended_on", record.ends_on)
        self.initial.setdefault("results", "\n".join(f"{goal.strip()}：" for goal in record.goals.splitlines() if goal.strip()))


class MentorshipEditForm(LedgerForm):
    """更正导师帮带表单."""

    class Meta:
        model = Mentorship
        fields: tuple[str, ...] = ("agreement", "signed_on", "starts_on", "ends_on")
        widgets = {"agreement": forms.Textarea(attrs={"rows": 4})}


class MentorshipForm(MentorshipEditForm):
    """登记导师帮带表单."""

    class Meta(MentorshipEditForm.Meta):
        fields = ("mentor", "mentee", *MentorshipEditForm.Meta.fields)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("mentor", "mentee"):
            offer(self, name, people)


class MentorshipEndForm(StepForm):
    """帮带结束表单."""

    ended_on = forms.DateField(label="实际结束日期", widget=DateInput)
    results = forms.CharField(label="帮带成果", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    result = forms.ChoiceField(label="评议结论", choices=GrowthResult.choices)
