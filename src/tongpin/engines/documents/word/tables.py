"""表格: repeated header row; a table that opens an attachment is cut at the foot of each page and goes on under 续表."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from tongpin.engines.documents.content import Table
from tongpin.engines.documents.layout import FANGSONG, HEITI, LINE_PITCH, LINES, TABLE_SIZE, TEXT_WIDTH, twips
from tongpin.engines.documents.text import width
from tongpin.engines.documents.word.markup import Element, on_off, paragraph, text_run, w
from tongpin.engines.documents.word.styles import TABLE_HEAD, TABLE_LINE, TABLE_STYLE, TABLE_TEXT, TABLE_TITLE

CELL_MARGINS = 160
ROW_PADDING = 120
WIDE_FIGURE = 0.65
CONTINUED = "续表"


def plain_table(table: Table) -> Iterator[Element]:
    """A table within the text: Word breaks it and repeats its header."""
    if table.title or table.unit:
        yield _caption(table.title, table.unit)
    yield _table(table, table.rows)


def attachment_table(table: Table, lines_above: int) -> Iterator[Element]:
    """A table below ``lines_above`` lines of a new page, in pieces of one page each."""
    yield from plain_table(Table(table.columns, (), table.title, table.unit)) if not table.rows else ()
    for number, rows in enumerate(pieces(table, lines_above)):
        if number or table.title or table.unit:
            yield _caption(CONTINUED if number else table.title, table.unit, new_page=bool(number))
        yield _table(table, rows)


def pieces(table: Table, lines_above: int) -> Iterator[Sequence[tuple[str, ...]]]:
    """Rows by page, from the height that each may need; a stand-in font with wide figures must not push a row over the edge."""
    widths = column_widths(table)
    page = LINES * LINE_PITCH - _height([c.title for c in table.columns], widths)
    room = page - (lines_above + bool(table.title or table.unit)) * LINE_PITCH
    held: list[tuple[str, ...]] = []
    for row in table.rows:
        height = _height(row, widths)
        if height > room and held:
            yield held
            held, room = [], page - LINE_PITCH
        held.append(row)
        room -= height
    if held:
        yield held


def column_widths(table: Table) -> list[int]:
    """Twips of each column by its share; the whole width of the text."""
    total = sum(c.share for c in table.columns)
    widths = [int(twips(TEXT_WIDTH) * c.share / total) for c in table.columns]
    widths[-1] += twips(TEXT_WIDTH) - sum(widths)
    return widths


def _height(cells: Sequence[str], widths: Sequence[int]) -> int:
    lines = max(_lines(cell, wide) for cell, wide in zip(cells, widths, strict=True))
    return lines * TABLE_LINE + ROW_PADDING


def _lines(text: str, wide: int) -> int:
    room = max(1.0, (wide - CELL_MARGINS) / (TABLE_SIZE * 20) - 0.5)
    return sum(max(1, math.ceil(width(line, half=WIDE_FIGURE) / room)) for line in text.split("\n"))


def _caption(title: str, unit: str, *, new_page: bool = False) -> Element:
    """表题 at the left and 单位 at the right."""
    words = title + (f"\t单位：{unit}" if unit else "")
    tabs = w("tabs", None, w("tab", {"val": "right", "pos": twips(TEXT_WIDTH)}))
    return paragraph(TABLE_TITLE.id, [text_run(words, HEITI, TABLE_SIZE)], *([on_off("pageBreakBefore")] if new_page else []), tabs)


def _table(table: Table, rows: Sequence[tuple[str, ...]]) -> Element:
    widths = column_widths(table)
    properties = w(
        "tblPr",
        None,
        w("tblStyle", {"val": TABLE_STYLE}),
        w("tblW", {"w": sum(widths), "type": "dxa"}),
        w("jc", {"val": "center"}),
        w("tblLayout", {"type": "fixed"}),
    )
    grid = w("tblGrid", None, *(w("gridCol", {"w": wide}) for wide in widths))
    heads = [text_run(c.title, HEITI, TABLE_SIZE) for c in table.columns]
    body = w("tbl", None, properties, grid)
    body.append(_row([paragraph(TABLE_HEAD.id, [run]) for run in heads], widths, is_head=True))
    for row in rows:
        cells = [
            paragraph(TABLE_TEXT.id, [text_run(cell, FANGSONG, TABLE_SIZE)] if cell else [], w("jc", {"val": column.align}))
            for cell, column in zip(row, table.columns, strict=True)
        ]
        body.append(_row(cells, widths))
    return body


def _row(cells: Sequence[Element], widths: Sequence[int], *, is_head: bool = False) -> Element:
    properties = w("trPr", None, on_off("cantSplit"), w("trHeight", {"val": TABLE_LINE + ROW_PADDING, "hRule": "atLeast"}))
    if is_head:
        properties.append(on_off("tblHeader"))
    row = w("tr", None, properties)
    for cell, wide in zip(cells, widths, strict=True):
        row.append(w("tc", None, w("tcPr", None, w("tcW", {"w": wide, "type": "dxa"}), w("vAlign", {"val": "center"})), cell))
    return row
