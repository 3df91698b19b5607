"""文字: what a document may hold, and how wide it is on paper."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|\x85|\u2028|\u2029")


def clean_text(text: str) -> str:
    """清理后的文字: control characters, lone surrogates and non-characters are dropped; every kind of line break is one ``\\n``."""
    return _FORBIDDEN.sub("", _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(clean_text(text).split())


def width(text: str, *, half: float = 0.5) -> float:
    """字数: width in full characters; a Western character counts a half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else half for c in text)
