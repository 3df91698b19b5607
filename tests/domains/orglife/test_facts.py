"""事实: what the rules are told, only up to the day that is asked about, and that the rulebook asks for exactly these."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.access import make_user
from tests.factories.orglife import (
    make_item,
    make_meeting,
    make_members,
    make_notice,
    make_opinion,
    make_rectification,
    make_theme_day,
    make_vote,
)
from tests.factories.orgs import OrgTree, make_org, make_tree
from tongpin.domains.orglife.enums import LIFE_STEPS, MeetingKind, VoteOutcome
from tongpin.domains.orglife.gathering_facts import FACTS
from tongpin.domains.orglife.grounds import grounds
from tongpin.domains.orglife.voting import judge_tally
from tongpin.engines.rules.book import book
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, Post
from tongpin.kernel.obligations import DutySubject, FactSource, Subject
from tongpin.kernel.periods import Period

pytestmark = pytest.mark.django_db
YEAR = Period.year(2023)
END = date(2023, 12, 31)


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


@pytest.fixture
def clerk(tree: OrgTree) -> User:
    return make_user(roles=[("party_clerk", tree.ningyang)])


def of(
    kind: str, *orgs: Organisation, window: Period | None = YEAR, as_of: date = END, pks: tuple[int, ...] = ()
) -> dict[int, dict[str, Any]]:
    subjects = [Subject(kind=kind, pk=org.pk, org_id=org.pk, title=org.name) for org in orgs] or [
        Subject(kind=kind, pk=pk, org_id=0, title="") for pk in pks
    ]
    source = next(one for one in FACTS if isinstance(one, FactSource) and one.subject == kind)
    return {pk: dict(found) for pk, found in source.collect(subjects, window, as_of).items()}


def test_every_fact_that_is_collected_is_declared(tree: OrgTree, clerk: User) -> None:
    make_theme_day(tree.ningyang_branch, by=clerk)
    make_meeting(tree.ningyang_branch, by=clerk, kind=MeetingKind.ORGANISATIONAL_LIFE)
    for kind, org in (("branch", tree.ningyang_branch), ("party_group", tree.ningyang_leaders), ("small_group", tree.ningyang_branch)):
        source = next(one for one in FACTS if isinstance(one, FactSource) and one.subject == kind)
        assert set(of(kind, org)[org.pk]) <= {fact.name for fact in source.facts}


def test_rules_ask_for_facts_under_the_same_name_and_type() -> None:
    asked = {(rule.duty.subject, name): term for rule in book().rules.values() if rule.duty for name, term in rule.facts.items()}
    ours = [(one.subject, fact) for one in FACTS if isinstance(one, FactSource) for fact in one.facts]
    shared = [(subject, fact) for subject, fact in ours if (subject, fact.name) in asked]
    assert len(shared) > 30
    assert not [(subject, fact.name) for subject, fact in shared if asked[subject, fact.name].type != fact.type]


def test_a_branch_is_told_what_it_held_up_to_the_day(tree: OrgTree, clerk: User) -> None:
    branch = tree.ningyang_branch
    for month in (2, 5, 8):
        make_meeting(branch, by=clerk, kind=MeetingKind.GENERAL, day=date(2023, month, 20))
    for month, day in ((8, 25), (9, 25), (10, 26), (11, 5)):
        make_theme_day(branch, by=clerk, day=date(2023, month, day))
    assert of("branch", branch)[branch.pk]["general_meetings_held"] == 3
    assert of("branch", branch, as_of=date(2023, 5, 19))[branch.pk]["general_meetings_held"] == 1
    second = of("branch", branch, window=Period.parse("2023-Q4"))[branch.pk]
    assert (second["general_meetings_held"], second["lectures_held"]) == (0, 0)
    november = of("branch", branch, window=Period.parse("2023-11"))[branch.pk]
    assert (november["theme_days_held"], november["theme_day_on"], november["usual_theme_day"]) == (1, date(2023, 11, 5), 25)
    june = of("branch", branch, window=Period.parse("2023-06"), as_of=date(2023, 6, 30))[branch.pk]
    assert (june["theme_day_on"], june["usual_theme_day"]) == (None, None)


def test_a_life_meeting_counts_for_the_year_it_was_held_for(tree: OrgTree, clerk: User) -> None:
    branch = tree.ningyang_branch
    steps = "、".join(LIFE_STEPS[:4])
    meeting = make_meeting(branch, by=clerk, kind=MeetingKind.ORGANISATIONAL_LIFE, day=date(2024, 1, 10), for_year=2023, steps_done=steps)
    make_rectification(meeting, due_on=date(2024, 1, 12))
    make_notice(tree.ningyang)
    found = of("branch", branch, as_of=date(2024, 1, 15))[branch.pk]
    assert (found["life_meetings_held"], found["life_meeting_on"]) == (1, date(2024, 1, 10))
    assert found["life_meeting_due_on"] == date(2024, 3, 31)
    assert found["life_meeting_steps_missing"] == ("批评和自我批评",)
    assert (found["rectification_items"], found["rectification_items_late"]) == (1, 1)
    assert of("branch", branch, window=Period.year(2024), as_of=date(2024, 1, 15))[branch.pk]["life_meetings_held"] == 0
    assert of("branch", branch)[branch.pk]["life_meetings_held"] == 0


def test_the_nearest_notice_above_decides(tree: OrgTree, clerk: User) -> None:
    make_notice(tree.city, due_on=date(2024, 3, 31))
    make_notice(tree.ningyang, due_on=date(2024, 2, 15))
    other = make_org("东平支部", tree.dongping, OrgLevel.PARTY_BRANCH)
    found = of("branch", tree.ningyang_branch, other)
    assert found[tree.ningyang_branch.pk]["life_meeting_due_on"] == date(2024, 2, 15)
    assert found[other.pk]["life_meeting_due_on"] == date(2024, 3, 31)


def test_a_party_group_is_told_its_studies_and_its_secretarys_lectures(tree: OrgTree, clerk: User) -> None:
    group = tree.ningyang_leaders
    leaders = make_members(group)
    meeting = make_meeting(group, by=clerk, day=date(2023, 6, 1))
    make_item(meeting, topic="governance", title="从严治党")
    make_item(meeting, topic="governance", title="从严治党之二")
    make_meeting(group, by=clerk, kind=MeetingKind.LECTURE, day=date(2023, 7, 1), speakers=[leaders[0].name])
    make_meeting(group, by=clerk, kind=MeetingKind.LECTURE, day=date(2023, 8, 1), speakers=[leaders[1].name])
    found = of("party_group", group)[group.pk]
    assert (found["strict_governance_studies"], found["ideology_studies"], found["secretary_lectures"]) == (1, 0, 1)
    assert of("leader", pks=(leaders[1].pk,))[leaders[1].pk]["lectures_given"] == 1


def test_a_leader_is_told_how_often_they_came_as_a_member(tree: OrgTree, clerk: User) -> None:
    people = make_members(tree.ningyang_branch, 3)
    for month, reason in ((3, ""), (4, "出差"), (5, "无故缺席")):
        absent = {people[2].pk: reason} if reason else {}
        make_theme_day(tree.ningyang_branch, by=clerk, day=date(2023, month, 1), absent=absent)
    found = of("leader", pks=(people[2].pk,))[people[2].pk]
    assert (found["own_branch_meetings_due"], found["own_branch_meetings_attended"], found["own_branch_meetings_excused"]) == (3, 1, 1)


def test_a_meeting_is_told_who_came_who_chaired_and_who_spoke_last(tree: OrgTree, clerk: User) -> None:
    people = make_members(tree.ningyang_leaders)
    Post.objects.filter(person=people[1]).update(title="副书记")
    meeting = make_meeting(tree.ningyang_leaders, by=clerk, chair=people[1].pk, recorder=people[2].pk, absent={people[6].pk: "出差"})
    make_item(meeting)
    major = make_item(meeting, topic="project", title="项目")
    make_opinion(major, people[0], position=1)
    make_opinion(major, people[1], position=2)
    found = of("meeting", pks=(meeting.pk,))[meeting.pk]
    assert (found["meeting_kind"], found["members_due"], found["members_present"]) == ("党组会", 7, 6)
    assert (found["chair_role"], found["first_topic_led"], found["has_major_matter"]) == ("副书记", True, True)
    assert found["head_spoke_last"] is False
    subjects = next(one for one in FACTS if isinstance(one, DutySubject) and one.key == "meeting").find([tree.ningyang_leaders.pk], END)
    assert [one.pk for one in subjects] == [meeting.pk]


def test_a_restricted_vote_is_no_subject(tree: OrgTree, clerk: User) -> None:
    item = make_item(make_meeting(tree.ningyang_branch, by=clerk, kind=MeetingKind.GENERAL), topic="other", title="评优")
    vote, hidden = make_vote(item), make_vote(item, is_restricted=True)
    source = next(one for one in FACTS if isinstance(one, DutySubject) and one.key == "vote")
    assert [one.pk for one in source.find([tree.ningyang_branch.pk], END)] == [vote.pk]
    assert set(of("vote", pks=(vote.pk, hidden.pk))) == {vote.pk}


@pytest.mark.parametrize(
    ("topic", "rule", "due", "present", "yes"),
    [
        ("other", "ordinary", 16, 12, 8),
        ("other", "ordinary", 16, 8, 8),
        ("other", "ordinary", 15, 8, 8),
        ("other", "ordinary", 16, 7, 7),
        ("admission", "admission", 16, 8, 8),
        ("admission", "admission", 16, 9, 9),
        ("admission", "admission", 16, 10, 8),
    ],
)
def test_the_rulebook_and_the_tally_say_the_same(
    tree: OrgTree, clerk: User, topic: str, rule: str, due: int, present: int, yes: int
) -> None:
    meeting = make_meeting(tree.ningyang_branch, by=clerk, kind=MeetingKind.GENERAL)
    ballot = {"rule": rule, "due": due, "present": present, "issued": present, "returned": present, "valid": present}
    vote = make_vote(make_item(meeting, topic=topic, title="事项"), yes=yes, no=present - yes, **ballot)
    codes = {"LIFE-15", "LIFE-16", "DEV-18", "DEV-19"}
    found = [one for one in grounds(vote) if one.code in codes]
    assert len(found) == 2
    assert all(one.holds for one in found) is (judge_tally(vote.tally) is VoteOutcome.PASSED)


def test_facts_of_many_branches_take_as_many_queries_as_of_one(tree: OrgTree, clerk: User) -> None:
    branches = [make_org(f"第{n}支部", tree.ningyang, OrgLevel.PARTY_BRANCH) for n in range(6)]
    for branch in branches:
        make_theme_day(branch, by=clerk)
        make_meeting(branch, by=clerk, kind=MeetingKind.ORGANISATIONAL_LIFE)
    with CaptureQueriesContext(
        connection,
    ) as one:
        of("branch", branches[0])
    with CaptureQueriesContext(connection) as many:
        of("branch", *branches)
    assert len(many) == len(one)
