"""变更集: what a ledger's ``apply`` writes through; writes in bulk and notes before and after, so that the batch can be undone."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar

from django.db.models import Field, Model

from tongpin.engines.dataio.enums import ChangeAction
from tongpin.engines.dataio.models import Batch, BatchChange
from tongpin.kernel.clock import now
from tongpin.kernel.errors import StaleRecord

M = TypeVar("M", bound=Model)

_ROWS_PER_NOTE = 2_000
_ROWS_PER_QUERY = 400
_NOT_BUSINESS = frozenset({"version", "created_at", "updated_at"})


class ChangeSet:
    """变更集 of one batch, used inside the batch's transaction."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.kinds: set[str] = set()
        self.models: set[str] = set()
        self.written = 0
        self._number = 0

    def create(self, objs: Sequence[M]) -> list[M]:
        """Inserts new records; they have their keys afterwards."""
        written: list[M] = []
        for model, group in _by_model(objs):
            self.models.add(model._meta.label)
            written += model._default_manager.bulk_create(group, batch_size=_ROWS_PER_NOTE)
            self._note(model, ChangeAction.CREATE, group, business_fields(model), None)
        return written

    def update(self, objs: Sequence[M], fields: Iterable[str]) -> None:
        """Saves ``fields`` of existing records where they differ from what is stored; StaleRecord where somebody else saved meanwhile."""
        names = list(dict.fromkeys(fields))
        for model, group in _by_model(objs):
            self.models.add(model._meta.label)
            touched = [field for field in model._meta.concrete_fields if field.name in names or field.attname in names]
            before = stored_values(model, [obj.pk for obj in group], touched, lock="values")
            changed = [obj for obj in group if _differs(obj, touched, before)]
            if changed:
                self._save(model, changed, touched, before)

    def _save(self, model: type[Model], changed: list[Any], touched: list[Field[Any, Any]], before: dict[Any, dict[str, Any]]) -> None:
        own = {field.name for field in model._meta.concrete_fields}
        moment = now()
        for obj in changed:
            if "version" in own:
                if obj.version != before[obj.pk]["version"]:
                    raise StaleRecord
                obj.version += 1
            if "updated_at" in own:
                obj.updated_at = moment
        also = [name for name in ("version", "updated_at") if name in own]
        model._base_manager.bulk_update(changed, [*(field.name for field in touched), *also], batch_size=_ROWS_PER_QUERY)
        self._note(model, ChangeAction.UPDATE, changed, touched, before)

    def _note(self, model: type[Model], action: ChangeAction, objs: Sequence[Any], fields: Sequence[Field[Any, Any]], before: Any) -> None:
        self.kinds.update(kind for kind in {getattr(obj, "record_kind", "") for obj in objs} if kind)
        self.written += len(objs)
        notes = []
        for start in range(0, len(objs), _ROWS_PER_NOTE):
            part = objs[start : start + _ROWS_PER_NOTE]
            self._number += 1
            notes.append(
                BatchChange(
                    batch=self.batch,
                    number=self._number,
                    model=model._meta.label,
                    kind=getattr(part[0], "record_kind", ""),
                    action=action,
                    rows=len(part),
                    first_pk=min(obj.pk for obj in part),
                    last_pk=max(obj.pk for obj in part),
                    payload=_packed(model, part, fields, before),
                )
            )
        BatchChange.objects.bulk_create(notes)


def business_fields(model: type[Model]) -> list[Field[Any, Any]]:
    """Fields that say something; not the key, the version and the times of saving."""
    return [f for f in model._meta.concrete_fields if not f.primary_key and f.name not in _NOT_BUSINESS]


def stored_values(
    model: type[Model], pks: Sequence[Any], fields: Sequence[Field[Any, Any]], *, lock: Literal["", "values", "existence"] = ""
) -> dict[Any, dict[str, Any]]:
    """pk → attribute values now stored (and the version, where the model has one).

    Rows held for their values may still be referred to by what others write meanwhile; rows held for their existence may not.
    """
    names = [field.attname for field in fields]
    if any(field.name == "version" for field in model._meta.concrete_fields):
        names.append("version")
    found: dict[Any, dict[str, Any]] = {}
    for start in range(0, len(pks), _ROWS_PER_QUERY):
        rows = model._base_manager.filter(pk__in=pks[start : start + _ROWS_PER_QUERY])
        if lock:
            rows = rows.select_for_update(no_key=lock == "values")
        for row in rows.values_list("pk", *names):
            found[row[0]] = dict(zip(names, row[1:], strict=True))
    return found


def unpacked(payload: bytes) -> dict[str, Any]:
    """``{"pk": [...], "version": [...], "before": {attname: [...]} | None, "after": {attname: [...]}}``."""
    body: dict[str, Any] = json.loads(zlib.decompress(payload))
    return body


def plain(value: Any) -> Any:
    """A field's value as JSON; ``field.to_python`` reads it back."""
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if isinstance(value, int | str | list | dict) else str(value)


def _by_model(objs: Sequence[M]) -> list[tuple[type[M], list[M]]]:
    """Records by table and kind, in the order of their first appearance."""
    groups: dict[tuple[type[M], str], list[M]] = {}
    for obj in objs:
        groups.setdefault((type(obj), getattr(obj, "record_kind", "")), []).append(obj)
    return [(model, group) for (model, _kind), group in groups.items()]


def _differs(obj: Model, fields: Sequence[Field[Any, Any]], before: dict[Any, dict[str, Any]]) -> bool:
    stored = before.get(obj.pk)
    if stored is None:
        raise StaleRecord
    return any(getattr(obj, field.attname) != stored[field.attname] for field in fields)


def _packed(model: type[Model], objs: Sequence[Any], fields: Sequence[Field[Any, Any]], before: Any) -> bytes:
    names = [field.attname for field in fields]
    has_version = any(field.name == "version" for field in model._meta.concrete_fields)
    body = {
        "pk": [obj.pk for obj in objs],
        "version": [obj.version for obj in objs] if has_version else None,
        "before": {name: [plain(before[obj.pk][name]) for obj in objs] for name in names} if before is not None else None,
        "after": {name: [plain(getattr(obj, name)) for obj in objs] for name in names},
    }
    return zlib.compress(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), 1)
