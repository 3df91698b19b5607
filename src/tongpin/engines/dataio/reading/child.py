"""读取进程: run as ``python -m tongpin.engines.dataio.reading.child``; parses one workbook under limits and writes framed JSON.

Input: one JSON line (name, limits), then the file. Output frames: 4 bytes length, 1 byte kind, JSON. Kinds: ``H`` a sheet begins,
``R`` rows, ``E`` the file cannot be read (message), ``Z`` all done. Cells are JSON strings and numbers; what is neither starts with NUL:
``D`` a date or moment, ``M`` the continuation of a merged cell, ``X`` an error value, ``F`` a formula without a result.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import struct
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from tongpin.engines.dataio.reading.containers import CellDefects, Container, container_of, inspect_zip
from tongpin.engines.dataio.reading.limits import ReadingLimits, Unreadable

BLOCK_ROWS = 2_000
_TOP_ROWS = 60
_MOST_MERGED = 200_000
_out = sys.stdout.buffer


def main() -> None:
    """Reads the request from standard input and answers on standard output."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = ReadingLimits(**request["limits"])
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        read_file(content, request["name"], limits)
    except Unreadable as problem:
        _frame(b"E", problem.message)
    except MemoryError:
        _frame(b"E", too_wide(request["name"]))
    _frame(b"Z", None)
    _out.flush()


def too_wide(name: str) -> str:
    """What is said where the used range does not fit into memory."""
    return f"“{name}”的数据范围过大，多半是很远的行或列里有一个多余的内容；请只保留数据区域，删去其余行列后另存再导入。"


def read_file(content: bytes, name: str, limits: ReadingLimits) -> None:
    """Writes frames for every sheet of the file."""
    if len(content) > limits.file_bytes:
        raise Unreadable(f"“{name}”大于 {limits.file_bytes // 1024 // 1024} MB 的上限；请按年度或类别拆分后分次导入。")
    kind = container_of(content, name)
    if kind is Container.CSV:
        _write_csv(content, name, limits)
        return
    defects = inspect_zip(content, name, limits) if kind is Container.XLSX else {}
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise Unreadable(f"“{name}”设置了打开密码，读不了内容；请取消密码后另存再导入。") from None
    except CalamineError:
        raise Unreadable(f"“{name}”已损坏或不是真正的 Excel 文件；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。") from None
    if len(workbook.sheets_metadata) > limits.sheets:
        raise Unreadable(f"“{name}”有 {len(workbook.sheets_metadata)} 张工作表，超过 {limits.sheets} 张的上限；请拆分后再导入。")
    budget = limits.cells
    for index, sheet_data in enumerate(workbook.sheets_metadata):
        if sheet_data.typ is not SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = workbook.get_sheet_by_index(index)
        except CalamineError:
            raise Unreadable(f"“{name}”中的工作表“{sheet_data.name}”已损坏；请另存后再导入。") from None
        hidden = sheet_data.visible is not SheetVisibleEnum.Visible
        budget -= _write_sheet(sheet, name, hidden, defects.get(sheet_data.name, CellDefects()), limits, budget)


def _write_sheet(sheet: CalamineSheet, name: str, hidden: bool, defects: CellDefects, limits: ReadingLimits, budget: int) -> int:
    width = sheet.end[1] + 1 if sheet.end else 0
    if width > limits.columns:
        raise Unreadable(f"“{name}”中的工作表“{sheet.name}”有 {width} 列，超过 {limits.columns} 列的上限；请删去多余的列后另存再导入。")
    merged = sheet.merged_cell_ranges or []
    top = [[*start, *end] for start, end in merged if start[0] < _TOP_ROWS][:500]
    _frame(b"H", {"name": sheet.name, "hidden": hidden, "width": width, "merged": top})
    offset = sheet.start[1] if sheet.start else 0
    rows = _with_merged(_with_defects(_cells(sheet.iter_rows(), offset), defects), merged)
    return _write_rows(rows, name, sheet.name, limits, budget)


def _write_rows(rows: Iterable[list[Any]], name: str, sheet: str, limits: ReadingLimits, budget: int) -> int:
    """Numbers the rows as Excel does, leaves out the empty ones, and counts cells against the budget."""
    kept = cells = 0
    numbered = ((number, row) for number, row in enumerate(rows, start=1) if any(row) or 0.0 in row)
    while block := list(islice(numbered, BLOCK_ROWS)):
        kept += len(block)
        cells += sum(len(row) for _, row in block)
        if kept > limits.rows or cells > budget:
            raise Unreadable(
                f"“{name}”中的工作表“{sheet}”超过 {limits.rows} 行或 {limits.cells} 个单元格的上限；请按年度或类别拆分后分次导入。"
            )
        _frame(b"R", [[number for number, _ in block], [row for _, row in block]])
    return cells


def _cells(rows: Iterator[list[Any]], offset: int) -> Iterator[list[Any]]:
    """Plain JSON cells; columns count from A."""
    pad = [""] * offset
    for row in rows:
        for place, value in enumerate(row):
            kind = type(value)
            if kind is str:
                if value and value[0] == "\0":
                    row[place] = value.replace("\0", "")
            elif kind is not float:
                row[place] = _plain(value)
        yield pad + row if pad else row


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return "\0D" + (value.date() if value.time() == time(0) else value).isoformat()
    if isinstance(value, date):
        return "\0D" + value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return value


def _with_defects(rows: Iterable[list[Any]], defects: CellDefects) -> Iterator[list[Any]]:
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), value in defects.errors.items():
        by_row.setdefault(row, []).append((column, "\0X" + value))
    for row, column in defects.uncalculated:
        by_row.setdefault(row, []).append((column, "\0F"))
    for number, cells in enumerate(rows):
        for column, mark in by_row.get(number, ()):
            if column < len(cells) and cells[column] == "":
                cells[column] = mark
        yield cells


def _with_merged(rows: Iterable[list[Any]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> Iterator[list[Any]]:
    """Repeats the value of a cell merged downwards in each of its rows, marked as a continuation."""
    pending: dict[int, list[tuple[int, int]]] = {}
    area = 0
    for (first, column), (last, _) in merged:
        area += last - first
        if last > first and area <= _MOST_MERGED:
            pending.setdefault(first, []).append((last, column))
    open_cells: list[tuple[int, int, str]] = []
    for number, cells in enumerate(rows):
        open_cells = [opened for opened in open_cells if opened[0] >= number]
        if open_cells and any(cells):
            for _, column, value in open_cells:
                if column < len(cells) and cells[column] == "":
                    cells[column] = value
        for last, column in pending.get(number, ()):
            if column < len(cells) and cells[column] != "":
                open_cells.append((last, column, "\0M" + _as_text(cells[column])))
        yield cells


def _as_text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).removeprefix("\0D")


def _write_csv(content: bytes, name: str, limits: ReadingLimits) -> None:
    text = _decoded(content, name)
    first = text[: text.find("\n") if "\n" in text else len(text)]
    delimiter = max(",\t;", key=first.count) if any(first.count(c) for c in ",\t;") else ","
    csv.field_size_limit(1_000_000)
    _frame(b"H", {"name": name.rsplit("/", 1)[-1].rsplit(".", 1)[0], "hidden": False, "width": first.count(delimiter) + 1, "merged": []})
    try:
        rows = (
            [cell.replace("\0", "") for cell in row[: limits.columns]]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        )
        _write_rows(rows, name, "CSV", limits, limits.cells)
    except csv.Error:
        raise Unreadable(f"“{name}”的文本格式读不了；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。") from None


def _decoded(content: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"“{name}”的文字编码认不出来；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。")


def _frame(kind: bytes, body: Any) -> None:
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    _out.write(struct.pack(">I", len(data)) + kind + data)


if __name__ == "__main__":
    main()
