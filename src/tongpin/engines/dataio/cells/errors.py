"""单元格错误: what a cell should have been."""

from __future__ import annotations

from typing import Any, NamedTuple


class CellError(NamedTuple):
    """单元格有误: the reason in words, what is expected, and the value that was probably meant."""

    message: str
    expected: str
    suggestion: str = ""


def shown(raw: Any) -> str:
    """The cell as the person sees it, for messages; long text is cut."""
    text = display(raw)
    return text if len(text) <= 40 else text[:39] + "…"


def display(raw: Any) -> str:
    """The cell as the person sees it, whole."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, float):
        return format(raw, ".15g")
    text = str(raw)
    if text.startswith("\0"):
        return "（公式没有结果）" if text == "\0F" else text[2:]
    return text
