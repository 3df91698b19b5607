"""时钟: the one place that asks what time it is; ``TONGPIN_TODAY`` pins the business date for demonstrations and tests."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from tongpin.kernel.periods import business_date


def now() -> datetime:
    """The moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """业务日期 of this moment in the office."""
    pinned = os.environ.get("TONGPIN_TODAY")
    return date.fromisoformat(pinned) if pinned else business_date(now())
