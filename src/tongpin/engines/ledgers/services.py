"""台账办理: enters and amends one record with its audit event; checks and writes the rows of an imported sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, Protocol, TypeVar

from django.db import transaction
from django.db.models import QuerySet, TextChoices

from tongpin.engines.ledgers.selectors import Row, existing, key_of
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.records import OwnedRecord, changed_fields, check, refusing_clash, save_versioned, snapshot
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.extensions import ChangeListener, gathered

R = TypeVar("R", bound=OwnedRecord)
_pending: ContextVar[dict[int, set[str]] | None] = ContextVar("pending", default=None)
Findings = dict[int, list[tuple[str, str, str]]]


class Changes(Protocol):
    """变更集: what a sheet's ``apply`` writes through, so that a batch can be undone."""

    def create(self, objs: list[Any]) -> list[Any]: ...

    def update(self, objs: list[Any], fields: list[str]) -> None: ...


@transaction.atomic
def enter(record: R, *, verb: str, by: User | None, fields: Iterable[str], with_parts: Callable[[R], object] | None = None) -> R:
    """记入台账: checks and saves a new record with its parts, tells who keeps figures of it, and audits."""
    check(record)
    with refusing_clash(record):
        record.save(force_insert=True)
        if with_parts is not None:
            with_parts(record)
        tell(record.org_id, record.reference().kind)
        audit.record(verb, by=by, subject=record.reference(), org_id=record.org_id, after=snapshot(record, fields))
    return record


@transaction.atomic
def amend(record: R, *, verb: str, by: User | None, expected: int, values: Mapping[str, Any], also: Iterable[str] = ()) -> R:
    """更改台账: sets ``values`` where the record is still at version ``expected``; ``also`` are other kinds whose figures hang on it.

    What was before is read from the database, since a form may already have filled ``record``. Nothing is written where nothing differs.
    """
    before = snapshot(type(record)._base_manager.get(pk=record.pk), values)
    for name, value in values.items():
        setattr(record, name, value)
    old, new = changed_fields(before, record, values)
    if not new:
        return record
    check(record)
    with refusing_clash(record):
        save_versioned(record, expected=expected, fields=values)
        reference = record.reference()
        tell(record.org_id, reference.kind, *also)
        audit.record(verb, by=by, subject=reference, org_id=record.org_id, before=old, after=new)
    return record


@transaction.atomic
def remove(record: R, *, verb: str, by: User, expected: int, reason: str, fields: Iterable[str]) -> R:
    """移出台账: deletes a record that is still at version ``expected``; what it said and the reason stay in the audit trail."""
    reference, before = record.reference(), snapshot(record, fields)
    if not type(record)._base_manager.filter(pk=record.pk, version=expected).delete()[0]:
        raise StaleRecord
    tell(record.org_id, reference.kind)
    audit.record(verb, by=by, subject=reference, org_id=record.org_id, before=before, detail={"reason": reason})
    return record


def not_after(day: date, today: date, label: str, *, field: str) -> None:
    """不晚于今天: what has happened cannot carry a day to come."""
    if day > today:
        raise Refused(f"{label}“{day:%Y-%m-%d}”还没有到，应不晚于 {today:%Y-%m-%d}，请核对。", field=field)


def tell(org_id: int, *kinds: str) -> None:
    """通知变动: kept figures that hang on these kinds of records become stale."""
    pending = _pending.get()
    if pending is not None:
        pending.setdefault(org_id, set()).update(kinds)
        return
    for listener in gathered(ChangeListener):
        listener.changed(org_id, frozenset(kinds))


@contextmanager
def telling_once() -> Iterator[None]:
    """合并通知: what changes within the block is told once at its end, in the same transaction, for blocks that change very much."""
    with transaction.atomic():
        noted: dict[int, set[str]] = {}
        token = _pending.set(noted)
        try:
            yield
        finally:
            _pending.reset(token)
        for org_id, kinds in sorted(noted.items()):
            tell(org_id, *sorted(kinds))


def upsert(
    changes: Changes,
    queryset: QuerySet[R],
    rows: Sequence[Row],
    *,
    key: Sequence[str],
    paths: Sequence[str],
    make: Callable[[Row], dict[str, Any]],
) -> list[R]:
    """写入导入行: creates the records whose key is new, updates the others where something differs; gives the record of each row.

    ``key`` names columns of the sheet, ``paths`` where they stand on the record; ``make(row)`` gives the attributes that a row sets.
    """
    keys = [key_of(row, key) for row in rows]
    known = existing(queryset, keys, paths)
    new: list[R] = []
    changed: dict[int, R] = {}
    fields: dict[str, None] = {}
    written: list[R] = []
    for row, row_key in zip(rows, keys, strict=True):
        attributes = make(row)
        record = known.get(row_key)
        if record is None:
            record = known[row_key] = queryset.model(**attributes)
            new.append(record)
        else:
            for name in _differing(record, attributes):
                setattr(record, name, attributes[name])
                if record.pk is not None:
                    fields[name] = None
                    changed[record.pk] = record
        written.append(record)
    if new:
        changes.create(new)
    if changed:
        changes.update(list(changed.values()), list(fields))
    return written


def _differing(record: OwnedRecord, attributes: Mapping[str, Any]) -> list[str]:
    return [name for name, value in attributes.items() if getattr(record, name) != value]


def spelled(choices: type[TextChoices], also: Mapping[str, str] | None = None) -> dict[str, str]:
    """写法: what offices write → stored value; the labels first, since a template offers the first spelling of each value."""
    return {**{str(label): str(value) for value, label in choices.choices}, **{word: str(value) for word, value in (also or {}).items()}}


def out_of_order(found: Findings, index: int, row: Row, first: str, second: str, message: str) -> None:
    """日期先后: finds ``second`` before ``first``."""
    begun, ended = row.get(first), row.get(second)
    if begun is not None and ended is not None and ended < begun:
        problem, _, advice = message.rstrip("。").partition("，")
        found.setdefault(index, []).append((second, problem, advice))


def later_owner(found: Findings, index: int, row: Row, held: Mapping[str, Any] | None, column: str, label: str) -> None:
    """号码归属: finds a number that stands in the ledger under another firm's code."""
    if held is not None and row["credit_code"] and held["credit_code"] != row["credit_code"]:
        owner = f"{held['enterprise_name']}（{held['credit_code']}）"
        found.setdefault(index, []).append((column, f"{label}在台账中属于{owner}", "请核对编号和统一社会信用代码"))
