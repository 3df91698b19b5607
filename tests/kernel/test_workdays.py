"""工作日: published 调休 of 2023–2026 as a table, and the look-ups against stepping through the days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.kernel.workdays import OFFICIAL_YEARS, WorkCalendar

PUBLISHED = [
    # day, worked, why
    (date(2023, 1, 2), False, "元旦补休"),
    (date(2023, 1, 27), False, "春节"),
    (date(2023, 1, 28), True, "春节调休，周六上班"),
    (date(2023, 1, 29), True, "春节调休，周日上班"),
    (date(2023, 4, 5), False, "清明"),
    (date(2023, 4, 23), True, "五一调休，周日上班"),
    (date(2023, 5, 6), True, "五一调休，周六上班"),
    (date(2023, 6, 25), True, "端午调休，周日上班"),
    (date(2023, 9, 29), False, "中秋"),
    (date(2023, 10, 7), True, "国庆调休，周六上班"),
    (date(2023, 10, 8), True, "国庆调休，周日上班"),
    (date(2024, 2, 4), True, "春节调休，周日上班"),
    (date(2024, 2, 9), True, "除夕照常上班（单位可安排休息）"),
    (date(2024, 2, 16), False, "春节"),
    (date(2024, 2, 18), True, "春节调休，周日上班"),
    (date(2024, 4, 7), True, "清明调休，周日上班"),
    (date(2024, 4, 28), True, "五一调休，周日上班"),
    (date(2024, 9, 14), True, "中秋调休，周六上班"),
    (date(2024, 9, 17), False, "中秋"),
    (date(2024, 9, 29), True, "国庆调休，周日上班"),
    (date(2024, 10, 12), True, "国庆调休，周六上班"),
    (date(2025, 1, 26), True, "春节调休，周日上班"),
    (date(2025, 1, 28), False, "除夕，法定休假"),
    (date(2025, 2, 8), True, "春节调休，周六上班"),
    (date(2025, 4, 27), True, "五一调休，周日上班"),
    (date(2025, 5, 31), False, "端午"),
    (date(2025, 9, 28), True, "国庆调休，周日上班"),
    (date(2025, 10, 8), False, "国庆、中秋"),
    (date(2025, 10, 11), True, "国庆调休，周六上班"),
    (date(2026, 1, 4), True, "元旦调休，周日上班"),
    (date(2026, 2, 14), True, "春节调休，周六上班"),
    (date(2026, 2, 23), False, "春节"),
    (date(2026, 2, 28), True, "春节调休，周六上班"),
    (date(2026, 5, 9), True, "五一调休，周六上班"),
    (date(2026, 9, 20), True, "国庆调休，周日上班"),
    (date(2026, 10, 10), True, "国庆调休，周六上班"),
]

COUNTS = [
    # start, end (not counted), workdays, why
    (date(2023, 1, 1), date(2024, 1, 1), 249, "2023年全年"),
    (date(2023, 9, 28), date(2023, 10, 9), 3, "国庆前后：28日、7日、8日"),
    (date(2024, 2, 9), date(2024, 2, 19), 2, "春节前后：9日、18日"),
    (date(2025, 5, 1), date(2025, 5, 6), 0, "五一假期"),
    (date(2023, 12, 29), date(2024, 1, 3), 2, "跨年：29日、2日"),
    (date(2024, 3, 1), date(2024, 3, 1), 0, "空区间"),
]

ADDED = [
    # day, count, result, why
    (date(2023, 9, 28), 1, date(2023, 10, 7), "节前最后一天的下一个工作日是周六"),
    (date(2023, 9, 28), 3, date(2023, 10, 9), "调休两天都算"),
    (date(2023, 10, 9), -3, date(2023, 9, 28), "倒排同样算调休"),
    (date(2023, 12, 29), 1, date(2024, 1, 2), "跨年"),
    (date(2024, 1, 2), -1, date(2023, 12, 29), "倒排跨年"),
    (date(2024, 10, 1), 0, date(2024, 10, 8), "假日顺延"),
    (date(2024, 9, 30), 0, date(2024, 9, 30), "当日就是工作日"),
    (date(2023, 1, 1), 260, date(2024, 1, 16), "跨过一整年"),
]


@pytest.mark.parametrize(("day", "worked", "why"), PUBLISHED, ids=[f"{d}-{w}" for d, _, w in PUBLISHED])
def test_published_day(day: date, worked: bool, why: str) -> None:
    answer = WorkCalendar().is_workday(day)
    assert (answer.value, answer.provisional) == (worked, False), why


@pytest.mark.parametrize(("start", "end", "count", "why"), COUNTS, ids=[c[3] for c in COUNTS])
def test_count_between(start: date, end: date, count: int, why: str) -> None:
    answer = WorkCalendar().workdays_between(start, end)
    assert (answer.value, answer.provisional) == (count, False), why
    assert WorkCalendar().workdays_between(end, start).value == -count


@pytest.mark.parametrize(("day", "count", "result", "why"), ADDED, ids=[c[3] for c in ADDED])
def test_add(day: date, count: int, result: date, why: str) -> None:
    answer = WorkCalendar().add_workdays(day, count)
    assert (answer.value, answer.provisional) == (result, False), why


def test_published_years_reach_2026() -> None:
    assert {2023, 2024, 2025, 2026} <= OFFICIAL_YEARS


LATER = max(OFFICIAL_YEARS) + 1


def test_unpublished_year_is_provisional_and_knows_statutory_days() -> None:
    calendar = WorkCalendar()
    national_day = calendar.is_workday(date(LATER, 10, 1))
    assert (national_day.value, national_day.provisional) == (False, True)
    assert calendar.workdays_between(date(LATER - 1, 12, 1), date(LATER, 1, 1)).provisional is False
    assert calendar.workdays_between(date(LATER - 1, 12, 1), date(LATER, 1, 2)).provisional is True
    assert calendar.add_workdays(date(LATER - 1, 12, 30), 5).provisional is True


@pytest.mark.parametrize("year", [1900, 2150])
def test_year_nobody_covers_is_monday_to_friday_and_provisional(year: int) -> None:
    calendar = WorkCalendar()
    week = [calendar.is_workday(date(year, 10, 1) + timedelta(days=i)) for i in range(7)]
    assert sum(a.value for a in week) == 5
    assert all(a.provisional for a in week)


def test_override_wins_and_is_certain() -> None:
    calendar = WorkCalendar({date(2024, 2, 9): False, date(LATER, 3, 6): True})
    assert calendar.is_workday(date(2024, 2, 9)).value is False
    assert calendar.workdays_between(date(2024, 2, 9), date(2024, 2, 19)).value == 1
    assert calendar.add_workdays(date(2024, 2, 8), 1).value == date(2024, 2, 18)
    certain = calendar.is_workday(date(LATER, 3, 6))
    assert (certain.value, certain.provisional) == (True, False)
    assert calendar.is_workday(date(LATER, 3, 5)).provisional is True


def test_confirmed_year_is_no_longer_provisional() -> None:
    assert WorkCalendar({date(LATER, 10, 8): False}, confirmed_years=[LATER]).is_workday(date(LATER, 10, 7)).provisional is False


def test_answer_cannot_be_taken_for_yes() -> None:
    with pytest.raises(TypeError):
        bool(WorkCalendar().is_workday(date(2023, 10, 1)))


DAYS = st.dates(date(2003, 1, 1), date(2029, 12, 31))
OVERRIDES = st.dictionaries(DAYS, st.booleans(), max_size=20)


@given(DAYS, st.integers(0, 900), OVERRIDES)
def test_counting_equals_stepping(start: date, length: int, overrides: dict[date, bool]) -> None:
    calendar = WorkCalendar(overrides)
    stepped = sum(calendar.is_workday(start + timedelta(days=i)).value for i in range(length))
    assert calendar.workdays_between(start, start + timedelta(days=length)).value == stepped


@given(DAYS, st.integers(1, 600), OVERRIDES)
def test_adding_and_counting_agree(day: date, count: int, overrides: dict[date, bool]) -> None:
    calendar = WorkCalendar(overrides)
    later = calendar.add_workdays(day, count).value
    assert calendar.is_workday(later).value
    assert calendar.workdays_between(day + timedelta(days=1), later + timedelta(days=1)).value == count
    earlier = calendar.add_workdays(day, -count).value
    assert calendar.is_workday(earlier).value
    assert calendar.workdays_between(earlier, day).value == count
