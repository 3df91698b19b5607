"""版面: where the header stands and what ledger the sheet is, found by trying the likely rows against every known ledger."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tongpin.engines.dataio.cells.errors import display
from tongpin.engines.dataio.cells.text import clean_text
from tongpin.engines.dataio.reading.workbook import RawSheet, RowBlock
from tongpin.engines.dataio.recognition.headers import (
    HeaderCell,
    fingerprint,
    header_cells,
    spans_by_layout,
    texts_of,
    unit_of_lines,
    year_of_titles,
)
from tongpin.engines.dataio.recognition.matching import Match, known_titles, match_columns
from tongpin.kernel.extensions import ColumnType, ImportSheet
from tongpin.kernel.money import MoneyUnit

_SEARCHED_ROWS = 40
_SAMPLE_ROWS = 12
_LEAST_SCORE = 0.45
_LEAST_LEAD = 0.02
_COMPARED = 3
_TRIED_ROWS = 6
_LEAST_CELLS = 3
_FIGURES = re.compile(r"\d{2}[.\-/月]|\d{5}|\0[DMXF]\d|^[\d.,]+$")
_NUMBERING = {"序号", "编号", "no", "no.", "行号"}


@dataclass(frozen=True, slots=True)
class Layout:
    """版面: ``kind`` is "" where no ledger fits well enough; ``header_row`` counts as Excel does and is the last row of the header.

    ``matches`` are sorted by position. ``constants`` are values taken from the title for columns that the sheet does not have.
    """

    kind: str
    header_row: int
    cells: tuple[HeaderCell, ...]
    matches: tuple[Match, ...]
    titles: tuple[str, ...]
    unit: MoneyUnit | None
    score: float
    constants: Mapping[str, Any] = field(default_factory=dict)
    depth: int = 1

    @property
    def fingerprint(self) -> str:
        """The header's identity, for remembered mappings."""
        return fingerprint(self.cells)

    def header_at(self, position: int) -> str:
        """The header's words in the user's own sheet."""
        return next((cell.text for cell in self.cells if cell.position == position), "")


@dataclass(slots=True)
class _Candidate:
    score: float
    sheet: ImportSheet
    header_row: int
    data_from: int
    cells: list[HeaderCell]
    matches: list[Match]
    depth: int = 1


def find_layout(raw: RawSheet, block: RowBlock, sheets: Sequence[ImportSheet], *, file_name: str = "") -> Layout:
    """The best reading of the sheet among ``sheets``: first by the words of likely header rows, then by what stands below them."""
    names = (raw.name, file_name.rsplit(".", 1)[0])
    best: dict[str, _Candidate] = {}
    for candidate in _candidates(raw, block, sheets):
        candidate.score += _hint(candidate.sheet, (*_titles_above(block, candidate.header_row), *names))
        known = best.get(candidate.sheet.kind)
        if known is None or candidate.score > known.score + 1e-9:
            best[candidate.sheet.kind] = candidate
    ranked = sorted(best.values(), key=lambda c: -c.score)[:_COMPARED]
    ranked = sorted((_weighed(block, candidate, names) for candidate in ranked), key=lambda c: -c.score)
    if not ranked:
        return Layout("", _likely_header(block), _plain_cells(block), (), (), None, 0.0)
    lead = ranked[0].score - ranked[1].score if len(ranked) > 1 else 1.0
    found = _layout(raw, block, ranked[0], file_name)
    return replace(found, kind="") if found.score < _LEAST_SCORE or lead < _LEAST_LEAD else found


def _weighed(block: RowBlock, candidate: _Candidate, names: tuple[str, ...]) -> _Candidate:
    """The candidate with the values below its header taken into account."""
    matches = match_columns(candidate.cells, candidate.sheet, _samples(block, candidate.data_from, candidate.cells))
    hint = _hint(candidate.sheet, (*_titles_above(block, candidate.header_row), *names))
    return replace(candidate, matches=matches, score=_score(candidate.sheet, candidate.cells, matches) + hint)


def _layout(raw: RawSheet, block: RowBlock, found: _Candidate, file_name: str) -> Layout:
    titles = _titles_above(block, found.header_row)
    return Layout(
        kind=found.sheet.kind,
        header_row=found.header_row,
        cells=tuple(found.cells),
        matches=tuple(sorted(found.matches, key=lambda match: match.position)),
        titles=titles,
        unit=unit_of_lines(titles),
        score=found.score,
        constants=title_constants(found.sheet, found.matches, (*titles, raw.name, file_name.rsplit(".", 1)[0])),
        depth=found.depth,
    )


def table_above(block: RowBlock, layout: Layout) -> tuple[int, int] | None:
    """(first row, last row) of what looks like another table above the header: a row of words and a row below it, both with many cells."""
    above = [(n, row) for n, row in zip(block.numbers, block.rows, strict=True) if n <= layout.header_row - layout.depth]
    many = [number for number, row in above if len({display(cell) for cell in row if cell not in ("", None)}) >= _LEAST_CELLS]
    if len(many) < 2 or not any(_wordy(row) for number, row in above if number == many[0]):
        return None
    return many[0], many[-1]


def layout_at(raw: RawSheet, block: RowBlock, header_row: int, sheet: ImportSheet, *, file_name: str = "") -> Layout | None:
    """The reading with the header at a given row, as a person corrected it; None where that row holds nothing."""
    found = [_weighed(block, candidate, ()) for candidate in _candidates(raw, block, [sheet], only_row=header_row)]
    return _layout(raw, block, max(found, key=lambda c: c.score), file_name) if found else None


def title_constants(sheet: ImportSheet, matches: Sequence[Match], titles: Sequence[str]) -> dict[str, Any]:
    """Years that stand in the title instead of a column."""
    present = {match.name for match in matches}
    year = year_of_titles(titles)
    missing = [c.name for c in sheet.columns if c.type is ColumnType.YEAR and c.name not in present]
    return {missing[0]: year} if year is not None and len(missing) == 1 else {}


def _candidates(raw: RawSheet, block: RowBlock, sheets: Sequence[ImportSheet], only_row: int = 0) -> list[_Candidate]:
    found = []
    for data_from, depth, cells in _likely_headers(raw, block, sheets, only_row):
        for sheet in sheets:
            matches = match_columns(cells, sheet)
            found.append(_Candidate(_score(sheet, cells, matches), sheet, block.numbers[data_from - 1], data_from, cells, matches, depth))
    return found


def _likely_headers(
    raw: RawSheet, block: RowBlock, sheets: Sequence[ImportSheet], only_row: int
) -> list[tuple[int, int, list[HeaderCell]]]:
    """(index of the first row below, rows of the header, cells) of the rows that use the most words of any ledger's columns."""
    known = known_titles(sheets)
    found: list[tuple[int, int, int, list[HeaderCell]]] = []
    for index, number in enumerate(block.numbers[:_SEARCHED_ROWS]):
        for depth in (1, 2):
            last = index + depth - 1
            if last >= len(block.numbers) or (only_row and block.numbers[last] != only_row):
                continue
            if depth == 2 and not (block.numbers[last] == number + 1 and _is_two_rows(raw, block, index)):
                continue
            if not only_row and (not _wordy(block.rows[last]) or (depth == 1 and _stands_over(block, index))):
                continue
            cells = header_cells(block.rows[index], block.rows[last] if depth == 2 else None, _spans(raw, number))
            if only_row or len({cell.names[0] for cell in cells}) >= 2:
                found.append((sum(1 for cell in cells if known.intersection(cell.names)), last + 1, depth, cells))
    found.sort(key=lambda candidate: -candidate[0])
    return [(data_from, depth, cells) for _, data_from, depth, cells in found[:_TRIED_ROWS]]


def _wordy(row: Sequence[Any]) -> bool:
    """Whether a row may be a header: more words than figures."""
    filled = [cell for cell in row if cell not in ("", None)]
    words = sum(1 for cell in filled if isinstance(cell, str) and not _FIGURES.search(cell))
    return words * 2 > len(filled)


def _is_two_rows(raw: RawSheet, block: RowBlock, index: int) -> bool:
    """Whether a row is the upper row of a header of two rows: cells merged sideways, or words that stand over several below."""
    return _joined_sideways(raw, block.numbers[index]) or _stands_over(block, index)


def _stands_over(block: RowBlock, index: int) -> bool:
    """Whether words of a row stand over several words of the next, without being merged."""
    if index + 1 >= len(block.rows) or block.numbers[index + 1] != block.numbers[index] + 1:
        return False
    above, below = block.rows[index], block.rows[index + 1]
    width = max(len(above), len(below))
    return _wordy(below) and bool(spans_by_layout(texts_of(above, width), texts_of(below, width)))


def _joined_sideways(raw: RawSheet, number: int) -> bool:
    return any(top == number - 1 == bottom and right > left for top, left, bottom, right in raw.merged)


def _spans(raw: RawSheet, number: int) -> list[tuple[int, int]]:
    return [(left, right) for top, left, bottom, right in raw.merged if top == number - 1 == bottom and right > left]


def _samples(block: RowBlock, start: int, cells: Sequence[HeaderCell]) -> dict[int, list[Any]]:
    rows = block.rows[start : start + _SAMPLE_ROWS]
    return {cell.position: [row[cell.position] for row in rows if cell.position < len(row)] for cell in cells}


def _score(sheet: ImportSheet, cells: Sequence[HeaderCell], matches: Sequence[Match]) -> float:
    """How well header and ledger cover each other; required and key columns weigh double."""
    likeness = {match.name: match.likeness for match in matches}
    by_name = {column.name: column for column in sheet.columns}
    weights = {name: 2.0 if column.required or name in sheet.key else 1.0 for name, column in by_name.items()}
    recall = sum(likeness.get(name, 0.0) * weight for name, weight in weights.items()) / sum(weights.values())
    told = [cell for cell in cells if cell.names[0] not in _NUMBERING]
    coverage = sum(likeness.values()) / max(len(told), 1)
    missing = sum(1 for c in sheet.columns if c.required and c.default is None and c.name not in likeness and c.type is not ColumnType.YEAR)
    no_key = any(name in sheet.key and name not in likeness and column.type is not ColumnType.YEAR for name, column in by_name.items())
    return (0.55 * recall + 0.45 * min(coverage, 1.0)) * 0.85**missing * (0.7 if no_key else 1.0)


def _hint(sheet: ImportSheet, titles: Sequence[str]) -> float:
    text = "".join(str(clean_text(title)) for title in titles)
    hints = (*sheet.sheet_hints, sheet.title)
    return 0.1 if any(hint and hint in text for hint in hints) else 0.0


def _titles_above(block: RowBlock, header_row: int) -> tuple[str, ...]:
    lines = []
    for number, row in zip(block.numbers, block.rows, strict=True):
        if number >= header_row:
            break
        lines.append(" ".join(dict.fromkeys(display(cell).strip() for cell in row if cell not in ("", None))))
    return tuple(line[:300] for line in lines)


def _likely_header(block: RowBlock) -> int:
    """The fullest of the first rows, where no ledger fits at all."""
    if not block.numbers:
        return 1
    counts = [sum(1 for cell in row if isinstance(cell, str) and cell.strip()) for row in block.rows[:_SEARCHED_ROWS]]
    return block.numbers[counts.index(max(counts))]


def _plain_cells(block: RowBlock) -> tuple[HeaderCell, ...]:
    if not block.numbers:
        return ()
    return tuple(header_cells(block.rows[block.numbers.index(_likely_header(block))], None))
