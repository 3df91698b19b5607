"""工作台表单."""

from __future__ import annotations

from django import forms

from tongpin.foundation.ui.forms import OfficeForm

PAGE_LENGTH = 200


class FeedbackForm(OfficeForm):
    """意见反馈: words only; the page is known."""

    page = forms.CharField(widget=forms.HiddenInput, max_length=PAGE_LENGTH, required=False)
    text = forms.CharField(label="意见或建议", widget=forms.Textarea(attrs={"rows": 5}), max_length=2000, help_text="请勿填写涉密内容。")


class AnswerForm(OfficeForm):
    """答复意见."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(label="答复", widget=forms.Textarea(attrs={"rows": 5}), max_length=2000)


class SearchForm(forms.Form):
    """搜索."""

    q = forms.CharField(label="搜索", max_length=50, required=False)
