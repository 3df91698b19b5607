"""文件库: bytes on disk under their hash: written beside, synced, then renamed; never changed afterwards."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from django.conf import settings

from tongpin.kernel.errors import Refused

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Draft:
    """待存内容: the bytes, already on disk under a temporary name."""

    path: Path
    sha256: str
    size: int
    beginning: bytes


def root() -> Path:
    """文件目录."""
    return Path(settings.FILES_DIR)


def place(sha256: str) -> Path:
    """Where the bytes of this hash are kept."""
    return root() / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def drafted(upload: BinaryIO, *, name: str) -> Iterator[Draft]:
    """Copies the upload beside the vault while hashing; the copy is gone after the block unless it was kept."""
    drafts = root() / "drafts"
    drafts.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=drafts, delete=False) as out:
        path = Path(out.name)
    try:
        yield _copy(upload, path, name)
    finally:
        path.unlink(missing_ok=True)


def keep(draft: Draft) -> Path:
    """Moves the draft to its place; what stood there under the same hash is the same bytes."""
    target = place(draft.sha256)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _gate(exclusive=False):
        draft.path.replace(target)
        _sync_folder(target.parent)
    return target


def hash_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def stored() -> Iterator[Path]:
    """Every kept file."""
    yield from (path for path in root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*") if path.is_file())


def drop_if_old(path: Path, *, seconds: float) -> bool:
    """Removes the file where nobody wrote it again within that time."""
    with _gate(exclusive=True):
        try:
            if time.time() - path.stat().st_mtime < seconds:
                return False
            path.unlink()
        except FileNotFoundError:
            return False
    return True


def _copy(upload: BinaryIO, path: Path, name: str) -> Draft:
    digest, size, beginning = hashlib.sha256(), 0, b""
    with path.open("wb") as out:
        while chunk := upload.read(CHUNK):
            size += len(chunk)
            if size > settings.UPLOAD_MAX_BYTES:
                raise Refused(
                    f"文件“{name}”超过 {settings.UPLOAD_MAX_BYTES // CHUNK} MB 的上限，没有保存。请压缩或拆分后再传。", field="file"
                )
            beginning = beginning or chunk[:4096]
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    path.chmod(0o400)
    if size == 0:
        raise Refused(f"文件“{name}”是空的，没有保存。请重新选择文件。", field="file")
    return Draft(path, digest.hexdigest(), size, beginning)


@contextmanager
def _gate(*, exclusive: bool) -> Iterator[None]:
    with (root() / ".gate").open("a") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
