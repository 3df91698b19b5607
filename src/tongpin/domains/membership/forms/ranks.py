"""干部层次表单."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.domains.membership.enums import CadreRank
from tongpin.domains.membership.models import Member, RankRecord
from tongpin.engines.ledgers.forms import LedgerForm, PlainForm
from tongpin.foundation.ui.forms import DateInput, offer


class MembersField(forms.ModelMultipleChoiceField):
    """人员栏: each with the branch, since names repeat."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.person.name}（{obj.org.shown_name}）"


class RanksForm(PlainForm):
    """登记干部层次表单: several people of one layer at once."""

    rank = forms.ChoiceField(label="干部层次", choices=CadreRank.choices)
    starts_on = forms.DateField(label="自何日起", widget=DateInput, help_text="任现层次之日；不清楚的填本系统启用台账之日。")
    members = MembersField(label="人员", queryset=Member.objects.none(), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "members", people)


class RankEditForm(LedgerForm):
    """更正干部层次表单."""

    class Meta:
        model = RankRecord
        fields = ("rank", "starts_on")
