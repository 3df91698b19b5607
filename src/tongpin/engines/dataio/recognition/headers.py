"""表头: the words of header cells, without marks and notes, joined over two rows where the office merged cells."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tongpin.engines.dataio.cells.errors import display
from tongpin.engines.dataio.cells.text import half_width
from tongpin.kernel.money import MoneyUnit

_UNITS = {unit.value: unit for unit in MoneyUnit}
_UNIT_WORDS = "百万元|千元|万元|亿元|元"
_NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_UNIT_IN_NOTE = re.compile(rf"(?:单位:)?({_UNIT_WORDS})")
_UNIT_TAIL = re.compile(r"[:/,\-]?(?:单位:)?(百万元|千元|万元|亿元)$|[:/,](元)$")
_UNIT_LINE = re.compile(rf"(?<!填报)(?<!报送)(?<!主管)单位[:：]?\s*(?:人民币)?({_UNIT_WORDS})")
_MARKS = re.compile(r"^其中:?|[*※▲★☆#△●]|^\d{1,2}[.、]|[:：]$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """表头单元格: ``text`` as in the user's sheet, ``names`` the words it may go by (best first), ``unit`` what it states."""

    position: int
    text: str
    names: tuple[str, ...]
    unit: MoneyUnit | None = None


def header_cells(top: Sequence[Any], sub: Sequence[Any] | None, spans: Sequence[tuple[int, int]] = ()) -> list[HeaderCell]:
    """The header cells of one row, or of two rows read together; ``spans`` are the column ranges merged sideways in the upper row."""
    upper = [_text(cell) for cell in top]
    if sub is None:
        return [_cell(position, text, "") for position, text in enumerate(upper) if text]
    lower = [_text(cell) for cell in sub]
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    for first, last in (*spans, *spans_by_layout(upper, lower)):
        word = next((upper[p] for p in range(first, min(last + 1, width)) if upper[p]), "")
        for position in range(first, min(last + 1, width)):
            upper[position] = upper[position] or word
    return [_cell(p, lower[p] or upper[p], upper[p] if lower[p] else "") for p in range(width) if upper[p] or lower[p]]


def spans_by_layout(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[int, int]]:
    """Column ranges that a word of the upper row stands over without being merged: blank beside it, filled below, and nothing else below.

    Empty where the lower row is no second header row: every word above a filled cell must stand over several, and at least one header
    must stand alone.
    """
    filled = [bool(text) and text != upper[p] for p, text in enumerate(lower)]
    if not any(text and not filled[p] for p, text in enumerate(upper)):
        return []
    found: list[tuple[int, int]] = []
    for first, last in _runs(filled):
        heads = [p for p in range(first, last + 1) if upper[p]]
        if not heads:
            return []
        ends = [*(p - 1 for p in heads[1:]), last]
        starts = [first, *heads[1:]]
        if any(end == start for start, end in zip(starts, ends, strict=True)):
            return []
        found += zip(starts, ends, strict=True)
    return found


def _runs(filled: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last position of every unbroken row of filled cells."""
    runs: list[tuple[int, int]] = []
    for position, is_filled in enumerate(filled):
        if is_filled and runs and runs[-1][1] == position - 1:
            runs[-1] = (runs[-1][0], position)
        elif is_filled:
            runs.append((position, position))
    return runs


def texts_of(row: Sequence[Any], width: int) -> list[str]:
    """The words of a row, filled up to ``width``."""
    return [*(_text(cell) for cell in row), *[""] * (width - len(row))]


def _text(cell: Any) -> str:
    return re.sub(r"\s+", "", display(cell)) if cell is not None else ""


def _cell(position: int, text: str, group: str) -> HeaderCell:
    name, unit = normalised(text)
    if not group or group == text:
        return HeaderCell(position, text, (name,), unit)
    group_name, group_unit = normalised(group)
    return HeaderCell(position, f"{group}/{text}", (group_name + name, name + group_name, name), unit or group_unit)


def normalised(text: str) -> tuple[str, MoneyUnit | None]:
    """ "*成交额（万元）" → ("成交额", 万元)."""
    plain = half_width(text)
    unit = None
    for note in _NOTE.findall(plain):
        if found := _UNIT_IN_NOTE.fullmatch(note[1:-1]):
            unit = _UNITS[found[1]]
    bare = _MARKS.sub("", _NOTE.sub("", plain))
    if found := _UNIT_TAIL.search(bare):
        rest = bare[: found.start()]
        if rest:
            unit, bare = unit or _UNITS[found[1] or found[2]], rest
    return (bare or _MARKS.sub("", plain)).casefold(), unit


def unit_of_lines(lines: Sequence[str]) -> MoneyUnit | None:
    """The unit that a line such as “单位：万元” above the header states; the nearest line wins."""
    for line in reversed(lines):
        if found := _UNIT_LINE.search(half_width(line)):
            return _UNITS[found[1]]
    return None


def year_of_titles(titles: Sequence[str]) -> int | None:
    """The one year that the first title naming any names; None where a title names several."""
    for title in titles:
        years = {int(year) for year in _YEAR.findall(half_width(title))}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


def fingerprint(cells: Sequence[HeaderCell]) -> str:
    """What makes two headers the same for a remembered mapping."""
    return hashlib.sha256("\x1f".join(f"{c.position}:{c.names[0]}" for c in cells).encode()).hexdigest()
