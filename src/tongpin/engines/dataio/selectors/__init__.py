"""导入查询: ledgers, batches, and the hash of what imports may write."""

from tongpin.engines.dataio.selectors.batches import (
    COUNTS,
    WORDS,
    batch_changes,
    batch_files,
    batch_numbered,
    batch_sheets,
    batches,
    chunks,
    importable,
    remembered,
    same_file_before,
    sheet_counts,
    sheet_import,
    sheet_kinds,
    sheet_of,
    totals,
    visible_batches,
)
from tongpin.engines.dataio.selectors.origins import origin_panel, origins
from tongpin.engines.dataio.selectors.report import report
from tongpin.engines.dataio.selectors.state import state_hash, written_models
from tongpin.engines.dataio.selectors.units import assumed_units, unit_notes

__all__ = [
    "COUNTS",
    "WORDS",
    "assumed_units",
    "batch_changes",
    "batch_files",
    "batch_numbered",
    "batch_sheets",
    "batches",
    "chunks",
    "importable",
    "origin_panel",
    "origins",
    "remembered",
    "report",
    "same_file_before",
    "sheet_counts",
    "sheet_import",
    "sheet_kinds",
    "sheet_of",
    "state_hash",
    "totals",
    "unit_notes",
    "visible_batches",
    "written_models",
]
