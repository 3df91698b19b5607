"""输入控件: native Chinese-friendly inputs; the browser is asked not to keep what is typed."""

from __future__ import annotations

from typing import Any

from django import forms


class DateInput(forms.DateInput):
    """日期输入: the browser's own date picker, always in ISO form."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DropZone(forms.ClearableFileInput):
    """文件投放区: a file input that also takes files dropped on it."""

    template_name = "ui/forms/drop_zone.html"
    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, hint: str = "", many: bool = False) -> None:
        super().__init__(attrs={**(attrs or {}), **({"multiple": True} if many else {})})
        self.hint = hint
        self.many = many

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"].update(hint=self.hint, many=self.many)
        return context


def office_widget(field: forms.Field) -> None:
    """Replaces or completes the field's widget in place; a widget chosen on purpose (DateInput, Textarea …) keeps its kind."""
    widget = field.widget
    if isinstance(field, forms.DateField) and type(widget) is forms.DateInput:
        field.widget = widget = DateInput(attrs=widget.attrs)
    for part in getattr(widget, "widgets", ()):
        if isinstance(part, forms.DateInput):
            part.input_type, part.format = "date", "%Y-%m-%d"
    if isinstance(field, forms.DecimalField | forms.IntegerField | forms.FloatField) and isinstance(widget, forms.NumberInput):
        widget.input_type = "text"  # a wheel or an arrow key must never change a figure unseen
        widget.attrs.setdefault("inputmode", "decimal")
        for unwanted in ("step", "min", "max"):
            widget.attrs.pop(unwanted, None)
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return
    if isinstance(widget, forms.Textarea):
        widget.attrs.setdefault("rows", 4)
        widget.attrs.pop("cols", None)
    if isinstance(widget, forms.TextInput) and "autocomplete" not in widget.attrs and not isinstance(widget, forms.PasswordInput):
        widget.attrs["autocomplete"] = "off"
