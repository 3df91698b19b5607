"""附件表单."""

from __future__ import annotations

from django import forms

from tongpin.foundation.files.kinds import ACCEPT
from tongpin.foundation.ui.forms import OfficeForm


class AttachForm(OfficeForm):
    """上传佐证材料."""

    file = forms.FileField(
        label="文件",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": "请先选择文件。", "empty": "文件是空的，请重新选择文件。"},
    )
    purpose = forms.CharField(label="说明", max_length=40, required=False)


class WithdrawForm(OfficeForm):
    """撤下附件."""

    reason = forms.CharField(label="撤下原因", max_length=200, error_messages={"required": "请填写撤下附件的原因。"})
