"""企业服务表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.service.models import CreditLine, LoanApplication
from tongpin.engines.ledgers.forms import DayForm, LedgerForm
from tongpin.kernel.credit_code import clean_credit_code


class FirmRecordForm(LedgerForm):
    """企业记录表单: names the firm by its code; the name may be left empty where it is the firm's name."""

    credit_code = forms.CharField(label="统一社会信用代码", max_length=30, help_text="企业须已在企业台账中登记。")
    field_order = ("credit_code",)
    units = {"amount": "万元"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise_name"].required = False
        if self.instance.pk is not None:
            self.initial.setdefault("credit_code", self.instance.enterprise.credit_code)

    def clean_credit_code(self) -> str:
        """Half-width capitals without spaces."""
        return clean_credit_code(self.cleaned_data["credit_code"])


class CreditLineForm(FirmRecordForm):
    """授信表单."""

    class Meta:
        model = CreditLine
        fields = ("enterprise_name", "bank", "amount", "agreed_on", "stage")
        labels = {"enterprise_name": "企业名称"}
        help_texts = {"enterprise_name": "与企业现名相同的可不填。"}


class LoanApplicationForm(FirmRecordForm):
    """贷款申请表单."""

    class Meta:
        model = LoanApplication
        fields = ("enterprise_name", "bank", "amount", "applied_on", "stage")
        labels = {"enterprise_name": "企业名称"}
        help_texts = {"enterprise_name": "与企业现名相同的可不填。"}


class AmountForm(DayForm):
    """金额和日期: what the bank agreed to or paid out, and when."""

    units = {"amount": "万元"}

    amount = forms.DecimalField(label="金额", min_value=0)
