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
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

HEADING = "错误原因"
_WRONG = PatternFill("solid", start_color="FFF4C7C3", end_color="FFF4C7C3")
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


if __name__ == "__main__":
    main()
