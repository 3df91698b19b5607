"""批注原表: reads somebody's own workbook and gives the same file back with notes in its cells and a sheet of findings.

Nothing is kept of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tongpin.engines.dataio.reading.containers import Container, container_of
from tongpin.engines.dataio.reading.limits import DEFAULT_LIMITS, Unreadable
from tongpin.engines.dataio.reading.workbook import WorkbookReader
from tongpin.engines.dataio.remarks.workbook import MOST_MARKED_BYTES
from tongpin.kernel.errors import Refused

DATE, CONTINUED, ERROR, UNCALCULATED = "\0D", "\0M", "\0X", "\0F"
"""So begins a cell that is neither text nor number: a date, the continuation of a merged cell, an error, a formula without result."""
MOST_ROWS = 20_000
_CHILD = "tongpin.engines.dataio.remarks.child"


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """一张工作表: rows by their number in Excel."""

    name: str
    is_hidden: bool
    rows: Mapping[int, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Note:
    """一处批注: row and column count from 1."""

    sheet: str
    row: int
    column: int
    text: str


def read_own_sheets(content: bytes, name: str) -> list[ReadSheet]:
    """All sheets of an .xlsx; Refused, in words for the person, where it is none or cannot be read."""
    if len(content) > MOST_MARKED_BYTES:
        raise Refused(f"“{name}”超过 {MOST_MARKED_BYTES // 1024 // 1024} MB，不能在原表上批注；请只保留要预审的表后再上传。", field="file")
    try:
        if container_of(content, name) is not Container.XLSX:
            raise Refused(f"“{name}”不是 .xlsx 文件，不能在原表上批注；请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。", field="file")
        with WorkbookReader(content, name) as reader:
            return [_read(sheet, name) for sheet in reader.sheets()]
    except Unreadable as problem:
        raise Refused(problem.message.replace("再导入", "再上传"), field="file") from problem


def _read(sheet: Any, name: str) -> ReadSheet:
    rows: dict[int, Sequence[Any]] = {}
    for block in sheet.blocks:
        rows.update(zip(block.numbers, block.rows, strict=True))
        if len(rows) > MOST_ROWS:
            raise Unreadable(f"“{name}”中的工作表“{sheet.name}”超过 {MOST_ROWS} 行，请拆分后再上传。")
    return ReadSheet(sheet.name, sheet.hidden, rows)


def annotated(content: bytes, notes: Sequence[Note], title: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The same workbook with its notes and a further sheet; Refused where it cannot be edited."""
    limits = DEFAULT_LIMITS
    request = {
        "memory": limits.memory,
        "cpu_seconds": limits.cpu_seconds,
        "sheets": [],
        "notes": [[one.sheet, one.row, one.column, one.text] for one in notes],
        "findings": {"title": title, "headers": list(headers), "rows": [list(row) for row in rows]},
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", _CHILD],
            input=json.dumps(request).encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.wall_seconds,
            check=False,
            cwd="/",
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "2"},
        )
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode or not done.stdout.startswith(b"PK"):
        raise Refused("这份文件改写不了，多半是含有特殊的内容；请另存为新的 .xlsx 后再上传，或者选“在页面上看结果”。", field="file")
    return done.stdout
