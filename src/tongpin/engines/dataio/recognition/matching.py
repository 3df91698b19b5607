"""列对应: which header means which column of a ledger, one to one, with how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from tongpin.engines.dataio.cells.errors import CellError
from tongpin.engines.dataio.cells.readers import reader_for
from tongpin.engines.dataio.recognition.headers import HeaderCell, normalised
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet

LEAST_LIKENESS = 0.6
_SURE = 0.95
_CONTENT_LIKENESS = 0.9
_FAR_FUTURE = date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Match:
    """一列的对应: column ``name`` stands at ``position`` of the sheet; ``likeness`` 1 is the very title."""

    position: int
    name: str
    likeness: float


def match_columns(cells: Sequence[HeaderCell], sheet: ImportSheet, samples: Mapping[int, Sequence[Any]] | None = None) -> list[Match]:
    """The likeliest pairs first, each header and each column used once. ``samples`` (values below a header) weigh uncertain pairs."""
    pairs: list[tuple[float, int, int, HeaderCell, ImportColumn]] = []
    for cell in cells:
        for order, column in enumerate(sheet.columns):
            likeness = header_likeness(cell, column)
            if samples is not None:
                likeness = _weighed(likeness, column, samples.get(cell.position, ()))
            if likeness >= LEAST_LIKENESS:
                pairs.append((-likeness, order, cell.position, cell, column))
    pairs.sort(key=lambda pair: pair[:3])
    used_positions: set[int] = set()
    used_names: set[str] = set()
    matches = []
    for minus_likeness, _, position, _, column in pairs:
        if position not in used_positions and column.name not in used_names:
            used_positions.add(position)
            used_names.add(column.name)
            matches.append(Match(position, column.name, -minus_likeness))
    return [*matches, *_lone_amount(cells, sheet, used_positions, used_names)]


def _lone_amount(cells: Sequence[HeaderCell], sheet: ImportSheet, used_positions: set[int], used_names: set[str]) -> list[Match]:
    """The one header left that states a unit of money is the one required amount left."""
    amounts = [c for c in sheet.columns if c.type is ColumnType.MONEY and c.required and c.name not in used_names]
    headers = [c for c in cells if c.position not in used_positions and (c.unit is not None or c.names[0].endswith("金额"))]
    return [Match(headers[0].position, amounts[0].name, 0.7)] if len(amounts) == len(headers) == 1 else []


def header_likeness(cell: HeaderCell, column: ImportColumn) -> float:
    """How much the header's words look like the column's title or one of its aliases, 0 to 1."""
    best = 0.0
    for place, name in enumerate(cell.names):
        for alias, title in enumerate(_titles(column)):
            best = max(best, likeness_of(name, title) * (1 if place == 0 else 0.97) * (1 if alias == 0 else 0.995))
    return best


def known_titles(sheets: Sequence[ImportSheet]) -> frozenset[str]:
    """Every word under which a column of these ledgers is known."""
    return frozenset(title for sheet in sheets for column in sheet.columns for title in _titles(column))


@lru_cache(maxsize=2_000)
def _titles_of(title: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(normalised(text)[0] for text in (title, *aliases))


def _titles(column: ImportColumn) -> tuple[str, ...]:
    return _titles_of(column.title, column.aliases)


_SAME_WORDS = (("全称", "名称"), ("时间", "日期"), ("号码", "编号"), ("类别", "类型"), ("等级", "级别"), ("年份", "年度"), ("数额", "金额"))


def _one_word(text: str) -> str:
    for other, word in _SAME_WORDS:
        text = text.replace(other, word)
    return text


@lru_cache(maxsize=20_000)
def likeness_of(name: str, title: str) -> float:
    """Likeness of two normalised headers: same, contained, letters in the same order, or shared letters and pairs."""
    if name == title:
        return 1.0
    return max(_likeness(name, title), 0.97 * _likeness(_one_word(name), _one_word(title)))


def _likeness(name: str, title: str) -> float:
    if name == title:
        return 1.0
    short, long = sorted((name, title), key=len)
    if len(short) < 2:
        return 0.0
    ratio = len(short) / len(long)
    if short in long:
        return 0.6 + 0.35 * ratio
    if ratio >= 0.5 and _in_order(short, long):
        return 0.58 + 0.3 * ratio
    return 0.9 * (0.5 * _shared(set(name), set(title)) + 0.5 * _shared(_pairs(name), _pairs(title)))


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _shared(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _weighed(likeness: float, column: ImportColumn, values: Sequence[Any]) -> float:
    """An uncertain likeness, lowered where the values below do not fit; credit codes are recognised by content alone."""
    by_content = column.type is ColumnType.CREDIT_CODE
    if likeness >= _SURE or not (likeness >= LEAST_LIKENESS or by_content):
        return likeness
    read = reader_for(column, unit=column.unit, today=_FAR_FUTURE)
    results = [read(value) for value in values if value not in ("", None)]
    results = [value for value in results if value is not None]
    if not results:
        return likeness
    fitting = sum(type(value) is not CellError for value in results) / len(results)
    if by_content and fitting >= 0.8:
        return max(likeness, _CONTENT_LIKENESS)
    return likeness * (0.55 + 0.45 * fitting)
