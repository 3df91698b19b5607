"""密钥文件: keys kept in a file of their own, outside the database and outside its backups.

One line per key, ``<key id> <64 hex digits>``. New keys are added at the end; older ones stay for what was made with them.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile


class KeyMissing(LookupError):
    """密钥缺失: the file holds no key of that id; the message names the file and the id."""

    def __init__(self, path: Path, key_id: str) -> None:
        super().__init__(f"密钥文件 {path} 中没有标识为 {key_id} 的密钥")


class KeyRing:
    """密钥文件: all keys of one file, read again whenever the file changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp: tuple[int, int, int] | None = None
        self._held: dict[str, bytes] = {}

    def known(self) -> dict[str, bytes]:
        """All keys by their id, in the order of the file."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return {}
        stamp = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        if stamp != self._stamp:
            lines = (line.split() for line in self.path.read_text(encoding="ascii").splitlines())
            self._held = {words[0]: bytes.fromhex(words[1]) for words in lines if len(words) == 2}
            self._stamp = stamp
        return self._held

    def key(self, key_id: str) -> bytes:
        """The key of this id; KeyMissing where there is none."""
        try:
            return self.known()[key_id]
        except KeyError:
            raise KeyMissing(self.path, key_id) from None

    def newest(self) -> str:
        """Id of the last key; makes the file when there is none. Two processes starting at once agree on one key."""
        if not self.known():
            self._publish([_new_line()], replace=False)
        return next(reversed(self.known()))

    def add(self) -> str:
        """Adds a fresh key to the file and gives its id."""
        line = _new_line()
        self._publish([*(f"{name} {value.hex()}" for name, value in self.known().items()), line], replace=True)
        return line.split()[0]

    def _publish(self, lines: list[str], *, replace: bool) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile("w", dir=self.path.parent, prefix=".key-", delete=False, encoding="ascii") as draft:
            draft.write("\n".join(lines) + "\n")
            draft.flush()
            os.fsync(draft.fileno())
        made = Path(draft.name)
        made.chmod(0o400)
        if replace:
            made.replace(self.path)
            return
        try:
            os.link(made, self.path)
        except FileExistsError:
            pass
        finally:
            made.unlink()


def _new_line() -> str:
    value = secrets.token_bytes(32)
    return f"{hashlib.sha256(value).hexdigest()[:16]} {value.hex()}"
