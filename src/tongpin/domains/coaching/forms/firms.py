"""企业辅导表单的共同栏: a record names its firm by the credit code."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.engines.ledgers.forms import LedgerForm
from tongpin.kernel.credit_code import clean_credit_code

CODE_HELP = "18位，企业须已在企业台账中登记。"


class FirmForm(LedgerForm):
    """企业记录表单."""

    credit_code = forms.CharField(label="统一社会信用代码", max_length=30, help_text=CODE_HELP)
    field_order = ("credit_code",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial.setdefault("credit_code", self.instance.firm.credit_code)

    def clean_credit_code(self) -> str:
        """Half-width capitals without spaces."""
        return clean_credit_code(self.cleaned_data["credit_code"])
