"""选举、评议: results by rule, grades within a third, who sees what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.membership import (
    make_appraisal,
    make_candidate,
    make_case,
    make_election,
    make_grade,
    make_member,
    make_members,
)
from tests.factories.orgs import make_person
from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.calculations.elections import Result, result_of
from tongpin.domains.membership.enums import RightsReason, Standing
from tongpin.domains.membership.facts.elections import (
    appraisal_subjects,
    collect_appraisals,
    collect_appraised_branches,
    collect_elections,
    election_subjects,
)
from tongpin.domains.membership.models import Candidate, Election
from tongpin.domains.membership.papers import tally_document
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period

TODAY = date(2026, 6, 3)
DAY = date(2026, 5, 18)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="party_clerk", viewer_role="director")


@pytest.fixture
def branch(persons: ThreePersons) -> Organisation:
    return persons.tree.ningyang_branch


# --- the result ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("votes", "present", "seats", "expected"),
    [
        ({1: 7}, 14, 1, Result((), (), 1, 0)),  # exactly half of those present loses
        ({1: 8}, 14, 1, Result((1,), (), 0, 1)),
        ({1: 12, 2: 9, 3: 10}, 14, 2, Result((1, 3), (), 0, 3)),  # more than the seats: most votes
        ({1: 12, 2: 8, 3: 8}, 14, 2, Result((1,), (2, 3), 1, 3)),  # 8 to 8 for the last seat
        ({1: 9, 2: 9, 3: 9}, 14, 2, Result((), (1, 2, 3), 2, 3)),
        ({1: 12, 2: 7, 3: 5}, 14, 2, Result((1,), (), 1, 1)),  # too few
        ({1: 9, 2: 9}, 14, 2, Result((1, 2), (), 0, 2)),  # equal votes, but a seat for each
    ],
)
def test_who_is_elected(votes: dict[int, int], present: int, seats: int, expected: Result) -> None:
    assert result_of(votes, present=present, seats=seats) == expected


def counted(**values: Any) -> dict[str, Any]:
    return {
        "excused_approved": 0,
        "voters_present": 14,
        "ballots_issued": 14,
        "ballots_returned": 14,
        "ballots_valid": 14,
        "most_names": 3,
        "is_secret": True,
        "proxy_votes": 0,
        "counters_candidates": 0,
        **values,
    }


def held(persons: ThreePersons, branch: Organisation, votes: list[int], **values: Any) -> Election:
    """16 members with the right, 4 candidates for 3 seats, counted."""
    voters = make_members(branch, 16)
    fields = {"kind": "committee", "body": "meeting", "congress_approved": False, "on": DAY, "seats": 3}
    fields |= {"former_term_ends_on": None, "shift_approved": False}
    election = services.open_election(org=branch, by=persons.editor, **fields)
    named = [services.name_candidate(election, person=m.person, is_nominated=True, by=persons.editor) for m in voters[: len(votes)]]
    given = {c.pk: number for c, number in zip(named, votes, strict=True)}
    election = Election.objects.get(pk=election.pk)
    return services.count_election(election, votes=given, by=persons.editor, today=TODAY, expected=1, **counted(**values))


def test_an_election_from_the_register_to_its_tally(persons: ThreePersons, branch: Organisation) -> None:
    make_member(branch, standing=Standing.PROBATIONARY, joined_on=date(2026, 1, 1), arrived_on=date(2026, 1, 1))
    make_member(branch, rights_limited_from=date(2026, 1, 1), rights_reason=RightsReason.PROBATION)
    election = held(persons, branch, [13, 12, 11, 5])
    assert (election.members_total, election.members_with_right, election.voters_due) == (18, 16, 16)
    found = selectors.result(election)
    assert found is not None and (len(found.elected), found.vacant) == (3, 0)
    assert selectors.validity(election).outcome == "met"
    text = docx.Document(BytesIO(tally_document(election, found, "")))
    cells = [[c.text for c in row.cells] for row in text.tables[0].rows]
    assert [row[-1] for row in cells[1:]] == ["当选", "当选", "当选", "未当选"]
    facts = collect_elections(election_subjects([branch.pk], TODAY), None, TODAY)[election.pk]
    assert (facts["lowest_winning_votes"], facts["passed_candidates"], facts["tied_at_last_seat"]) == (11, 3, False)
    assert (facts["voters_due"], facts["ineligible_counted"]) == (16, 0)
    assert "committee_filed_on" not in facts


@pytest.mark.parametrize(
    ("votes", "values", "said"),
    [
        ([13, 12, 11], {}, "差额不足，应至少4人"),
        ([9, 9, 9, 1], {"voters_present": 12, "ballots_issued": 12, "ballots_returned": 12, "ballots_valid": 12}, "应至少13人"),
        ([9, 9, 9, 1], {"ballots_returned": 15}, "应重新选举"),
    ],
)
def test_an_invalid_election_has_no_result(
    persons: ThreePersons, branch: Organisation, votes: list[int], values: dict[str, Any], said: str
) -> None:
    election = held(persons, branch, votes, **values)
    assert selectors.result(Election.objects.get(pk=election.pk)) is None
    assert said in selectors.validity(Election.objects.get(pk=election.pk)).reason


def test_a_tie_is_voted_on_again_among_those_tied(persons: ThreePersons, branch: Organisation) -> None:
    election = Election.objects.get(pk=held(persons, branch, [13, 11, 9, 9]).pk)
    again = services.vote_again(election, on=DAY, by=persons.editor)
    assert (again.seats, again.candidates.count()) == (1, 2)
    assert collect_elections(election_subjects([branch.pk], TODAY), None, TODAY)[election.pk]["revote_held"] is True
    with pytest.raises(Refused, match="已登记再次投票"):
        services.vote_again(election, on=DAY, by=persons.editor)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"voters_present": 17}, "应到 16 人，实到 17 人"),
        ({"ballots_valid": 12}, "多于有效选票 12 张"),
        ({"excused_approved": 16}, "不足1人"),
    ],
)
def test_totals_that_cannot_be(persons: ThreePersons, branch: Organisation, values: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        held(persons, branch, [13, 12, 11, 5], **values)


def test_too_many_votes_in_all(persons: ThreePersons, branch: Organisation) -> None:
    with pytest.raises(Refused, match="合计 56"):
        held(persons, branch, [14, 14, 14, 14])


def test_candidates_have_the_right_to_be_elected(persons: ThreePersons, branch: Organisation) -> None:
    election = make_election(branch)
    probationer = make_member(branch, standing=Standing.PROBATIONARY, joined_on=date(2026, 1, 1), arrived_on=date(2026, 1, 1))
    for person, said in ((probationer.person, "没有被选举权"), (make_person(persons.tree.dongping), "不是本单位人员")):
        with pytest.raises(Refused, match=said):
            services.name_candidate(election, person=person, is_nominated=True, by=persons.editor)
    candidate = services.name_candidate(election, person=make_member(branch).person, is_nominated=True, by=persons.editor)
    services.withdraw_candidate(candidate, by=persons.editor, expected=1, reason="本人不愿意")
    assert not Candidate.objects.exists()
    fields = {"kind": "committee", "body": "congress", "congress_approved": False, "on": DAY, "seats": 3}
    with pytest.raises(Refused, match="须经上级党组织批准"):
        services.open_election(org=branch, by=persons.editor, former_term_ends_on=None, shift_approved=False, **fields)


def test_no_vote_knows_its_voter() -> None:
    names = {f.name for model in (Election, Candidate) for f in model._meta.get_fields()}
    assert not names & {"voter", "voters", "ballot", "ballots"}


# --- what the database refuses ---------------------------------------------------------------------------------------------
WRONG: list[tuple[str, Callable[..., Any], dict[str, Any]]] = [
    ("至少1人", make_election, {"seats": 0}),
    ("实到人数不能多于", make_election, {"voters_due": 3, "voters_present": 4}),
    ("有效选票不能多于", make_election, {"ballots_returned": 3, "ballots_valid": 4}),
    ("四位年份", make_appraisal, {"year": 25}),
]


@pytest.mark.parametrize(("said", "make", "values"), WRONG)
def test_the_database_refuses(branch: Organisation, said: str, make: Callable[..., Any], values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(branch, **values)
    record = make(branch)
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(Refused, match=said):
        check(record)


def test_nothing_is_kept_twice(branch: Organisation) -> None:
    election, appraisal, member = make_election(branch), make_appraisal(branch), make_member(branch)
    candidate = make_candidate(election, person=member.person)
    make_grade(appraisal, member)
    make_election(branch, again_of=election)
    for make in (
        lambda: make_election(branch),
        lambda: make_election(branch, again_of=election),
        lambda: make_candidate(election, person=candidate.person),
        lambda: make_appraisal(branch),
        lambda: make_grade(appraisal, member),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


# --- 民主评议 ----------------------------------------------------------------------------------------------------------------
def test_excellent_is_at_most_a_third(persons: ThreePersons, branch: Organisation) -> None:
    appraisal = make_appraisal(branch)
    everybody = make_members(branch, 24)
    for number, member in enumerate(everybody[:23]):
        make_grade(appraisal, member, grade="excellent" if number < 7 else "qualified", opinion_on=date(2025, 12, 20))
    tally = selectors.tally_of(appraisal)
    assert (tally.graded, tally.excellent, tally.most_excellent, tally.is_over) == (23, 7, 7, False)
    assert tally.ungraded == (everybody[23].person.name,)
    appraisal.grades.filter(member=everybody[20]).update(grade="excellent")
    assert selectors.tally_of(appraisal).is_over
    facts = collect_appraisals(appraisal_subjects([branch.pk], date(2025, 12, 31)), None, date(2025, 12, 31))[appraisal.pk]
    assert (facts["graded_members"], facts["excellent_members"], facts["members"]) == (23, 8, 24)
    assert facts["members_without_opinion"] == (everybody[23].person.name,)
    subjects = appraisal_subjects([branch.pk], TODAY)
    branches = [type(subjects[0])(kind="branch", pk=branch.pk, org_id=branch.pk, title="")]
    assert collect_appraised_branches(branches, Period.year(2025), TODAY) == {branch.pk: {"appraisals_held": 1}}
    assert collect_appraised_branches(branches, Period.year(2026), TODAY) == {branch.pk: {"appraisals_held": 0}}


def test_a_probationary_member_has_no_grade(persons: ThreePersons, branch: Organisation) -> None:
    appraisal = make_appraisal(branch)
    probationer = make_member(branch, standing=Standing.PROBATIONARY, joined_on=date(2025, 6, 1), arrived_on=date(2025, 6, 1))
    words = {"by": persons.editor, "today": TODAY, "grade": "excellent", "opinion_on": None, "followed_up_on": None}
    with pytest.raises(Refused, match="不评定等次"):
        services.grade_member(appraisal, member=probationer, **words)
    with pytest.raises(Refused, match="没有处置或帮助"):
        services.grade_member(appraisal, member=make_member(branch), **{**words, "followed_up_on": date(2026, 1, 1)})


def test_who_sees_a_grade(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    own = make_user(roles=[("party_member", persons.org)])
    member = make_member(branch, person=make_person(persons.org, "王明", user=own))
    other = make_member(branch, "李强")
    appraisal = make_appraisal(branch)
    services.grade_member(
        appraisal, member=member, by=persons.editor, today=TODAY, grade="barely", opinion_on=date(2025, 12, 20), followed_up_on=None
    )
    make_grade(appraisal, other, grade="unqualified")
    page = reverse("membership:appraisal", args=[appraisal.pk])
    client.force_login(persons.editor)
    waiting = make_member(branch, "未评")
    asked = client.get(reverse("membership:grade_new", args=[appraisal.pk])).context["form"].fields["member"].queryset
    assert list(asked) == [waiting], "who has a grade is not offered again"
    assert "基本合格" in client.get(page).content.decode()
    for user in (persons.viewer, persons.stranger, own):
        client.force_login(user)
        assert client.get(page).status_code == 404
    assert [g.grade for g in selectors.grades_of(own)] == ["barely"]
    event = AuditEvent.objects.get(verb="appraisal_grade.given")
    assert "barely" not in str(vars(event)) and "王明" not in str(vars(event))
    client.force_login(persons.editor)
    export = client.get(reverse("membership:appraisals"), {"export": "xlsx"})
    assert export.status_code == 200


# --- three persons ---------------------------------------------------------------------------------------------------------
def test_three_persons(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    election = make_election(branch)
    make_case(branch)
    url, edit = reverse("membership:election", args=[election.pk]), reverse("membership:election_count", args=[election.pk])
    for user, sees, edits in ((persons.editor, 200, 200), (persons.viewer, 200, 404), (persons.stranger, 404, 404)):
        client.force_login(user)
        assert (client.get(url).status_code, client.get(edit).status_code) == (sees, edits)


def test_counting_on_the_page(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    voters = make_members(branch, 5)
    election = make_election(branch, seats=1, members_with_right=5)
    named = [make_candidate(election, person=m.person) for m in voters[:2]]
    client.force_login(persons.editor)
    sent = {"version": 1, "excused_approved": 0, "voters_present": 5, "ballots_issued": 5, "ballots_returned": 5, "ballots_valid": 5}
    sent |= {"is_secret": "on", "proxy_votes": 0, "counters_candidates": 0, f"votes_{named[0].pk}": 4, f"votes_{named[1].pk}": 1}
    answer = client.post(reverse("membership:election_count", args=[election.pk]), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(answer["Location"]).content.decode()
    assert "选举有效" in page and str(voters[0]) in page
    assert client.get(reverse("membership:election_word", args=[election.pk])).status_code == 200
