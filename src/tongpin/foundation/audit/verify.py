"""审计校验: walks the whole chain in order and says where the first event is that is not what was signed.

Reads in pieces with constant memory; nothing is written. A cut that took the head along is found by the anchors outside the database.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter
from typing import Any

from tongpin.foundation.audit import anchors, keys
from tongpin.foundation.audit.chain import GENESIS, SIGNED_FIELDS, body, sign
from tongpin.foundation.audit.models import AuditEvent, AuditHead
from tongpin.foundation.audit.services import KEY_ROTATED, RESUMED

CHUNK = 2000
SEARCHED = 1000
_KEY, _VERB, _DETAIL = (SIGNED_FIELDS.index(name) for name in ("key_id", "verb", "detail_text"))


class FaultKind(StrEnum):
    """异常种类."""

    ALTERED = "altered"
    MISSING = "missing"
    INSERTED = "inserted"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    FORKED = "forked"
    KEY_UNKNOWN = "key_unknown"
    HEAD_MISMATCH = "head_mismatch"
    ANCHOR_MISMATCH = "anchor_mismatch"


_WORDS = {
    FaultKind.ALTERED: "内容与校验码不符，记录被改动过",
    FaultKind.MISSING: "记录缺失，被删除过",
    FaultKind.INSERTED: "记录不是本系统签署的，被插入过",
    FaultKind.REORDERED: "记录的次序被调换过",
    FaultKind.TRUNCATED: "此后的记录被截断，或数据库恢复到了较早的状态",
    FaultKind.FORKED: "记录不接在上一条之后，审计链有分叉",
    FaultKind.KEY_UNKNOWN: "签署所用的密钥不在密钥文件中，无法核对",
    FaultKind.HEAD_MISMATCH: "审计链头与末条记录不一致",
    FaultKind.ANCHOR_MISMATCH: "与数据库以外的锚点不一致，审计链被整体重写过",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """异常: the first event that is wrong, and how."""

    seq: int
    kind: FaultKind

    @property
    def message(self) -> str:
        """In words."""
        return f"第 {self.seq} 条：{_WORDS[self.kind]}。"

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """校验报告."""

    checked: int
    head_seq: int
    anchors_checked: int
    seconds: float
    fault: Fault | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return self.fault is None

    @property
    def message(self) -> str:
        """The result in one sentence."""
        if self.fault is not None:
            return f"审计链异常。{self.fault.message}"
        return f"审计链完整，共核对 {self.checked} 条记录、{self.anchors_checked} 个锚点。"

    def __str__(self) -> str:
        return self.message


@dataclass(slots=True)
class _Row:
    seq: int
    prev_mac: str
    mac: str
    values: tuple[Any, ...]


@dataclass(slots=True)
class _Walk:
    keys: dict[str, bytes]
    anchors: dict[int, list[anchors.Anchor]]
    head: AuditHead
    seq: int = 0
    mac: str = GENESIS
    key_id: str = ""
    anchored: int = 0


def verify() -> VerifyReport:
    """Checks every event, the head and every anchor; stops at the first fault."""
    began = perf_counter()
    counted = anchors.anchors()
    head = AuditHead.objects.filter(pk=1).first() or AuditHead(seq=0, mac=GENESIS)
    by_seq: dict[int, list[anchors.Anchor]] = {}
    for anchor in counted:
        by_seq.setdefault(anchor.seq, []).append(anchor)
    walk = _Walk(keys=keys.known_keys(), anchors=by_seq, head=head)
    fault = _first_fault(walk)
    return VerifyReport(walk.seq, head.seq, walk.anchored, perf_counter() - began, fault)


def _first_fault(walk: _Walk) -> Fault | None:
    for row in _rows(walk.head.seq):
        if isinstance(row, Fault):
            return row
        fault = _chain_fault(walk, row) or _key_fault(walk, row) or _anchor_fault(walk, row)
        if fault is not None:
            return fault
        walk.seq, walk.mac = row.seq, row.mac
    return _end_fault(walk)


def _rows(last: int) -> Iterator[_Row | Fault]:
    """The events up to the head as it was when the check began; an event the database cannot even read counts as altered."""
    seq = 0
    while True:
        chunk = AuditEvent.objects.filter(seq__gt=seq, seq__lte=last).order_by("seq")[:CHUNK]
        try:
            found = list(chunk.values_list("seq", "prev_mac", "mac", *SIGNED_FIELDS))
        except (ValueError, TypeError, OverflowError):
            yield from _one_by_one(seq, last)
            return
        if not found:
            return
        for values in found:
            yield _Row(values[0], values[1], values[2], values[3:])
        seq = found[-1][0]


def _one_by_one(seq: int, last: int) -> Iterator[_Row | Fault]:
    for number in list(AuditEvent.objects.filter(seq__gt=seq, seq__lte=last).order_by("seq").values_list("seq", flat=True)[:CHUNK]):
        try:
            values = AuditEvent.objects.values_list("seq", "prev_mac", "mac", *SIGNED_FIELDS).get(seq=number)
        except (ValueError, TypeError, OverflowError):
            yield Fault(number, FaultKind.ALTERED)
            return
        yield _Row(values[0], values[1], values[2], values[3:])


def _chain_fault(walk: _Walk, row: _Row) -> Fault | None:
    expected = walk.seq + 1
    if row.seq != expected:
        return Fault(expected, FaultKind.MISSING)
    key = walk.keys.get(row.values[_KEY])
    if key is None:
        return Fault(row.seq, FaultKind.KEY_UNKNOWN)
    if not _signed(key, row.seq, row):
        return Fault(row.seq, _moved(key, walk, row) or FaultKind.ALTERED)
    if row.prev_mac != walk.mac:
        return Fault(row.seq, FaultKind.FORKED)
    return None


def _signed(key: bytes, seq: int, row: _Row) -> bool:
    try:
        return hmac.compare_digest(sign(key, seq, row.prev_mac, body(row.values)).encode(), row.mac.encode())
    except (TypeError, ValueError, AttributeError):
        return False


def _moved(key: bytes, walk: _Walk, row: _Row) -> FaultKind | None:
    """Whether a row with a wrong code is a genuine one under a wrong number, or a foreign one that pushed genuine ones on."""
    for number in range(row.seq + 1, row.seq + SEARCHED):
        if _signed(key, number, row):
            there = _row(number)
            return FaultKind.REORDERED if there is not None and _signed(key, row.seq, there) else FaultKind.MISSING
    following = _row(row.seq + 1)
    if following is not None and following.prev_mac == walk.mac and _signed(key, row.seq, following):
        return FaultKind.INSERTED
    return None


def _row(seq: int) -> _Row | None:
    found = next(_one_by_one(seq - 1, seq), None)
    return found if isinstance(found, _Row) else None


def _key_fault(walk: _Walk, row: _Row) -> Fault | None:
    """A key signs only from the event after the one that announced it."""
    if walk.key_id and row.values[_KEY] != walk.key_id:
        return Fault(row.seq, FaultKind.FORKED)
    announced = json.loads(row.values[_DETAIL])["new_key_id"] if row.values[_VERB] == KEY_ROTATED else ""
    walk.key_id = announced or row.values[_KEY]
    return None


def _anchor_fault(walk: _Walk, row: _Row) -> Fault | None:
    for anchor in walk.anchors.get(row.seq, ()):
        if anchor.mac != row.mac or (anchor.resumed and row.values[_VERB] != RESUMED):
            return Fault(row.seq, FaultKind.ANCHOR_MISMATCH)
        walk.anchored += 1
    return None


def _end_fault(walk: _Walk) -> Fault | None:
    if walk.seq < walk.head.seq or walk.seq < max(walk.anchors, default=0):
        return Fault(walk.seq + 1, FaultKind.TRUNCATED)
    if walk.mac != walk.head.mac:
        return Fault(walk.seq, FaultKind.HEAD_MISMATCH)
    return _beyond_head_fault(walk)


def _beyond_head_fault(walk: _Walk) -> Fault | None:
    """An event after the head was either put there, or the head was set back; events appended while the check ran are neither."""
    head = AuditHead.objects.filter(pk=1).first()
    beyond = _row(walk.head.seq + 1)
    if beyond is None or (head is not None and head.seq > walk.head.seq):
        return None
    key = walk.keys.get(beyond.values[_KEY])
    genuine = key is not None and beyond.prev_mac == walk.mac and _signed(key, beyond.seq, beyond)
    return Fault(beyond.seq, FaultKind.HEAD_MISMATCH if genuine else FaultKind.INSERTED)
