"""报告表单."""

from __future__ import annotations

from django import forms

from tongpin.foundation.ui.forms import OfficeForm


class WordingForm(OfficeForm):
    """改写句式: the sentence is shown as it is; only what changes is asked for."""

    text = forms.CharField(
        label="句式",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=600,
        required=False,
        help_text="数字用花括号取自指标，例如 {高新技术企业总量}、{高新技术企业总量|增减}、{对上争取资金|完成率}、{荣誉|清单}。",
    )
    is_dropped = forms.BooleanField(label="不再使用这一句", required=False)
    from_year = forms.IntegerField(label="自哪一年的报告起", min_value=2000, max_value=2100, help_text="以前年度的报告保持原来的句式。")
    basis = forms.CharField(label="修改依据", max_length=200, help_text="例如：办公室 2024 年总结提纲。")


class NewSentenceForm(WordingForm):
    """增加句式."""

    section = forms.CharField(label="所在部分", max_length=40, help_text="写已有部分的名称，或一个新的部分。")
    field_order = ["section", "text", "from_year", "basis"]


class ReportScopeForm(forms.Form):
    """报告范围: the year and the date up to which rows count."""

    as_of = forms.DateField(label="截至日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
