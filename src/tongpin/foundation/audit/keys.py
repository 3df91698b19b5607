"""审计密钥: the file with the signing keys, outside the database and outside its backups.

One line per key, ``<key id> <64 hex digits>``. The head row names the key that signs; older keys stay for verifying.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from tongpin.kernel.errors import Refused


class AuditKeyMissing(Refused):
    """审计密钥缺失: events cannot be signed, so nothing may be written."""


_read: dict[str, tuple[tuple[int, int, int], dict[str, bytes]]] = {}


def key_file() -> Path:
    """Where the keys are kept."""
    return Path(settings.AUDIT_KEY_FILE)


def known_keys() -> dict[str, bytes]:
    """All keys by their id, in the order of the file; read again whenever the file changed."""
    path = key_file()
    try:
        stat = path.stat()
    except FileNotFoundError:
        return {}
    stamp = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    kept = _read.get(str(path))
    if kept is None or kept[0] != stamp:
        lines = (line.split() for line in path.read_text(encoding="ascii").splitlines())
        kept = (stamp, {words[0]: bytes.fromhex(words[1]) for words in lines if len(words) == 2})
        _read[str(path)] = kept
    return kept[1]


def key(key_id: str) -> bytes:
    """The key of this id; its absence stops the write."""
    try:
        return known_keys()[key_id]
    except KeyError:
        raise AuditKeyMissing(
            f"审计密钥文件 {key_file()} 中没有标识为 {key_id} 的密钥，无法签署审计记录，本次操作未执行。请从密钥备份恢复该文件后重试。"
        ) from None


def first_key() -> str:
    """Id of the key a new chain begins with; makes the file when there is none. Two processes starting at once agree on one key."""
    if not known_keys():
        _publish([_new_line()], replace=False)
    return next(reversed(known_keys()))


def add_key() -> str:
    """Adds a fresh key to the file and gives its id."""
    line = _new_line()
    lines = [f"{name} {value.hex()}" for name, value in known_keys().items()]
    _publish([*lines, line], replace=True)
    return line.split()[0]


def _new_line() -> str:
    value = secrets.token_bytes(32)
    return f"{hashlib.sha256(value).hexdigest()[:16]} {value.hex()}"


def _publish(lines: list[str], *, replace: bool) -> None:
    path = key_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile("w", dir=path.parent, prefix=".audit-key-", delete=False, encoding="ascii") as draft:
        draft.write("\n".join(lines) + "\n")
        draft.flush()
        os.fsync(draft.fileno())
    made = Path(draft.name)
    made.chmod(0o400)
    if replace:
        made.replace(path)
        return
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        made.unlink()
