"""表单: one column, labels above, units beside the field, hints under it, errors at the field and in a summary on top.

class ContractForm(OfficeModelForm):
    units = {"amount": "万元", "staff": "人"}
    groups = (("合同", ("number", "title")), ("金额", ("amount",)))
    class Meta: ...

form = ContractForm(request.POST or None, instance=contract)
if request.method == "POST" and form.is_valid():
    try:
        edit_contract(contract, by=request.user, version=form.cleaned_data["version"], …)
    except Refused as refused:
        form.refuse(refused)
    else:
        return redirect(…)
return form_page(request, form, title="修改技术合同", back=url)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import cached_property

from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.stale import opened_values
from tongpin.foundation.ui.widgets import DateInput, DropZone, office_widget
from tongpin.kernel.errors import Refused
from tongpin.kernel.money import MoneyUnit, from_yuan, to_yuan
from tongpin.kernel.rounding import plain

__all__ = [
    "DateInput",
    "DropZone",
    "MoneyFormField",
    "OfficeForm",
    "OfficeFormRenderer",
    "OfficeModelForm",
    "form_page",
    "offer",
    "offer_words",
    "sensible",
]


_SOFT_BREAKS = (0x0B, 0x0C, 0x85, 0x2028, 0x2029)
_CONTROLS = (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, *range(0xD800, 0xE000))
_DIRECTIONS = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
INVISIBLE: dict[int, str | None] = {**dict.fromkeys((*_CONTROLS, *_DIRECTIONS)), **dict.fromkeys(_SOFT_BREAKS, " ")}
"""看不见的符号: control, zero-width and direction characters; soft line breaks, as word processors paste them, become spaces."""


class OfficeFormRenderer(DjangoTemplates):
    """表单渲染: the product's own templates for forms and fields, everywhere."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    @cached_property
    def engine(self) -> Backend:
        kept = super().engine
        return Backend(
            {
                "APP_DIRS": True,
                "DIRS": list(kept.dirs),
                "NAME": "tongpinforms",
                "OPTIONS": {"builtins": ["tongpin.foundation.ui.templatetags.ui"]},
            }
        )


def sensible(typed: Decimal) -> Decimal:
    """办公数字: refused where it is none (NaN) or has more digits than any office counts in (1e999999 is a number too)."""
    exponent = typed.as_tuple().exponent
    if not isinstance(exponent, int) or (typed and not (-12 <= exponent <= 15 and typed.adjusted() <= 15)):
        raise forms.ValidationError("数字过大，或小数位过多，请核对。", code="out_of_reach")
    return typed


class MoneyFormField(forms.DecimalField):
    """金额栏: typed and shown in ``unit``, cleaned to 元 (exact to the 分)."""

    def __init__(self, *, unit: str = MoneyUnit.WAN, **kwargs: Any) -> None:
        self.unit = MoneyUnit(unit)
        kwargs.setdefault("max_digits", None)
        kwargs.setdefault("decimal_places", None)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored amount in 元 is shown in the unit; what the user typed stays as typed."""
        return plain(from_yuan(value, self.unit)) if isinstance(value, Decimal | int) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = value.strip().replace(",", "").replace("，", "")
        try:
            typed = super().to_python(value)
        except forms.ValidationError as wrong:
            raise self._no_number(value) from wrong
        if typed is None:
            return None
        if not typed.is_finite():
            raise self._no_number(value)
        amount = to_yuan(sensible(typed), self.unit)
        if amount != amount.quantize(Decimal("0.01")):
            raise forms.ValidationError(f"金额精确到分，{plain(typed)}{self.unit}多于两位小数（以元计），请核对。", code="fraction")
        return amount.quantize(Decimal("0.01"))

    def _no_number(self, value: Any) -> forms.ValidationError:
        return forms.ValidationError(f"“{value}”不是数字，应为以{self.unit}计的数，如 300.00。", code="invalid")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (None if initial is None else Decimal(initial))
        except forms.ValidationError:
            return True


@dataclass(frozen=True)
class FieldGroup:
    """栏目组: fields of a form under one small heading."""

    title: str
    fields: Sequence[forms.BoundField]


LONGEST_KEY = 18
"""Digits of a key that 64 bits hold for sure."""


class OfficeFormMixin:
    """表单基类: ``units`` names what stands beside a field; a decimal field with a money unit is typed in it and cleaned to 元.

    ``groups``: (title, field names) in the order of the page; fields not named stand first, without a heading.
    """

    units: Mapping[str, str] = {}
    groups: Sequence[tuple[str, Sequence[str]]] = ()
    required_css_class = "is-required"
    error_css_class = "has-error"
    fields: dict[str, forms.Field]

    def _widget_data_value(self: Any, widget: forms.Widget, html_name: str) -> Any:
        """What was typed or pasted, without signs that nobody sees and no document can carry; a password stays as it is."""
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]
        if isinstance(value, list):
            # a key that no database can hold is told as a wrong choice and never reaches a query
            return ["" if isinstance(one, str) and one.isdigit() and len(one) > LONGEST_KEY else one for one in value]
        return value.translate(INVISIBLE) if isinstance(value, str) and not isinstance(widget, forms.PasswordInput) else value

    def _set_up(self) -> None:
        for name, unit in self.units.items():
            if name in self.fields:
                self.fields[name] = _with_unit(self.fields[name], str(unit))
        for field in self.fields.values():
            office_widget(field)

    conflicts: Sequence[Any] = ()
    saved_by: Any = None

    @property
    def opened(self: Any) -> str:
        """打开时的值 of a form that edits a record on file, for the page to send back; "" for other forms."""
        return opened_values(self) if "version" in self.fields else ""

    def refuse(self: Any, refused: Refused) -> None:
        """办理不了: puts the service's refusal at its field, or on top of the form."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.message)

    def field_groups(self: Any) -> list[FieldGroup]:
        """The visible fields as they stand on the page."""
        grouped = {name for _, names in self.groups for name in names}
        rest = [self[name] for name in self.fields if name not in grouped and not self[name].is_hidden]
        found = [FieldGroup("", rest)] if rest else []
        return found + [FieldGroup(title, [self[name] for name in names if name in self.fields]) for title, names in self.groups]


def _with_unit(field: forms.Field, unit: str) -> forms.Field:
    if type(field) is forms.DecimalField and unit in set(MoneyUnit):
        field = MoneyFormField(
            unit=unit,
            label=field.label,
            required=field.required,
            initial=field.initial,
            help_text=field.help_text,
            disabled=field.disabled,
            min_value=field.min_value,
            max_value=field.max_value,
        )
    if isinstance(field, MoneyFormField):
        return field
    field.unit = unit  # type: ignore[attr-defined]
    return field


class OfficeForm(OfficeFormMixin, forms.Form):
    """表单: base of forms without a model."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._set_up()


class OfficeModelForm(OfficeFormMixin, forms.ModelForm):
    """记录表单: base of forms on a record; carries the ``version`` of a record on file, so that a service can refuse a stale edit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "version" not in self.fields and self.instance.pk is not None and getattr(self.instance, "version", None) is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
            self.initial.setdefault("version", self.instance.version)
        self._set_up()


def offer(form: forms.BaseForm, name: str, rows: QuerySet[Any], words: Callable[[Any], str] | None = None) -> None:
    """可选记录: the rows that the field ``name`` offers; anything else sent for it is refused. ``words`` says how a row is called."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} chooses no record")
    if words is not None:
        field.label_from_instance = words  # type: ignore[assignment]
    field.queryset = rows


def offer_words(form: forms.BaseForm, name: str, choices: Iterable[Any]) -> None:
    """可选词: the (value, word) pairs that the field ``name`` offers; anything else sent for it is refused."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} chooses no word")
    field.choices = list(choices)


def form_page(
    request: HttpRequest,
    form: Any,
    *,
    title: str,
    submit: str = "保存",
    back: str = "",
    intro: str = "",
    template: str = "ui/form.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """表单页: the form as a page; ``back`` is where 返回 leads (within the scope the page is in)."""
    for field in form.fields.values():
        office_widget(field)
    variables = {"form": form, "title": title, "submit": submit, "back": here(request, back) if back else "", "intro": intro}
    return render(request, template, {**variables, **(context or {})})
