"""表决和到会: the numbers around each limit; exactly half is half, and the base is the right one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.domains.orglife.enums import MeetingKind, VoteOutcome, VoteRule
from tongpin.domains.orglife.voting import Tally, attendance_needed, judge_tally, words_of

PASSED, FAILED, NO_QUORUM, VOID = VoteOutcome.PASSED, VoteOutcome.FAILED, VoteOutcome.NO_QUORUM, VoteOutcome.VOID

QUORUM: list[tuple[str, bool, int, int, bool]] = [
    (MeetingKind.GENERAL, False, 16, 8, True),
    (MeetingKind.GENERAL, False, 16, 7, False),
    (MeetingKind.GENERAL, False, 15, 7, False),
    (MeetingKind.GENERAL, False, 15, 8, True),
    (MeetingKind.GENERAL, False, 0, 0, False),
    (MeetingKind.COMMITTEE, False, 5, 2, False),
    (MeetingKind.COMMITTEE, False, 5, 3, True),
    (MeetingKind.COMMITTEE, False, 4, 2, True),
    (MeetingKind.PARTY_GROUP, False, 7, 4, True),
    (MeetingKind.PARTY_GROUP, False, 7, 3, False),
    (MeetingKind.PARTY_GROUP, True, 7, 4, False),
    (MeetingKind.PARTY_GROUP, True, 7, 5, True),
    (MeetingKind.DEMOCRATIC_LIFE, False, 7, 4, False),
    (MeetingKind.DEMOCRATIC_LIFE, False, 7, 5, True),
    (MeetingKind.DEMOCRATIC_LIFE, False, 6, 4, True),
]


@pytest.mark.parametrize(("kind", "personnel", "due", "present", "enough"), QUORUM)
def test_who_must_be_there(kind: str, personnel: bool, due: int, present: int, enough: bool) -> None:
    needed = attendance_needed(kind, with_personnel=personnel)
    assert needed is not None
    assert needed.reached(present, due) is enough


@pytest.mark.parametrize("kind", [MeetingKind.LECTURE, MeetingKind.SMALL_GROUP, MeetingKind.CENTRE_GROUP, MeetingKind.ORGANISATIONAL_LIFE])
def test_no_number_is_asked_where_no_rule_gives_one(kind: str) -> None:
    assert attendance_needed(kind) is None


VOTES: list[tuple[str, int, int, int, int | None, int | None, VoteOutcome]] = [
    (VoteRule.ORDINARY, 16, 12, 8, None, None, FAILED),
    (VoteRule.ORDINARY, 16, 12, 9, None, None, PASSED),
    (VoteRule.ORDINARY, 16, 8, 8, None, None, FAILED),
    (VoteRule.ORDINARY, 15, 8, 8, None, None, PASSED),
    (VoteRule.ORDINARY, 16, 7, 7, None, None, NO_QUORUM),
    (VoteRule.ADMISSION, 16, 8, 8, 8, 8, NO_QUORUM),
    (VoteRule.ADMISSION, 16, 9, 9, 9, 9, PASSED),
    (VoteRule.ADMISSION, 16, 9, 8, 9, 9, FAILED),
    (VoteRule.PERSONNEL, 7, 4, 4, 4, 4, NO_QUORUM),
    (VoteRule.PERSONNEL, 7, 5, 4, 5, 5, PASSED),
    (VoteRule.PERSONNEL, 7, 5, 3, 5, 5, FAILED),
    (VoteRule.ELECTION, 16, 12, 12, 12, 12, NO_QUORUM),
    (VoteRule.ELECTION, 16, 13, 7, 13, 13, PASSED),
    (VoteRule.ELECTION, 10, 8, 5, 8, 8, PASSED),
    (VoteRule.ELECTION, 17, 14, 7, 14, 14, FAILED),
    (VoteRule.ELECTION, 17, 14, 8, 14, 13, PASSED),
    (VoteRule.ELECTION, 17, 14, 12, 14, 15, VOID),
]


@pytest.mark.parametrize(("rule", "due", "present", "yes", "issued", "returned", "outcome"), VOTES)
def test_what_passes(rule: str, due: int, present: int, yes: int, issued: int | None, returned: int | None, outcome: VoteOutcome) -> None:
    tally = Tally(rule=rule, due=due, present=present, yes=yes, issued=issued, returned=returned)
    assert judge_tally(tally) is outcome
    assert words_of(tally).endswith("。")


@given(due=st.integers(0, 400), present=st.integers(0, 400), yes=st.integers(0, 400), rule=st.sampled_from(VoteRule.values))
def test_nothing_passes_with_half_or_fewer(due: int, present: int, yes: int, rule: str) -> None:
    present, yes = min(present, due), min(yes, present, due)
    base = present if rule == VoteRule.ELECTION else due
    if judge_tally(Tally(rule=rule, due=due, present=present, yes=yes)) is PASSED:
        assert yes * 2 > base


def test_the_words_name_base_and_least_number() -> None:
    assert words_of(Tally(rule=VoteRule.ORDINARY, due=16, present=12, yes=8)) == (
        "应到有表决权 16 人，赞成须超过半数（至少 9 票），赞成 8 票，未通过。"
    )
    assert "至少 13 人" in words_of(Tally(rule=VoteRule.ELECTION, due=16, present=12, yes=12))
    assert "收回 15 票" in words_of(Tally(rule=VoteRule.ELECTION, due=17, present=14, yes=12, issued=14, returned=15))
