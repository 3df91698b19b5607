"""年度计划和节点: what a level plans, in which month, on which day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from tongpin.domains.orglife.calculations.topics import festivals, presets, qingming
from tongpin.domains.orglife.enums import THEME_DAY, Catalogue, MeetingKind, TopicNature
from tongpin.domains.orglife.planning import BRANCH, PARTY_GROUP, SMALL_GROUP, day_in, slots, workday_near
from tongpin.kernel.periods import PeriodKind

YEAR = range(1, 13)


def test_a_branch_plans_a_whole_year() -> None:
    found = Counter(slot.kind for slot in slots(2026, YEAR, BRANCH, day=25))
    assert found == {
        MeetingKind.GENERAL: 4,
        MeetingKind.COMMITTEE: 12,
        THEME_DAY: 12,
        MeetingKind.LECTURE: 4,
        MeetingKind.ORGANISATIONAL_LIFE: 1,
    }


def test_a_part_of_the_year_fills_the_windows_it_touches() -> None:
    found = [(slot.kind, slot.day) for slot in slots(2026, (5, 7, 8), BRANCH, day=31) if slot.kind == MeetingKind.GENERAL]
    assert found == [(MeetingKind.GENERAL, date(2026, 5, 31)), (MeetingKind.GENERAL, date(2026, 8, 31))]
    assert slots(2026, (), BRANCH, day=1) == []


def test_groups_and_party_groups_plan_their_own() -> None:
    assert {slot.kind for slot in slots(2026, YEAR, SMALL_GROUP, day=5)} == {MeetingKind.SMALL_GROUP}
    found = Counter(slot.kind for slot in slots(2026, YEAR, PARTY_GROUP, day=5))
    assert found[MeetingKind.CENTRE_GROUP] == 4
    assert found[MeetingKind.PARTY_GROUP] == 12


def test_a_window_that_the_rule_in_force_says_goes_before_the_usual_one() -> None:
    found = slots(2026, YEAR, BRANCH, day=5, windows={"LIFE-04": PeriodKind.HALF})
    assert sum(1 for slot in found if slot.kind == MeetingKind.LECTURE) == 2


def test_a_day_that_a_month_does_not_have_is_its_last() -> None:
    assert day_in(2024, 2, 31) == date(2024, 2, 29)
    assert day_in(2026, 2, 29) == date(2026, 2, 28)


def test_a_day_of_rest_moves_within_its_month() -> None:
    rest = {date(2026, 5, 1) + timedelta(days=n): False for n in range(5)}
    assert workday_near(date(2026, 5, 1), rest) == date(2026, 5, 6)
    assert workday_near(date(2026, 5, 31), {}) == date(2026, 5, 29)


@pytest.mark.parametrize(("year", "day"), [(2020, 4), (2023, 5), (2024, 4), (2025, 4), (2026, 5), (2027, 5), (2028, 4)])
def test_qingming(year: int, day: int) -> None:
    assert qingming(year) == date(year, 4, day)


def test_days_of_note_stand_in_order_and_topics_name_their_materials() -> None:
    found = festivals(presets(Catalogue.FESTIVAL), 2026)
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert {"women", "leifeng", "qingming", "youth", "party"} <= {one.key for one in found}
    topics = presets(Catalogue.TOPIC)
    assert {topic.key for topic in topics} == set(TopicNature.values)
    assert all(topic.materials for topic in topics)
    assert {topic.key for topic in topics if topic.general_only} == {
        "admission",
        "conversion",
        "probation_extended",
        "probation_cancelled",
        "discipline",
        "commendation",
        "election",
    }
