"""任务倒逼表单."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from tongpin.domains.work.enums import WorkForm
from tongpin.domains.work.selectors.standards import Applied
from tongpin.engines.ledgers.forms import PlainForm, StepForm
from tongpin.foundation.ui.forms import DateInput, OfficeForm
from tongpin.kernel.errors import Refused


class AnswerForm(StepForm):
    """答复表单."""

    answer = forms.CharField(label="答复", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class FormChoiceForm(PlainForm):
    """另行认定组织形式表单."""

    form = forms.ChoiceField(label="组织形式", choices=WorkForm.choices)
    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class StandardForm(OfficeForm):
    """执行口径表单: one field for each number of the rule, filled with what is in force."""

    starts_on = forms.DateField(label="起用日期", widget=DateInput)
    basis = forms.CharField(label="依据", max_length=200, help_text="确定这些数值的文件或会议。")

    def __init__(self, *args: Any, applied: Applied, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = applied.rule.parameters
        for name, value in applied.numbers.items():
            self.fields[name] = forms.DecimalField(label=terms[name].title, min_value=0, max_value=250, decimal_places=0, initial=value)
        self.names = tuple(applied.numbers)
        self.units = {name: terms[name].unit for name in self.names if terms[name].unit}
        self._set_up()

    def act(self, service: Callable[..., Any]) -> Any:
        """Calls ``service`` with day, basis and numbers; None where the form or the service refuses."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        values = {name: given[name] for name in self.names}
        try:
            return service(starts_on=given["starts_on"], basis=given["basis"], values=values)
        except Refused as refused:
            self.refuse(refused)
            return None
