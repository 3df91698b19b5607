"""时长: how long an activity lasted, in hours of the clock, for the register of study only."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from tongpin.kernel.rounding import round_half_up

MINUTES = 60


def lasted(typed: Decimal | None, starts_at: datetime | None, ends_at: datetime | None) -> Decimal | None:
    """时长: what was entered; else from start to end, to one decimal place; None where neither tells it."""
    if typed is not None:
        return typed
    if starts_at is None or ends_at is None or ends_at <= starts_at:
        return None
    found = round_half_up(Decimal((ends_at - starts_at) // timedelta(minutes=1)) / MINUTES, 1)
    return found or None
