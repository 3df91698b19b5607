"""计划与平台表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.programs.enums import Stage
from tongpin.domains.programs.models import Grant, Platform, ProgrammeProject
from tongpin.engines.ledgers.forms import LedgerForm, StepForm


class GrantForm(LedgerForm):
    """上级资金表单."""

    units = {"amount": "万元"}

    class Meta:
        model = Grant
        fields = ("project_name", "level", "undertaker_name", "amount", "nature", "document_number", "status", "arrived_on")
        help_texts = {"arrived_on": "已到账的须填。"}


class PlatformForm(LedgerForm):
    """创新平台表单."""

    class Meta:
        model = Platform
        fields = ("name", "kind", "level", "host_name", "status", "recognised_on")
        help_texts = {"recognised_on": "已认定的须填。"}


class ProjectForm(LedgerForm):
    """科技计划项目表单; the stage is asked only on entry."""

    class Meta:
        model = ProgrammeProject
        fields = ("programme", "name", "applicant_name", "level", "stage", "stage_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            del self.fields["stage"], self.fields["stage_on"]


class StageForm(StepForm):
    """项目进展表单."""

    stage = forms.ChoiceField(label="阶段", choices=Stage.choices)
    on = forms.DateField(label="阶段日期")
    reason = forms.CharField(label="说明", max_length=200, required=False, help_text="未通过、已撤回的须填。")
