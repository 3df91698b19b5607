"""岗位与更正申请表单."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.domains.membership.enums import PostReview, RequestState
from tongpin.domains.membership.models import CorrectionRequest, DutyPost, Member
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.ui.forms import DateInput, offer


class PostEditForm(LedgerForm):
    """更正岗位表单."""

    class Meta:
        model = DutyPost
        fields: tuple[str, ...] = ("kind", "title", "duty", "pledge", "pledged_on", "starts_on")


class PostForm(PostEditForm):
    """设岗表单."""

    class Meta:
        model = DutyPost
        fields = ("member", *PostEditForm.Meta.fields)

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "member", members)


class PostReviewForm(StepForm):
    """评议岗位表单."""

    review = forms.ChoiceField(label="评议结果", choices=PostReview.choices)
    on = forms.DateField(label="评议日期", widget=DateInput)


class AskForm(LedgerForm):
    """申请更正表单."""

    class Meta:
        model = CorrectionRequest
        fields = ("item", "wanted")


class AnswerForm(StepForm):
    """答复表单."""

    state = forms.ChoiceField(label="结果", choices=[c for c in RequestState.choices if c[0] != RequestState.OPEN])
    answer = forms.CharField(label="答复", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
