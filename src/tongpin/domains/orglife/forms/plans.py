"""年度计划表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.orglife.models import PlannedGathering
from tongpin.engines.ledgers.forms import LedgerForm, StepForm, _act
from tongpin.foundation.ui.forms import OfficeForm

MONTHS = [(number, f"{number}月") for number in range(1, 13)]


class YearForm(OfficeForm):
    """编制年度计划表单: the whole year in one go."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    months = forms.TypedMultipleChoiceField(
        label="月份", choices=MONTHS, coerce=int, initial=[n for n, _ in MONTHS], widget=forms.CheckboxSelectMultiple
    )
    day = forms.IntegerField(
        label="相对固定的日子", min_value=1, max_value=28, initial=25, help_text="每月几日，1 至 28；遇休息日顺延到最近的工作日。"
    )
    basis = forms.CharField(label="研究确定的会议", max_length=200, required=False)

    def act(self, service: Any) -> Any:
        """Calls ``service`` with the cleaned values; None where the form or the service refuses."""
        return _act(self, service)


class GatheringPlanForm(LedgerForm):
    """计划项表单."""

    class Meta:
        model = PlannedGathering
        fields = ("kind", "day", "title", "theme")


class ConfirmForm(StepForm):
    """确认表单: asks nothing but the record as it was."""
