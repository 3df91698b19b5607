"""责任清单和风险点表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.accountability.models import DutyLine, DutyList, DutyProof, RiskPoint
from tongpin.domains.accountability.selectors.duty_lists import organisations_for_lists
from tongpin.domains.accountability.selectors.letters import people_to_sign
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import DateInput, offer


class ListEditForm(LedgerForm):
    """更正责任清单表单."""

    class Meta:
        model = DutyList
        fields: tuple[str, ...] = ("kind", "year", "title", "person", "issued_on", "document")
        help_texts = {"person": "个人的责任清单填写；单位的责任清单留空。", "issued_on": "尚未印发的留空。"}

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people_to_sign(org))


class ListForm(ListEditForm):
    """建立责任清单表单."""

    class Meta(ListEditForm.Meta):
        fields = ("org", "kind", "year", "title", "person", "issued_on", "document")
        labels = {"org": "责任单位"}

    def __init__(self, *args: Any, org: Organisation, year: int, **kwargs: Any) -> None:
        super().__init__(*args, org=org, **kwargs)
        offer(self, "org", organisations_for_lists(org))
        self.initial.setdefault("org", org.pk)
        self.initial.setdefault("year", year)


class LineForm(LedgerForm):
    """责任事项表单."""

    class Meta:
        model = DutyLine
        fields = ("position", "duty", "owner", "frequency", "evidence")
        widgets = {"duty": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"evidence": "期末没有佐证的标为“无佐证”。关联到本事项的工作记录自动算作佐证。"}

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", people_to_sign(org))


class ProofForm(LedgerForm):
    """履责登记表单."""

    class Meta:
        model = DutyProof
        fields = ("done_on", "words")
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"words": "已登记工作记录的，请把工作记录关联到本事项，不必在这里再登记。"}


class RiskForm(LedgerForm):
    """风险点表单."""

    class Meta:
        model = RiskPoint
        fields = ("department", "post", "matter", "level", "control", "owner", "found_on")
        widgets = {"control": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"control": "高风险没有防控措施的，列入提示，直到填写。"}

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "department", organisations_for_lists(org))
        offer(self, "owner", people_to_sign(org))


class RiskCheckForm(StepForm):
    """风险检查表单."""

    checked_on = forms.DateField(label="检查日期", widget=DateInput)
    is_effective = forms.BooleanField(label="措施有效", required=False)
    words = forms.CharField(label="检查情况", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
