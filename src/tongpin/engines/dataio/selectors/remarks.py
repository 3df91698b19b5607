"""批注内容: what is said of each row of a file, for the workbook that goes back to the person."""

from __future__ import annotations

from tongpin.engines.dataio.models import Batch, BatchFile
from tongpin.engines.dataio.remarks.workbook import SheetRemarks
from tongpin.engines.dataio.selectors.batches import batch_files, chunks, sheet_counts
from tongpin.engines.dataio.staging.rows import RowError


def file_with_errors(batch: Batch, pk: int) -> BatchFile | None:
    """The file of this batch where it has refused rows."""
    file = batch_files(batch).filter(pk=pk).first()
    if file is None or not any(sheet_counts(sheet)["refused"] for sheet in file.sheets.all() if not sheet.is_left_out):
        return None
    return file


def sheet_remarks(file: BatchFile) -> list[SheetRemarks]:
    """Sheets of the file with refused rows."""
    found = []
    for sheet in file.sheets.all():
        if sheet.is_left_out or not sheet_counts(sheet)["refused"]:
            continue
        headers = [(position, text) for position, text, _ in sheet.headers]
        remarks = SheetRemarks(sheet.name, sheet.header_row, headers, [RowError(*finding) for finding in sheet.findings])
        for chunk in chunks(sheet, having=("refused",)):
            remarks.errors += chunk.errors
            remarks.raws.update(chunk.raws)
        if sheet.problem and not remarks.errors:
            remarks.errors.append(RowError(sheet.header_row, -1, "整张表", "", "", sheet.problem.rstrip("。"), ""))
        found.append(remarks)
    return found
