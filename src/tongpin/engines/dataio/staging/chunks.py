"""分块: packs checked rows into compressed JSON and back; Decimal and date by the column's type."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.engines.dataio.staging.compare import REFUSED, Row
from tongpin.engines.dataio.staging.rows import CheckedRows, RowError
from tongpin.kernel.extensions import ColumnType, ImportSheet

_LEVEL = 1


@dataclass(slots=True)
class Chunk:
    """一块暂存行: ``states`` has one letter per row; ``old`` holds the stored values of changed cells by place."""

    numbers: list[int]
    states: str
    values: dict[str, list[Any]]
    old: dict[int, Row] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    raws: dict[int, list[str]] = field(default_factory=dict)
    skipped: list[tuple[int, str]] = field(default_factory=list)

    def counts(self) -> Counter[str]:
        """How many rows of each state."""
        return Counter(self.states)


def chunk_of(checked: CheckedRows, states: Mapping[int, str], old: Mapping[int, Row]) -> Chunk:
    """The chunk of a checked block, with the state of each place that is not refused."""
    letters = "".join([states.get(place, REFUSED) for place in range(len(checked.numbers))])
    return Chunk(checked.numbers, letters, checked.values, dict(old), checked.errors, checked.raws, checked.skipped)


def pack(sheet: ImportSheet | None, chunk: Chunk) -> bytes:
    """Compressed JSON."""
    types = {column.name: column.type for column in sheet.columns} if sheet else {}
    body = {
        "n": chunk.numbers,
        "s": chunk.states,
        "v": {name: _encoded(types[name], values) for name, values in chunk.values.items()},
        "o": [[place, {name: _encoded(types[name], [value])[0] for name, value in row.items()}] for place, row in chunk.old.items()],
        "e": chunk.errors,
        "r": list(chunk.raws.items()),
        "k": chunk.skipped,
    }
    return zlib.compress(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL)


def unpack(sheet: ImportSheet | None, payload: bytes) -> Chunk:
    """The chunk again; without ``sheet`` (its subject is gone) values stay as text."""
    body = json.loads(zlib.decompress(payload))
    types = {column.name: column.type for column in sheet.columns} if sheet else {}
    return Chunk(
        numbers=body["n"],
        states=body["s"],
        values={name: _decoded(types.get(name), values) for name, values in body["v"].items()},
        old={place: {n: _decoded(types.get(n), [v])[0] for n, v in row.items()} for place, row in body["o"]},
        errors=[RowError(*error) for error in body["e"]],
        raws=dict(body["r"]),
        skipped=[(number, reason) for number, reason in body["k"]],
    )


def _encoded(kind: ColumnType, values: Sequence[Any]) -> Sequence[Any]:
    if kind is ColumnType.DATE:
        return [None if value is None else value.isoformat() for value in values]
    if kind in (ColumnType.MONEY, ColumnType.NUMBER):
        return [None if value is None else str(value) for value in values]
    return values


def _decoded(kind: ColumnType | None, values: list[Any]) -> list[Any]:
    if kind is ColumnType.DATE:
        return [None if value is None else date.fromisoformat(value) for value in values]
    if kind in (ColumnType.MONEY, ColumnType.NUMBER):
        return [None if value is None else Decimal(value) for value in values]
    return values
