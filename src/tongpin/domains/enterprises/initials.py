"""首字母: pinyin initials of a firm's name, for search by initials. Pure."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

MOST = 200


@lru_cache(maxsize=8192)
def _initial(character: str) -> str:
    return lazy_pinyin(character, style=Style.FIRST_LETTER)[0][:1].lower()


def initials(name: str) -> str:
    """ "sdhh" for 山东恒华; what is no Chinese character stays as it is, in lower case."""
    return "".join(_initial(character) for character in name)[:MOST]
