"""撤销导入: takes a whole batch back in reverse order, or says what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Field, ManyToOneRel, Model

from tongpin.engines.dataio.enums import BatchState, ChangeAction
from tongpin.engines.dataio.models import Batch, BatchChange
from tongpin.engines.dataio.selectors import batch_changes
from tongpin.engines.dataio.services.changes import plain, stored_values, unpacked
from tongpin.engines.dataio.services.confirming import tell_listeners
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused

_ROWS_PER_QUERY = 400
_MOST_LISTED = 20


class UndoRefused(Refused):
    """撤销不了: ``conflicts`` says record by record what stands in the way."""

    def __init__(self, conflicts: Sequence[str]) -> None:
        self.conflicts = list(conflicts)
        listed = "；".join(self.conflicts[:_MOST_LISTED])
        more = f"；等共 {len(self.conflicts)} 处" if len(self.conflicts) > _MOST_LISTED else ""
        super().__init__(f"这批导入之后，有记录又被改动或引用，不能整批撤销：{listed}{more}。请先处理这些记录，或逐条更正。")


def undo(batch: Batch, *, by: User) -> Batch:
    """撤销本次导入: deletes what the batch created and restores what it changed, or raises UndoRefused and leaves all as it is."""
    with transaction.atomic():
        moved = Batch.objects.filter(pk=batch.pk, state=BatchState.CONFIRMED).update(state=BatchState.UNDONE, undone_by=by, undone_at=now())
        if moved != 1:
            label = BatchState(Batch.objects.get(pk=batch.pk).state).label
            raise Refused(f"该批次当前为“{label}”，只有已导入的批次才能撤销。请刷新页面查看。")
        Organisation.objects.select_for_update(no_key=True).get(pk=batch.org_id)
        kinds = _take_back(batch)
        if kinds:
            tell_listeners(batch.org_id, frozenset(kinds))
        audit.record("import.undone", by=by, subject=batch.reference(), org_id=batch.org_id, before={"写入记录": _rows(batch)})
    batch.refresh_from_db()
    return batch


def _rows(batch: Batch) -> int:
    return sum(batch.changes.values_list("rows", flat=True))


class _TakingBack:
    """撤销过程: remembers at which version a record stands after one of its changes was taken back."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.conflicts: list[str] = []
        self._versions: dict[tuple[str, Any], int] = {}

    def step(self, change: BatchChange) -> None:
        """Takes one change back, unless something stands in the way of it or of a later one."""
        model = apps.get_model(change.model)
        body = unpacked(bytes(change.payload))
        records = _records(model, body["pk"])
        self.kinds |= {getattr(record, "record_kind", "") for record in records.values()} - {""}
        found = self._touched_since(model, change, body, records)
        if change.action == ChangeAction.CREATE and not found and not self.conflicts:
            found = [*_pointed_at(model, body["pk"], records), *_with_evidence(records)]
        self.conflicts += found
        if self.conflicts:
            return
        if change.action == ChangeAction.CREATE:
            for part in _parts(body["pk"]):
                model._base_manager.filter(pk__in=part).delete()
        else:
            self._restore(model, change, body, records)

    def _touched_since(self, model: type[Model], change: BatchChange, body: Mapping[str, Any], records: Mapping[Any, Any]) -> list[str]:
        fields = [field for field in model._meta.concrete_fields if field.attname in body["after"]]
        stored = stored_values(model, body["pk"], fields, lock="existence")
        found = []
        undone: dict[Any, int] | None = None
        for place, pk in enumerate(body["pk"]):
            now_there = stored.get(pk)
            noted = body["version"][place] if body["version"] is not None else None
            version = self._versions.get((change.model, pk), noted)
            if version is not None and now_there is not None and now_there["version"] != version and version == noted:
                undone = _taken_back_since(change) if undone is None else undone
                version += 2 * undone.get(pk, 0)
            if (
                now_there is None
                or (version is not None and now_there["version"] != version)
                or not _is_as_left(now_there, body, place, fields)
            ):
                found.append(f"{_name(records.get(pk), model, pk)}在导入之后又被{'修改' if now_there is not None else '删除'}")
        return found

    def _restore(self, model: type[Model], change: BatchChange, body: Mapping[str, Any], records: Mapping[Any, Any]) -> None:
        fields = [field for field in model._meta.concrete_fields if field.attname in body["before"]]
        own = {field.name for field in model._meta.concrete_fields}
        moment = now()
        for place, pk in enumerate(body["pk"]):
            record = records[pk]
            for field in fields:
                setattr(record, field.attname, _value(field, body["before"][field.attname][place]))
            if "version" in own:
                record.version += 1
                self._versions[change.model, pk] = record.version
            if "updated_at" in own:
                record.updated_at = moment
        also = [name for name in ("version", "updated_at") if name in own]
        names = [*(field.name for field in fields), *also]
        model._base_manager.bulk_update(list(records.values()), names, batch_size=_ROWS_PER_QUERY)


def _take_back(batch: Batch) -> set[str]:
    if not batch.changes.exists():
        return set()
    taking = _TakingBack()
    for change in batch_changes(batch, latest_first=True).iterator(chunk_size=4):
        taking.step(change)
    if taking.conflicts:
        raise UndoRefused(taking.conflicts)
    sheets = batch.sheets.filter(is_left_out=False).exclude(kind="")
    return taking.kinds | set(sheets.values_list("kind", flat=True))


def _taken_back_since(change: BatchChange) -> dict[Any, int]:
    """pk → later changes by other batches that were taken back; each moved the version on twice and left the values as they were."""
    later = BatchChange.objects.filter(
        pk__gt=change.pk, model=change.model, action=ChangeAction.UPDATE, batch__state=BatchState.UNDONE
    ).exclude(batch=change.batch_id)
    found: dict[Any, int] = {}
    for payload in later.values_list("payload", flat=True):
        for pk in unpacked(bytes(payload))["pk"]:
            found[pk] = found.get(pk, 0) + 1
    return found


def _is_as_left(stored: Mapping[str, Any], body: Mapping[str, Any], place: int, fields: Sequence[Field[Any, Any]]) -> bool:
    return all(_same(field, stored[field.attname], body["after"][field.attname][place]) for field in fields)


def _same(field: Field[Any, Any], stored: Any, noted: Any) -> bool:
    return plain(stored) == noted or stored == _value(field, noted)


def _value(field: Field[Any, Any], noted: Any) -> Any:
    return None if noted is None else field.to_python(noted)


def _records(model: type[Model], pks: Sequence[Any]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for part in _parts(pks):
        found.update(model._base_manager.in_bulk(part))
    return found


def _name(record: Any, model: type[Model], pk: Any) -> str:
    return f"{model._meta.verbose_name}“{record if record is not None else pk}”"


def _pointed_at(model: type[Model], pks: Sequence[Any], records: Mapping[Any, Any]) -> Iterator[str]:
    """Records made by others that point at what the batch created; its own were taken back before, in reverse order."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel) or relation.related_model is None:
            continue
        for pk, number in _counts(relation, pks).items():
            other = relation.related_model._meta.verbose_name
            yield f"{_name(records.get(pk), model, pk)}已被 {number} 条{other}引用"


def _counts(relation: ManyToOneRel, pks: Sequence[Any]) -> dict[Any, int]:
    field = relation.field
    found: dict[Any, int] = {}
    for part in _parts(pks):
        pointing = relation.related_model._base_manager.filter(**{f"{field.name}__in": part}).values_list(field.attname, flat=True)
        for pk in pointing:
            found[pk] = found.get(pk, 0) + 1
    return found


def _with_evidence(records: Mapping[Any, Any]) -> Iterator[str]:
    """Records on which somebody hung evidence since."""
    by_kind: dict[str, list[Any]] = {}
    for record in records.values():
        by_kind.setdefault(getattr(record, "record_kind", ""), []).append(record.pk)
    for kind, pks in by_kind.items():
        for part in _parts(pks):
            hung = StoredFile.objects.filter(
                attachments__record_kind=kind, attachments__record_pk__in=part, attachments__withdrawn_at__isnull=True
            )
            for pk in hung.values_list("attachments__record_pk", flat=True).distinct():
                if pk in records:
                    yield f"{records[pk]._meta.verbose_name}“{records[pk]}”已附有佐证材料"


def _parts(pks: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(pks), _ROWS_PER_QUERY):
        yield pks[start : start + _ROWS_PER_QUERY]
