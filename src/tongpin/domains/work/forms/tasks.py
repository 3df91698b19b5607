"""攻坚推进表单."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from tongpin.domains.work.models import Task
from tongpin.domains.work.selectors.tasks import departments_to_choose, people_to_choose
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import DateInput, offer, offer_words


class TaskWordsForm(LedgerForm):
    """更正任务表单: words and owners."""

    groups: Sequence[tuple[str, Sequence[str]]] = (("责任", ("leader", "department", "person")),)

    class Meta:
        model = Task
        fields = ("title", "area", "requirement", "leader", "department", "person", "clause")
        widgets = {"requirement": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, org: Organisation, clauses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "clause", clauses)
        for name in ("leader", "person"):
            offer(self, name, people_to_choose(org))
        offer(self, "department", departments_to_choose(org))
        for name in ("leader", "department", "person"):
            self.fields[name].required = True


class TaskForm(TaskWordsForm):
    """交办任务表单."""

    due_on = forms.DateField(label="完成时限", widget=DateInput)
    groups = (("责任", ("leader", "department", "person", "due_on")),)


class ProgressForm(StepForm):
    """报告进展表单: starts with what was reported last."""

    share_done = forms.TypedChoiceField(label="完成进度", coerce=int)
    next_step = forms.CharField(label="下一步", max_length=300, required=False)
    obstacle = forms.CharField(
        label="需协调事项", max_length=300, required=False, help_text="填写后亮黄灯，并列入责任领导的待办；没有则留空。"
    )

    def __init__(self, *args: Any, record: Task, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        steps = sorted({*range(0, 101, 10), record.share_done})
        offer_words(self, "share_done", [(n, f"{n}%") for n in steps])
        for name in ("share_done", "next_step", "obstacle"):
            self.initial.setdefault(name, getattr(record, name))


class CompleteForm(StepForm):
    """办结表单."""

    on = forms.DateField(label="办结日期", widget=DateInput)
    result = forms.CharField(label="完成情况", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class PostponeForm(StepForm):
    """调整时限表单."""

    due_on = forms.DateField(label="新时限", widget=DateInput)
    reason = forms.CharField(label="原因", max_length=200)
    approved_by = forms.CharField(label="批准人", max_length=60)
