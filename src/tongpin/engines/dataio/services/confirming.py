"""确认导入: writes a looked-over batch in one transaction, exactly once."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from tongpin.engines.dataio.enums import BatchState
from tongpin.engines.dataio.models import Batch, SheetImport
from tongpin.engines.dataio.selectors import WORDS, batch_sheets, chunks, sheet_of, totals
from tongpin.engines.dataio.services.changes import ChangeSet
from tongpin.engines.dataio.services.loading import Progress
from tongpin.engines.dataio.services.staging import read
from tongpin.engines.dataio.services.writing import StalePreview, apply_rows, clash_words, complete_slices
from tongpin.foundation.access.selectors import may
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.jobs import services as jobs
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import ChangeListener, ImportSheet, gathered

LARGE_ROWS = 5_000
CONFIRM_JOB = "import.confirm"


def confirm(batch: Batch, *, by: User, today: date, all_or_nothing: bool = False) -> Batch:
    """确认导入: writes the good rows of all sheets, once. StalePreview where what is stored changed since; the preview is then made anew.

    ``all_or_nothing`` refuses the whole batch where any row was refused.
    """
    try:
        return _write(batch, BatchState.PARSED, by=by, today=today, all_or_nothing=all_or_nothing)
    except StalePreview:
        read(Batch.objects.get(pk=batch.pk), by=by, today=today)
        raise


def confirm_in_background(batch: Batch, *, by: User, today: date, all_or_nothing: bool = False) -> Batch:
    """排队导入: the same, done by a worker; nothing is written before it has finished."""
    _check(batch, all_or_nothing)
    return _queue(batch, by=by, today=today, all_or_nothing=all_or_nothing)


@transaction.atomic
def _queue(batch: Batch, *, by: User, today: date, all_or_nothing: bool) -> Batch:
    moved = Batch.objects.filter(pk=batch.pk, state=BatchState.PARSED).update(
        state=BatchState.QUEUED, is_all_or_nothing=all_or_nothing, message="", confirmed_by=by
    )
    if moved != 1:
        raise Refused(_not_open(batch))
    job = jobs.enqueue(CONFIRM_JOB, by=by, batch=batch.pk, today=today.isoformat())
    Batch.objects.filter(pk=batch.pk).update(job_pk=job.pk)
    batch.refresh_from_db()
    audit.record("import.queued", by=by, subject=batch.reference(), org_id=batch.org_id)
    return batch


def confirm_queued(batch: Batch, *, today: date, progress: Progress | None = None) -> Batch:
    """执行排队的导入 in the name of who confirmed it; where that is refused the batch waits for the person again, with the reason."""
    by = batch.confirmed_by
    if batch.state != BatchState.QUEUED or by is None:
        return batch
    try:
        if not by.is_active or not all(may(by, sheet.permission, batch.org) for _, sheet in sheets_to_write(batch)):
            raise Refused("确认人已不再有导入权限，本次没有写入。请由有权限的人员重新确认。")
        return _write(batch, BatchState.QUEUED, by=by, today=today, all_or_nothing=batch.is_all_or_nothing, progress=progress)
    except Refused as refused:
        return _hand_back(batch, refused, by=by, today=today)


def _hand_back(batch: Batch, refused: Refused, *, by: User, today: date) -> Batch:
    back = Batch.objects.filter(pk=batch.pk, state=BatchState.QUEUED)
    if back.update(state=BatchState.PARSED, confirmed_by=None) == 1:
        if isinstance(refused, StalePreview):
            read(Batch.objects.get(pk=batch.pk), by=by, today=today)
        Batch.objects.filter(pk=batch.pk, state=BatchState.PARSED).update(message=refused.message[:500])
    batch.refresh_from_db()
    return batch


@transaction.atomic
def return_to_person(batch: Batch, *, by: User) -> Batch:
    """退回待确认 a queued batch whose worker gave up."""
    moved = Batch.objects.filter(pk=batch.pk, state=BatchState.QUEUED).update(
        state=BatchState.PARSED, confirmed_by=None, message="后台导入没有完成，没有写入任何记录。请重新确认。"
    )
    if moved != 1:
        raise Refused(_not_open(batch))
    batch.refresh_from_db()
    audit.record("import.returned", by=by, subject=batch.reference(), org_id=batch.org_id)
    return batch


def is_large(batch: Batch) -> bool:
    """Whether writing the batch is long work for a worker."""
    counted = totals(batch)
    return counted["new"] + counted["changed"] > LARGE_ROWS


def _check(batch: Batch, all_or_nothing: bool) -> None:
    refused = totals(batch)["refused"]
    if all_or_nothing and refused:
        raise Refused(f"有 {refused} 行有错，按“有错即整批不导入”的选择，本次没有写入。请改好后重新导入，或改为只导入无误的行。")


def _write(batch: Batch, state: BatchState, *, by: User, today: date, all_or_nothing: bool, progress: Progress | None = None) -> Batch:
    _check(batch, all_or_nothing)
    changes = ChangeSet(batch)
    try:
        with transaction.atomic():
            _claim(batch, state, by=by, all_or_nothing=all_or_nothing)
            kinds = _apply_all(batch, changes, by=by, today=today, progress=progress)
            if kinds:
                tell_listeners(batch.org_id, frozenset(kinds | changes.kinds))
            after = {**{WORDS[state]: number for state, number in totals(batch).items()}, "写入记录": changes.written}
            audit.record("import.confirmed", by=by, subject=batch.reference(), org_id=batch.org_id, after=after)
    except IntegrityError as clash:
        raise Refused(clash_words(clash, changes.models)) from clash
    batch.refresh_from_db()
    return batch


def _claim(batch: Batch, state: BatchState, *, by: User, all_or_nothing: bool) -> None:
    """Moves the batch on if nobody else did, and keeps other imports of the organisation out until this one is through."""
    moved = Batch.objects.filter(pk=batch.pk, state=state).update(
        state=BatchState.CONFIRMED, confirmed_by=by, confirmed_at=now(), is_all_or_nothing=all_or_nothing, message=""
    )
    if moved != 1:
        raise Refused(_not_open(batch))
    Organisation.objects.select_for_update(no_key=True).get(pk=batch.org_id)


def _not_open(batch: Batch) -> str:
    now_is = Batch.objects.filter(pk=batch.pk).first()
    label = BatchState(now_is.state).label if now_is is not None else "不存在"
    return f"该批次当前为“{label}”，不能再次确认。请刷新页面查看结果。"


def _apply_all(batch: Batch, changes: ChangeSet, *, by: User, today: date, progress: Progress | None) -> set[str]:
    kinds = set()
    done = 0
    for row, sheet in sheets_to_write(batch):
        for rows in complete_slices(sheet, batch.org, chunks(row, having=("new", "changed", "unchanged")), expect_same=True):
            apply_rows(sheet, rows, org=batch.org, changes=changes, by=by, today=today)
            if rows:
                kinds.add(sheet.kind)
            done += len(rows)
            if progress is not None:
                progress(done)
    return kinds


def sheets_to_write(batch: Batch) -> list[tuple[SheetImport, ImportSheet]]:
    """The sheets of a batch that can be written, in the order of their ledgers."""
    found = []
    for row in batch_sheets(batch):
        sheet = sheet_of(row.kind)
        if sheet is not None and not row.problem and not row.is_left_out:
            found.append((row, sheet))
    return sorted(found, key=lambda pair: pair[1].order)


def tell_listeners(org_id: int, kinds: frozenset[str]) -> None:
    """Kept figures of the organisation become stale."""
    for listener in gathered(ChangeListener):
        listener.changed(org_id, kinds)
