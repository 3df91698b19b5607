"""附件服务: storing evidence, hanging it on records, withdrawing it, checking that it is still what it was.

The bytes are complete on disk before the row is written: a crash in between leaves bytes without a row, which the collector
removes after a day; a row without bytes cannot come about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, BinaryIO

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from tongpin.foundation.audit.services import Actor, record
from tongpin.foundation.files import vault
from tongpin.foundation.files.kinds import clean_name, content_type
from tongpin.foundation.files.models import Attachment, StoredFile
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused
from tongpin.kernel.reference import Reference

KEEP_UNUSED = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class FileFault:
    """文件异常: a stored file whose bytes are missing or changed."""

    file: StoredFile
    kind: str

    def __str__(self) -> str:
        return f"文件 {self.file.pk}“{self.file.name}”{'缺失' if self.kind == 'missing' else '内容已变'}"


def store(upload: BinaryIO, *, name: str, org: Any, by: Actor | None, purpose: str = "") -> StoredFile:
    """存文件: keeps the bytes under their hash; the same content of the same organisation is kept once and given back.

    ``org`` is the organisation, its id, or None. Call it outside long transactions: it copies and syncs the bytes.
    """
    org_id = getattr(org, "pk", org)
    shown = clean_name(name)
    with vault.drafted(upload, name=shown) as draft:
        kind = content_type(shown, draft.beginning)
        vault.keep(draft)
    return _row(draft, name=shown, kind=kind, org_id=org_id, by=by, purpose=purpose)


@transaction.atomic
def _row(draft: vault.Draft, *, name: str, kind: str, org_id: int | None, by: Actor | None, purpose: str) -> StoredFile:
    moment = now()
    file, is_new = StoredFile.objects.get_or_create(
        org_id=org_id,
        sha256=draft.sha256,
        defaults={
            "size": draft.size,
            "name": name,
            "content_type": kind,
            "purpose": purpose,
            "created_by_id": by.pk if by is not None else None,
            "created_at": moment,
            "used_at": moment,
        },
    )
    if is_new:
        record(
            "file.stored", by=by, subject=reference(file), org_id=org_id, after={"name": name, "sha256": draft.sha256, "size": draft.size}
        )
    else:
        StoredFile.objects.filter(pk=file.pk).update(used_at=moment)
    return file


@transaction.atomic
def attach(file: StoredFile, *, to: Reference, by: Actor | None, purpose: str = "", name: str = "") -> Attachment:
    """挂附件: hangs a stored file on a record; a file that hangs there already stays as it is."""
    attachment, is_new = Attachment.objects.get_or_create(
        file=file,
        record_kind=to.kind,
        record_pk=to.pk,
        withdrawn_at=None,
        defaults={
            "record_title": to.title[:300],
            "name": clean_name(name) if name else file.name,
            "purpose": purpose,
            "created_by_id": by.pk if by is not None else None,
            "created_at": now(),
        },
    )
    if is_new:
        record(
            "file.attached", by=by, subject=to, org_id=to.org_id or file.org_id, after={"附件": attachment.name, "用途": purpose or None}
        )
    return attachment


@transaction.atomic
def withdraw(attachment: Attachment, *, by: Actor, reason: str) -> None:
    """撤下附件 with a reason; the file and the trace of it stay."""
    words = reason.strip()
    if not words:
        raise Refused("请填写撤下附件的原因。", field="reason")
    moved = Attachment.objects.filter(pk=attachment.pk, withdrawn_at=None).update(
        withdrawn_at=now(), withdrawn_by_id=by.pk, withdrawn_reason=words[:200]
    )
    if moved != 1:
        raise Refused("这份附件已经撤下，不需要再次操作。请刷新页面查看。")
    subject = Reference(attachment.record_kind, attachment.record_pk, attachment.record_title)
    record(
        "file.withdrawn", by=by, subject=subject, org_id=attachment.file.org_id, before={"附件": attachment.name}, detail={"reason": words}
    )


def reference(file: StoredFile) -> Reference:
    """The file as a reference."""
    return Reference("stored_file", file.pk, file.name, key=file.sha256)


def open_file(file: StoredFile) -> BinaryIO:
    """The bytes, for reading."""
    return vault.place(file.sha256).open("rb")


def verify_all() -> Iterator[FileFault]:
    """核对: hashes every stored file and gives those that are missing or changed."""
    checked: dict[str, str] = {}
    for file in StoredFile.objects.order_by("sha256", "pk").iterator():
        if file.sha256 not in checked:
            checked = {file.sha256: _fault(file)}
        if checked[file.sha256]:
            yield FileFault(file, checked[file.sha256])


def _fault(file: StoredFile) -> str:
    path = vault.place(file.sha256)
    if not path.is_file():
        return "missing"
    return "" if path.stat().st_size == file.size and vault.hash_of(path) == file.sha256 else "altered"


def collect_unused() -> int:
    """清理: removes files that no record refers to and nobody used for a day, then bytes without a row; gives how many bytes files went."""
    for file in _unreferenced().filter(used_at__lt=now() - KEEP_UNUSED):
        _forget(file)
    kept = set(StoredFile.objects.values_list("sha256", flat=True))
    seconds = KEEP_UNUSED.total_seconds()
    gone = sum(vault.drop_if_old(path, seconds=seconds) for path in vault.stored() if path.name not in kept)
    for draft in (vault.root() / "drafts").glob("*"):
        vault.drop_if_old(draft, seconds=seconds)
    return gone


@transaction.atomic
def _forget(file: StoredFile) -> None:
    try:
        with transaction.atomic():
            removed, _ = StoredFile.objects.filter(pk=file.pk, used_at__lt=now() - KEEP_UNUSED).delete()
    except models.ProtectedError:
        return
    if removed:
        record("file.collected", by=None, subject=reference(file), org_id=file.org_id, before={"name": file.name, "sha256": file.sha256})


def _unreferenced() -> models.QuerySet[StoredFile]:
    used = Q()
    for relation in StoredFile._meta.related_objects:
        field = relation.field
        used |= Q(Exists(relation.related_model._base_manager.filter(**{field.name: OuterRef("pk")})))
    return StoredFile.objects.exclude(used)
