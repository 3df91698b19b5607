"""党务规则的设置: readings on which the texts leave room are settings of the unit; each is tried both ways."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tongpin.engines.rules.book import duty_rule, duty_rules
from tongpin.engines.rules.duty import DutyState, Judgement, judge
from tongpin.engines.rules.overrides import Override
from tongpin.engines.rules.rule import Force

CHAPTERS = {"ORG": 16, "LIFE": 23, "DEV": 31}


def judged(code: str, facts: dict[str, Any], as_of: date, **values: Any) -> Judgement:
    rule = duty_rule(code)
    override = Override(rule=rule.key, starts_on=date(1949, 10, 1), basis="本单位制度", values=values)
    return judge(rule, facts, as_of, overrides=[override])


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_number_of_a_chapter_is_left_out(chapter: str) -> None:
    codes = {rule.duty.code for rule in duty_rules() if rule.duty}
    assert {f"{chapter}-{number:02}" for number in range(1, CHAPTERS[chapter] + 1)} <= codes


def test_a_number_of_days_set_by_the_unit_is_never_worded_as_a_breach() -> None:
    for rule in duty_rules():
        if any("期限（本单位设置）" in term.title for term in rule.parameters.values()):
            assert rule.force is not Force.MANDATORY, rule.key


def test_the_first_day_of_a_publicity_may_be_left_out() -> None:
    facts = {
        "opinions_missing": [],
        "object_agreed_on": date(2026, 5, 29),
        "publicity_started_on": date(2026, 6, 1),
        "object_listed_on": date(2026, 6, 5),
    }
    as_of = date(2026, 12, 31)
    assert judged("DEV-10", facts, as_of).state is DutyState.DONE
    assert judged("DEV-10", facts, as_of, count_first_day=False).state is DutyState.OVERDUE
    later = {**facts, "object_listed_on": date(2026, 6, 8)}
    assert judged("DEV-10", later, as_of, count_first_day=False).state is DutyState.DONE


def test_three_months_for_the_approval_may_run_from_the_report() -> None:
    facts = {"acceptance_meeting_on": date(2026, 7, 15), "resolution_reported_on": date(2026, 7, 20), "approved_on": date(2026, 10, 18)}
    as_of = date(2026, 12, 31)
    assert judged("DEV-21", facts, as_of).state is DutyState.OVERDUE
    from_report = judged("DEV-21", facts, as_of, from_report=True)
    assert (from_report.state, from_report.due) == (DutyState.DONE, date(2026, 10, 20))
    unreported = judged("DEV-21", {"acceptance_meeting_on": date(2026, 7, 15)}, as_of, from_report=True)
    assert (unreported.state, unreported.missing) == (DutyState.MISSING, ("决议报上级党委日期",))


def test_written_opinions_may_count_after_the_revision() -> None:
    facts = {
        "meeting_on": date(2026, 7, 10),
        "vote_matter": "接收预备党员",
        "due_voting": 16,
        "yes_votes": 8,
        "written_yes_votes": 1,
    }
    as_of = date(2026, 12, 31)
    assert judged("DEV-19", facts, as_of).state is DutyState.OVERDUE
    assert judged("DEV-19", facts, as_of, count_written=True).state is DutyState.DONE


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("DEV-15", {"acceptance_meeting_on": date(2026, 6, 10), "leaves_unit_on": date(2026, 8, 1)}),
        ("DEV-17a", {"meeting_on": date(2026, 6, 10), "vote_matter": "接收预备党员", "candidates": 2, "voted_one_by_one": False}),
        ("DEV-20", {"approved_on": date(2026, 6, 10)}),
    ],
)
def test_rules_of_the_text_of_2014_may_be_kept_after_the_revision(code: str, facts: dict[str, Any]) -> None:
    as_of = date(2026, 12, 31)
    assert judged(code, facts, as_of).state is DutyState.NOT_APPLICABLE
    assert judged(code, facts, as_of, still_held=True).state is DutyState.OVERDUE


def test_the_share_of_excellent_members_may_rest_on_all_members() -> None:
    facts = {"graded_members": 23, "members": 24, "excellent_members": 8}
    as_of = date(2026, 12, 31)
    assert judged("LIFE-11", facts, as_of).state is DutyState.OVERDUE
    assert judged("LIFE-11", facts, as_of, base_all_members=True).state is DutyState.DONE


def test_exactly_half_may_be_too_few() -> None:
    facts = {"decision_body": "党员大会", "vote_matter": "其他事项", "due_voting": 16, "present_voting": 8}
    as_of = date(2026, 12, 31)
    assert judged("LIFE-15", facts, as_of).state is DutyState.DONE
    assert judged("LIFE-15", facts, as_of, half_is_enough=False).state is DutyState.OVERDUE


def test_each_reading_of_the_talks_may_be_switched_off() -> None:
    facts = {
        "committee_pairs_without_talk": ["书记—纪检委员"],
        "members_without_committee_talk": ["张某"],
        "members_without_member_talk": ["李某"],
    }
    as_of = date(2026, 12, 31)
    assert "委员之间" in judged("LIFE-13", facts, as_of).reason
    assert "张某" in judged("LIFE-13", facts, as_of, check_pairs=False).reason
    assert "李某" in judged("LIFE-13", facts, as_of, check_pairs=False, check_committee=False).reason
    assert judged("LIFE-13", facts, as_of, check_pairs=False, check_committee=False, check_members=False).state is DutyState.DONE


def test_leaders_may_be_asked_for_a_share_of_the_meetings() -> None:
    facts = {"own_branch_meetings_due": 12, "own_branch_meetings_attended": 5, "own_branch_meetings_excused": 1}
    as_of = date(2026, 12, 31)
    assert judged("LIFE-20", facts, as_of).state is DutyState.DONE
    asked = judged("LIFE-20", facts, as_of, least_share=1)
    assert "至少应参加11次" in asked.reason


def test_a_fact_of_a_subject_has_one_type_and_one_title() -> None:
    """A person is asked for the same fact in the same words, whichever rule asks; counts may name their own window."""
    asked: dict[tuple[str, str, str], set[tuple[str, str, str]]] = {}
    for rule in duty_rules():
        for name, term in rule.facts.items():
            assert rule.duty is not None
            asked.setdefault((rule.duty.subject, rule.duty.window, name), set()).add((term.type, term.title, term.unit))
    assert {fact: words for fact, words in asked.items() if len(words) > 1} == {}
