"""导入报告: one plain object per batch, its form documented for the command line and for other systems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tongpin.engines.dataio.models import Batch, BatchFile, SheetImport
from tongpin.engines.dataio.selectors.batches import batch_files, chunks, sheet_counts
from tongpin.engines.dataio.staging.rows import RowError


def report(batch: Batch) -> dict[str, Any]:
    """``{"batch", "files": [{"file", "sheet", "kind", "rows": {...}, "errors": [...]}]}``; ``row`` as the user sees it in Excel.

    ``notes`` stands beside them where something was passed over or taken for granted: ``[{"file", "sheet", "message"}]``.
    """
    entries: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for file in batch_files(batch):
        if file.problem:
            entries.append(_unread(file))
        entries += [_entry(file, sheet) for sheet in file.sheets.all() if not sheet.is_left_out]
        for sheet in file.sheets.all():
            said = [sheet.problem] if sheet.is_left_out and sheet.problem else sheet.notes
            notes += [{"file": file.name, "sheet": sheet.name, "message": message} for message in said]
    return {"batch": batch.pk, "files": entries, **({"notes": notes} if notes else {})}


def sheet_errors(sheet: SheetImport) -> Iterator[RowError]:
    """All errors of a sheet in the order of its rows."""
    yield from (RowError(*finding) for finding in sheet.findings)
    for chunk in chunks(sheet, having=("refused",)):
        yield from sorted(chunk.errors, key=lambda error: (error.row, error.position))


def _entry(file: BatchFile, sheet: SheetImport) -> dict[str, Any]:
    errors = [_error(error) for error in sheet_errors(sheet)]
    if sheet.problem and not errors:
        errors = [_whole(sheet)]
    return {"file": file.name, "sheet": sheet.name, "kind": sheet.kind or None, "rows": sheet_counts(sheet), "errors": errors}


def _error(error: RowError) -> dict[str, Any]:
    return {
        "row": error.row,
        "column": error.column,
        "value": error.value,
        "expected": error.expected,
        "message": error.message,
        "suggestion": error.suggestion,
    }


def _whole(sheet: SheetImport) -> dict[str, Any]:
    return {"row": sheet.header_row, "column": None, "value": None, "expected": "", "message": sheet.problem, "suggestion": ""}


def _unread(file: BatchFile) -> dict[str, Any]:
    message = {
        "row": None,
        "column": None,
        "value": None,
        "expected": "可以读取的 .xlsx、.xls 或 .csv 台账",
        "message": file.problem,
        "suggestion": "",
    }
    rows = {"new": 0, "changed": 0, "unchanged": 0, "refused": 0, "skipped": 0}
    return {"file": file.name, "sheet": None, "kind": None, "rows": rows, "errors": [message]}
