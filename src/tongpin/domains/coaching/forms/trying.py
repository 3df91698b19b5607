"""试算和交办表单: change the facts of a firm and see what would follow; hand a gap over as a task."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from tongpin.domains.coaching.selectors.colleagues import departments
from tongpin.domains.coaching.selectors.reviews import coaches
from tongpin.engines.rules.book import rule
from tongpin.engines.rules.given import limit_in_words, within
from tongpin.engines.rules.rule import Term
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.ui.forms import DateInput, MoneyFormField, OfficeForm, offer, sensible
from tongpin.kernel.clock import today
from tongpin.kernel.money import MoneyUnit
from tongpin.kernel.rounding import plain
from tongpin.kernel.values import ValueType

YES_NO = (("", "未定"), ("true", "是"), ("false", "否"))
WITHIN = (("technical_staff", "staff"), ("high_tech_income", "total_income"), ("domestic_rd", "rd"))


class TryForm(OfficeForm):
    """试算表单: one field for each fact of a rule, filled with what is known; what is emptied is not known."""

    def __init__(self, *args: Any, rule_key: str, facts: Mapping[str, Any], **kwargs: Any) -> None:
        self.terms = dict(rule(rule_key).facts)
        super().__init__(*args, initial={name: _initial(term, facts[name]) for name, term in self.terms.items() if name in facts}, **kwargs)
        for name, term in self.terms.items():
            self.fields[name] = _field(term)
        self.units = {name: term.unit for name, term in self.terms.items() if term.unit and term.unit != "元"}
        self._set_up()

    def clean(self) -> dict[str, Any]:
        """Numbers within the limits of the rule, heads as heads, parts within their whole."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, term in self.terms.items():
            value = cleaned.get(name)
            if not isinstance(value, Decimal):
                continue
            if term.unit == "人" and 0 < value < 1:
                self.add_error(name, f"“{value.normalize():f}”像是比例，应填人数（单位：人）。")
            elif not within(term, value):
                self.add_error(name, f"应{limit_in_words(term, value)}。")
        for part, whole in WITHIN:
            one, other = cleaned.get(part), cleaned.get(whole)
            if isinstance(one, Decimal) and isinstance(other, Decimal) and one > other:
                self.add_error(part, f"大于“{self.terms[whole].title}”，请核对。")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Facts as the rule takes them."""
        found = {name: _fact(term, self.cleaned_data.get(name)) for name, term in self.terms.items()}
        return {name: value for name, value in found.items() if value is not None}


class TaskForm(OfficeForm):
    """交办表单: filled from the gap; who leads is chosen."""

    title = forms.CharField(label="任务", max_length=200)
    leader = forms.ModelChoiceField(label="责任领导", queryset=Person.objects.none())
    department = forms.ModelChoiceField(label="责任科室", queryset=Organisation.objects.none())
    person = forms.ModelChoiceField(label="责任人", queryset=Person.objects.none())
    due_on = forms.DateField(label="完成时限", widget=DateInput)

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "leader", coaches(org, today()))
        offer(self, "person", coaches(org, today()))
        offer(self, "department", departments(org))


class _NumberField(forms.DecimalField):
    """数: as many digits as any office counts in."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        typed = super().to_python(value)
        return None if typed is None else sensible(typed)


def _field(term: Term) -> forms.Field:
    if term.type is ValueType.NUMBER and term.unit == "元":
        return MoneyFormField(unit=MoneyUnit.WAN, label=term.title, required=False)
    if term.type is ValueType.NUMBER:
        return _NumberField(label=term.title, required=False, decimal_places=4)
    if term.type is ValueType.DATE:
        return forms.DateField(label=term.title, required=False, widget=DateInput)
    choices = YES_NO if term.type is ValueType.YES_NO else (("", "未定"), *((word, word) for word in term.choices))
    return forms.ChoiceField(label=term.title, required=False, choices=choices)


def _initial(term: Term, value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(value) if isinstance(value, Decimal) and term.unit != "元" else value


def _fact(term: Term, value: Any) -> Any:
    if value in (None, ""):
        return None
    return value == "true" if term.type is ValueType.YES_NO else value
