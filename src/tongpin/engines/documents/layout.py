"""版式: the figures of GB/T 9704-2012 《党政机关公文格式》 that Word and PDF are measured against.

Lengths in millimetres, sizes in points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
TOP_MARGIN, LEFT_MARGIN = 37.0, 28.0
TEXT_WIDTH, TEXT_HEIGHT = 156.0, 225.0
RIGHT_MARGIN = PAGE_WIDTH - LEFT_MARGIN - TEXT_WIDTH
BOTTOM_MARGIN = PAGE_HEIGHT - TOP_MARGIN - TEXT_HEIGHT
MARGIN_TOLERANCE = 1.0
LINES, CHARACTERS = 22, 28
NUMBER_BELOW_TEXT = 7.0
"""The dash of the page number stands 7 mm below the text."""

TITLE_SIZE = 22.0
BODY_SIZE = 16.0
PAGE_NUMBER_SIZE = 14.0
TABLE_SIZE = 12.0
FOOTNOTE_SIZE = 9.0

TWIPS_PER_MM = 1440 / 25.4
LINE_PITCH = int(TEXT_HEIGHT * TWIPS_PER_MM / LINES)
"""Twips from line to line: the largest with which 22 lines fit."""
CHARACTER_PITCH = TEXT_WIDTH * TWIPS_PER_MM / CHARACTERS
"""Twips from character to character."""
CHARACTER_SPACE = int((CHARACTER_PITCH / 20 - BODY_SIZE) * 4096) - 1
"""What the document grid adds to each character of the body size, in 1/4096 point."""
SQUEEZE = math.floor(CHARACTER_PITCH - BODY_SIZE * 20) - 1
"""The same in whole twips, set on the characters themselves: programs disagree on grids whose cell is smaller than the character.

One twip more than needed, for a program that rounds the width of the text down to its own grid; justified lines are full all the same.
"""


def twips(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)


def characters(count: float) -> int:
    """Twips of so many characters on the grid."""
    return round(count * CHARACTER_PITCH)


@dataclass(frozen=True, slots=True)
class Typeface:
    """字体: the name the standard asks for, names that may stand in for it, and the nature that a stranger's machine should look for."""

    name: str
    stand_ins: tuple[str, ...]
    panose: str


SONG_TITLE = Typeface("方正小标宋简体", ("方正小标宋_GBK", "华文中宋", "宋体", "SimSun"), "02010601030101010101")
FANGSONG = Typeface("仿宋_GB2312", ("仿宋", "FangSong", "方正仿宋_GBK", "华文仿宋"), "02010609030101010101")
HEITI = Typeface("黑体", ("SimHei", "方正黑体_GBK", "Microsoft YaHei"), "02010609060101010101")
KAITI = Typeface("楷体_GB2312", ("楷体", "KaiTi", "方正楷体_GBK", "华文楷体"), "02010609030101010101")
SONGTI = Typeface("宋体", ("SimSun", "NSimSun", "方正书宋_GBK"), "02010600030101010101")
TYPEFACES = (SONG_TITLE, FANGSONG, HEITI, KAITI, SONGTI)
HEADING_FACES = {1: HEITI, 2: KAITI, 3: FANGSONG, 4: FANGSONG}
