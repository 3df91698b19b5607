"""暂存: takes files in, keeps the originals as evidence, and prepares the preview that somebody confirms."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from tongpin.engines.dataio.enums import BatchState
from tongpin.engines.dataio.models import Batch, BatchFile, RememberedMapping, RowChunk, SheetImport
from tongpin.engines.dataio.reading.containers import container_of
from tongpin.engines.dataio.reading.limits import ReadingLimits, Unreadable
from tongpin.engines.dataio.selectors import COUNTS, sheet_kinds, sheet_of
from tongpin.engines.dataio.services.changes import ChangeSet
from tongpin.engines.dataio.services.loading import LoadedSheet, Loader, Progress, settle_pending
from tongpin.engines.dataio.services.writing import apply_rows, clash_words, complete_slices
from tongpin.engines.dataio.staging.chunks import unpack
from tongpin.engines.dataio.staging.plan import Choices
from tongpin.foundation.access.selectors import may
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.files import services as files
from tongpin.foundation.jobs import services as jobs
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused

MOST_FILES = 20
READ_JOB = "import.read"
_REHEARSED_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class _Given:
    file: BatchFile
    content: bytes


def stage(
    content: bytes,
    *,
    name: str,
    org: Organisation,
    by: User,
    today: date,
    kind: str | None = None,
    mapping: Mapping[Any, str] | None = None,
) -> Batch:
    """提交一个台账文件 for preview. ``mapping`` leads from a header (or its position from 0) to a column name."""
    return stage_many([(name, content)], org=org, by=by, today=today, kind=kind, mapping=mapping)


def stage_many(
    contents: Sequence[tuple[str, bytes]],
    *,
    org: Organisation,
    by: User,
    today: date,
    kind: str | None = None,
    mapping: Mapping[Any, str] | None = None,
) -> Batch:
    """提交若干台账文件 as one batch; what refers to another file of the batch may stand in any order."""
    if kind and sheet_of(kind) is None:
        raise Refused(f"没有种类为“{kind}”的台账，请核对种类代码。", field="kind")
    batch = submit(contents, org=org, by=by)
    given = {"kind": kind or "", "mapping": {str(key): value for key, value in (mapping or {}).items()}}
    return read(batch, by=by, today=today, first_choices=given)


def submit(contents: Sequence[tuple[str, bytes]], *, org: Organisation, by: User) -> Batch:
    """接收文件: keeps the originals and opens a batch that is still to be read."""
    if not contents:
        raise Refused("请选择要导入的文件。", field="uploads")
    if len(contents) > MOST_FILES:
        raise Refused(f"一次最多导入 {MOST_FILES} 个文件，现有 {len(contents)} 个；请分次导入。", field="uploads")
    kept = [_keep(name, content, org, by) for name, content in contents]
    return _open(kept, org=org, by=by)


def _keep(name: str, content: bytes, org: Organisation, by: User) -> BatchFile:
    """The file on disk, or the reason it cannot be kept."""
    file = BatchFile(name=name[-200:], sha256=hashlib.sha256(content).hexdigest())
    try:
        container_of(content, name)
        file.stored = files.store(io.BytesIO(content), name=name, org=org, by=by, purpose="导入原件")
    except Unreadable as problem:
        file.problem = problem.message[:500]
    except Refused as refused:
        file.problem = refused.message[:500]
    return file


@transaction.atomic
def _open(kept: Sequence[BatchFile], *, org: Organisation, by: User) -> Batch:
    names = [file.name for file in kept]
    title = names[0] if len(names) == 1 else f"{names[0]} 等 {len(names)} 个文件"
    batch = Batch.objects.create(org=org, title=title[:200], created_by=by, created_at=now())
    for position, file in enumerate(kept):
        file.batch, file.position = batch, position
        file.save(force_insert=True)
        if file.stored is not None:
            files.attach(file.stored, to=batch.reference(), by=by, purpose="导入原件", name=file.name)
    after = {"文件": [f"{file.name} {file.sha256[:12]}" for file in kept]}
    audit.record("import.submitted", by=by, subject=batch.reference(), org_id=org.pk, after=after)
    return batch


@transaction.atomic
def read_in_background(batch: Batch, *, by: User, today: date) -> Batch:
    """排队读取 of a batch whose files are large."""
    job = jobs.enqueue(READ_JOB, by=by, batch=batch.pk, today=today.isoformat())
    Batch.objects.filter(pk=batch.pk).update(job_pk=job.pk)
    batch.refresh_from_db()
    audit.record("import.queued", by=by, subject=batch.reference(), org_id=batch.org_id)
    return batch


def read(batch: Batch, *, by: User, today: date, first_choices: Mapping[str, Any] | None = None, progress: Progress | None = None) -> Batch:
    """核对: reads the kept files and puts the preview in place of an earlier one. Choices that a person made for a sheet are kept."""
    given = [_Given(file, _content(file)) for file in batch.files.select_related("stored").order_by("position")]
    chosen = _choices_made(batch)
    allowed = [sheet for sheet in sheet_kinds() if may(by, sheet.permission, batch.org)]
    loader = Loader(batch.org, allowed, today=today, limits=_limits(), progress=progress)
    only_kind = (first_choices or {}).get("kind", "")
    for place, one in enumerate(given):
        if one.file.stored is None:
            continue
        try:
            loader.load(
                one.content,
                file=place,
                name=one.file.name,
                choices=_choice_for(chosen, place, first_choices or {}),
                only_kind=only_kind,
            )
            one.file.problem = (
                "" if any(sheet.file == place for sheet in loader.loaded) else f"“{one.file.name}”里没有数据，请检查是否选错了文件。"
            )
        except Unreadable as problem:
            loader.loaded = [sheet for sheet in loader.loaded if sheet.file != place]
            one.file.problem = problem.message[:500]
    _compare(loader, batch, by=by, today=today)
    return _replace(batch, [one.file for one in given], loader.loaded, by=by, today=today)


def _content(file: BatchFile) -> bytes:
    if file.stored is None:
        return b""
    with files.open_file(file.stored) as stream:
        return stream.read()


def _limits() -> ReadingLimits:
    return ReadingLimits(file_bytes=settings.UPLOAD_MAX_BYTES)


def _choices_made(batch: Batch) -> dict[tuple[int, str], Choices]:
    sheets = batch.sheets.select_related("file")
    return {(sheet.file.position, sheet.name): Choices.from_json(sheet.choices) for sheet in sheets if sheet.choices}


def _choice_for(chosen: Mapping[tuple[int, str], Choices], place: int, first: Mapping[str, Any]) -> Callable[[str], Choices]:
    def choice(sheet: str) -> Choices:
        made = chosen.get((place, sheet))
        return made if made is not None else Choices.from_json({"mapping": first.get("mapping", {})})

    return choice


def _compare(loader: Loader, batch: Batch, *, by: User, today: date) -> None:
    """Compares what waits with what is stored; where ledgers of several kinds come together, each is compared after the ones before it."""
    ordered = sorted((s for s in loader.loaded if s.can_apply), key=_order)
    waiting = sum(len(block.numbers) for sheet in ordered for block in sheet.pending)
    if len({sheet.layout.kind for sheet in ordered}) < 2 or waiting > _REHEARSED_ROWS:
        for sheet in ordered:
            settle_pending(sheet, loader.org)
        return
    with transaction.atomic():
        changes = ChangeSet(batch)
        for sheet in ordered:
            settle_pending(sheet, loader.org)
            _rehearse(sheet, loader.org, changes, by=by, today=today)
        transaction.set_rollback(True)


def _order(loaded: LoadedSheet) -> int:
    return loaded.sheet.order if loaded.sheet is not None else 0


def _rehearse(loaded: LoadedSheet, org: Organisation, changes: ChangeSet, *, by: User, today: date) -> None:
    """Writes the good rows of a sheet for a moment, so that sheets after it can refer to them; everything is rolled back."""
    if loaded.sheet is None:
        return
    try:
        with transaction.atomic():
            for rows in complete_slices(loaded.sheet, org, (unpack(loaded.sheet, chunk.payload) for chunk in loaded.chunks)):
                apply_rows(loaded.sheet, rows, org=org, changes=changes, by=by, today=today)
    except (Refused, IntegrityError) as refusal:
        loaded.problem = (refusal.message if isinstance(refusal, Refused) else clash_words(refusal, changes.models))[:500]


@transaction.atomic
def _replace(batch: Batch, kept: Sequence[BatchFile], loaded: Sequence[LoadedSheet], *, by: User, today: date) -> Batch:
    """Puts the preview in place of the one before, unless the batch was confirmed meanwhile."""
    readable = any(sheet.can_apply for sheet in loaded) or any(not file.problem for file in kept)
    moved = Batch.objects.filter(pk=batch.pk, state__in=[BatchState.READING, BatchState.PARSED]).update(
        state=BatchState.PARSED if readable else BatchState.FAILED, staged_on=today, message="" if readable else kept[0].problem
    )
    if moved != 1:
        raise Refused("该批次已经确认或放弃，不能再更改。请刷新页面查看。")
    for file in kept:
        BatchFile.objects.filter(pk=file.pk).update(problem=file.problem)
    batch.sheets.all().delete()
    for position, sheet in enumerate(loaded):
        _save_sheet(batch, kept[sheet.file], position, sheet)
    batch.refresh_from_db()
    return batch


def _save_sheet(batch: Batch, file: BatchFile, position: int, loaded: LoadedSheet) -> None:
    layout = loaded.layout
    row = SheetImport.objects.create(
        batch=batch,
        file=file,
        position=position,
        name=loaded.name[:200],
        kind=layout.kind,
        is_left_out=loaded.left_out,
        header_row=layout.header_row,
        headers=[[cell.position, cell.text, _unit_of(loaded, cell.position)] for cell in layout.cells],
        mapping=[[match.position, match.name, f"{match.likeness:.2f}"] for match in layout.matches],
        constants=dict(layout.constants),
        titles=list(layout.titles),
        fingerprint=layout.fingerprint,
        choices=loaded.choices.to_json(),
        sample=loaded.sample,
        findings=[list(finding) for finding in loaded.findings],
        notes=loaded.notes,
        problem=loaded.problem[:500],
        **{state: loaded.total(state) for state in COUNTS},
    )
    RowChunk.objects.bulk_create(
        [RowChunk(sheet=row, number=n, payload=chunk.payload, **chunk.counts) for n, chunk in enumerate(loaded.chunks, start=1)],
        batch_size=20,
    )


def _unit_of(loaded: LoadedSheet, position: int) -> str:
    """The unit in which the amounts of a column were read, shown beside its header."""
    if loaded.checker is None or loaded.sheet is None:
        return ""
    name = next((match.name for match in loaded.layout.matches if match.position == position), "")
    is_money = any(column.name == name and column.type == "money" for column in loaded.sheet.columns)
    return loaded.checker.units[name].value if is_money else ""


@transaction.atomic
def choose(sheet: SheetImport, *, choices: Choices, by: User) -> None:
    """更正读法 of a sheet: kind, header row, columns; remembered for this organisation and header. The batch is then read again."""
    moved = Batch.objects.filter(pk=sheet.batch_id, state=BatchState.PARSED).update(state=BatchState.PARSED)
    if moved != 1:
        raise Refused("该批次已经确认或放弃，不能再更改。请刷新页面查看。")
    SheetImport.objects.filter(pk=sheet.pk).update(choices=choices.to_json())
    known = sheet_of(choices.kind or sheet.kind)
    wanted = {str(position): name for position, name in choices.mapping.items() if isinstance(position, int)}
    if known is not None and wanted and not choices.left_out and not choices.header_row:
        RememberedMapping.objects.update_or_create(
            org_id=sheet.batch.org_id,
            kind=known.kind,
            fingerprint=sheet.fingerprint,
            defaults={"mapping": wanted, "updated_by": by, "updated_at": now()},
        )
    audit.record(
        "import.mapping_corrected", by=by, subject=sheet.batch.reference(), org_id=sheet.batch.org_id, after={"工作表": str(sheet)}
    )


@transaction.atomic
def discard(batch: Batch, *, by: User) -> Batch:
    """放弃 a batch that was not confirmed; the originals stay on file."""
    waiting = [BatchState.READING, BatchState.PARSED, BatchState.FAILED]
    moved = Batch.objects.filter(pk=batch.pk, state__in=waiting).update(state=BatchState.DISCARDED)
    if moved != 1:
        raise Refused("该批次已经确认或放弃，不能再更改。请刷新页面查看。")
    RowChunk.objects.filter(sheet__batch=batch).delete()
    batch.refresh_from_db()
    audit.record("import.discarded", by=by, subject=batch.reference(), org_id=batch.org_id)
    return batch
