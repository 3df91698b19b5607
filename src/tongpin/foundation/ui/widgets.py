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

    def __init__(self, attrs: dict[str, Any] | None = None, *, hint: str = "", many: bool = False) -> None:
        self.allow_multiple_selected = many
        super().__init__(attrs=attrs)
        self.hint = hint
        self.many = many

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"].update(hint=self.hint, many=self.many)
        return context


DASHES = "---------"
MESSAGES: list[tuple[type[forms.Field], dict[str, str]]] = [
    (forms.Field, {"required": "这一栏必须填写。"}),
    (forms.ChoiceField, {"required": "请选择一项。", "invalid_choice": "所选项已不在可选范围内，请重新选择。"}),
    (forms.ModelChoiceField, {"required": "请选择一项。", "invalid_choice": "所选项已不在可选范围内，请重新选择。"}),
    (forms.DateField, {"invalid": "日期写法不对或没有这一天，应为 2023-06-30 的样式。"}),
    (forms.DecimalField, {"invalid": "应为数字，如 300.00，不带单位和“约”“余”等字。"}),
    (forms.IntegerField, {"invalid": "应为整数，如 12，不带单位和“约”“余”等字。"}),
    (forms.FileField, {"required": "请选择要上传的文件。", "empty": "所选文件是空的，请重新选择。"}),
    (forms.EmailField, {"invalid": "电子邮箱写法不对，应为 name@example.cn 的样式。"}),
]


def _office_range(field: forms.MultiValueField, widget: forms.MultiWidget) -> None:
    """自…至…: both ends named for those who do not see the dash between them, dates with the native picker."""
    ends = ("起", "止") if len(widget.widgets) == 2 else ("",) * len(widget.widgets)
    for end, inner, part in zip(ends, field.fields, widget.widgets, strict=False):
        if end:
            part.attrs.setdefault("aria-label", f"{field.label or ''}{end}")
        if isinstance(inner, forms.DateField) and isinstance(part, forms.TextInput):
            part.input_type = "date"
            if isinstance(part, forms.DateInput):
                part.format = "%Y-%m-%d"


def _name_the_empty_choice(field: Any, empty: str) -> None:
    """A row of dashes tells nobody anything."""
    word = "请选择" if field.required else empty
    if hasattr(field, "empty_label"):  # choices that come from rows or from a filter
        sources: list[Any] = [field, getattr(field.widget.choices, "field", field)]
        for source in sources:
            if source.empty_label == DASHES:
                source.empty_label = word
        return
    choices = list(field.choices)
    if any(key == "" and str(title) == DASHES for key, title in choices):
        field.choices = [(key, word if key == "" else title) for key, title in choices]


def office_words(field: forms.Field) -> None:
    """Office wording for the framework's own error messages; a message the form gave itself stays."""
    usual = {key: text for kind in reversed(type(field).__mro__) for key, text in getattr(kind, "default_error_messages", {}).items()}
    for kind, messages in MESSAGES:
        if isinstance(field, kind):
            for key, text in messages.items():
                if field.error_messages.get(key) == usual.get(key) or field.error_messages.get(key) in _OURS:
                    field.error_messages[key] = text


_OURS = {text for _, messages in MESSAGES for text in messages.values()}


def office_widget(field: forms.Field, *, empty: str = "不填") -> None:
    """Replaces or completes the field's widget in place; a widget chosen on purpose (DateInput, Textarea …) keeps its kind.

    ``empty``: what a choice is called that may be left open.
    """
    office_words(field)
    widget = field.widget
    if isinstance(field, forms.DateField) and type(widget) is forms.DateInput:
        field.widget = widget = DateInput(attrs=widget.attrs)
    if isinstance(field, forms.MultiValueField) and isinstance(widget, forms.MultiWidget):
        _office_range(field, widget)
    if isinstance(field, forms.ChoiceField) and not isinstance(widget, forms.SelectMultiple):
        _name_the_empty_choice(field, empty)
    if isinstance(field, forms.DecimalField | forms.IntegerField | forms.FloatField) and isinstance(widget, forms.NumberInput):
        widget.input_type = "text"  # a wheel or an arrow key must never change a figure unseen
        widget.attrs.setdefault("inputmode", "decimal")
        for unwanted in ("step", "min", "max"):
            widget.attrs.pop(unwanted, None)
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return
    if isinstance(widget, forms.Textarea):
        if str(widget.attrs.get("rows", "10")) == "10":  # Django's own default
            widget.attrs["rows"] = 4
        widget.attrs.pop("cols", None)
    if isinstance(widget, forms.TextInput) and "autocomplete" not in widget.attrs and not isinstance(widget, forms.PasswordInput):
        widget.attrs["autocomplete"] = "off"
