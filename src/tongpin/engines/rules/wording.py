"""措辞: how values are written in a reason and in a trace, and the templates of reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from tongpin.engines.rules.tables import Table
from tongpin.kernel.rounding import plain_rounded

_SLOT = re.compile(r"\{(?P<name>[a-z][a-z0-9_]*)(?::(?P<form>[a-z0-9]+))?\}")
DASH = "—"


def show_value(value: Any) -> str:
    """一个值的写法: at most six decimals in a trace; what is unknown is a dash."""
    match value:
        case bool():
            return "是" if value else "否"
        case Decimal():
            return plain_rounded(value, 6)
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case str():
            return value
        case tuple():
            return "、".join(value)
        case Table():
            return str(value)
    return DASH


def slots(template: str) -> Iterator[tuple[str, str]]:
    """模板中的空位: (name, form) in order. Forms: "" as it is, "percent" (share → 36%), "0".."6" decimals."""
    for found in _SLOT.finditer(template):
        yield found["name"], found["form"] or ""


def is_form(form: str) -> bool:
    """Whether a slot's form is one that ``fill`` knows."""
    return form in ("", "percent") or (len(form) == 1 and form in "0123456")


def fill(template: str, values: Mapping[str, Any]) -> str:
    """填写模板: numbers are rounded half up here and nowhere before."""
    return "".join([part if slot is None else _printed(values.get(slot), part) for part, slot in _parts(template)])


@lru_cache(maxsize=4096)
def _parts(template: str) -> tuple[tuple[str, str | None], ...]:
    """The words between the slots (with None), and the form of each slot with its name."""
    found: list[tuple[str, str | None]] = []
    at = 0
    for slot in _SLOT.finditer(template):
        found += [(template[at : slot.start()], None), (slot["form"] or "", slot["name"])]
        at = slot.end()
    return (*found, (template[at:], None))


def _printed(value: Any, form: str) -> str:
    if not isinstance(value, Decimal):
        return show_value(value)
    if form == "percent":
        return f"{plain_rounded(value * 100, 2)}%"
    return plain_rounded(value, int(form) if form else 4)
