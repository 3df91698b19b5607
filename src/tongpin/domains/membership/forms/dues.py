"""党费表单."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.domains.membership.enums import PayChannel
from tongpin.domains.membership.models import DuesBase, DuesGift, Member
from tongpin.engines.ledgers.forms import LedgerForm
from tongpin.foundation.ui.forms import DateInput, OfficeForm, offer
from tongpin.kernel.errors import Refused

_WAIVER = ("waiver", "agreed", "waiver_applied_on", "branch_studied_on", "waiver_approved_on")


class BaseEditForm(LedgerForm):
    """更正党费基数表单."""

    units = {"base": "元", "agreed": "元"}
    groups: Any = (("减免（没有的留空）", _WAIVER),)

    class Meta:
        model = DuesBase
        fields: tuple[str, ...] = ("starts_on", "payer", "base", "pay_changed_on", *_WAIVER)


class BaseForm(BaseEditForm):
    """核定党费基数表单."""

    class Meta:
        model = DuesBase
        fields = ("member", *BaseEditForm.Meta.fields)

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "member", members)


class GiftEditForm(LedgerForm):
    """更正自愿多交党费表单."""

    units = {"amount": "元"}

    class Meta:
        model = DuesGift
        fields: tuple[str, ...] = ("on", "amount", "forwarded_on")


class GiftForm(GiftEditForm):
    """登记自愿多交党费表单."""

    class Meta:
        model = DuesGift
        fields = ("member", *GiftEditForm.Meta.fields)

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "member", members)


class CollectForm(OfficeForm):
    """登记交纳表单: those who are marked paid for the month; the others stay unpaid."""

    month = forms.DateField(widget=forms.HiddenInput)
    on = forms.DateField(label="交纳日期", widget=DateInput)
    members = forms.ModelMultipleChoiceField(label="交纳人员", queryset=Member.objects.none(), widget=forms.CheckboxSelectMultiple)
    what = forms.ChoiceField(label="办理", choices=[("paid", "登记已交"), ("excused", "登记未交的正当理由")], initial="paid")
    channel = forms.ChoiceField(label="交纳方式", choices=PayChannel.choices, initial=PayChannel.SELF)
    is_consented = forms.BooleanField(label="党支部同意代交或集中交纳", required=False)

    def __init__(self, *args: Any, unpaid: QuerySet[Member], month: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("month", month)
        offer(self, "members", unpaid)

    def act(self, pay: Any, excuse: Any) -> int | None:
        """Calls the service for what was chosen; None where the form or the service refuses."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        try:
            if given["what"] == "excused":
                number: int = excuse(members=list(given["members"]))
            else:
                number = pay(members=list(given["members"]), on=given["on"], channel=given["channel"], is_consented=given["is_consented"])
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None
        return number
