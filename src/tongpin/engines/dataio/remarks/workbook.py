"""批注工作簿: asks the limited child to mark the original, or writes the refused rows into a new workbook where that cannot be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tongpin.engines.dataio.reading.limits import DEFAULT_LIMITS, ReadingLimits
from tongpin.engines.dataio.remarks.child import HEADING
from tongpin.engines.dataio.staging.rows import RowError
from tongpin.engines.documents.workbook import Sheet, SheetColumn, workbook_bytes

MOST_MARKED_BYTES = 6 * 1024 * 1024
_CHILD = "tongpin.engines.dataio.remarks.child"


@dataclass(slots=True)
class SheetRemarks:
    """一张表的批注: errors by row, the headers, and the refused rows as the person wrote them."""

    name: str
    header_row: int
    headers: Sequence[tuple[int, str]]
    errors: list[RowError] = field(default_factory=list)
    raws: dict[int, list[str]] = field(default_factory=dict)

    def by_row(self) -> list[tuple[int, str]]:
        """Row and its sentences together."""
        found: dict[int, list[str]] = {}
        for error in self.errors:
            found.setdefault(error.row, []).append(error.sentence())
        return [(row, "\n".join(words)) for row, words in sorted(found.items())]

    @property
    def remark_column(self) -> int:
        """The column of the reasons, from 1: right of the table."""
        return max((position for position, _ in self.headers), default=0) + 2


def marked_original(content: bytes, sheets: Sequence[SheetRemarks], limits: ReadingLimits = DEFAULT_LIMITS) -> bytes | None:
    """The user's own workbook with remarks; None where it is too large or cannot be edited."""
    if len(content) > MOST_MARKED_BYTES:
        return None
    request = {
        "memory": limits.memory,
        "cpu_seconds": limits.cpu_seconds,
        "sheets": [
            {
                "name": sheet.name,
                "header_row": sheet.header_row,
                "column": sheet.remark_column,
                "cells": [[error.row, error.position] for error in sheet.errors if error.position >= 0],
                "rows": sheet.by_row(),
            }
            for sheet in sheets
        ],
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
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"PK") else None


def refused_rows(sheets: Iterable[SheetRemarks]) -> bytes:
    """A new workbook with the refused rows only, under the user's own headers; corrected, it can be imported as it is."""
    parts = []
    for sheet in sheets:
        columns = [*(SheetColumn(title or "（无表头）", "code") for _, title in sheet.headers), SheetColumn(HEADING, width=60)]
        words = dict(sheet.by_row())
        rows = [
            [*(raw[position] if position < len(raw) else "" for position, _ in sheet.headers), words.get(number, "")]
            for number, raw in sorted(sheet.raws.items())
        ]
        parts.append(Sheet(name=sheet.name, columns=columns, rows=rows, footer=()))
    return workbook_bytes(parts)
