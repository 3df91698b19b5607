"""批注进程: run as ``python -m tongpin.engines.dataio.remarks.child``; marks cells in the user's own workbook under limits.

Input: one JSON line (limits, sheets), then the file. Output: the marked workbook; nothing where that is impossible.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from copy import copy
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

HEADING = "错误原因"
_WRONG = PatternFill("solid", start_color="FFF4C7C3", end_color="FFF4C7C3")
_WIDEST = 48
_WRITTEN_BYTES = 400 * 1024 * 1024


def main() -> None:
    """Reads the request from standard input and writes the workbook to standard output."""
    request = json.loads(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_AS, (request["memory"], request["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (request["cpu_seconds"], request["cpu_seconds"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_WRITTEN_BYTES, _WRITTEN_BYTES))
    book = openpyxl.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
    for sheet in request["sheets"]:
        if sheet["name"] in book.sheetnames:
            mark(book[sheet["name"]], sheet)
    note(book, request.get("notes", ()))
    if "findings" in request:
        add_findings(book, request["findings"])
    out = io.BytesIO()
    book.save(out)
    sys.stdout.buffer.write(out.getvalue())
    sys.stdout.buffer.flush()


def mark(sheet: Any, remarks: dict[str, Any]) -> None:
    """Fills wrong cells and writes the reasons into one column right of the table."""
    column = remarks["column"]
    head = sheet.cell(remarks["header_row"], column)
    beside = sheet.cell(remarks["header_row"], max(column - 1, 1))
    for look in ("font", "border", "fill", "alignment"):
        setattr(head, look, copy(getattr(beside, look)))
    head.value = HEADING
    for row, position in remarks["cells"]:
        cell = sheet.cell(row, position + 1)
        if type(cell).__name__ != "MergedCell":
            cell.fill = _WRONG
    for row, text in remarks["rows"]:
        cell = sheet.cell(row, column)
        cell.value = text
        cell.data_type = "s"
        cell.font = Font(color="FFB3261E")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    letter = get_column_letter(column)
    sheet.column_dimensions[letter].width = 60


def note(book: Any, notes: Any) -> None:
    """Colours single cells and says in a comment what is wrong; their values, formulas and formats stay as they are."""
    told: dict[tuple[str, int, int], list[str]] = {}
    for name, row, column, text in notes:
        if name in book.sheetnames:
            told.setdefault((name, *_top_left(book[name], row, column)), []).append(text)
    for (name, row, column), texts in told.items():
        cell = book[name].cell(row, column)
        cell.fill = _WRONG
        words = "\n".join(([cell.comment.text] if cell.comment else []) + texts)
        cell.comment = Comment(words, "预审", width=320, height=min(60 + 18 * (len(words) // 20 + len(texts)), 400))


def _top_left(sheet: Any, row: int, column: int) -> tuple[int, int]:
    if type(sheet.cell(row, column)).__name__ != "MergedCell":
        return row, column
    found = next(area for area in sheet.merged_cells.ranges if (row, column) in {(r, c) for r, c in area.cells})
    return found.min_row, found.min_col


def add_findings(book: Any, findings: dict[str, Any]) -> None:
    """Adds the sheet of findings at the end."""
    title, number = findings["title"], 2
    while title in book.sheetnames:
        title, number = f"{findings['title']}{number}", number + 1
    sheet, widths = book.create_sheet(title), list[int]()
    for column, head in enumerate(findings["headers"], 1):
        cell = sheet.cell(1, column, head)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="FFE8EDF3", end_color="FFE8EDF3")
        longest = max((len(row[column - 1]) for row in findings["rows"]), default=0)
        widths.append(min(_WIDEST, max(7, 2 * max(longest, len(head)) + 2)))
        sheet.column_dimensions[get_column_letter(column)].width = widths[-1]
    for number, row in enumerate(findings["rows"], 2):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = text, "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        lines = max(-(-2 * len(text) // int(width - 2)) for text, width in zip(row, widths, strict=True))
        sheet.row_dimensions[number].height = 16 * max(1, lines)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


if __name__ == "__main__":
    main()
