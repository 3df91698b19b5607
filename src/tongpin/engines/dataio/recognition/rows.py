"""非数据行: totals, signatures, notes, sample rows, repeated headers and rows that hold nothing but a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from tongpin.engines.dataio.cells.errors import display
from tongpin.engines.dataio.cells.text import half_width
from tongpin.engines.dataio.recognition.layout import Layout

_TOTAL = re.compile(r"(?:本页|本表|本月|全年|全县|全市|全省|全区|单位)?(?:合计|小计|总计|累计|共计|总合计)(?:[:(].*)?")
_SIGNATURE = re.compile(
    r"(?:审核人?|审批人?|填报人?|填表人?|制表人?|制表单位|填报单位|报送单位|经办人|联系人|联系电话|统计人|复核人?|单位负责人|科室负责人|负责人|分管领导|主要领导|"
    r"签字|签章|盖章|填报日期|填表日期|制表日期|报送日期|填报时间)(?:\([^)]*\))?:.*"
)
_NOTE = re.compile(r"(?:注|备注|说明|填表说明|填报说明|注释|附注|注意)\d?[:.].*|第\d+页.*|共\d+页.*")
_SECTION = re.compile(r"\(?[一二三四五六七八九十]{1,3}[、.)].*")
_SAMPLE = re.compile(r"\(?(?:示例|样例|填写示例|举例)\)?.*|例:.*")
_FIRST_LETTERS = frozenset("合小总累共本全审填制报经联统复单科负分主签盖注备说附第(（示样举例一二三四五六七八九十 \t　\n")
_WORTH_A_LOOK = re.compile(
    r"[\s(（]*(?:(?:合|小|总|累|共|总\s*合)\s*计|本[页表月]|全[年县市省区]|单位|审[核批]|填[报表写]|制表|报送|经办|联系|统计|复核|科室|负责|分管|主要|签[字章]|盖章"
    r"|注|备注|说明|附注|第\d|共\d|示例|样例|举例|例|[一二三四五六七八九十]{1,3}[、.)．）])"
)
_LOOKED_AT = 4
_ORDINALS = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"}

SkipReason = Callable[[Sequence[Any]], str]


def skip_rule(layout: Layout) -> SkipReason:
    """A function that says why a row below the header is no record, or "" where it is one."""
    positions = [match.position for match in layout.matches]
    headers = {cell.position: cell.text.rsplit("/", 1)[-1] for cell in layout.cells}
    first_headers = frozenset(headers.values())

    def reason(row: Sequence[Any]) -> str:
        width = len(row)
        for cell in row[:_LOOKED_AT]:
            if type(cell) is str and cell and cell[0] in _FIRST_LETTERS and _WORTH_A_LOOK.match(cell) and (found := _by_words(cell, row)):
                return found
        if not any(row[p] for p in positions if p < width):
            return _nothing(row, positions)
        for cell in row[:2]:
            if type(cell) is str and cell in first_headers and _repeats(row, headers):
                return "重复的表头"
        return ""

    return reason


def _nothing(row: Sequence[Any], positions: Sequence[int]) -> str:
    """Rows without any value; a lone 0 is a value."""
    return "" if any(p < len(row) and isinstance(row[p], float) for p in positions) else "只有序号，没有内容"


def _by_words(cell: str, row: Sequence[Any]) -> str:
    text = half_width(cell)
    if _TOTAL.fullmatch(text):
        return "合计行"
    if _SIGNATURE.fullmatch(text):
        return "签署行"
    filled = sum(1 for other in row if other not in ("", None) and not (isinstance(other, str) and other.startswith("\0M")))
    if _SAMPLE.fullmatch(text) and len(text) <= 12:
        return "示例行"
    if filled == 1 and (_NOTE.fullmatch(text) or text.startswith("注")):
        return "注释行"
    if filled == 1 and len(row) > 2 and _SECTION.fullmatch(text):
        return "分段标题"
    return ""


def is_numbering(row: Sequence[Any]) -> bool:
    """甲 乙 1 2 3: the numbering of columns under a header."""
    marks = [half_width(display(cell)).strip("()") for cell in row if cell not in ("", None)]
    numbers = [int(mark) for mark in marks if mark.isdigit() and len(mark) <= 3]
    others = [mark for mark in marks if not (mark.isdigit() and len(mark) <= 3)]
    return (
        len(marks) >= 3 and all(mark in _ORDINALS for mark in others) and numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 1
    )


def _repeats(row: Sequence[Any], headers: dict[int, str]) -> bool:
    same = sum(1 for position, text in headers.items() if position < len(row) and half_width(display(row[position])) == half_width(text))
    return same >= max(2, len(headers) // 2)
