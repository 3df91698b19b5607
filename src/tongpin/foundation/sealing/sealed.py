"""密封内容: SM4 in GCM mode under a key of its own file; what is read shows a placeholder until somebody asks for the words."""

from __future__ import annotations

import base64
import os
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

from tongpin.kernel.errors import Refused
from tongpin.kernel.keyring import KeyMissing, KeyRing

PLACEHOLDER = "（内容已密封）"
_NONCE, _TAG, _KEY = 12, 16, 16


class SealBroken(Refused):
    """密封已损: the key is missing, or what was sealed has been altered or moved."""


class Sealed:
    """密封内容: shows a placeholder wherever it is printed; ``reveal`` gives the words, to be called only behind a named permission."""

    __slots__ = ("_place", "_text", "_token")

    def __init__(self, *, text: str | None = None, token: str = "", place: str = "") -> None:
        self._text, self._token, self._place = text, token, place

    def __str__(self) -> str:
        return PLACEHOLDER

    __repr__ = __str__

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self.reveal() == other.reveal()

    __hash__ = None  # type: ignore[assignment]

    def reveal(self) -> str:
        """The words; SealBroken where they cannot be read."""
        if self._text is None:
            self._text = unseal(self._token, place=self._place)
        return self._text


@cache
def _ring(path: Path) -> KeyRing:
    return KeyRing(path)


def ring() -> KeyRing:
    """The file with the sealing keys."""
    return _ring(Path(settings.SEALING_KEY_FILE))


def seal(text: str, *, place: str) -> str:
    """密封: ``place`` (the column) is bound in, so that a sealed value opens in no other. Twice the same never looks the same."""
    key_id, nonce = ring().newest(), os.urandom(_NONCE)
    encryptor = Cipher(algorithms.SM4(ring().key(key_id)[:_KEY]), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(place.encode())
    content = encryptor.update(text.encode()) + encryptor.finalize()
    return f"{key_id}:{base64.b64encode(nonce + encryptor.tag + content).decode('ascii')}"


def unseal(token: str, *, place: str) -> str:
    """启封."""
    key_id, _, packed = token.partition(":")
    try:
        raw = base64.b64decode(packed, validate=True)
        nonce, tag, content = raw[:_NONCE], raw[_NONCE : _NONCE + _TAG], raw[_NONCE + _TAG :]
        decryptor = Cipher(algorithms.SM4(ring().key(key_id)[:_KEY]), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(place.encode())
        return (decryptor.update(content) + decryptor.finalize()).decode()
    except KeyMissing as missing:
        raise SealBroken(f"密封{missing}，内容无法读取。请从密钥备份恢复该文件。") from None
    except (InvalidTag, ValueError):
        raise SealBroken("密封的内容已被改动，或从别处移来，无法读取。请核对备份。") from None
