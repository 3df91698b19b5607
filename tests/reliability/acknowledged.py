"""回执: what the system said it has done, noted outside of it in a file that only grows; survives the death of whoever wrote it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Receipts:
    """回执簿: one line for each write that was acknowledged: its kind and its key."""

    path: Path

    def note(self, kind: str, key: object) -> None:
        """One whole line, or none."""
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, f"{kind} {key}\n".encode())
        finally:
            os.close(descriptor)

    def keys(self, kind: str, *, first: int | None = None) -> list[str]:
        """Keys of one kind, of the first ``first`` bytes only where that is given."""
        content = self.path.read_bytes()[:first] if self.path.exists() else b""
        lines = (line.split(" ", 1) for line in content.decode().splitlines())
        return [words[1] for words in lines if words[0] == kind]

    def size(self) -> int:
        """How much stands there now."""
        return self.path.stat().st_size if self.path.exists() else 0
