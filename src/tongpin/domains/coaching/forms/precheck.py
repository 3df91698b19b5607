"""表格预审表单."""

from __future__ import annotations

from django import forms

from tongpin.foundation.ui.forms import OfficeForm


class PrecheckForm(OfficeForm):
    """上传要预审的表."""

    file = forms.FileField(label="企业的表格", help_text=".xlsx 文件；.xls 请先另存为 .xlsx。")
