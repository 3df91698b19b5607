"""台账表单: the form of one record, and the form that asks for a day and a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.foundation.ui.forms import OfficeForm, OfficeModelForm
from tongpin.kernel.errors import Refused

R = TypeVar("R", bound=OwnedRecord)


class LedgerForm(OfficeModelForm):
    """台账表单: cleans what a service takes; constraints are the service's to check, where the organisation is known."""

    def _get_validation_exclusions(self) -> set[str]:
        return {field.name for field in self.instance._meta.get_fields()}

    def validate_constraints(self) -> None:
        """Left to the service."""

    def act(self, service: Callable[..., R]) -> R | None:
        """Calls ``service`` with the cleaned values; None where the form or the service refuses, with the reason in the form."""
        return _act(self, service)


class StepForm(OfficeForm):
    """办理表单: what one step asks beside the record as it was when the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: OwnedRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", record.version)

    def act(self, service: Callable[..., R]) -> R | None:
        """Calls ``service`` with the cleaned values; None where the form or the service refuses, with the reason in the form."""
        return _act(self, service)


class PlainForm(OfficeForm):
    """办理表单 without a version: for what the database itself keeps from happening twice."""

    def act(self, service: Callable[..., Any]) -> Any:
        """Calls ``service`` with the cleaned values; None where the form or the service refuses, with the reason in the form."""
        return _act(self, service)


class DayForm(StepForm):
    """办理日期: the day on which something came about."""

    on = forms.DateField(label="日期")


class ReasonForm(StepForm):
    """办理原因: why a record no longer counts."""

    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class EndForm(StepForm):
    """终止说明: from when and why a record no longer counts."""

    on = forms.DateField(label="日期", help_text="自该日起不再计入。")
    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


def _act(form: Any, service: Callable[..., Any]) -> Any:
    if not form.is_valid():
        return None
    values = dict(form.cleaned_data)
    version = values.pop("version", None)
    if version is not None:
        values["expected"] = version
    try:
        return service(**values)
    except Refused as refused:
        form.refuse(refused)
        return None
