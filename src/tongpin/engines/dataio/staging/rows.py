"""核对行: reads blocks of raw rows column by column and gathers every wrong cell at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from tongpin.engines.dataio.cells.errors import CellError, display
from tongpin.engines.dataio.cells.readers import Reader, expected_words, read_column, reader_for
from tongpin.engines.dataio.reading.workbook import RowBlock
from tongpin.engines.dataio.recognition.layout import Layout
from tongpin.engines.dataio.recognition.rows import is_numbering, skip_rule
from tongpin.kernel.extensions import ImportColumn, ImportSheet
from tongpin.kernel.money import MoneyUnit

Key = tuple[Any, ...]

_ADVICE = "请核对原件后改正"
"""Where no value can be proposed."""


class RowError(NamedTuple):
    """一处错误: ``row`` as Excel shows it, ``position`` of the cell from 0 (-1 where the column is not in the sheet)."""

    row: int
    position: int
    column: str
    value: str
    expected: str
    message: str
    suggestion: str

    def sentence(self) -> str:
        """ "成交额：“约300”不是数字，应为以万元计的数，如 300.00；建议填“300.00”。"."""
        expected = f"，应为{self.expected}" if self.expected and "不能为空" not in self.message else ""
        said = "" if self.suggestion == _ADVICE else self.suggestion
        advice = f"；建议填“{said}”" if _is_value(said) else f"；{said}" if said else ""
        return f"{self.column}：{self.message}{expected}{advice}。"


def _is_value(suggestion: str) -> bool:
    """Whether the advice is something to type, and no sentence."""
    return (
        bool(suggestion)
        and not any(mark in suggestion for mark in "，。；（")
        and len(suggestion) <= 40
        and not suggestion.startswith("请")
    )


@dataclass(slots=True)
class CheckedRows:
    """核对过的行: ``values`` holds one list per column of the ledger that the sheet has, parallel to ``numbers``."""

    numbers: list[int] = field(default_factory=list)
    values: dict[str, list[Any]] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    raws: dict[int, list[str]] = field(default_factory=dict)
    source: list[list[Any]] = field(default_factory=list)

    def good_places(self) -> list[int]:
        """Places in the lists of rows without error."""
        if not self.refused:
            return list(range(len(self.numbers)))
        return [place for place, number in enumerate(self.numbers) if number not in self.refused]


class RowChecker:
    """行核对器 of one sheet: keeps readers, caches and the keys seen so far from block to block."""

    def __init__(self, sheet: ImportSheet, layout: Layout, *, today: date, seen: dict[Key, str], place: str = "") -> None:
        self.sheet = sheet
        self.layout = layout
        self.columns: dict[str, ImportColumn] = {column.name: column for column in sheet.columns}
        self.positions: dict[str, int] = {match.name: match.position for match in layout.matches}
        self.units = {name: self._unit(name) for name in self.positions}
        self.superseded: dict[int, str] = {}
        self._today = today
        self._readers: dict[str, Reader] = {
            name: reader_for(self.columns[name], unit=self.units[name], today=today) for name in self.positions
        }
        self._caches: dict[str, dict[Any, Any]] = {name: {} for name in self.positions}
        self._skip = skip_rule(layout)
        self._seen = seen
        self._here: dict[Key, int] = {}
        self._place = place
        self._width = max([cell.position for cell in layout.cells], default=0) + 1

    def _unit(self, name: str) -> MoneyUnit:
        header = next((cell.unit for cell in self.layout.cells if cell.position == self.positions[name]), None)
        return header or self.layout.unit or self.columns[name].unit

    def check(self, block: RowBlock) -> CheckedRows:
        """Values and errors of one block; rows up to the header are left out."""
        checked = CheckedRows()
        rows = self._records(block, checked)
        if not rows:
            return checked
        for name, position in self.positions.items():
            raws = [row[position] if position < len(row) else "" for row in rows]
            checked.values[name] = values = read_column(raws, self._readers[name], self._caches[name])
            for place, value in enumerate(values):
                if type(value) is CellError:
                    self._add_error(checked, place, name, raws[place], value)
                    values[place] = None
        for name, value in self.layout.constants.items():
            checked.values[name] = [value] * len(rows)
        self._find_duplicates(checked, rows)
        checked.source = rows
        return checked

    def add_findings(self, checked: CheckedRows, places: Sequence[int], found: Mapping[int, Iterable[tuple[str, str, str]]]) -> None:
        """Errors that the ledger's own check found, by index into ``places``."""
        for index, remarks in found.items():
            for name, message, suggestion in remarks:
                place = places[index]
                column = self.columns.get(name)
                position = self.positions.get(name, -1)
                header = self.layout.header_at(position) if position >= 0 else column.title if column else name
                value = self._written(checked, place, name)
                expected = expected_words(column, self.units.get(name)) if column else ""
                error = RowError(checked.numbers[place], position, header, value, expected, message, suggestion)
                checked.errors.append(error)
                checked.refused.add(error.row)

    def _written(self, checked: CheckedRows, place: int, name: str) -> str:
        """The cell as the person wrote it; what the title or the stored record gave where the sheet has no such column."""
        position = self.positions.get(name, -1)
        if position < 0 or not checked.source:
            return _said(checked.values.get(name, [None] * (place + 1))[place])
        row = checked.source[place]
        return display(row[position]) if position < len(row) else ""

    def _records(self, block: RowBlock, checked: CheckedRows) -> list[list[Any]]:
        rows = []
        for number, row in zip(block.numbers, block.rows, strict=True):
            if number <= self.layout.header_row:
                continue
            reason = self._skip(row)
            if not reason and number <= self.layout.header_row + 2 and is_numbering(row):
                reason = "栏次行"
            if reason:
                checked.skipped.append((number, reason))
                continue
            checked.numbers.append(number)
            rows.append(row)
        return rows

    def _add_error(self, checked: CheckedRows, place: int, name: str, raw: Any, error: CellError) -> None:
        position = self.positions[name]
        number = checked.numbers[place]
        header = self.layout.header_at(position) or self.columns[name].title
        suggestion = error.suggestion or _ADVICE
        checked.errors.append(RowError(number, position, header, display(raw), error.expected, error.message, suggestion))
        checked.refused.add(number)

    def _find_duplicates(self, checked: CheckedRows, rows: Sequence[Sequence[Any]]) -> None:
        key = self.sheet.key
        if not all(name in checked.values for name in key):
            return
        columns = [checked.values[name] for name in key]
        rule = self.sheet.duplicates
        for place, values in enumerate(zip(*columns, strict=True)):
            number = checked.numbers[place]
            if None in values and len(key) == 1:
                continue
            first, elsewhere = self._here.setdefault(values, number), self._seen.get(values)
            if first == number and elsewhere is None:
                continue
            where = f"第 {first} 行" if first != number else str(elsewhere)
            if rule == "last" and first != number:
                self.superseded[first] = f"与第 {number} 行重复，以后一行为准"
                self._here[values] = number
            elif rule == "refuse" or number in checked.refused:
                self._refuse_duplicate(checked, place, rows[place], where)
            else:
                checked.refused.add(number)
                checked.skipped.append((number, f"与{where}重复"))

    def _refuse_duplicate(self, checked: CheckedRows, place: int, row: Sequence[Any], where: str) -> None:
        name = next((n for n in self.sheet.key if n in self.positions), self.sheet.key[0])
        position = self.positions.get(name, -1)
        raw = row[position] if 0 <= position < len(row) else ""
        titles = "、".join(self.columns[n].title for n in self.sheet.key)
        header = self.layout.header_at(position) or self.columns[name].title
        message = f"{titles}与{where}重复"
        error = RowError(checked.numbers[place], position, header, display(raw), f"{titles}不重复", message, "保留正确的一行，删去另一行")
        checked.errors.append(error)
        checked.refused.add(error.row)

    def keep_raws(self, checked: CheckedRows) -> None:
        """Keeps refused rows as the person wrote them, and lets go of the rest."""
        if checked.refused:
            for number, row in zip(checked.numbers, checked.source, strict=True):
                if number in checked.refused:
                    checked.raws[number] = shown_row(row, self._width)
        checked.source = []

    def remember_keys(self) -> None:
        """Makes the keys of this sheet known to later sheets of the same ledger in the batch."""
        for key, number in self._here.items():
            self._seen.setdefault(key, f"{self._place}第 {number} 行" if self._place else f"第 {number} 行")


def shown_row(row: Sequence[Any], width: int) -> list[str]:
    """The cells of a row as text, cut to what a page can show."""
    return [display(cell)[:300] for cell in row[:width]]


def drop_skipped(checked: CheckedRows, reasons: Mapping[int, str]) -> None:
    """Takes rows that count as skipped out of the lists."""
    gone = set(reasons) | {number for number, _ in checked.skipped}
    if not gone.intersection(checked.numbers):
        return
    kept = [place for place, number in enumerate(checked.numbers) if number not in gone]
    for number in checked.numbers:
        if number in reasons:
            checked.skipped.append((number, reasons[number]))
            checked.refused.discard(number)
    checked.refused.difference_update(gone)
    checked.values = {name: [values[place] for place in kept] for name, values in checked.values.items()}
    checked.numbers = [checked.numbers[place] for place in kept]
    checked.source = [checked.source[place] for place in kept]
    checked.errors = [error for error in checked.errors if error.row not in gone]
    checked.raws = {number: cells for number, cells in checked.raws.items() if number not in gone}


def missing_columns(sheet: ImportSheet, layout: Layout) -> list[ImportColumn]:
    """Required columns that neither the sheet nor its title has, and for which no default is known."""
    return [c for c in _absent(sheet, layout) if (c.required and c.default is None) or c.name in sheet.key]


def defaulted_columns(sheet: ImportSheet, layout: Layout) -> list[ImportColumn]:
    """Columns that the sheet lacks and whose default new records get."""
    return [c for c in _absent(sheet, layout) if c.required and c.default is not None and c.name not in sheet.key]


def _absent(sheet: ImportSheet, layout: Layout) -> list[ImportColumn]:
    present = {match.name for match in layout.matches} | set(layout.constants)
    return [c for c in sheet.columns if c.name not in present]


def _said(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
