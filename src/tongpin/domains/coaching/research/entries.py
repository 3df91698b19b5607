"""分录核对: what one entry of a ledger cannot say, the same by hand and by import. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

REVERSED = ("冲", "红字", "退")
"""Words by which a summary says that an entry takes back another."""
Problem = tuple[str, str, str]


def entry_problems(values: Mapping[str, Any], *, starts_on: date, ends_on: date | None, today: date) -> Iterator[Problem]:
    """(field, problem, advice): days outside the project, and amounts below nought that nobody explains."""
    yield from day_problems(values["booked_on"], starts_on=starts_on, ends_on=ends_on, today=today)
    amount = values["amount"]
    if amount is not None and amount < 0 and not is_reversal(values["summary"] or ""):
        yield "amount", "金额为负数", "红字冲销的请在摘要中写明“冲销”或“红字”，否则请核对金额"


def day_problems(day: date, *, starts_on: date, ends_on: date | None, today: date) -> Iterator[Problem]:
    """The day of a voucher lies within its project, and not in the future."""
    if day > today:
        yield "booked_on", f"凭证日期“{day:%Y-%m-%d}”还没有到", f"应不晚于 {today:%Y-%m-%d}"
    elif day < starts_on:
        yield "booked_on", f"凭证日期“{day:%Y-%m-%d}”早于项目开始日期 {starts_on:%Y-%m-%d}", "请核对日期或项目"
    elif ends_on is not None and day > ends_on:
        yield "booked_on", f"凭证日期“{day:%Y-%m-%d}”晚于项目结束日期 {ends_on:%Y-%m-%d}", "请核对日期或项目"


def is_reversal(summary: str) -> bool:
    """红字冲销, as the summary says."""
    return any(word in summary for word in REVERSED)
