"""批次能否办理: who may write a batch, who may take it back, and what stands beside it."""

from __future__ import annotations

from typing import Any

from tongpin.engines.dataio.enums import BatchState
from tongpin.engines.dataio.models import Batch
from tongpin.engines.dataio.permissions import Permission
from tongpin.engines.dataio.selectors.batches import importable, same_file_before, sheet_kinds
from tongpin.foundation.access.selectors import may
from tongpin.foundation.accounts.models import User
from tongpin.foundation.jobs.selectors import jobs


def may_write(user: User, batch: Batch) -> bool:
    """Whether the user may import every ledger of the batch for its organisation (some ledger, where none was recognised)."""
    kinds = set(batch.sheets.filter(is_left_out=False).exclude(kind="").values_list("kind", flat=True))
    if not kinds:
        return bool(importable(user, batch.org))
    return all(may(user, sheet.permission, batch.org) for sheet in sheet_kinds() if sheet.kind in kinds)


def may_undo(user: User, batch: Batch) -> bool:
    """Whether the user may take this confirmed batch back."""
    return batch.state == BatchState.CONFIRMED and may(user, Permission.UNDO, batch.org) and may_write(user, batch)


def waiting_job(batch: Batch) -> Any:
    """The background job that this batch waits for."""
    if batch.state not in (BatchState.READING, BatchState.QUEUED) or batch.job_pk is None:
        return None
    return jobs().filter(pk=batch.job_pk).first()


def same_content(batch: Batch) -> Batch | None:
    """An earlier confirmed batch with one of these very files."""
    for sha256 in batch.files.values_list("sha256", flat=True):
        found = same_file_before(batch.org, sha256, but=batch)
        if found is not None:
            return found
    return None
