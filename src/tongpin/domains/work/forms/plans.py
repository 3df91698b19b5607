"""工作计划表单: the plan, its clauses one by one or from a document, objectives, and what is carried on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from tongpin.domains.work.models import Clause, Objective, Plan
from tongpin.domains.work.selectors.plans import clauses, measure_choices
from tongpin.domains.work.selectors.tasks import departments_to_choose
from tongpin.engines.ledgers.forms import LedgerForm
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import OfficeForm, offer
from tongpin.foundation.ui.widgets import DropZone


class PlanForm(LedgerForm):
    """工作计划表单."""

    class Meta:
        model = Plan
        fields = ("year", "kind", "title", "document", "issued_by")


class ClauseForm(LedgerForm):
    """条款表单."""

    class Meta:
        model = Clause
        fields = ("number", "text", "area", "department", "note")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"note": "原则性要求等不需要单独立项的，写明原因后不再提示“未分解”。"}

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "department", departments_to_choose(org))


class ObjectiveForm(LedgerForm):
    """目标表单: an indicator and its target value together, or neither."""

    groups = (("用指标衡量", ("measure", "target_value")),)

    class Meta:
        model = Objective
        fields = ("clause", "title", "area", "measure", "target_value", "due_on")
        help_texts = {
            "target_value": "以指标清单中的单位计，如以亿元计的填 12.5。",
            "due_on": "留空按年末计。",
        }

    def __init__(self, *args: Any, plan: Plan, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_plan = clauses().filter(plan=plan)
        offer(self, "clause", of_plan)
        self.fields["measure"] = forms.ChoiceField(label="指标", choices=[("", "不用指标衡量"), *measure_choices(on)], required=False)
        if not of_plan.exists():
            self.fields["clause"].help_text = "本计划还没有条款。"


class DocumentForm(OfficeForm):
    """录入条款表单: the document, or its words."""

    file = forms.FileField(
        label="文件（.docx）",
        required=False,
        widget=DropZone(attrs={"accept": ".docx"}, hint="按编号拆成条款，核对后再录入。旧的 .doc 请先另存为 .docx。"),
    )
    text = forms.CharField(
        label="或粘贴文件内容", required=False, max_length=200_000, widget=forms.Textarea(attrs={"rows": 14}), strip=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("file") and not (given.get("text") or "").strip():
            self.add_error(None, "请选择文件，或粘贴文件内容。")
        if given.get("file") and (given.get("text") or "").strip():
            self.add_error(None, "文件和粘贴的内容只取一样，请去掉其中一样。")
        return given


class CarryForm(OfficeForm):
    """接续表单: which year, under what name, which clauses."""

    year = forms.IntegerField(label="接续到年度", min_value=2001, max_value=2100)
    title = forms.CharField(label="新计划名称", max_length=200)
    clauses = forms.ModelMultipleChoiceField(
        label="接续的条款", queryset=Clause.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "clauses", clauses().filter(plan=plan))
