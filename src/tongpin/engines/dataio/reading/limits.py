"""读取上限: what a workbook may weigh before and while it is parsed, and how it is told to the person when it weighs more."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

MEGABYTE = 1024 * 1024


class Unreadable(Exception):
    """文件读不了: the message is Chinese, says why and what to do, and is shown as it is."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """读取上限 of one file. ``memory`` is the whole address space of the child, not only what a workbook needs."""

    file_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 600 * MEGABYTE
    unpacked_ratio: int = 250
    entries: int = 3_000
    sheets: int = 60
    rows: int = 300_000
    columns: int = 256
    cells: int = 8_000_000
    memory: int = 1_200 * MEGABYTE
    cpu_seconds: int = 60
    wall_seconds: int = 120

    def as_dict(self) -> dict[str, Any]:
        """Plain numbers for the child process."""
        return asdict(self)


DEFAULT_LIMITS = ReadingLimits()
