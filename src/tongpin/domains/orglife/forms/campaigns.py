"""主题教育表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.orglife.models import Campaign, CampaignAction, CampaignRecord
from tongpin.engines.ledgers.forms import LedgerForm


class CampaignForm(LedgerForm):
    """主题教育表单."""

    class Meta:
        model = Campaign
        fields = ("title", "basis", "starts_on", "ends_on", "scope_note")
        help_texts = {"basis": "文件名称和文号。", "scope_note": "默认为本组织以下各党支部。"}


class ActionForm(LedgerForm):
    """规定动作表单."""

    class Meta:
        model = CampaignAction
        fields = ("number", "stage", "title", "due_on")
        help_texts = {"stage": "如：学习教育、调查研究、检视整改、总结提高。"}


class DoneForm(LedgerForm):
    """完成登记表单: the activity by which it was done, or words."""

    class Meta:
        model = CampaignRecord
        fields = ("done_on", "activity", "note")
        help_texts = {"activity": "从本单位已登记的会议、主题党日中选择，不必重复登记。", "note": "没有对应工作记录的，写明完成情况。"}

    def __init__(self, *args: Any, activities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["activity"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = activities
