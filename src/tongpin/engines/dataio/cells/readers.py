"""列的读法: one function per column that turns a raw cell into a value, and the loop over a column that asks it once per distinct cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from tongpin.engines.dataio.cells.dates import date_reader
from tongpin.engines.dataio.cells.errors import CellError, shown
from tongpin.engines.dataio.cells.figures import integer_reader, money_reader, number_reader, year_reader
from tongpin.engines.dataio.cells.text import clean_text, half_width, is_empty
from tongpin.kernel.credit_code import clean_credit_code, credit_code_problem
from tongpin.kernel.extensions import ColumnType, ImportColumn
from tongpin.kernel.money import MoneyUnit

Reader = Callable[[Any], Any]
_MOST_CACHED = 50_000
_ABSENT = object()


def reader_for(column: ImportColumn, *, unit: MoneyUnit, today: date) -> Reader:
    """The reader of ``column``; amounts are in ``unit`` unless a cell names its own. Empty required cells come out as an error."""
    match column.type:
        case ColumnType.MONEY:
            read: Reader = money_reader(unit, allow_negative=column.allow_negative)
        case ColumnType.DATE:
            read = date_reader(today, allow_future=column.allow_future)
        case ColumnType.INTEGER:
            read = integer_reader(allow_negative=column.allow_negative)
        case ColumnType.NUMBER:
            read = number_reader(allow_negative=column.allow_negative)
        case ColumnType.YEAR:
            read = year_reader(today, allow_future=column.allow_future)
        case ColumnType.CHOICE:
            read = _choice_reader(column)
        case ColumnType.CREDIT_CODE:
            read = _read_credit_code
        case ColumnType.TEXT:
            read = _text_reader(column)
    return _required(column, read) if column.required else read


def read_column(raws: Iterable[Any], read: Reader, cache: dict[Any, Any]) -> list[Any]:
    """The values of a column in order; each distinct cell is read once while it stays in ``cache``."""
    known = cache.get
    values = []
    for raw in raws:
        value = known(raw, _ABSENT)
        if value is _ABSENT:
            if len(cache) > _MOST_CACHED:
                cache.clear()
            value = cache[raw] = read(raw)
        values.append(value)
    return values


def expected_words(column: ImportColumn, unit: MoneyUnit | None = None) -> str:
    """What belongs into the column, in words, for templates and messages; amounts in ``unit`` where a sheet names its own."""
    match column.type:
        case ColumnType.MONEY:
            return f"以{(unit or column.unit).value}计的数，如 300.00"
        case ColumnType.DATE:
            return "具体到日的日期，如 2023-02-09"
        case ColumnType.INTEGER:
            return "整数"
        case ColumnType.NUMBER:
            return "数字"
        case ColumnType.YEAR:
            return "四位年份，如 2023"
        case ColumnType.CHOICE:
            return "、".join(offered(column)) + "之一"
        case ColumnType.CREDIT_CODE:
            return "18 位统一社会信用代码"
        case ColumnType.TEXT:
            return column.pattern_hint or f"不超过 {column.max_length} 字的文字"


def offered(column: ImportColumn) -> list[str]:
    """The first spelling of each value of a CHOICE column."""
    first: dict[str, str] = {}
    for spelling, value in column.choices.items():
        first.setdefault(value, spelling)
    return list(first.values())


def _required(column: ImportColumn, read: Reader) -> Reader:
    missing = CellError(f"{column.title}不能为空", expected_words(column), "请补填后重新导入")

    def required(raw: Any) -> Any:
        value = read(raw)
        return missing if value is None else value

    return required


def _text_reader(column: ImportColumn) -> Reader:
    pattern = re.compile(column.pattern) if column.pattern else None
    longest = column.max_length

    def read(raw: Any) -> str | CellError | None:
        text = clean_text(raw)
        if isinstance(text, CellError):
            return text
        if is_empty(text):
            return None
        if len(text) > longest:
            return CellError(f"有 {len(text)} 字，超过 {longest} 字", f"不超过 {longest} 字的文字", text[:longest])
        if pattern is None or pattern.fullmatch(text):
            return text
        for candidate in (half_width(text), half_width(text).upper()):
            if pattern.fullmatch(candidate):
                return candidate
        return CellError(f"“{shown(text)}”写法不对", column.pattern_hint or (f"如 {column.example}" if column.example else "规定的写法"))

    return read


def _choice_reader(column: ImportColumn) -> Reader:
    known = {_choice_key(spelling): value for spelling, value in column.choices.items()}
    expected = expected_words(column)

    def read(raw: Any) -> str | CellError | None:
        text = clean_text(raw)
        if isinstance(text, CellError):
            return text
        key = _choice_key(text)
        if key in known:
            return known[key]
        if is_empty(text):
            return None
        for near in (key + "级", key.removesuffix("级"), key.removeprefix("已"), "已" + key):
            if near in known:
                return known[near]
        close = get_close_matches(key, known, n=1, cutoff=0.5)
        suggestion = next((s for s in offered(column) if close and column.choices[s] == known[close[0]]), "")
        return CellError(f"“{shown(text)}”不在可填的范围内", expected, suggestion)

    return read


def _choice_key(text: str) -> str:
    return half_width(text).casefold()


def _read_credit_code(raw: Any) -> str | CellError | None:
    expected = "18 位统一社会信用代码，末位为校验码"
    text = clean_text(raw)
    if isinstance(text, CellError):
        return text._replace(expected=expected)
    if is_empty(text):
        return None
    code = clean_credit_code(text)
    problem = credit_code_problem(code)
    return CellError(problem.message, expected, problem.suggestion) if problem else code
