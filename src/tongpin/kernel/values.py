"""值的类型: what a fact of a rule, a parameter or an outcome of an activity can be."""

from __future__ import annotations

from enum import StrEnum


class ValueType(StrEnum):
    """值的类型: what a fact, a parameter or an expression is."""

    NUMBER = "number"
    TEXT = "text"
    YES_NO = "yes_no"
    DATE = "date"
    TEXTS = "texts"
    TABLE = "table"

    @property
    def label(self) -> str:
        return {"number": "数", "text": "文字", "yes_no": "是否", "date": "日期", "texts": "文字清单", "table": "分档表"}[self.value]
