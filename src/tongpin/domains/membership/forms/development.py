"""发展党员表单; that of a step asks only what this step records."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.domains.membership.calculations.path import CONCLUSIONS, STEPS, WORDS
from tongpin.domains.membership.enums import Heard, NoticeKind, NoticeResult, Recommendation, ReviewKind
from tongpin.domains.membership.models import DevelopmentCase, DevelopmentStep
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.ui.forms import DateInput, offer, offer_words

_MOVED = ("moved_in_on", "months_before", "file_received")


class CaseEditForm(LedgerForm):
    """更正发展党员档案表单."""

    units = {"months_before": "个月"}
    groups: Any = (("由其他单位转来的（不是的留空）", _MOVED),)

    class Meta:
        model = DevelopmentCase
        fields: tuple[str, ...] = (
            "gender",
            "born_on",
            "unit",
            "accepts_programme",
            "applied_to_own_unit",
            "leaves_unit_on",
            *_MOVED,
        )


class CaseForm(CaseEditForm):
    """建立发展党员档案表单."""

    class Meta:
        model = DevelopmentCase
        fields = ("org", "person", *CaseEditForm.Meta.fields)
        labels = {"org": "党支部"}

    def __init__(self, *args: Any, branches: QuerySet[Organisation], people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", branches)
        offer(self, "person", people)
        if len(branches) == 1:
            self.initial.setdefault("org", branches[0].pk)


class RecordStepForm(StepForm):
    """登记步骤表单: day, body, conclusion, votes … as the step asks; ``record`` is the file, or the step that is corrected."""

    units = {"days": "天", "hours": "学时", "months": "个月"}
    on = forms.DateField(label="日期", widget=DateInput)

    def __init__(self, *args: Any, record: Any, number: int, people: QuerySet[Person] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        step = STEPS[number]
        self.fields["on"].label = step.day
        if step.second:
            self.fields["second_on"] = forms.DateField(label=step.second, widget=DateInput, required=number == 1)
        if step.body:
            self.fields["body"] = forms.ChoiceField(label="决定机构", choices=[(b, b) for b in step.body])
        for name in step.asks:
            self.fields[name] = _field(name, number)
        if people is not None:
            hint = "1至2名正式党员。" if number == 5 else "2名正式党员，一般由培养联系人担任。"
            self.fields["guides"] = forms.ModelMultipleChoiceField(
                label="培养联系人" if number == 5 else "入党介绍人", queryset=people, help_text=hint
            )
        self.fields["note"] = forms.CharField(
            label="情况记录",
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="只供办理发展党员的人员查看，不导出、不进入搜索。",
        )
        if isinstance(record, DevelopmentStep):
            for name in self.fields:
                if name not in ("version", "guides"):
                    self.initial.setdefault(name, getattr(record, name))
        self._set_up()

    def clean(self) -> dict[str, Any]:
        """The people chosen become a list; nothing else changes."""
        cleaned = super().clean() or {}
        if "guides" in cleaned:
            cleaned["guides"] = list(cleaned["guides"])
        return cleaned


def _field(name: str, number: int) -> forms.Field:
    made = DevelopmentStep._meta.get_field(name)
    label = str(made.verbose_name)  # type: ignore[union-attr]
    if name == "conclusion":
        return forms.ChoiceField(label=label, choices=[(c, WORDS[c]) for c in CONCLUSIONS[number]])
    if name == "recommended_by":
        return forms.ChoiceField(label=label, choices=Recommendation.choices)
    if name == "heard":
        choices = Heard.choices if number == 7 else [c for c in Heard.choices if c[0] != Heard.CONTACTS]
        return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple)
    if name in ("is_exempted", "is_authorised", "has_reason"):
        return forms.BooleanField(label=label, required=False)
    if name == "is_secret":
        return forms.BooleanField(label=label, required=False, initial=True)
    needed = name in ("due_voting", "present_voting", "yes_votes")
    hint = "选择延长预备期的填写，6至12个月。" if name == "months" else ""
    return forms.IntegerField(label=label, min_value=0, max_value=9999, required=needed, help_text=hint)


class ReviewForm(StepForm):
    """登记培养考察表单."""

    kind = forms.ChoiceField(label="种类", choices=ReviewKind.choices)
    on = forms.DateField(label="日期", widget=DateInput)
    note = forms.CharField(label="情况记录", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class MaterialForm(StepForm):
    """收到材料表单."""

    paper = forms.ChoiceField(label="材料")
    received_on = forms.DateField(label="收到日期", widget=DateInput)

    def __init__(self, *args: Any, record: DevelopmentCase, missing: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        offer_words(self, "paper", missing)
        self._set_up()

    def clean(self) -> dict[str, Any]:
        """The paper chosen becomes its step and its title."""
        cleaned = super().clean() or {}
        if "paper" in cleaned:
            number, _, title = cleaned.pop("paper").partition(":")
            cleaned |= {"number": int(number), "title": title}
        return cleaned


class NoticeForm(StepForm):
    """发布公示表单."""

    kind = forms.ChoiceField(label="公示事项", choices=NoticeKind.choices)
    starts_on = forms.DateField(label="公示开始日期", widget=DateInput)
    ends_on = forms.DateField(label="公示截止日期", widget=DateInput, required=False, help_text="留空则从下一个工作日起算满5个工作日。")
    place = forms.CharField(label="公示地点", max_length=60)
    contact = forms.CharField(label="受理意见的联系方式", max_length=100, help_text="受理部门和电话，不写个人手机号。")


class NoticeResultForm(StepForm):
    """公示结果表单."""

    result = forms.ChoiceField(label="公示结果", choices=NoticeResult.choices)
