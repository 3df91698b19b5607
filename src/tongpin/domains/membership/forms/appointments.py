"""选拔任用表单; that of a step asks only what this step records."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.domains.membership.calculations.appointments import DECISION, NOTICE, Way
from tongpin.domains.membership.enums import StepConclusion
from tongpin.domains.membership.models import AppointmentCase, AppointmentStep
from tongpin.engines.ledgers.closed import words_of
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Person
from tongpin.foundation.ui.forms import DateInput, offer, offer_words

CLOSED = "只供办理任用的人员查看，不导出、不进入搜索。"


class AppointmentEditForm(LedgerForm):
    """更正任用案表单."""

    class Meta:
        model = AppointmentCase
        fields: tuple[str, ...] = ("post", "former_post", "takes_office_on")


class AppointmentForm(LedgerForm):
    """建立任用案表单."""

    class Meta:
        model = AppointmentCase
        fields = ("person", "post", "former_post", "began_on", "takes_office_on")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


class AppointmentStepForm(StepForm):
    """登记任用步骤表单; ``record`` is the case, or the step that is corrected."""

    units = {"due_voting": "人", "present_voting": "人", "yes_votes": "票"}
    on = forms.DateField(label="日期", widget=DateInput)

    def __init__(self, *args: Any, record: Any, way: Way, number: int, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        title = way.title_of(number)
        if title == NOTICE:
            self.fields["on"].label = "公示开始日期"
            hint = f"留空则从下一个工作日起算满{way.publicity_workdays}个工作日。"
            self.fields["until"] = forms.DateField(label="公示截止日期", widget=DateInput, required=False, help_text=hint)
        choices = [c for c in StepConclusion.choices if c[0] != StepConclusion.WAIVED or title in way.waivable]
        self.fields["conclusion"] = forms.ChoiceField(label="结论", choices=choices)
        if title == DECISION:
            for name, label in (("due_voting", "应到会成员"), ("present_voting", "实到会成员"), ("yes_votes", "同意票数")):
                self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=9999)
        if title in way.waivable:
            self.fields["basis"] = forms.CharField(
                label="不需要这一步的依据", max_length=200, required=False, help_text="结论选不需要这一步的填写。"
            )
        self.fields["document"] = forms.CharField(label="文号", max_length=60, required=False)
        self.fields["note"] = forms.CharField(
            label="情况记录", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=CLOSED
        )
        if isinstance(record, AppointmentStep):
            for name in self.fields:
                if name != "version":
                    self.initial.setdefault(name, words_of(record.note) if name == "note" else getattr(record, name))
        self._set_up()


class AppointmentPaperForm(StepForm):
    """收到任用材料表单."""

    paper = forms.ChoiceField(label="材料")
    received_on = forms.DateField(label="收到日期", widget=DateInput)

    def __init__(self, *args: Any, record: AppointmentCase, missing: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        offer_words(self, "paper", [(f"{step}：{title}", f"{step}　{title}") for step, title in missing])
        self._set_up()

    def clean(self) -> dict[str, Any]:
        """The paper chosen becomes its step and its title."""
        cleaned = super().clean() or {}
        if "paper" in cleaned:
            step, _, title = cleaned.pop("paper").partition("：")
            cleaned |= {"step": step, "title": title}
        return cleaned
