"""工作簿: the parent's side of reading; hands out sheets and blocks of rows as the child sends them."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import IO, Any

from tongpin.engines.dataio.reading.containers import container_of
from tongpin.engines.dataio.reading.limits import DEFAULT_LIMITS, ReadingLimits, Unreadable

_CHILD = "tongpin.engines.dataio.reading.child"


@dataclass(slots=True)
class RowBlock:
    """一段行: row numbers as Excel shows them, and the raw cells of each row (rows may be of different length)."""

    numbers: list[int]
    rows: list[list[Any]]


@dataclass(slots=True)
class RawSheet:
    """一张工作表 as read: ``merged`` holds [row, column, last row, last column] from 0 of the ranges near the top."""

    name: str
    hidden: bool
    width: int
    merged: list[list[int]]
    blocks: Iterator[RowBlock] = field(default_factory=lambda: iter(()))


class WorkbookReader:
    """读取一个工作簿: a context manager; ``sheets()`` yields the sheets in order, and the blocks of each must be used up before the next.

    Raises Unreadable, with words for the person, for whatever cannot be read. The parsing itself happens in a child process whose memory
    and time are limited, so that a crafted file costs an error message and nothing else.
    """

    def __init__(self, content: bytes, name: str, limits: ReadingLimits = DEFAULT_LIMITS) -> None:
        self.name = name
        self.limits = limits
        self._content = content
        self._process: subprocess.Popen[bytes] | None = None
        self._timed_out = False

    def __enter__(self) -> WorkbookReader:
        if len(self._content) > self.limits.file_bytes:
            raise Unreadable(f"“{self.name}”大于 {self.limits.file_bytes // 1024 // 1024} MB 的上限；请按年度或类别拆分后分次导入。")
        container_of(self._content, self.name)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-m", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            close_fds=True,
            cwd="/",
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "2"},
        )
        self._watch = threading.Timer(self.limits.wall_seconds, self._give_up)
        self._watch.daemon = True
        self._watch.start()
        threading.Thread(target=self._feed, args=(self._process.stdin,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._watch.cancel()
        process = self._started
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()

    @property
    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError("WorkbookReader is used outside its with block")
        return self._process

    def _feed(self, stdin: IO[bytes] | None) -> None:
        """Hands the file over beside the reading, so that neither side waits for the other."""
        request = json.dumps({"name": self.name, "limits": self.limits.as_dict()}).encode() + b"\n"
        try:
            if stdin:
                with stdin:
                    stdin.write(request)
                    stdin.write(self._content)
        except (BrokenPipeError, OSError):
            pass

    def _give_up(self) -> None:
        self._timed_out = True
        self._started.kill()

    def _frames(self) -> Iterator[tuple[bytes, Any]]:
        stdout = self._started.stdout
        while stdout is not None:
            head = stdout.read(5)
            if len(head) < 5:
                break
            length, kind = struct.unpack(">Ic", head)
            data = stdout.read(length)
            if len(data) < length:
                break
            yield kind, json.loads(data)
            if kind == b"Z":
                return
        raise Unreadable(self._why_it_died())

    def _why_it_died(self) -> str:
        if self._timed_out:
            return f"“{self.name}”读了 {self.limits.wall_seconds} 秒还没读完，已停止；请删去多余的行列、公式和图片后另存再导入。"
        return (
            f"“{self.name}”读不了：数据范围过大或文件已损坏。多半是很远的行或列里有一个多余的内容；请只保留数据区域，"
            "删去其余行列后另存为 .xlsx 再导入。"
        )

    def sheets(self) -> Iterator[RawSheet]:
        """The sheets in the order of the workbook."""
        frames = self._frames()
        kind, body = next(frames)
        while kind == b"H":
            sheet = RawSheet(**body)
            pending: list[tuple[bytes, Any]] = []
            sheet.blocks = _blocks(frames, pending)
            yield sheet
            for _ in sheet.blocks:
                pass
            kind, body = pending[0]
        if kind == b"E":
            raise Unreadable(body)


def _blocks(frames: Iterator[tuple[bytes, Any]], pending: list[tuple[bytes, Any]]) -> Iterator[RowBlock]:
    """Row blocks up to the next frame of another kind, which is kept for the caller."""
    for kind, body in frames:
        if kind != b"R":
            pending.append((kind, body))
            return
        yield RowBlock(*body)
