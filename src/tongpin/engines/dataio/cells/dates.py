"""日期: the ways offices write a day, and what is said of a day that does not exist."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tongpin.engines.dataio.cells.errors import CellError, shown
from tongpin.engines.dataio.cells.text import half_width, is_empty, marked

EXPECTED = "具体到日的日期，如 2023-02-09"
_EXCEL_ZERO = date(1899, 12, 30)
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?(?:T?\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?)?")
_TIME = re.compile(r"(?<=[\d日号])[\sT]+\d{1,2}[:：]\d{1,2}(?:[:：]\d{1,2}(?:\.\d+)?)?\s*$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?份?")
_SHORT_YEAR = re.compile(r"(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?")
_YEAR_ONLY = re.compile(r"(\d{4})年?度?")
_FIRST_SERIAL, _LAST_SERIAL = 7_306, 73_050  # 1920-01-01 and 2099-12-31 as Excel counts days


def date_reader(today: date, *, allow_future: bool) -> Callable[[Any], date | CellError | None]:
    """A reader of one column of days."""

    def read(raw: Any) -> date | CellError | None:
        day = read_date(raw)
        if isinstance(day, date) and day > today and not allow_future:
            return CellError(f"日期 {day.isoformat()} 晚于今天（{today.isoformat()}）", f"不晚于 {today.isoformat()} 的日期")
        return day

    return read


def read_date(raw: Any) -> date | CellError | None:
    """A day, None for an empty cell, or what is wrong."""
    if isinstance(raw, int | float):
        return _from_number(raw)
    text = raw or ""
    if text.startswith("\0"):
        unmarked = marked(text)
        if isinstance(unmarked, CellError):
            return unmarked
        text = unmarked
    if found := _DAY.fullmatch(text):
        return _day(text, *found.groups())
    written = half_width(_TIME.sub("", text))
    if is_empty(written):
        return None
    return _written(text, written)


def _written(text: str, written: str) -> date | CellError:
    if found := _DAY.fullmatch(written) or _COMPACT.fullmatch(written):
        return _day(text, *found.groups()[:3])
    if re.fullmatch(r"\d{5}(\.\d+)?", written):
        return _from_number(int(written[:5]))
    if found := _MONTH.fullmatch(written):
        if 1 <= int(found[2]) <= 12:
            return CellError(f"“{shown(text)}”只写到月，没有写到日", EXPECTED, f"{found[1]}-{int(found[2]):02d}-01（按实际日期填）")
        return CellError(f"“{shown(text)}”的月份不对", EXPECTED)
    if found := _SHORT_YEAR.fullmatch(written):
        guess = _day(text, "20" + found[1], found[2], found[3])
        return CellError(f"“{shown(text)}”的年份只有两位", EXPECTED, guess.isoformat() if isinstance(guess, date) else guess.suggestion)
    if found := _YEAR_ONLY.fullmatch(written):
        return CellError(f"“{shown(text)}”只写了年份", EXPECTED)
    return CellError(f"“{shown(text)}”不是日期", EXPECTED)


def _day(text: str, year: str, month: str, day: str) -> date | CellError:
    y, m, d = int(year), int(month), int(day)
    if not 1900 <= y <= 2100:
        return CellError(f"“{shown(text)}”的年份不在 1900 至 2100 之间", EXPECTED)
    if not 1 <= m <= 12:
        return CellError(f"“{shown(text)}”的月份不对，一年没有 {m} 月", EXPECTED)
    last = monthrange(y, m)[1]
    if not 1 <= d <= last:
        return CellError(f"“{shown(text)}”不存在，{y} 年 {m} 月只有 {last} 天", EXPECTED, date(y, m, last).isoformat() if d else "")
    return date(y, m, d)


def _from_number(number: float | int) -> date | CellError:
    whole = int(number)
    if _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        return _EXCEL_ZERO + timedelta(days=whole)
    if number == whole and (found := _COMPACT.fullmatch(str(whole))):
        return _day(str(whole), *found.groups())
    if number == whole and 1900 <= whole <= 2100:
        return CellError(f"“{whole}”只写了年份", EXPECTED)
    return CellError(f"“{shown(number)}”不是日期", EXPECTED)
