"""列: one column of a list, how its value is read from a row, written in a cell and linked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from tongpin.foundation.ui import formats
from tongpin.foundation.ui.addresses import address, here
from tongpin.foundation.ui.lights import light_badge, state_badge

RIGHT_ALIGNED = frozenset({"number", "money"})


@dataclass(frozen=True, slots=True)
class Cell:
    """单元格: escaped content and its class."""

    html: SafeString | str
    css: str
    label: str


@dataclass(frozen=True)
class Column:
    """列: ``value`` is a dotted path on the row ("org.name", default the key) or a function of the row.

    ``kind``: text, number, money (value in 元, shown in ``unit``), date, moment, code, state (text or (tone, word)),
    light ((colour, word[, reason])). ``sort``: ORM fields in order; none means not sortable.
    ``total``: ORM field summed over the whole filtered set. ``link``: URL name taking the row's pk, or a function row → URL ("" for none).
    ``hidden``: off until chosen in 列设置. ``is_right``: text that stands under figures, such as "36%".
    """

    key: str
    title: str
    value: str | Callable[[Any], Any] = ""
    kind: str = "text"
    unit: str = ""
    sort: tuple[str, ...] = ()
    total: str = ""
    link: str | Callable[[Any], str] = ""
    places: int | None = None
    hidden: bool = False
    is_right: bool = False

    @property
    def header(self) -> str:
        """Title with its unit: 成交额（万元）."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title

    @property
    def css(self) -> str:
        return f"cell-{self.kind}" + (" is-right" if self.is_right or self.kind in RIGHT_ALIGNED else "")

    def read(self, row: Any) -> Any:
        """The raw value: Decimal in 元, date, text; None where missing."""
        if callable(self.value):
            return self.value(row)
        return _follow(row, self.value or self.key)

    def shown(self, row: Any) -> str:
        """The value as text, as it stands on the page."""
        return self.show(self.read(row))

    def show(self, value: Any) -> str:
        """A value of this column as text."""
        match self.kind:
            case "money":
                return formats.money(value, self.unit or "元", 2 if self.places is None else self.places)
            case "number":
                return formats.number(value, self.places)
            case "date":
                return formats.day(value)
            case "moment":
                return formats.moment(value)
            case "state" | "light" if isinstance(value, tuple | list):
                return formats.text(value[1])
            case _:
                return formats.text(value)

    def cell(self, row: Any, request: HttpRequest) -> Cell:
        """The cell of this column in ``row``."""
        value = self.read(row)
        html = self._html(value)
        url = self._url(row, request) if not formats.is_missing(value) else ""
        if url:
            html = format_html('<a href="{}">{}</a>', url, html)
        return Cell(html, self.css, self.header)

    def _html(self, value: Any) -> SafeString | str:
        if formats.is_missing(value):
            return format_html('<span class="missing">{}</span>', formats.DASH)
        if self.kind == "light":
            return light_badge(*value) if isinstance(value, tuple | list) else light_badge(str(value))
        if self.kind == "state":
            return state_badge(value[1], value[0]) if isinstance(value, tuple | list) else state_badge(str(value))
        return conditional_escape(self.show(value))

    def _url(self, row: Any, request: HttpRequest) -> str:
        if callable(self.link):
            url = self.link(row)
            return here(request, url) if url else ""
        return address(request, self.link, row.pk) if self.link else ""


def _follow(row: Any, path: str) -> Any:
    """Follows "org.name" (or "org__name") over attributes and mappings; None as soon as a part is missing."""
    found = row
    for part in path.replace("__", ".").split("."):
        if found is None:
            return None
        found = found[part] if isinstance(found, Mapping) else getattr(found, part)
        if callable(found) and not hasattr(found, "all"):
            found = found()
    return found
