"""文字: full-width digits, spaces for looks, invisible characters, and the words offices write into a cell that is empty."""

from __future__ import annotations

import re
from typing import Any

from tongpin.engines.dataio.cells.errors import CellError, display

EMPTY_WORDS = frozenset(
    [
        "",
        "无",
        "/",
        "／",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "－",
        "–",
        "_",
        "暂无",
        "暂缺",
        "空",
        "没有",
        "N/A",
        "n/a",
        "NA",
        "无。",
        "*",
        "、",
        ".",
    ]
)
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_INVISIBLE = dict.fromkeys((*range(0x09), *range(0x0E, 0x20), 0x7F, 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x2030), 0xFEFF))
_TABLE = {**_WIDE, **_INVISIBLE, 0x3000: 0x20, 0xA0: 0x20, 0x0B: 0x20, 0x0C: 0x20}
_PLAIN = re.compile(r"[!-~一-鿿（）〔〕《》“”、，。；：·]*")
_HAN = "⺀-鿿豈-﫿＀-￯、-〿"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_SPACES = re.compile(r"\s+")
_HALF_WIDTH_MARKS = str.maketrans("（），．：／－＋％＊￥【】", "(),.:/-+%*¥[]")


def clean_text(raw: Any) -> str | CellError:
    """文字内容: full-width digits and letters made half-width, invisible characters gone, spaces for justification removed."""
    if type(raw) is not str:
        return _from_number(raw)
    if _PLAIN.fullmatch(raw):
        return raw
    if raw[0] == "\0":
        return marked(raw)
    text = raw.translate(_TABLE).strip()
    return _SPACES.sub(" ", _BETWEEN_HAN.sub("", text))


def _from_number(raw: Any) -> str | CellError:
    if raw is None:
        return ""
    if isinstance(raw, float) and abs(raw) >= 1e15:
        return CellError(
            f"“{display(raw)}”以数字保存，超过 15 位的部分已被表格软件改掉", "文本格式的编号", "把该列设为文本格式后按原件重新填写"
        )
    return display(raw)


def marked(raw: str) -> str | CellError:
    """What a cell with a mark of the reading process holds: the text of a date or a merged cell, or the reason it holds nothing."""
    match raw[1:2]:
        case "D" | "M":
            return raw[2:]
        case "X":
            return CellError(f"公式的结果是错误值 {raw[2:]}", "能算出结果的公式或直接填写的内容")
        case _:
            return CellError("公式还没有计算结果", "能算出结果的公式或直接填写的内容", "用 Excel 或 WPS 打开，保存一次后再导入")


def half_width(text: str) -> str:
    """Digits, letters and the marks used in figures and dates, half-width and without any space."""
    return _SPACES.sub("", text.translate(_TABLE).translate(_HALF_WIDTH_MARKS))


def is_empty(text: str) -> bool:
    """Whether offices write this where there is nothing."""
    return text in EMPTY_WORDS
