"""头号工程表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.work.models import Criterion, Recognition
from tongpin.domains.work.selectors.flagship import measure_choices
from tongpin.engines.ledgers.forms import LedgerForm, PlainForm
from tongpin.foundation.ui.forms import DateInput
from tongpin.kernel.clock import today


class CriterionForm(LedgerForm):
    """认定条件表单."""

    groups = (("要求", ("comparison", "needed", "unit", "measure")),)

    class Meta:
        model = Criterion
        fields = ("document", "clause", "title", "comparison", "needed", "unit", "measure")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "无，由人登记现状"), *measure_choices(today())]
        self.fields["measure"] = forms.ChoiceField(
            label="对应指标",
            choices=choices,
            required=False,
            help_text="选择指标后现状自动取数；没有对应指标的，登记现状时写明来源和日期。",
        )
        self.fields["needed"].help_text = "定性条件留空。"
        self._set_up()


class ReadingForm(PlainForm):
    """条件现状表单: a number, or yes and no."""

    value = forms.DecimalField(label="现状", max_digits=18, decimal_places=4)
    is_met = forms.TypedChoiceField(
        label="是否达到", choices=[("yes", "达到"), ("no", "未达到")], coerce=lambda text: text == "yes", empty_value=None
    )
    as_of = forms.DateField(label="截至日期", widget=DateInput)
    source = forms.CharField(label="数据来源", max_length=200, help_text="文件、报表或核实单位。")

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("is_met" if criterion.is_counted else "value")
        if criterion.is_counted and criterion.unit:
            self.units = {"value": criterion.unit}
        self._set_up()


class RecognitionForm(LedgerForm):
    """认定情况表单."""

    groups = (
        ("政策窗口", ("last_round_on", "resumed_on")),
        ("认定", ("batch", "batch_size", "recognised_on", "document")),
    )

    class Meta:
        model = Recognition
        fields = ("authority", "title", "last_round_on", "resumed_on", "batch", "batch_size", "recognised_on", "document")
