"""工单表单."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from tongpin.domains.accountability.enums import ItemState, Verdict
from tongpin.domains.accountability.models import OrderItem, OrderRules, WorkOrder
from tongpin.domains.accountability.selectors.evidence import Shown
from tongpin.domains.accountability.selectors.letters import people_to_sign, units_to_sign
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import organisations
from tongpin.foundation.ui.forms import DateInput, offer


class OrderForm(LedgerForm):
    """督办单表单."""

    assists = forms.ModelMultipleChoiceField(
        label="协办单位", queryset=organisations().none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    groups = (
        ("事项", ("title", "subject", "cause", "requirement", "urgency")),
        ("责任", ("lead", "assists", "person", "due_on")),
    )

    class Meta:
        model = WorkOrder
        fields = ("title", "subject", "cause", "requirement", "urgency", "lead", "person", "due_on")
        widgets = {"requirement": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "subject": "几个字概括，如“公文办理”。同一主题在规定月数内再次督办的，标为重复问题。",
            "urgency": "按工单规则决定督办单颜色。",
        }

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_to_sign(org)
        offer(self, "lead", units)
        offer(self, "assists", units)
        offer(self, "person", people_to_sign(org))
        if self.instance.pk is not None:
            self.initial.setdefault("assists", [assist.org_id for assist in self.instance.assists.all()])


class WordsForm(StepForm):
    """意见表单."""

    words = forms.CharField(label="意见", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class RecheckForm(StepForm):
    """销号复核表单."""

    words = forms.CharField(
        label="复核情况", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="写明复核了什么、结果如何。"
    )


class BackForm(StepForm):
    """退回表单."""

    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="写明缺什么、怎样补。")


class ReopenForm(BackForm):
    """重新办理表单."""

    due_on = forms.DateField(label="新的办理时限", widget=DateInput)


class UrgeForm(StepForm):
    """催办表单."""

    words = forms.CharField(label="催办内容", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ExtensionForm(StepForm):
    """延期申请表单."""

    wanted_on = forms.DateField(label="申请延至", widget=DateInput)
    reason = forms.CharField(label="延期理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class DecisionForm(StepForm):
    """延期审批表单."""

    verdict = forms.ChoiceField(
        label="审批结果", choices=[(Verdict.GRANTED, "同意"), (Verdict.REFUSED, "不同意")], widget=forms.RadioSelect
    )
    words = forms.CharField(label="审批意见", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ReportForm(StepForm):
    """报送表单: for each item its progress and a word; what the records show already stands beside it."""

    result = forms.CharField(
        label="总体情况", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="没有需要说明的可以不填。"
    )

    def __init__(self, *args: Any, record: WorkOrder, rows: Sequence[tuple[OrderItem, Sequence[Shown]]], **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.rows = [item for item, _ in rows]
        groups = []
        for item, shown in rows:
            state, words = f"state_{item.pk}", f"words_{item.pk}"
            told = "；".join(f"{one.title} {one.value}".strip() for one in shown)
            self.fields[state] = forms.ChoiceField(
                label="进展", choices=ItemState.choices, widget=forms.RadioSelect, initial=item.state or ItemState.UNDER_WAY
            )
            self.fields[words] = forms.CharField(
                label="补充说明",
                max_length=500,
                required=False,
                initial=item.words,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=f"系统已带入：{told}" if told else f"还没有系统佐证，须写明办理情况。佐证要求：{item.evidence or '办理结果'}",
            )
            groups.append((f"{item.position}. {item.text}", (state, words)))
        self.groups = (*groups, ("总体", ("result",)))
        self._set_up()

    def clean(self) -> dict[str, Any]:
        """What the service takes: each item's key with its state and words."""
        values = super().clean() or {}
        kept: Mapping[int, tuple[str, str]] = {
            item.pk: (values.pop(f"state_{item.pk}", ""), values.pop(f"words_{item.pk}", "")) for item in self.rows
        }
        return {**values, "items": kept}


class RulesForm(LedgerForm):
    """工单规则表单."""

    units = {"issue_days": "日", "soon_workdays": "个工作日", "yellow_urgings": "次", "red_urgings": "次", "repeat_months": "个月"}
    groups = (
        ("启用", ("valid_from", "basis")),
        ("季度工单", ("issues_itself", "issue_days", "soon_workdays")),
        ("督办单颜色", ("yellow_urgency", "yellow_urgings", "red_urgency", "red_urgings")),
        ("重复问题", ("repeat_months", "repeat_by_subject", "repeat_by_cause")),
    )

    class Meta:
        model = OrderRules
        fields = (
            "valid_from",
            "basis",
            "issues_itself",
            "issue_days",
            "soon_workdays",
            "yellow_urgency",
            "yellow_urgings",
            "red_urgency",
            "red_urgings",
            "repeat_months",
            "repeat_by_subject",
            "repeat_by_cause",
        )
        help_texts = {"basis": "会议或文件名称。", "issues_itself": "不勾选的，系统生成后由人签发。"}
