"""明细清单: how the rows behind a value are kept, so that an old value can still list them, and how two lists are told apart."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.kernel.reference import Reference


@dataclass(frozen=True, slots=True)
class RowRef:
    """明细行: which record counted, what it added and on which day it counts."""

    kind: str
    pk: int
    key: str
    title: str
    contribution: Decimal | None = None
    on: date | None = None

    @property
    def reference(self) -> Reference:
        return Reference(self.kind, self.pk, self.title, self.key)

    def as_json(self) -> dict[str, str]:
        """The form of the command line: kind, key, title."""
        return {"kind": self.kind, "key": self.key or str(self.pk), "title": self.title}


@dataclass(frozen=True, slots=True)
class Packed:
    """打包的清单: its digest is the same for the same rows in any order."""

    digest: str
    count: int
    data: bytes


def pack(rows: Iterable[RowRef]) -> Packed:
    """Packs rows; sorted by kind and key, so that a changed order of the database is no change."""
    plain = sorted((_plain(row) for row in rows), key=lambda r: (r[0], r[1]))
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    return Packed(hashlib.sha256(text).hexdigest(), len(plain), zlib.compress(text, 6))


def unpack(lines: Sequence[Sequence[Any]]) -> list[RowRef]:
    """The rows of an unpacked list."""
    return [
        RowRef(
            kind,
            pk,
            key,
            title,
            None if contribution is None else Decimal(contribution),
            None if on is None else date.fromisoformat(on),
        )
        for kind, pk, key, title, contribution, on in lines
    ]


def _plain(row: RowRef) -> list[Any]:
    return [
        row.kind,
        row.pk,
        row.key,
        row.title,
        None if row.contribution is None else format(row.contribution, "f"),
        None if row.on is None else row.on.isoformat(),
    ]


def scope_digest(org_ids: Iterable[int]) -> str:
    """范围摘要: tells whether the organisations that a value was counted over are still the same."""
    return hashlib.sha256(",".join(map(str, sorted(org_ids))).encode()).hexdigest()
