"""共建协议表单."""

from __future__ import annotations

from django import forms

from tongpin.domains.orglife.models import CoBuilding
from tongpin.engines.ledgers.forms import LedgerForm


class CoBuildingForm(LedgerForm):
    """共建协议表单."""

    class Meta:
        model = CoBuilding
        fields = ("partner", "partner_unit", "signed_on", "valid_until", "content")
        widgets = {"content": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "partner": "对方党组织全称，如：江苏省科技资源统筹中心第三党支部。",
            "content": "共同开展的活动登记为工作记录，并关联到本协议，不必在此重复填写。",
        }
