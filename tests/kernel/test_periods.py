"""期间: how it is written, where it begins and ends, and how periods fit into each other."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.kernel.periods import Period, PeriodKind, business_date, same_day_last_year

WRITTEN = [
    # text, first day, day after, title
    ("2023", date(2023, 1, 1), date(2024, 1, 1), "2023年"),
    ("2023-H1", date(2023, 1, 1), date(2023, 7, 1), "2023年上半年"),
    ("2023-H2", date(2023, 7, 1), date(2024, 1, 1), "2023年下半年"),
    ("2023-Q1", date(2023, 1, 1), date(2023, 4, 1), "2023年第1季度"),
    ("2023-Q4", date(2023, 10, 1), date(2024, 1, 1), "2023年第4季度"),
    ("2023-02", date(2023, 2, 1), date(2023, 3, 1), "2023年2月"),
    ("2024-02", date(2024, 2, 1), date(2024, 3, 1), "2024年2月"),
    ("2023-12", date(2023, 12, 1), date(2024, 1, 1), "2023年12月"),
]

UNREADABLE = [
    "",
    "23",
    "2023-13",
    "2023-00",
    "2023-Q5",
    "2023-H3",
    "2023-1",
    "2023-Q",
    "20231",
    "0999",
    "2023-01-01",
    "二〇二三",
    "２０２３",
]

MOMENTS = [
    (datetime(2023, 12, 31, 15, 59, 59, tzinfo=UTC), date(2023, 12, 31), "北京时间年末最后一秒"),
    (datetime(2023, 12, 31, 16, 0, 0, tzinfo=UTC), date(2024, 1, 1), "北京时间元旦零点"),
    (datetime(2024, 2, 28, 16, 0, 0, tzinfo=UTC), date(2024, 2, 29), "闰日"),
]

DAYS = st.dates(date(1990, 1, 1), date(2089, 12, 31))
KINDS = st.sampled_from(PeriodKind)


@pytest.mark.parametrize(("text", "first", "after", "title"), WRITTEN)
def test_written_period(text: str, first: date, after: date, title: str) -> None:
    period = Period.parse(text)
    assert (period.start, period.end, period.title, str(period)) == (first, after, title, text)
    assert period.last_day == after - timedelta(days=1)


@pytest.mark.parametrize("text", UNREADABLE)
def test_unreadable_text_is_refused_with_the_right_forms(text: str) -> None:
    with pytest.raises(ValueError, match="2023-Q3"):
        Period.parse(text)


@pytest.mark.parametrize(("first", "kind"), [(date(2023, 1, 2), PeriodKind.YEAR), (date(2023, 2, 1), PeriodKind.QUARTER)])
def test_period_begins_where_its_kind_begins(first: date, kind: PeriodKind) -> None:
    with pytest.raises(ValueError, match="does not begin"):
        Period(first, kind)


@pytest.mark.parametrize(("moment", "day", "why"), MOMENTS, ids=[m[2] for m in MOMENTS])
def test_business_date(moment: datetime, day: date, why: str) -> None:
    assert business_date(moment) == day, why


def test_naive_moment_has_no_business_date() -> None:
    with pytest.raises(ValueError, match="aware"):
        business_date(datetime(2023, 1, 1))  # noqa: DTZ001 - a naive moment is what is refused here


def test_leap_day_last_year_is_the_28th() -> None:
    assert same_day_last_year(date(2024, 2, 29)) == date(2023, 2, 28)
    assert same_day_last_year(date(2023, 12, 31)) == date(2022, 12, 31)


@given(DAYS, KINDS)
def test_containing_period_contains_and_reads_back(day: date, kind: PeriodKind) -> None:
    period = Period.containing(day, kind)
    assert day in period
    assert period.end not in period
    assert Period.parse(str(period)) == period


@given(DAYS, KINDS, st.integers(-40, 40))
def test_shifting_is_its_own_inverse_and_keeps_order(day: date, kind: PeriodKind, count: int) -> None:
    period = Period.containing(day, kind)
    assert period.shifted(count).shifted(-count) == period
    assert period.shifted(1).start == period.end


@given(DAYS, KINDS, KINDS)
def test_parts_cover_the_whole_without_gap(day: date, whole: PeriodKind, part: PeriodKind) -> None:
    if part.months > whole.months:
        whole, part = part, whole
    period = Period.containing(day, whole)
    parts = list(period.split(part))
    assert parts[0].start == period.start
    assert parts[-1].end == period.end
    assert all(a.end == b.start for a, b in itertools.pairwise(parts))


@given(DAYS, KINDS)
def test_same_period_last_year(day: date, kind: PeriodKind) -> None:
    period = Period.containing(day, kind)
    assert period.same_last_year == period.shifted(-12 // kind.months)
