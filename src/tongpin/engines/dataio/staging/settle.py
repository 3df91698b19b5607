"""定案: runs the ledger's own check and the comparison with what is stored over many rows at once, and makes chunks of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tongpin.engines.dataio.staging.chunks import Chunk, chunk_of
from tongpin.engines.dataio.staging.compare import Key, Row, classified, complete_rows, keep_absent, keys_of
from tongpin.engines.dataio.staging.rows import CheckedRows, RowChecker, drop_skipped
from tongpin.kernel.extensions import ImportSheet


def settle(sheet: ImportSheet, checker: RowChecker, blocks: Sequence[CheckedRows], org: Any) -> list[Chunk]:
    """One chunk per block; errors of the ledger's check are added first."""
    for block in blocks:
        drop_skipped(block, checker.superseded)
    keys = [key for block in blocks if block.values for key in keys_of(sheet, block.values, block.good_places())]
    stored = sheet.current(org, keys) if keys else {}
    if sheet.check is not None:
        _check(sheet, checker, blocks, org, stored)
    chunks = []
    for block in blocks:
        checker.keep_raws(block)
        places = block.good_places()
        states, old = classified(sheet, block.values, places, stored) if block.values else ([], {})
        chunks.append(chunk_of(block, dict(zip(places, states, strict=True)), old))
    return chunks


def _check(
    sheet: ImportSheet, checker: RowChecker, blocks: Sequence[CheckedRows], org: Any, stored: Mapping[Key, Mapping[str, Any]]
) -> None:
    rows: list[Row] = []
    origin: list[tuple[CheckedRows, int]] = []
    for block in blocks:
        places = block.good_places() if block.values else []
        part = complete_rows(sheet, block.values, places)
        keep_absent(sheet, part, block.values, stored)
        rows += part
        origin += [(block, place) for place in places]
    if not rows or sheet.check is None:
        return
    for index, remarks in sheet.check(org, rows).items():
        block, place = origin[index]
        checker.add_findings(block, [place], {0: remarks})
