"""节日: runs of days off by the published calendar, those that touch as one, and what the office knows better."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tongpin.kernel.holidays import holidays_between, holidays_of
from tongpin.kernel.workdays import WorkCalendar

PUBLISHED = [
    (2020, "中秋节、国庆节", date(2020, 10, 1), date(2020, 10, 8)),
    (2023, "中秋节、国庆节", date(2023, 9, 29), date(2023, 10, 6)),
    (2025, "中秋节、国庆节", date(2025, 10, 1), date(2025, 10, 8)),
    (2026, "中秋节", date(2026, 9, 25), date(2026, 9, 27)),
    (2026, "国庆节", date(2026, 10, 1), date(2026, 10, 7)),
    (2026, "春节", date(2026, 2, 15), date(2026, 2, 23)),
    (2023, "元旦", date(2023, 12, 30), date(2024, 1, 1)),
]


@pytest.mark.parametrize(("year", "title", "starts_on", "ends_on"), PUBLISHED, ids=lambda value: str(value))
def test_runs_as_published(year: int, title: str, starts_on: date, ends_on: date) -> None:
    found = {one.title: one for one in holidays_of(year)}
    assert (found[title].starts_on, found[title].ends_on, found[title].provisional) == (starts_on, ends_on, False)


@pytest.mark.parametrize("year", range(2008, 2032))
def test_a_run_has_days_off_only_and_no_two_touch(year: int) -> None:
    days = WorkCalendar()
    found = holidays_of(year)
    names = [name for one in found for name in one.names if name != "元旦"]  # that of the next year may begin in this one
    assert len(names) == len(set(names)) and {"春节", "国庆节", "端午节"} <= set(names)
    for one, following in zip(found, [*found[1:], None], strict=True):
        length = (one.ends_on - one.starts_on).days + 1
        assert not any(days.is_workday(one.starts_on + timedelta(days=n)).value for n in range(length))
        assert days.is_workday(one.starts_on - timedelta(days=1)).value and days.is_workday(one.ends_on + timedelta(days=1)).value
        assert following is None or one.ends_on + timedelta(days=1) < following.starts_on


def test_an_unpublished_year_is_provisional_until_the_office_enters_it() -> None:
    [autumn] = [one for one in holidays_of(2027) if one.title == "中秋节"]
    assert (autumn.starts_on, autumn.ends_on, autumn.provisional) == (date(2027, 9, 15), date(2027, 9, 15), True)
    published = {date(2027, 9, 16): False, date(2027, 9, 17): False, date(2027, 9, 19): True}
    known = WorkCalendar(published, confirmed_years=[2027])
    [autumn] = [one for one in holidays_of(2027, known) if one.title == "中秋节"]
    assert (autumn.starts_on, autumn.ends_on, autumn.provisional) == (date(2027, 9, 15), date(2027, 9, 18), False)


def test_between_two_days_counts_the_first_and_not_the_last() -> None:
    starts = [one.starts_on for one in holidays_between(date(2023, 12, 30), date(2024, 4, 4))]
    assert starts == [date(2023, 12, 30), date(2024, 2, 10)]
