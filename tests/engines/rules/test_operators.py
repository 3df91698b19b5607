"""日期运算: ends of months, leap days, workdays with 调休, and what cannot be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.engines.rules.expressions import CALENDAR, Expression, Unknown
from tongpin.engines.rules.reading.expressions import ExpressionReader
from tongpin.kernel.dates import months_between, plus_months
from tongpin.kernel.values import ValueType
from tongpin.kernel.workdays import WorkCalendar

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
TYPES = {"a": ValueType.DATE, "b": ValueType.DATE, "n": ValueType.NUMBER}
TITLES = {"a": "甲日", "b": "乙日", "n": "数"}


def read(content: Any) -> Expression:
    reader = ExpressionReader("试题", types=dict(TYPES))
    found = reader.expression(content)
    assert not reader.problems, [str(p) for p in reader.problems]
    return found


def worked_out(content: Any, **known: Any) -> Any:
    given: Mapping[str, Any] = {**known, "n": Decimal(known["n"])} if "n" in known else known
    return read(content).value(given)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2023, 5, 18), 36, date(2026, 5, 18)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_months_are_clamped_to_the_end_of_the_month(start: date, months: int, end: date) -> None:
    assert worked_out({"plus_months": ["a", "n"]}, a=start, n=months) == end


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2008, 9, 2), date(2026, 9, 1), 215),
        (date(2008, 9, 2), date(2026, 9, 2), 216),
        (date(2026, 3, 1), date(2026, 2, 28), -1),
    ],
)
def test_whole_months(start: date, end: date, months: int) -> None:
    assert worked_out({"months_between": ["a", "b"]}, a=start, b=end) == months


@given(DAYS, DAYS)
def test_whole_months_are_the_most_that_fit(start: date, end: date) -> None:
    count = months_between(start, end)
    assert plus_months(start, count) <= end < plus_months(start, count + 1)


@given(DAYS, st.integers(-60000, 60000))
def test_days_forth_and_back(start: date, count: int) -> None:
    there = worked_out({"plus_days": ["a", "n"]}, a=start, n=count)
    assert there == start + timedelta(days=count)
    assert worked_out({"days_between": ["a", "b"]}, a=start, b=there) == count


def test_workdays_follow_the_published_calendar_and_make_up_days() -> None:
    assert worked_out({"plus_workdays": ["a", "n"]}, a=date(2023, 9, 28), n=1) == date(2023, 10, 7)
    assert worked_out({"plus_workdays": ["a", "n"]}, a=date(2023, 10, 9), n=-1) == date(2023, 10, 8)


def test_workdays_follow_the_calendar_of_the_office_where_it_keeps_one() -> None:
    office = WorkCalendar({date(2023, 10, 7): False})
    assert worked_out({"plus_workdays": ["a", "n"]}, a=date(2023, 9, 28), n=1, **{CALENDAR: office}) == date(2023, 10, 8)


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ({"year_of": "a"}, 2028),
        ({"month_of": "a"}, 2),
        ({"earlier": ["a", "b"]}, date(2026, 5, 4)),
        ({"later": ["a", "b"]}, date(2028, 2, 29)),
        ({"floor": {"divide": ["n", 2]}}, -4),
        ({"ceil": {"divide": ["n", 2]}}, -3),
        ({"floor": "n"}, -7),
        ({"ceil": Decimal("3.0000000001")}, 4),
    ],
)
def test_others(content: Any, value: Any) -> None:
    assert worked_out(content, a=date(2028, 2, 29), b=date(2026, 5, 4), n=-7) == value


@pytest.mark.parametrize("operator", ["plus_days", "plus_months", "plus_workdays"])
@pytest.mark.parametrize(
    ("count", "why"),
    [("1.5", "天数、月数不是整数，不能推算日期"), ("9000000", "日期超出可以推算的范围"), ("-9000000", "日期超出可以推算的范围")],
)
def test_what_cannot_be_worked_out_is_unknown_and_says_why(operator: str, count: str, why: str) -> None:
    assert worked_out({operator: ["a", "n"]}, a=date(2026, 1, 1), n=count) == Unknown(reason=why)


@pytest.mark.parametrize("operator", ["plus_days", "plus_months", "plus_workdays", "days_between", "months_between", "earlier", "later"])
def test_what_is_missing_is_named(operator: str) -> None:
    second = "n" if operator.startswith("plus") else "b"
    unknown = {"a": Unknown(missing=("a",)), "b": date(2026, 1, 1), "n": 1}
    assert worked_out({operator: ["a", second]}, **unknown) == Unknown(missing=("a",))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"plus_months": ["a", "n"]}, "甲日 加 数 个月"),
        ({"plus_days": ["a", -3]}, "甲日 加 -3 天"),
        ({"plus_workdays": [{"later": ["a", "b"]}, 5]}, "（较晚的一天（甲日，乙日）） 加 5 个工作日"),
        ({"days_between": ["a", "b"]}, "甲日 至 乙日 的天数"),
        ({"months_between": ["a", "b"]}, "甲日 至 乙日 的整月数"),
        ({"year_of": "a"}, "年份（甲日）"),
        ({"ceil": "n"}, "进一取整（数）"),
    ],
)
def test_words_for_the_trace(content: Any, words: str) -> None:
    assert read(content).words(TITLES) == words


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"plus_days": ["n", "n"]}, "第 1 个参数应为日期，现为数"),
        ({"plus_workdays": ["a", "b"]}, "第 2 个参数应为数，现为日期"),
        ({"plus_workdays": ["a"]}, "应有 2 个参数，现有 1 个"),
        ({"days_between": ["a", "n"]}, "第 2 个参数应为日期，现为数"),
        ({"earlier": ["a", "n"]}, "第 2 个参数应为日期，现为数"),
    ],
)
def test_types_are_checked_on_reading(content: Any, expected: str) -> None:
    reader = ExpressionReader("试题", types=dict(TYPES))
    reader.expression(content)
    assert any(expected in p.expected for p in reader.problems)
