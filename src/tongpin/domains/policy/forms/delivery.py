"""推送和享受表单."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from tongpin.domains.coaching.selectors.colleagues import departments
from tongpin.domains.coaching.selectors.reviews import coaches
from tongpin.domains.policy.enums import Channel
from tongpin.domains.policy.models import Push, Uptake
from tongpin.domains.policy.selectors.policies import policies
from tongpin.engines.ledgers.forms import LedgerForm, PlainForm
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.ui.forms import DateInput, OfficeForm, offer, offer_words
from tongpin.kernel.clock import today
from tongpin.kernel.credit_code import clean_credit_code
from tongpin.kernel.money import MoneyUnit


class _FirmForm(LedgerForm):
    """企业与政策: both are named on every record of delivery."""

    credit_code = forms.CharField(label="统一社会信用代码", max_length=30, help_text="18位，企业须已在企业台账中登记。")
    field_order = ("policy", "credit_code")

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "policy", policies().filter(org=org).order_by("title"))
        if self.instance.pk is not None:
            self.initial.setdefault("credit_code", self.instance.firm.credit_code)

    def clean_credit_code(self) -> str:
        """Half-width capitals without spaces."""
        return clean_credit_code(self.cleaned_data["credit_code"])


class PushForm(_FirmForm):
    """推送表单."""

    class Meta:
        model = Push
        fields = ("policy", "person", "pushed_on", "channel", "reply", "replied_on", "reason", "note")
        help_texts = {"replied_on": "企业答复的日期；待答复的不填。", "reason": "企业不申报的，写明原因。"}

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, org=org, **kwargs)
        offer(self, "person", coaches(org, today()))


class UptakeForm(_FirmForm):
    """享受表单."""

    units = dict.fromkeys(("applied_amount", "agreed_amount", "granted_amount"), MoneyUnit.WAN)

    class Meta:
        model = Uptake
        fields = (
            "policy",
            "year",
            "applied_on",
            "applied_amount",
            "agreed_on",
            "agreed_amount",
            "granted_on",
            "granted_amount",
            "note",
        )
        help_texts = {"year": "享受政策的年度。", "granted_amount": "实际到账的金额。"}


class PushManyForm(PlainForm):
    """批量推送表单: the firms that the policy fits and that have been told nothing."""

    person = forms.ModelChoiceField(label="推送人", queryset=Person.objects.none())
    pushed_on = forms.DateField(label="推送日期", widget=DateInput)
    channel = forms.ChoiceField(label="推送方式", choices=Channel.choices)
    codes = forms.MultipleChoiceField(label="企业", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, org: Organisation, firms: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", coaches(org, today()))
        offer_words(self, "codes", firms)


class ReachTaskForm(OfficeForm):
    """上门任务表单: filled from the policy and the firm; who leads is chosen."""

    title = forms.CharField(label="任务", max_length=200)
    leader = forms.ModelChoiceField(label="责任领导", queryset=Person.objects.none())
    department = forms.ModelChoiceField(label="责任科室", queryset=Organisation.objects.none())
    person = forms.ModelChoiceField(label="责任人", queryset=Person.objects.none())
    due_on = forms.DateField(label="完成时限", widget=DateInput)

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "leader", coaches(org, today()))
        offer(self, "person", coaches(org, today()))
        offer(self, "department", departments(org))
