"""导入来源: by which batch a record came in, and who confirmed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from tongpin.engines.dataio.enums import BatchState
from tongpin.engines.dataio.models import BatchChange
from tongpin.engines.dataio.permissions import Permission
from tongpin.kernel.extensions import RowEntry
from tongpin.kernel.reference import Reference


def origins(kind: str, pks: Sequence[int]) -> Mapping[int, RowEntry]:
    """The last confirmed batch that wrote each record; records that were never imported are left out. One query."""
    if not pks:
        return {}
    wanted = set(pks)
    changes = (
        BatchChange.objects.filter(kind=kind, batch__state=BatchState.CONFIRMED, first_pk__lte=max(wanted), last_pk__gte=min(wanted))
        .select_related("batch__confirmed_by")
        .order_by("batch_id", "number")
    )
    return {pk: _entry(change) for change in changes for pk in wanted.intersection(change.keys())}


def origin_panel(reference: Reference, _request: Any) -> Mapping[str, Any] | None:
    """The batch a record came from, for its own page; None where nobody imported it."""
    entry = origins(reference.kind, [reference.pk]).get(reference.pk)
    return {"entry": entry, "aside": True} if entry else None


def _entry(change: BatchChange) -> RowEntry:
    batch = change.batch
    return RowEntry(
        by=batch.confirmed_by.display_name if batch.confirmed_by else "",
        at=batch.confirmed_at or batch.created_at,
        title=f"导入批次 {batch.pk}",
        url=reverse("dataio:batch", args=[batch.pk]),
        permission=Permission.VIEW,
    )
