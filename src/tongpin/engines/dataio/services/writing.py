"""写入: hands packed rows to a ledger's ``apply`` in large slices, after looking again at what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError
from django.db.models import UniqueConstraint

from tongpin.engines.dataio.services.changes import ChangeSet
from tongpin.engines.dataio.staging.chunks import Chunk
from tongpin.engines.dataio.staging.compare import CHANGED, NEW, Key, Row, classified, complete_rows, keep_absent, keys_of
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import ImportSheet

SLICE_ROWS = 20_000


class StalePreview(Refused):
    """预览已过时: what is stored changed after the preview; nothing was written."""


@dataclass(slots=True)
class _Slice:
    chunks: list[Chunk] = field(default_factory=list)
    rows: int = 0


def complete_slices(sheet: ImportSheet, org: Organisation, chunks: Iterable[Chunk], *, expect_same: bool = False) -> Iterator[list[Row]]:
    """The rows to write, completed with what is stored, many at a time. With ``expect_same`` they must still be what the preview said."""
    part = _Slice()
    for chunk in chunks:
        part.chunks.append(chunk)
        part.rows += len(chunk.numbers)
        if part.rows >= SLICE_ROWS:
            yield _complete(sheet, org, part, expect_same)
            part = _Slice()
    if part.chunks:
        yield _complete(sheet, org, part, expect_same)


def apply_rows(sheet: ImportSheet, rows: list[Row], *, org: Organisation, changes: ChangeSet, by: User, today: date) -> None:
    """Writes rows through the ledger's own ``apply``."""
    if rows:
        sheet.apply(org=org, rows=rows, changes=changes, by=by, today=today)


def _complete(sheet: ImportSheet, org: Organisation, part: _Slice, expect_same: bool) -> list[Row]:
    keys: list[Key] = []
    places_of = []
    for chunk in part.chunks:
        places = [place for place, state in enumerate(chunk.states) if state != "r"] if chunk.values else []
        places_of.append(places)
        keys += keys_of(sheet, chunk.values, places) if places else []
    stored = sheet.current(org, keys) if keys else {}
    rows: list[Row] = []
    for chunk, places in zip(part.chunks, places_of, strict=True):
        if not places:
            continue
        if expect_same:
            _expect_same(sheet, chunk, places, stored)
        wanted = [place for place in places if chunk.states[place] in (NEW, CHANGED)]
        written = complete_rows(sheet, chunk.values, wanted)
        keep_absent(sheet, written, chunk.values, stored)
        rows += written
    return rows


def _expect_same(sheet: ImportSheet, chunk: Chunk, places: list[int], stored: Any) -> None:
    states, old = classified(sheet, chunk.values, places, stored)
    for place, state in zip(places, states, strict=True):
        if state != chunk.states[place] or old.get(place) != chunk.old.get(place):
            raise StalePreview(
                f"核对之后台账有了变动（{sheet.title}第 {chunk.numbers[place]} 行对应的记录），本次没有写入。"
                "已按最新台账重新核对，请再看一遍后确认。"
            )


def clash_words(clash: IntegrityError, models: Iterable[str]) -> str:
    """A database's refusal in words: the message of the constraint it names, or what can be said without it."""
    text = str(clash)
    for label in models:
        model = apps.get_model(label)
        for constraint in model._meta.constraints:
            columns = []
            if isinstance(constraint, UniqueConstraint):
                columns = [f"{model._meta.db_table}.{model._meta.get_field(name).column}" for name in constraint.fields]
            if constraint.name in text or (columns and all(column in text for column in columns)):
                return f"{model._meta.verbose_name}：{constraint.get_violation_error_message()}"
    return "写入的内容与已有记录冲突，数据库没有接受。请核对编号是否重复、引用的记录是否存在后重新导入。"
