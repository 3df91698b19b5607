"""长期不在岗人员查询: of whom the register of members says that they are ill or long away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from tongpin.kernel.dates import plus_months
from tongpin.kernel.occasions import Span, holds_on, spans

LONG_MONTHS = 6
"""长期: from how many months on somebody who is away is not counted."""


def long_absent(people: Collection[int], start: date, day: date) -> frozenset[int]:
    """因病、长期外出的人员: of whom nothing is demanded on the day, or who are away for months by then or were since ``start``."""
    exempt = {pk for pk, rows in spans("exempt", people, day).items() if any(holds_on(row, day) for row in rows)}
    gone = {pk for pk, rows in spans("away", people, day).items() if any(_is_long(row, start, day) for row in rows)}
    return frozenset(exempt | gone)


def _is_long(span: Span, start: date, day: date) -> bool:
    stop = day + timedelta(days=1)
    begun, ended = span[0], stop if span[1] is None else span[1]
    return (holds_on(span, day) and plus_months(begun, LONG_MONTHS) <= stop) or plus_months(max(begun, start), LONG_MONTHS) <= ended
