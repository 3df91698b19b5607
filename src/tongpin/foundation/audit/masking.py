"""脱敏: what must not stand in the trail in clear, and the exact text that is signed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

HIDDEN = "（已隐去）"
_SECRET = re.compile(r"password|passwd|secret|token|session|api_key|private_key|密码|口令|密钥", re.IGNORECASE)
_ID_CARD = re.compile(
    r"(?<![0-9A-Za-z])([1-6]\d{5})((?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\d{3})([0-9Xx])(?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![\d.])(1[3-9]\d)\d{4}(\d{4})(?![\d.])")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def clean_text(value: str, longest: int | None = None) -> str:
    """Text that every database stores unchanged: no NUL, no lone surrogate, not longer than ``longest``."""
    return _UNSTORABLE.sub("\ufffd", value)[:longest]


def _mask_id_card(found: re.Match[str]) -> str:
    digits = found.group(0)
    check = "10X98765432"[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False)) % 11]
    return f"{digits[:6]}********{digits[-4:]}" if digits[-1].upper() == check else digits


def masked(value: Any, key: str = "") -> Any:
    """The value as it may be kept: secrets hidden, identity card and mobile numbers shortened, numbers with a fraction as text."""
    if key and _SECRET.search(key) and value not in (None, "", True, False):
        return HIDDEN
    match value:
        case None | bool():
            return value
        case Enum():
            return masked(value.value)
        case int():
            return value if abs(value) < 2**53 else str(value)
        case str():
            return _MOBILE.sub(r"\1****\2", _ID_CARD.sub(_mask_id_card, clean_text(str(value))))
        case Decimal():
            return format(value, "f")
        case float():
            return repr(value)
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Mapping():
            return {clean_text(str(k)): masked(v, str(k)) for k, v in value.items()}
        case list() | tuple() | set() | frozenset():
            items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
            return [masked(v) for v in items]
    return masked(str(value))


def canonical(value: Any) -> str:
    """规范文本: one text for one value: sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
