"""应尽事项表单: a unit's choice on a rule, another date for one window, and facts that no record tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from tongpin.engines.duties.enums import Choice, FindingState
from tongpin.engines.duties.lists import kind_choices
from tongpin.engines.duties.models import Adoption, LedgerStart
from tongpin.engines.duties.selectors.handbook import STANDING_WORDS, Standing
from tongpin.engines.duties.selectors.lines import Line
from tongpin.engines.ledgers.forms import StepForm
from tongpin.engines.rules.rule import Rule, Term
from tongpin.foundation.ui.forms import OfficeForm, offer_words
from tongpin.foundation.ui.widgets import DateInput
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period
from tongpin.kernel.values import ValueType

YES_NO = (("", "不清楚"), ("yes", "是"), ("no", "否"))


def term_field(term: Term) -> forms.Field:
    """The field in which a fact or a standard is typed; empty means not known."""
    match term.type:
        case ValueType.NUMBER:
            found: forms.Field = forms.DecimalField(label=term.title, required=False, max_digits=12, decimal_places=4)
        case ValueType.DATE:
            found = forms.DateField(label=term.title, required=False, widget=DateInput)
        case ValueType.YES_NO:
            return forms.ChoiceField(label=term.title, required=False, choices=YES_NO)
        case ValueType.TEXTS:
            found = forms.CharField(label=term.title, required=False, max_length=500, help_text="几项之间用顿号隔开。")
        case _ if term.choices:
            return forms.ChoiceField(label=term.title, required=False, choices=(("", "不清楚"), *((one, one) for one in term.choices)))
        case _:
            found = forms.CharField(label=term.title, required=False, max_length=200)
    return found


def term_value(term: Term, typed: Any) -> Any:
    """What was typed, in the type that the rule asks for; None where nothing was."""
    if typed in (None, ""):
        return None
    if term.type is ValueType.YES_NO:
        return typed == "yes"
    if term.type is ValueType.TEXTS:
        return tuple(part.strip() for part in typed.replace("，", "、").split("、") if part.strip())
    return typed


class ActingForm(OfficeForm):
    """办理表单: calls a service with what it gathered; the refusal stands in the form."""

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)

    def act(self, service: Callable[..., Any]) -> Any:
        """The service's answer, None where the form or the service refuses."""
        if not self.is_valid():
            return None
        try:
            return service(**self.given())
        except Refused as refused:
            self.refuse(refused)
            return None


class AdoptionForm(ActingForm):
    """单位调整表单: what the unit does with the rule, and its own standards where they differ."""

    def __init__(self, *args: Any, rule: Rule, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.fields["choice"] = forms.ChoiceField(label="办法", choices=Choice.choices, widget=forms.RadioSelect, initial=Choice.ON)
        for name, term in rule.parameters.items():
            self.fields[f"parameter_{name}"] = term_field(term)
        self.fields["effective_from"] = forms.DateField(label="自何日起", widget=DateInput, initial=today)
        self.fields["effective_to"] = forms.DateField(
            label="至何日止", required=False, widget=DateInput, help_text="自该日起不再执行，长期执行的留空。"
        )
        self.fields["basis"] = forms.CharField(label="依据", max_length=300, help_text="文件名称和文号，或者会议名称和日期。")
        own = tuple(f"parameter_{name}" for name in rule.parameters)
        standards = (("本单位的标准（与规则一致的留空）", own),) if own else ()
        self.groups = (*standards, ("起止和依据", ("effective_from", "effective_to", "basis")))
        self.units = {f"parameter_{name}": term.unit for name, term in rule.parameters.items() if term.unit}
        self._set_up()

    def given(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        own = {name: term_value(term, values.pop(f"parameter_{name}")) for name, term in self.rule.parameters.items()}
        return {**values, "choice": Choice(values["choice"]), "parameters": {n: v for n, v in own.items() if v is not None}}


class MoveForm(ActingForm):
    """另定期限表单."""

    window = forms.CharField(label="期间", max_length=10, help_text="年度写作 2025，季度写作 2025-Q4，月份写作 2025-12。")
    due_on = forms.DateField(label="另定期限", widget=DateInput, help_text="该日仍算按期，次日起算逾期。")
    basis = forms.CharField(label="依据", max_length=300, help_text="上级通知的名称和文号。")

    def clean_window(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["window"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class ChangeForm(StepForm):
    """更正单位调整表单: standards or date, and the basis."""

    def __init__(self, *args: Any, record: Adoption, rule: Rule, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.rule, self.is_of_a_window = rule, bool(record.window)
        if record.window:
            self.fields["due_on"] = forms.DateField(label="另定期限", widget=DateInput, initial=record.due_on)
        elif record.choice != Choice.OFF:
            for name, term in rule.parameters.items():
                self.fields[f"parameter_{name}"] = term_field(term)
                self.initial[f"parameter_{name}"] = record.parameters.get(name)
        self.fields["basis"] = forms.CharField(label="依据", max_length=300, initial=record.basis)
        self._set_up()

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or {})
        if not self.is_of_a_window:
            own = {name: term_value(term, values.pop(f"parameter_{name}", None)) for name, term in self.rule.parameters.items()}
            values["parameters"] = {name: value for name, value in own.items() if value is not None}
        return values


class EndForm(StepForm):
    """终止单位调整表单."""

    effective_to = forms.DateField(label="终止日期", widget=DateInput, help_text="自该日起不再执行这项调整，此前的研判不变。")


class StartForm(ActingForm):
    """启用台账日期表单."""

    starts_on = forms.DateField(
        label="启用台账日期", widget=DateInput, help_text="自该日起组织生活等在本系统登记；此前的期间不作逾期认定，补登的照常计入。"
    )
    basis = forms.CharField(label="依据", max_length=300, help_text="文件名称和文号，或者会议名称和日期。")


class StartChangeForm(StepForm):
    """更正启用台账日期表单."""

    starts_on = forms.DateField(label="启用台账日期", widget=DateInput)
    basis = forms.CharField(label="依据", max_length=300)

    def __init__(self, *args: Any, record: LedgerStart, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.initial.update(starts_on=record.starts_on, basis=record.basis)


class StartEndForm(StepForm):
    """撤销启用台账日期表单."""

    reason = forms.CharField(label="原因", max_length=300, help_text="撤销后，此前的期间也照规则检查。")


class StateForm(ActingForm):
    """认定事实表单: the facts that no record tells, each may stay empty; one basis for what is stated at once."""

    def __init__(self, *args: Any, terms: Mapping[str, Term], asked: Sequence[str], day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = {name: term for name, term in terms.items() if name in asked}
        for name, term in self.terms.items():
            self.fields[f"fact_{name}"] = term_field(term)
        self.fields["holds_from"] = forms.DateField(label="自何日起", widget=DateInput, initial=day, help_text="从哪一天起是这样。")
        self.fields["basis"] = forms.CharField(label="依据", max_length=300, help_text="凭什么这样认定，如会议记录、批复、花名册。")
        self.fields["evidence"] = forms.CharField(
            label="佐证材料", max_length=200, required=False, help_text="材料名称、文号或存放处；附件可在研判结果页面上传。"
        )
        self.units = {f"fact_{name}": term.unit for name, term in self.terms.items() if term.unit}
        self.groups = (
            ("事实（不清楚的留空）", tuple(f"fact_{name}" for name in self.terms)),
            ("依据", ("holds_from", "basis", "evidence")),
        )
        self._set_up()

    def given(self) -> dict[str, Any]:
        values = {name: term_value(term, self.cleaned_data[f"fact_{name}"]) for name, term in self.terms.items()}
        rest = {name: self.cleaned_data[name] for name in ("holds_from", "basis", "evidence")}
        return {"values": {name: value for name, value in values.items() if value is not None}, **rest}


class HeatForm(OfficeForm):
    """热力表筛选: kind of subject, state, document."""

    kind = forms.ChoiceField(label="对象种类", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=(("", "全部"), *FindingState.choices))
    document = forms.ChoiceField(label="依据文件", required=False)

    def __init__(self, *args: Any, documents: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_words(self, "kind", [("", "全部"), *kind_choices()])
        offer_words(self, "document", [("", "全部"), *((one, one) for one in documents)])

    def chosen(self, found: Sequence[Line]) -> list[Line]:
        """Lines that the filter leaves; all of them where it cannot be read."""
        wanted = self.cleaned_data if self.is_valid() else {}
        kind, state, document = (wanted.get(name) for name in ("kind", "state", "document"))
        return [
            one
            for one in found
            if (not kind or one.subject.kind == kind)
            and (not state or one.state == state)
            and (not document or any(source.document == document for source in one.rule.sources[:1]))
        ]


class RuleSearchForm(OfficeForm):
    """规则筛选: words of title, code or document, and how the rule stands in the unit."""

    q = forms.CharField(label="编号、名称或文件", required=False, max_length=60)
    word = forms.ChoiceField(label="本单位", required=False, choices=(("", "全部"), *((w, w) for w in STANDING_WORDS)))

    def chosen(self, found: Sequence[Standing]) -> list[Standing]:
        """Rules that the filter leaves."""
        wanted = self.cleaned_data if self.is_valid() else {}
        words, state = (wanted.get("q") or "").split(), wanted.get("word")
        return [
            one
            for one in found
            if all(word.lower() in f"{one.code} {one.rule.title} {one.sources}".lower() for word in words)
            and (not state or one.word == state)
        ]
