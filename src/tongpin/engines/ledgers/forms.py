"""台账表单: the form of one record, and the form that asks for a day and a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from tongpin.engines.ledgers.selectors import as_stored
from tongpin.foundation.audit.selectors import history, moment
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.foundation.ui.forms import OfficeForm, OfficeModelForm
from tongpin.foundation.ui.stale import explain_stale
from tongpin.kernel.errors import Refused, StaleRecord

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
        self.record = record
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
    except StaleRecord as stale:
        form.refuse(stale)
        _show_both(form)
        return None
    except Refused as refused:
        form.refuse(refused)
        return None


def _show_both(form: Any) -> None:
    """双方的改动: what was typed beside what stands now, and who saved it."""
    record = getattr(form, "record", None) or getattr(form, "instance", None)
    stored = None if record is None else as_stored(record)
    if stored is None or "version" not in form.fields:
        return
    form.conflicts = explain_stale(form, stored)
    last = history(stored.reference()).first() if isinstance(stored, OwnedRecord) else None
    if last is not None:
        form.saved_by = moment(last)
