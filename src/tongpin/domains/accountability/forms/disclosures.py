"""公开表单."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from tongpin.domains.accountability.calculations.openness import periods_due
from tongpin.domains.accountability.enums import OpenWay
from tongpin.domains.accountability.models import Disclosure, OpenItem
from tongpin.domains.accountability.selectors.disclosures import departments_for_items
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import DateInput, offer, offer_words
from tongpin.kernel.clock import today

MOST_PERIODS = 24


class OpenItemForm(LedgerForm):
    """公开目录表单."""

    groups = (
        ("事项", ("face", "title", "content", "basis")),
        ("公开", ("scope", "way", "period", "department", "valid_from")),
    )

    class Meta:
        model = OpenItem
        fields = ("face", "title", "content", "scope", "way", "period", "basis", "department", "valid_from")
        widgets = {"content": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "content": "公开到什么程度，如“收缴总额和上缴情况，不公开个人数额”。",
            "period": "只有定期公开的填写。",
            "basis": "文件或制度名称。涉密和个人隐私事项不列入目录。",
        }

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "department", departments_for_items(org))


class DisclosureForm(LedgerForm):
    """公开稿表单: a periodic item asks for its period, one that happens once for the day it was done."""

    period = forms.ChoiceField(label="所属期", required=False)

    class Meta:
        model = Disclosure
        fields = ("period", "occurred_on", "title", "words", "beyond_power", "reported_up_on")
        widgets = {"words": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "words": "只写拟公开的内容，不得含国家秘密、工作秘密和个人隐私。",
            "reported_up_on": "超出本级权限的填写。",
            "occurred_on": "一次性公开的事项填写，系统按办结日期提醒及时公开。",
        }

    def __init__(self, *args: Any, item: OpenItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item.way == OpenWay.PERIODIC:
            offer_words(self, "period", _periods(item))
            self.fields["period"].required = True
        else:
            self.fields["period"].widget = forms.HiddenInput()
            offer_words(self, "period", [("", "")])
        if item.way != OpenWay.ONCE:
            self.fields["occurred_on"].widget = forms.HiddenInput()


def _periods(item: OpenItem) -> list[tuple[str, str]]:
    on = today()
    found = periods_due(item.period, item.valid_from, date(on.year - 1, 1, 1), date(on.year, on.month, on.day))
    return [("", "请选择"), *((str(one), one.title) for one in reversed(found[-MOST_PERIODS:]))]


class SecrecyForm(StepForm):
    """保密审查表单."""

    words = forms.CharField(
        label="审查意见",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明是否含国家秘密、工作秘密和个人隐私。不能公开的请退回。",
    )


class PublishForm(StepForm):
    """公开表单."""

    until = forms.DateField(label="公开至", required=False, widget=DateInput, help_text="到这一天为止，次日自动撤下。长期公开的可以不填。")


class DisclosureReasonForm(StepForm):
    """退回、撤下、作废表单."""

    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
