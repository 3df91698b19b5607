"""导入查询: ledgers that can be imported, batches and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from tongpin.engines.dataio.enums import BatchState
from tongpin.engines.dataio.models import Batch, BatchChange, BatchFile, RememberedMapping, SheetImport
from tongpin.engines.dataio.permissions import Permission
from tongpin.engines.dataio.staging.chunks import Chunk, unpack
from tongpin.foundation.access.selectors import may, visible_to
from tongpin.foundation.accounts.models import User
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import ImportSheet, gathered

COUNTS = ("new", "changed", "unchanged", "refused", "skipped")
WORDS = {"refused": "有错", "changed": "变更", "new": "新增", "unchanged": "未变", "skipped": "跳过"}


def sheet_kinds() -> list[ImportSheet]:
    """可导入的台账, in their order."""
    return gathered(ImportSheet)


def sheet_of(kind: str) -> ImportSheet | None:
    """The ledger of this kind, or None."""
    return next((sheet for sheet in gathered(ImportSheet) if sheet.kind == kind), None)


def batches() -> QuerySet[Batch]:
    """导入批次, newest first."""
    return Batch.objects.select_related("org", "created_by", "confirmed_by", "undone_by").order_by("-pk")


def visible_batches(user: User) -> QuerySet[Batch]:
    """The batches of organisations where the user may look at imports, those with a ledger they may not import left out."""
    hidden = [sheet.kind for sheet in gathered(ImportSheet) if not may(user, sheet.permission)]
    seen = visible_to(batches(), user, Permission.VIEW)
    return seen.exclude(Exists(SheetImport.objects.filter(batch=OuterRef("pk"), kind__in=hidden))) if hidden else seen


def importable(user: User, org: Any) -> list[ImportSheet]:
    """The ledgers that the user may import for this organisation."""
    return [sheet for sheet in gathered(ImportSheet) if may(user, sheet.permission, org)]


def batch_numbered(pk: int) -> Batch:
    """The batch with this number; Refused where there is none."""
    found = batches().filter(pk=pk).first() if 0 < pk < 2**63 else None
    if found is None:
        raise Refused(f"没有编号为 {pk} 的导入批次，请核对批次号。")
    return found


def batch_sheets(batch: Batch) -> list[SheetImport]:
    """The sheets of a batch in the order of its files."""
    return list(batch.sheets.select_related("file", "batch").order_by("position"))


def batch_files(batch: Batch) -> QuerySet[BatchFile]:
    """The files of a batch with their sheets."""
    return batch.files.select_related("stored").prefetch_related(Prefetch("sheets", SheetImport.objects.order_by("position")))


def sheet_import(batch: Batch, pk: int) -> SheetImport | None:
    """One sheet of this batch."""
    return batch.sheets.select_related("file", "batch").filter(pk=pk).first()


def chunks(sheet: SheetImport, *, having: Sequence[str] = COUNTS) -> Iterator[Chunk]:
    """The chunks of a sheet in order, those left out that hold no row of the states asked for."""
    known = sheet_of(sheet.kind)
    for row in sheet.chunks.order_by("number").iterator(chunk_size=8):
        if any(getattr(row, state) for state in having):
            yield unpack(known, bytes(row.payload))


def batch_changes(batch: Batch, *, latest_first: bool = False) -> QuerySet[BatchChange]:
    """What the batch wrote, in order or reversed."""
    return batch.changes.order_by("-number" if latest_first else "number")


def sheet_counts(sheet: SheetImport) -> dict[str, int]:
    """Rows of a sheet by state; where the sheet as a whole cannot be written, its good rows count as refused."""
    found = {state: getattr(sheet, state) for state in COUNTS}
    if sheet.problem:
        found["refused"] += found["new"] + found["changed"]
        found["new"] = found["changed"] = 0
    return found


def totals(batch: Batch) -> dict[str, int]:
    """Rows of every state over all sheets that are to be imported."""
    found = dict.fromkeys(COUNTS, 0)
    for sheet in batch.sheets.filter(is_left_out=False):
        for state, number in sheet_counts(sheet).items():
            found[state] += number
    return found


def remembered(org: Any, kind: str, fingerprint: str) -> dict[int, str] | None:
    """How this header was read last time: position → column name; None where nobody corrected it."""
    found = RememberedMapping.objects.filter(org=org, kind=kind, fingerprint=fingerprint).first()
    return None if found is None else {int(position): name for position, name in found.mapping.items()}


def same_file_before(org: Any, sha256: str, *, but: Batch | None = None) -> Batch | None:
    """The last confirmed batch of the organisation that held a file with the same content."""
    found = Batch.objects.filter(org=org, state=BatchState.CONFIRMED, files__sha256=sha256)
    return (found.exclude(pk=but.pk) if but is not None else found).order_by("-pk").first()
