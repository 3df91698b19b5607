"""专班的事实: which of the task forces of a unit is told, and by whom it is manned on the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.membership import make_branch, make_member
from tests.factories.orgs import OrgTree, make_tree
from tests.factories.work_forces import make_force
from tongpin.domains.work.force_facts import unit_facts
from tongpin.domains.work.models import Force, ForceMember
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.obligations import Subject

TODAY = date(2024, 6, 30)
SINCE = date(2024, 1, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


def about(*units: Organisation) -> list[Subject]:
    return [Subject(kind="unit", pk=org.pk, org_id=org.pk, title=org.name) for org in units]


def manned(org: Organisation, full: int, probationary: int = 0, **values: Any) -> Force:
    """A task force with so many full members of the Party, and somebody from outside."""
    force = make_force(org, **{"founded_on": SINCE, "term_until": date(2024, 10, 1), **values})
    branch = make_branch(org)
    people = [make_member(branch).person for _ in range(full)]
    joined: dict[str, Any] = {"standing": "probationary", "joined_on": SINCE, "full_since": None}
    people += [make_member(branch, **joined).person for _ in range(probationary)]
    for person in people:
        ForceMember.objects.create(force=force, person=person, name=person.name, starts_on=SINCE)
    ForceMember.objects.create(force=force, name="外单位人员", unit="临江局", starts_on=SINCE)
    return force


def with_branch(org: Organisation, founded: date, ended: date | None = None) -> dict[str, Any]:
    return {"branch_name": "临时党支部", "branch_approved_by": org, "branch_founded_on": founded, "branch_ended_on": ended}


def test_nothing_is_told_without_a_task_force(tree: OrgTree) -> None:
    make_force(tree.ningyang, kind="leading_group", founded_on=SINCE)
    manned(tree.ningyang, 3, ended_on=TODAY, result="已完成")
    manned(tree.ningyang, 3, founded_on=date(2024, 7, 1))
    manned(tree.dongping, 3)
    assert unit_facts(about(tree.ningyang), None, TODAY) == {}


STANDING: list[tuple[dict[str, Any], tuple[int, int]]] = [
    ({}, (9, 2)),
    ({"term_until": date(2024, 6, 30)}, (5, 2)),
    ({"term_until": date(2024, 7, 1)}, (6, 2)),
    ({"term_until": None}, (5, 2)),
    ({"ended_on": date(2024, 7, 1), "result": "已完成"}, (9, 2)),
]


@pytest.mark.parametrize(("values", "told"), STANDING)
def test_how_long_and_by_how_many_full_members(tree: OrgTree, values: dict[str, Any], told: tuple[int, int]) -> None:
    manned(tree.ningyang, 2, 1, **values)
    found = unit_facts(about(tree.ningyang, tree.dongping), None, TODAY)
    assert found == {tree.ningyang.pk: {"project_months": told[0], "project_full_members": told[1], "project_has_branch": False}}


def test_who_left_or_joined_later_is_not_counted(tree: OrgTree) -> None:
    force = manned(tree.ningyang, 3)
    rows = list(ForceMember.objects.filter(force=force, person__isnull=False))
    ForceMember.objects.filter(pk=rows[0].pk).update(ends_on=TODAY)
    ForceMember.objects.filter(pk=rows[1].pk).update(starts_on=date(2024, 7, 1))
    assert unit_facts(about(tree.ningyang), None, TODAY)[tree.ningyang.pk]["project_full_members"] == 1
    assert unit_facts(about(tree.ningyang), None, date(2024, 6, 29))[tree.ningyang.pk]["project_full_members"] == 2


BRANCHES: list[tuple[date, date | None, bool]] = [
    (TODAY, None, True),
    (date(2024, 7, 1), None, False),
    (SINCE, TODAY, False),
    (SINCE, date(2024, 7, 1), True),
]


@pytest.mark.parametrize(("founded", "ended", "has_branch"), BRANCHES)
def test_a_branch_counts_while_it_stands(tree: OrgTree, founded: date, ended: date | None, has_branch: bool) -> None:
    manned(tree.ningyang, 3, **with_branch(tree.ningyang_branch, founded, ended))
    assert unit_facts(about(tree.ningyang), None, TODAY)[tree.ningyang.pk]["project_has_branch"] is has_branch


def test_of_several_the_one_that_should_have_a_branch_is_told(tree: OrgTree) -> None:
    manned(tree.ningyang, 5, term_until=date(2026, 1, 1), **with_branch(tree.ningyang_branch, SINCE))
    manned(tree.ningyang, 2, term_until=date(2027, 1, 1))
    manned(tree.ningyang, 3, term_until=date(2024, 8, 1))
    found = unit_facts(about(tree.ningyang), None, TODAY)[tree.ningyang.pk]
    assert found == {"project_months": 7, "project_full_members": 3, "project_has_branch": False}
