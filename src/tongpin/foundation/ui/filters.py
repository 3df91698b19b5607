"""筛选: office widgets for filter rows and the words that say what is filtered."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Q

from tongpin.foundation.ui.widgets import office_widget

LONGEST_SEARCH = MaxLengthValidator(200, "筛选文字太长，应不超过 200 个字。")
"""Databases refuse patterns of tens of thousands of characters."""


def office_form(form: forms.BaseForm) -> forms.BaseForm:
    """Gives every field its office widget (native date picker, sizes, no browser suggestions); words to search for are at most a line."""
    for field in form.fields.values():
        office_widget(field, empty="不限")
        if isinstance(field, forms.NullBooleanField) and isinstance(field.widget, forms.NullBooleanSelect):
            field.widget.choices = [("unknown", "不限"), ("true", "是"), ("false", "否")]
        if isinstance(field, forms.CharField) and field.max_length is None:
            field.validators.append(LONGEST_SEARCH)
    return form


def filter_words(form: forms.BaseForm) -> str:
    """筛选条件: "状态：有效；登记日：自2023-01-01至2023-12-31", empty where nothing is filtered."""
    return "；".join(
        f"{field.label}：{words}" for name, field in form.fields.items() if (words := _words(field, form.cleaned_data.get(name)))
    )


def _words(field: forms.Field, value: Any) -> str:
    if value in (None, "", [], ()) or (hasattr(value, "exists") and not value):
        return ""
    if isinstance(value, slice):
        parts = [f"自{value.start}" if value.start is not None else "", f"至{value.stop}" if value.stop is not None else ""]
        return "".join(parts)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple) or hasattr(value, "iterator"):
        return "、".join(_choice(field, v) for v in value)
    return _choice(field, value)


def _choice(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ModelChoiceField):
        return str(value)
    for key, title in _flat(getattr(field, "choices", ())):
        if str(key) == str(value):
            return str(title)
    return str(value)


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    flat: list[tuple[Any, Any]] = []
    for key, title in choices:
        flat.extend(title if isinstance(title, list | tuple) else [(key, title)])
    return flat


class OfficeFilterSet(django_filters.FilterSet):
    """筛选组: base of the product's filter sets; define fields with Chinese ``label``s, text search as ``q``."""


class YesNoFilter(django_filters.TypedChoiceFilter):
    """是否筛选: 不限, 是 or 否."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=(("", "不限"), ("true", "是"), ("false", "否")), coerce=_is_yes, **kwargs)


def _is_yes(word: str) -> bool:
    return word == "true"


class KeywordFilter(django_filters.CharFilter):
    """关键词: rows in which any of ``fields`` contains every word typed."""

    def __init__(self, *fields: str, label: str = "关键词", **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        self.fields_searched = fields

    def filter(self, queryset: Any, value: str) -> Any:
        for word in (value or "").split():
            wanted = Q()
            for name in self.fields_searched:
                wanted |= Q(**{f"{name}__icontains": word})
            queryset = queryset.filter(wanted)
        return queryset
