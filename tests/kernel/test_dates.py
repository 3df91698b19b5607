"""日期推算和写法: one way to write a day, and no other."""

from __future__ import annotations

from datetime import date

import pytest

from tongpin.kernel.dates import read_date


@pytest.mark.parametrize(
    ("text", "day"), [("2024-02-29", date(2024, 2, 29)), ("1900-01-01", date(1900, 1, 1)), ("2999-12-31", date(2999, 12, 31))]
)
def test_a_day_is_read(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-29",
        "20260630",
        "2026-W26-2",
        "2026-6-30",
        "2026/06/30",
        " 2026-06-30",
        "0026-06-30",
        "1899-12-31",
        "3000-01-01",
        "２０２６-06-30",
        "",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=""):
        read_date(text)
