"""附件查询."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from tongpin.foundation.files import vault
from tongpin.foundation.files.models import Attachment, StoredFile
from tongpin.foundation.files.permissions import FilePermission
from tongpin.kernel.extensions import RecordKind, gathered
from tongpin.kernel.reference import Reference

FILE = "stored_file"


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
    """The file and the name to give it, where the viewer sees at least one record it hangs on; else None. Files hang on no files."""
    for attachment in Attachment.objects.filter(file_id=pk, withdrawn_at=None).exclude(record_kind=FILE).select_related("file"):
        if visible_record(attachment.record_kind, attachment.record_pk, viewer) is not None:
            return attachment.file, attachment.name
    return None


def record_for_evidence(kind: str, pk: int, request: Any) -> Reference | None:
    """The record where the viewer sees it and may attach evidence for its organisation, else None."""
    found = None if kind == FILE else visible_record(kind, pk, request.user)
    return found if found is not None and request.may(FilePermission.ATTACH, found.org_id) else None


def attachment(pk: int, request: Any) -> tuple[Attachment, Reference] | None:
    """The attachment and its record where the viewer may attach and withdraw evidence there, else None."""
    found = Attachment.objects.filter(pk=pk, withdrawn_at=None).select_related("file").first()
    record = record_for_evidence(found.record_kind, found.record_pk, request) if found is not None else None
    return (found, record) if found is not None and record is not None else None


def kept_bytes() -> Iterator[Path]:
    """附件内容: every file of the vault, for a backup; what is still being written is not among them."""
    yield from vault.stored()
