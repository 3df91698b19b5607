"""附件查询."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from tongpin.foundation.files import vault
from tongpin.foundation.files.models import Attachment, StoredFile
from tongpin.kernel.extensions import RecordKind, gathered
from tongpin.kernel.reference import Reference


def visible_record(kind: str, pk: int, viewer: Any) -> Reference | None:
    """The record where this kind is known and the viewer may see it, else None."""
    for known in gathered(RecordKind):
        if known.kind == kind:
            return known.fetch(pk, viewer)
    return None


def record_url_name(kind: str) -> str:
    """Name of the record page of this kind, or empty."""
    return next((known.url_name for known in gathered(RecordKind) if known.kind == kind), "")


def attachments(reference: Reference) -> QuerySet[Attachment]:
    """附件 now hanging on a record, newest first."""
    return Attachment.objects.filter(record_kind=reference.kind, record_pk=reference.pk, withdrawn_at=None).select_related(
        "file", "created_by"
    )


def downloadable(pk: int, viewer: Any) -> tuple[StoredFile, str] | None:
    """The file and the name to give it, where the viewer sees at least one record it hangs on; else None."""
    for attachment in Attachment.objects.filter(file_id=pk, withdrawn_at=None).select_related("file"):
        if visible_record(attachment.record_kind, attachment.record_pk, viewer) is not None:
            return attachment.file, attachment.name
    return None


def attachment(pk: int, viewer: Any) -> Attachment | None:
    """The attachment where the viewer sees its record, else None."""
    found = Attachment.objects.filter(pk=pk, withdrawn_at=None).select_related("file").first()
    if found is None or visible_record(found.record_kind, found.record_pk, viewer) is None:
        return None
    return found


def kept_bytes() -> Iterator[Path]:
    """附件内容: every file of the vault, for a backup; what is still being written is not among them."""
    yield from vault.stored()
