"""哈希链: what is signed and how one event is tied to the event before it."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime
from typing import Any

from tongpin.foundation.audit.masking import canonical

GENESIS = "0" * 64
FORMAT_VERSION = 1
SIGNED_FIELDS = (
    "at",
    "actor_id",
    "actor_name",
    "org_id",
    "verb",
    "subject_kind",
    "subject_pk",
    "subject_title",
    "outcome",
    "before_text",
    "after_text",
    "detail_text",
    "request_id",
    "ip",
    "format_version",
    "key_id",
)


def body(values: tuple[Any, ...]) -> str:
    """正文: canonical text of the signed fields, given in the order of ``SIGNED_FIELDS``."""
    moment: datetime = values[0]
    at = moment.astimezone(UTC).isoformat(timespec="microseconds")
    return canonical(dict(zip(SIGNED_FIELDS, (at, *values[1:]), strict=True)))


def sign(key: bytes, seq: int, prev_mac: str, text: str) -> str:
    """校验码: HMAC-SHA-256 over sequence number, the predecessor's code and the body."""
    return hmac.digest(key, f"{seq}\n{prev_mac}\n{text}".encode(), "sha256").hex()
