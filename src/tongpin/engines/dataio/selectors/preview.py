"""预览: a sheet's rows as the person would recognise them, wrong cells marked, changed ones with old and new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from tongpin.engines.dataio.models import SheetImport
from tongpin.engines.dataio.selectors.batches import WORDS, chunks, sheet_counts, sheet_of
from tongpin.engines.dataio.selectors.units import assumed_units
from tongpin.engines.dataio.staging.chunks import Chunk
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet
from tongpin.kernel.money import MoneyUnit, from_yuan
from tongpin.kernel.rounding import plain

LETTERS = {"refused": "r", "changed": "c", "new": "n", "unchanged": "u"}
_MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """预览单元格: ``old`` is the stored value of a changed cell, None where it did not change."""

    text: str
    label: str = ""
    is_wrong: bool = False
    is_figure: bool = False
    old: str | None = None


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """预览行: the number that Excel shows, the cells under the user's own headers, and what is said of them."""

    number: int
    cells: Sequence[PreviewCell]
    remarks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PreviewHead:
    """预览表头: the user's header, and the ledger's column it was taken for ("" for none)."""

    position: int
    text: str
    column: str = ""
    unit: str = ""
    is_guess: bool = False


@dataclass(slots=True)
class SheetPreview:
    """一张表的预览: counts, headers and the first rows of one state."""

    sheet: SheetImport
    title: str
    counts: dict[str, int]
    show: str
    heads: list[PreviewHead]
    rows: list[PreviewRow] = field(default_factory=list)
    total: int = 0
    constants: list[tuple[str, str]] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    assumed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def tabs(self) -> list[tuple[str, str, int]]:
        """(state, words, count) of the states that have rows."""
        return [(state, words, self.counts[state]) for state, words in WORDS.items() if self.counts[state]]

    @property
    def show_words(self) -> str:
        return WORDS[self.show]

    @property
    def guessed(self) -> int:
        """Columns whose meaning was guessed by likeness only."""
        return sum(head.is_guess for head in self.heads)


def sheet_preview(sheet: SheetImport, *, show: str = "", start: int = 0, count: int = 20) -> SheetPreview:
    """The preview of a sheet: rows ``start`` to ``start + count`` of the state ``show`` (the most urgent where none is named)."""
    ledger = sheet_of(sheet.kind)
    counts = sheet_counts(sheet)
    urgent = next((state for state in WORDS if counts[state]), "new")
    shown = show if show in WORDS else urgent
    titles = {column.name: column for column in ledger.columns} if ledger else {}
    found = SheetPreview(sheet, ledger.title if ledger else "", counts, shown, _heads(sheet, titles))
    found.constants = [(titles[name].title, str(value)) for name, value in sheet.constants.items() if name in titles]
    found.findings = [finding[5] for finding in sheet.findings]
    found.assumed = assumed_units(sheet)
    found.total = counts[shown]
    found.rows = list(islice(_rows(sheet, ledger, found), start, start + count))
    return found


def _heads(sheet: SheetImport, titles: dict[str, ImportColumn]) -> list[PreviewHead]:
    used = {position: (name, likeness) for position, name, likeness in sheet.mapping}
    heads = []
    for position, text, unit in sheet.headers[:_MOST_COLUMNS]:
        name, likeness = used.get(position, ("", "1"))
        column = titles[name].title if name in titles else ""
        heads.append(PreviewHead(position, text, column, unit, bool(column) and Decimal(likeness) < Decimal("0.9")))
    return heads


def _rows(sheet: SheetImport, ledger: ImportSheet | None, found: SheetPreview) -> Iterator[PreviewRow]:
    states = [found.show] if not (sheet.problem and found.show == "refused") else ["refused", "new", "changed"]
    for chunk in chunks(sheet, having=states):
        if found.show == "skipped":
            yield from (PreviewRow(number, (), (reason,)) for number, reason in sorted(chunk.skipped))
        elif found.show == "refused":
            yield from _refused(chunk, found.heads)
        elif ledger is not None:
            yield from _good(chunk, ledger, sheet, found)


def _refused(chunk: Chunk, heads: Sequence[PreviewHead]) -> Iterator[PreviewRow]:
    by_row: dict[int, list[Any]] = {}
    for error in chunk.errors:
        by_row.setdefault(error.row, []).append(error)
    for number, state in zip(chunk.numbers, chunk.states, strict=True):
        if state != "r":
            continue
        raw, errors = chunk.raws.get(number, []), by_row.get(number, [])
        wrong = {error.position for error in errors}
        cells = [PreviewCell(raw[h.position] if h.position < len(raw) else "", h.text, h.position in wrong) for h in heads]
        yield PreviewRow(number, cells, [error.sentence() for error in sorted(errors, key=lambda e: e.position)])


def _good(chunk: Chunk, ledger: ImportSheet, sheet: SheetImport, found: SheetPreview) -> Iterator[PreviewRow]:
    columns = {column.name: column for column in ledger.columns}
    names = {position: name for position, name, _ in sheet.mapping}
    for place, state in enumerate(chunk.states):
        if state != LETTERS[found.show]:
            continue
        old = chunk.old.get(place, {})
        cells = []
        for head in found.heads:
            name = names.get(head.position, "")
            if name not in chunk.values:
                cells.append(PreviewCell("", head.text))
                continue
            show = _shower(columns[name], head.unit)
            before = show(old[name]) or "空" if name in old else None
            cells.append(PreviewCell(show(chunk.values[name][place]), head.text, is_figure=bool(head.unit), old=before))
        yield PreviewRow(chunk.numbers[place], cells)


def _shower(column: ImportColumn, unit: str) -> Any:
    """How a value of the column is written for the person."""
    if column.type is ColumnType.MONEY:
        own = MoneyUnit(unit) if unit else column.unit
        return lambda value: "" if value is None else plain(from_yuan(value, own))
    if column.type is ColumnType.CHOICE:
        words = {stored: spelling for spelling, stored in reversed(list(column.choices.items()))}
        return lambda value: "" if value is None else words.get(value, str(value))
    return _plain


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
