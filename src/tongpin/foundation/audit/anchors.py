"""锚点: copies of the chain's head outside the database, so that a cut or restored chain is noticed.

One JSON line each. ``anchor`` lines carry seq, mac and moment; a ``resumed`` line says that an operator accepted a shorter chain (after a
restore) and gave the reason in the event of that seq: older anchors from there on are kept as evidence and no longer compared.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

ANCHOR_EVERY = 1000


@dataclass(frozen=True, slots=True)
class Anchor:
    """锚点: the chain ended with ``mac`` at ``seq`` at that moment."""

    seq: int
    mac: str
    at: str
    resumed: bool = False


_read: dict[str, tuple[tuple[int, int, int], list[Anchor]]] = {}


def anchor_file() -> Path:
    """Where anchors are kept; best a place the database host cannot rewrite."""
    return Path(settings.AUDIT_ANCHOR_FILE)


def write_anchor(seq: int, mac: str, at: datetime, *, resumed: bool = False) -> None:
    """Appends one line and waits until it is on disk."""
    path = anchor_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = "resumed" if resumed else "anchor"
    line = json.dumps({"kind": kind, "seq": seq, "mac": mac, "at": at.astimezone(UTC).isoformat()})
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, f"{line}\n".encode("ascii"))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def anchors() -> list[Anchor]:
    """The anchors that still count, in the order of the file; an unreadable line (cut by a crash) is passed over."""
    path = anchor_file()
    try:
        stat = path.stat()
    except FileNotFoundError:
        return []
    stamp = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    kept = _read.get(str(path))
    if kept is None or kept[0] != stamp:
        kept = (stamp, _parse(path.read_text(encoding="utf-8", errors="replace")))
        _read[str(path)] = kept
    return kept[1]


def last_anchor() -> Anchor | None:
    """The anchor with the highest seq that still counts."""
    return max(anchors(), key=lambda anchor: anchor.seq, default=None)


def _parse(text: str) -> list[Anchor]:
    found: list[Anchor] = []
    for line in text.splitlines():
        try:
            words = json.loads(line)
            anchor = Anchor(int(words["seq"]), str(words["mac"]), str(words["at"]), resumed=words["kind"] == "resumed")
        except (ValueError, KeyError, TypeError):
            continue
        if anchor.resumed:
            found = [kept for kept in found if kept.seq < anchor.seq]
        found.append(anchor)
    return found
