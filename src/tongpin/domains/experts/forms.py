"""专家智库表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.experts.models import Expert, Institute
from tongpin.engines.ledgers.forms import LedgerForm


class InstituteForm(LedgerForm):
    """院所表单."""

    class Meta:
        model = Institute
        fields = ("name", "place")


class ExpertForm(LedgerForm):
    """专家表单."""

    institute_name = forms.CharField(label="所在院所", max_length=200, help_text="院所须已登记，填全称。")
    field_order = ("name", "institute_name")

    class Meta:
        model = Expert
        fields = ("name", "title", "field")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial.setdefault("institute_name", self.instance.institute.name)
