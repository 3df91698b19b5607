"""审计密钥: the keys that sign the chain. The head row names the one that signs; older keys stay for verifying."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from tongpin.kernel.errors import Refused
from tongpin.kernel.keyring import KeyMissing, KeyRing


class AuditKeyMissing(Refused):
    """审计密钥缺失: events cannot be signed, so nothing may be written."""


@cache
def _ring(path: Path) -> KeyRing:
    return KeyRing(path)


def ring() -> KeyRing:
    """The file with the signing keys."""
    return _ring(key_file())


def key_file() -> Path:
    """Where the keys are kept."""
    return Path(settings.AUDIT_KEY_FILE)


def known_keys() -> dict[str, bytes]:
    """All keys by their id, in the order of the file."""
    return ring().known()


def key(key_id: str) -> bytes:
    """The key of this id; its absence stops the write."""
    try:
        return ring().key(key_id)
    except KeyMissing as missing:
        raise AuditKeyMissing(f"审计{missing}，无法签署审计记录，本次操作未执行。请从密钥备份恢复该文件后重试。") from None


def first_key() -> str:
    """Id of the key a new chain begins with; makes the file when there is none."""
    return ring().newest()


def add_key() -> str:
    """Adds a fresh key to the file and gives its id."""
    return ring().add()
