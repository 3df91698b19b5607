"""签订文本: the text of a letter in one fixed form, and the hash that stands on the paper. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

GROUP = 8


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """条款文本: what of a clause is signed, as words."""

    key: int
    duty: str
    target: str
    evidence: str
    due_on: date
    rhythm: str
    scorer: str


def clauses_text(clauses: Iterable[ClauseWords]) -> str:
    """The clauses, one a line, in their order."""
    return "\n".join(
        f"{place}.[{c.key}] {_flat(c.duty)}｜{_flat(c.target)}｜{_flat(c.evidence)}｜{c.due_on:%Y-%m-%d}｜{c.rhythm}｜{_flat(c.scorer)}"
        for place, c in enumerate(clauses, 1)
    )


def canonical_text(head: Sequence[tuple[str, str]], clauses: Iterable[ClauseWords]) -> str:
    """The whole letter: what heads it, then its clauses. White space and line ends never change the hash."""
    return "\n".join([*(f"{label}：{_flat(text)}" for label, text in head), clauses_text(clauses)])


def digest_of(text: str) -> str:
    """内容校验码: SHA-256 of the text, 64 hexadecimal figures."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def grouped(digest: str) -> str:
    """The figures in groups of eight, as they stand on the paper."""
    return " ".join(digest[n : n + GROUP] for n in range(0, len(digest), GROUP))


def as_typed(text: str) -> str:
    """What somebody read off the paper, without blanks and in small letters; full-width figures count too."""
    narrow = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return re.sub(r"[\s\-]", "", narrow).lower()


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
