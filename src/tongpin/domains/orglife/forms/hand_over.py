"""交办任务表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.orglife.selectors.colleagues import colleagues, departments
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.ui.forms import DateInput, OfficeForm, offer
from tongpin.kernel.clock import today


class HandOverForm(OfficeForm):
    """交办任务表单: filled from the record as far as it says who and by when."""

    title = forms.CharField(label="任务", max_length=200)
    leader = forms.ModelChoiceField(label="责任领导", queryset=Person.objects.none())
    department = forms.ModelChoiceField(label="责任科室", queryset=Organisation.objects.none())
    person = forms.ModelChoiceField(label="责任人", queryset=Person.objects.none())
    due_on = forms.DateField(label="完成时限", widget=DateInput)

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("leader", colleagues(org, today())), ("department", departments(org)), ("person", colleagues(org, today()))):
            offer(self, name, rows)
