"""企业台账表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.enterprises.models import Enterprise, SmeRegistration, TechnologyContract, Title
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.kernel.credit_code import clean_credit_code

CODE_HELP = "18位，营业执照上的代码。"


class EnterpriseForm(LedgerForm):
    """企业表单."""

    class Meta:
        model = Enterprise
        fields = ("credit_code", "name", "township")
        help_texts = {"credit_code": CODE_HELP}

    def clean_credit_code(self) -> str:
        """Half-width capitals without spaces."""
        return clean_credit_code(self.cleaned_data["credit_code"])


class RenameForm(StepForm):
    """更名表单."""

    name = forms.CharField(label="更名后的名称", max_length=200)
    on = forms.DateField(label="更名日期")
    reason = forms.CharField(label="更名说明", max_length=200, required=False)


class FirmRecordForm(LedgerForm):
    """企业记录表单: names the firm by its code; the name on the paper may be left empty where it is the firm's name."""

    credit_code = forms.CharField(label="统一社会信用代码", max_length=30, help_text="企业须已在企业台账中登记。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial.setdefault("credit_code", self.instance.enterprise.credit_code)

    def clean_credit_code(self) -> str:
        """Half-width capitals without spaces."""
        return clean_credit_code(self.cleaned_data["credit_code"])


class CertificateForm(FirmRecordForm):
    """高新技术企业证书表单."""

    field_order = ("credit_code",)

    class Meta:
        model = Title
        fields = ("holder_name", "township", "certificate_number", "issued_on", "valid_to", "remark")
        help_texts = {"valid_to": "含当日。", "holder_name": "与企业现名相同的可不填。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder_name"].required = False


class SmeForm(FirmRecordForm):
    """科技型中小企业入库表单."""

    field_order = ("credit_code",)

    class Meta:
        model = SmeRegistration
        fields = ("registered_name", "registration_number", "batch", "registered_on")
        help_texts = {"registered_name": "与企业现名相同的可不填。", "registration_number": "18位，前四位为入库年份。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["registered_name"].required = False


class ContractForm(LedgerForm):
    """技术合同表单."""

    units = {"deal_value": "万元", "technology_value": "万元"}

    class Meta:
        model = TechnologyContract
        fields = ("contract_number", "title", "seller_name", "buyer_name", "type", "deal_value", "technology_value", "registered_on")
        help_texts = {"technology_value": "不大于成交额。"}
