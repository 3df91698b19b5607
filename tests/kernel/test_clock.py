"""时钟: the pinned date for demonstrations, the office's date otherwise."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from tongpin.kernel import clock
from tongpin.kernel.periods import business_date


def test_today_can_be_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2023-12-31")
    assert clock.today() == date(2023, 12, 31)


def test_today_is_the_office_date_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TONGPIN_TODAY", raising=False)
    before = business_date(clock.now())
    assert before <= clock.today() <= business_date(clock.now())
    assert clock.now().tzinfo is UTC
