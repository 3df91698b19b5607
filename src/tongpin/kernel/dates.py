"""日期推算和写法: months later, clamped to the end of the month, and whole months between two days; integer arithmetic only."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def plus_months(day: date, count: int) -> date:
    """The same day ``count`` months later (earlier where negative); 31 January + 1 = 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{day} and {count} months")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int:
    """整月数: the greatest number of months that, added to ``start``, does not lead past ``end``."""
    count = (end.year - start.year) * 12 + end.month - start.month
    return count if plus_months(start, count) <= end else count - 1


def read_date(text: str, *, any_year: bool = False) -> date:
    """日期的唯一写法: 2026-06-30, of the years 1900 to 2999 unless ``any_year``.

    ValueError for anything else: 20260630 and 2026-W26-2, which Python would take as well, and 0026-06-30, which is a slip of the pen.
    """
    if not _WRITTEN.fullmatch(text) or not (any_year or text.startswith(("19", "2"))):
        raise ValueError(f"“{text}”不是日期，应写作 2026-06-30。")
    return date.fromisoformat(text)
