"""组织程序表单."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.domains.membership.enums import CorrectionOutcome, ProcedureKind
from tongpin.domains.membership.models import CorrectionMeasure, Member, Procedure, ProcedureStep
from tongpin.engines.ledgers.closed import words_of
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.ui.forms import DateInput, OfficeForm, offer

CLOSED = "只供办理的人员查看，不导出、不进入搜索。"


class _ActForm(OfficeForm):
    """办理建议的表单: there is no record yet."""

    act = LedgerForm.act


class StartForm(_ActForm):
    """按建议启动程序表单."""

    began_on = forms.DateField(label="启动日期", widget=DateInput)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == ProcedureKind.TRANSFER:
            self.fields["destination"] = forms.CharField(label="接收党组织", max_length=100)
        self._set_up()


class DismissForm(_ActForm):
    """不予启动表单."""

    reason = forms.CharField(label="不予启动的理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=CLOSED)


class DeferForm(_ActForm):
    """暂缓表单."""

    until = forms.DateField(label="暂缓到", widget=DateInput, help_text="到这一天重新列入建议。")
    reason = forms.CharField(label="暂缓的理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=CLOSED)


class ProcedureForm(LedgerForm):
    """启动程序表单, without a proposal."""

    grounds = forms.CharField(label="启动理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=CLOSED)

    class Meta:
        model = Procedure
        fields = ("member", "kind", "began_on", "destination")

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "member", members)


class ProcedureStepForm(StepForm):
    """登记程序步骤表单; ``record`` is the procedure, or the step that is corrected."""

    on = forms.DateField(label="日期", widget=DateInput)
    note = forms.CharField(label="情况记录", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=CLOSED)

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        if isinstance(record, ProcedureStep):
            self.initial.setdefault("on", record.on)
            self.initial.setdefault("note", words_of(record.note))


class ConfirmForm(StepForm):
    """确认党组织决定表单."""

    decided_by = forms.CharField(label="作出决定的党组织", max_length=100)
    decided_on = forms.DateField(label="决定日期", widget=DateInput)
    document = forms.CharField(label="决定文号", max_length=60, help_text="没有文号的填会议名称和届次；转接的填介绍信编号。")
    effective_on = forms.DateField(label="生效日期", widget=DateInput, help_text="自该日起党员名册随之变动。")


class CorrectionForm(LedgerForm):
    """登记限期改正表单."""

    ground = forms.CharField(label="事由", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=CLOSED)

    class Meta:
        model = CorrectionMeasure
        fields: tuple[str, ...] = ("member", "placed_on", "until", "decided_by")

    def __init__(self, *args: Any, members: QuerySet[Member] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if members is None:
            del self.fields["member"]
            self.initial.setdefault("ground", words_of(self.instance.ground))
        else:
            offer(self, "member", members)


class HelpForm(StepForm):
    """登记帮教措施表单."""

    on = forms.DateField(label="日期", widget=DateInput)
    note = forms.CharField(label="帮教措施", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=CLOSED)


class SettleForm(StepForm):
    """限期改正结论表单."""

    outcome = forms.ChoiceField(label="结论", choices=CorrectionOutcome.choices, help_text="由党组织作出；没有改正的只形成建议。")
    on = forms.DateField(label="作出结论日期", widget=DateInput)
