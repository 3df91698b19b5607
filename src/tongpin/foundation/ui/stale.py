"""他人先改: a form whose record somebody else saved meanwhile shows both versions of each field, so that nothing is lost.

``opened_values(form)`` goes into the page as a hidden field and says how the record read when the page was opened. When the save is then
refused as stale, ``explain_stale`` compares three versions: as opened, as typed, as it stands now. A field that only the other person
changed is taken from them; a field that both changed keeps what was typed, with theirs beside it. The next save knows what it replaces.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.models import model_to_dict

from tongpin.foundation.ui import formats

OPENED = "opened"


@dataclass(frozen=True)
class Conflict:
    """两种写法: what the person typed, what stands now; ``is_taken`` where only the other one changed it."""

    label: str
    mine: str
    theirs: str
    is_taken: bool


def opened_values(form: Any) -> str:
    """打开时的值 of the form's fields, as one line; what came with a refused form is passed on."""
    if form.is_bound:
        return str(form.data.get(OPENED, ""))
    return json.dumps({bound.name: _plain(bound.field, bound.value()) for bound in form if bound.name != "version"}, ensure_ascii=False)


def explain_stale(form: Any, stored: Any) -> list[Conflict]:
    """双方的改动 between what was typed and ``stored``, the record as it now stands; the form is made ready for a knowing save."""
    opened = _read(form.data.get(OPENED, ""))
    now = _now(form, stored)
    sent = form.data.copy()
    found = []
    for bound in form:
        if bound.name not in now or bound.name == "version":
            continue
        theirs, typed = _plain(bound.field, now[bound.name]), _plain(bound.field, bound.data)
        if theirs == typed:
            continue
        is_taken = bound.name in opened and opened[bound.name] == typed
        found.append(Conflict(str(bound.label), _words(bound.field, typed), _words(bound.field, theirs), is_taken))
        if is_taken:
            _put(sent, bound.html_name, theirs)
    sent[form.add_prefix("version")] = str(stored.version)
    sent[OPENED] = json.dumps({name: _plain(form.fields[name], value) for name, value in now.items()}, ensure_ascii=False)
    form.data = sent
    return found


def _now(form: Any, stored: Any) -> Mapping[str, Any]:
    """The stored values of those fields of the form that stand on the record."""
    own = {field.name for field in stored._meta.concrete_fields} | {field.name for field in stored._meta.many_to_many}
    names = [name for name in form.fields if name in own and name != "version"]
    values = model_to_dict(stored, fields=names)
    return {name: values.get(name, getattr(stored, stored._meta.get_field(name).attname, None)) for name in names}


def _plain(field: forms.Field, value: Any) -> Any:
    """A value as the page sends it: text, or a list of texts."""
    if isinstance(field, forms.BooleanField):
        return "on" if value in (True, "on", "true", "True", "1") else ""
    shown = field.prepare_value(value)
    if isinstance(shown, list | tuple | set):
        return sorted(str(getattr(one, "pk", one)) for one in shown)
    shown = getattr(shown, "pk", shown)
    text = field.widget.format_value(shown) if hasattr(field.widget, "format_value") else shown
    if isinstance(text, list | tuple):
        text = text[0] if text else ""
    return "" if text is None else str(text).replace("\r\n", "\n").strip()


def _words(field: forms.Field, value: Any) -> str:
    """What a person reads: the words of a choice, 是 or 否, the text with its unit."""
    if isinstance(field, forms.BooleanField):
        return "是" if value else "否"
    choices = getattr(field, "choices", None)
    if choices is not None:
        wanted = {str(one) for one in (value if isinstance(value, list) else [value])}
        named = [str(title) for key, title in choices if str(key) in wanted and str(key)]
        return "、".join(named) or formats.DASH
    unit = getattr(field, "unit", "")
    return f"{value}{unit}" if value else formats.DASH


def _put(sent: Any, name: str, value: Any) -> None:
    if isinstance(value, list):
        sent.setlist(name, value)
    elif value:
        sent[name] = value
    else:
        sent.pop(name, None)
        sent[name] = ""


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
