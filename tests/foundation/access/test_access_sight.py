"""权限与视野: who may what, where, and which rows they see."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory

from tests.factories.access import make_grant, make_user, three_persons
from tests.factories.accounts import make_operator
from tests.factories.orgs import OrgTree, make_person, make_tree
from tongpin.foundation.access import selectors
from tongpin.foundation.access.doors import fetch
from tongpin.foundation.access.roles import Role
from tongpin.foundation.access.scope import Scope, read_scope
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel import clock

pytestmark = pytest.mark.django_db
TODAY = date(2023, 12, 31)


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


def names(queryset: Any) -> set[str]:
    return {str(row) for row in queryset}


def test_three_persons_see_their_own() -> None:
    people = three_persons()
    ours, theirs = make_person(people.tree.ningyang_plan, "甲"), make_person(people.tree.dongping, "乙")
    for user in (people.editor, people.viewer):
        assert names(selectors.visible_to(Person.objects.all(), user, "orgs.view")) == {"甲"}
    assert names(selectors.visible_to(Person.objects.all(), people.stranger, "orgs.view")) == {"乙"}
    assert fetch(Person.objects.all(), people.editor, "orgs.view", ours.pk) == ours
    with pytest.raises(Http404):
        fetch(Person.objects.all(), people.editor, "orgs.view", theirs.pk)
    with pytest.raises(Http404):
        fetch(Person.objects.all(), people.editor, "orgs.view", 10**6)


def test_edit_is_not_view(tree: OrgTree) -> None:
    viewer = make_user(roles=[("viewer", tree.ningyang)])
    assert selectors.may(viewer, "enterprises.view")
    assert not selectors.may(viewer, "enterprises.edit")
    assert not selectors.visible_to(Person.objects.all(), viewer, "enterprises.edit").exists()


def test_permissions_do_not_leak_between_organisations(tree: OrgTree) -> None:
    user = make_user(roles=[("viewer", tree.city), ("clerk", tree.ningyang)])
    assert selectors.may(user, "programs.edit", tree.ningyang_plan)
    assert not selectors.may(user, "programs.edit", tree.dongping)
    assert selectors.may(user, "programs.view", tree.dongping)
    assert "programs.edit" not in selectors.permissions_of(user, tree.dongping)
    seen = selectors.visible_orgs(user, "programs.edit")
    assert tree.ningyang_office in seen and tree.dongping not in seen and tree.city not in seen


def test_grant_without_subtree_stops_at_the_organisation(tree: OrgTree) -> None:
    user = make_user()
    make_grant(user, "viewer", tree.city, with_subtree=False)
    assert names(selectors.visible_orgs(user, "orgs.view")) == {"泰安市科学技术局"}
    assert not selectors.may(user, "orgs.view", tree.ningyang)


def test_nobody_without_a_grant_sees_anything(tree: OrgTree) -> None:
    user = make_user()
    assert selectors.permissions_of(user) == frozenset()
    assert not selectors.visible_orgs(user, "orgs.view").exists()
    assert selectors.default_org(user) is None


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(-1, None, True), (0, None, True), (1, None, False), (-9, 1, True), (-9, 0, False), (-9, -1, False)],
)
def test_grants_hold_from_since_up_to_until(tree: OrgTree, since: int, until: int | None, holds: bool) -> None:
    user, today = make_user(), clock.today()
    ends = None if until is None else today + timedelta(days=until)
    make_grant(user, "viewer", tree.ningyang, since=today + timedelta(days=since), until=ends)
    assert selectors.may(user, "orgs.view") is holds


def test_pinned_date_decides_which_grants_hold(tree: OrgTree, monkeypatch: pytest.MonkeyPatch) -> None:
    user = make_user()
    make_grant(user, "viewer", tree.ningyang, until=date(2023, 7, 1))
    monkeypatch.setenv("TONGPIN_TODAY", "2023-06-30")
    assert selectors.may(user, "orgs.view")
    selectors.forget_grants(user)
    monkeypatch.setenv("TONGPIN_TODAY", "2023-07-01")
    assert not selectors.may(user, "orgs.view")


def test_unknown_role_gives_nothing(tree: OrgTree) -> None:
    user = make_user(roles=[("retired_role", tree.ningyang)])
    assert selectors.permissions_of(user) == frozenset()


def test_operator_sees_and_may_everything(tree: OrgTree) -> None:
    operator = make_operator()
    assert selectors.may(operator, "enterprises.edit", tree.dongping)
    assert selectors.visible_orgs(operator, "orgs.view").count() == Organisation.objects.count()


def test_grants_are_asked_once_and_sight_is_one_query(tree: OrgTree, django_assert_num_queries: Any) -> None:
    user = make_user(roles=[("viewer", tree.ningyang), ("clerk", tree.dongping)])
    with django_assert_num_queries(2):
        assert selectors.may(user, "orgs.view") and selectors.permissions_of(user)
        list(selectors.visible_to(Person.objects.all(), user, "orgs.view"))


def test_scope_defaults_and_reads_what_is_given(tree: OrgTree) -> None:
    user = make_user(roles=[("viewer", tree.ningyang), ("viewer", tree.dongping)])
    plain = read_scope({}, user, date(2024, 5, 6))
    assert (plain.org, str(plain.period), plain.as_of) == (tree.ningyang, "2024", date(2024, 5, 6))
    assert plain.query == {"org": "NY", "period": "2024"}
    given = read_scope({"org": "DP", "period": "2023-H1", "as_of": "2023-06-01"}, user, TODAY)
    assert (given.org, str(given.period), given.as_of) == (tree.dongping, "2023-H1", date(2023, 6, 1))
    assert given.query == {"org": "DP", "period": "2023-H1", "as_of": "2023-06-01"}
    assert read_scope({"period": "2022"}, user, TODAY).as_of == date(2022, 12, 31)
    assert names(given.orgs) == {"宁阳县科学技术局", "东平县科学技术局"}


def test_scope_says_what_it_did_not_understand(tree: OrgTree) -> None:
    user = make_user(roles=[("viewer", tree.ningyang)])
    scope = read_scope({"period": "2023年", "as_of": "昨天"}, user, TODAY)
    assert (str(scope.period), scope.as_of) == ("2023", TODAY)
    assert len(scope.problems) == 2 and "as_of" not in scope.query


def test_in_scope_is_sight_within_the_chosen_organisation(tree: OrgTree) -> None:
    user = make_user(roles=[("viewer", tree.city)])
    make_person(tree.ningyang_plan, "甲")
    make_person(tree.dongping, "乙")
    request: Any = RequestFactory().get("/")
    request.user = user
    request.scope = read_scope({"org": "NY"}, user, TODAY)
    assert isinstance(request.scope, Scope)
    assert names(selectors.in_scope(Person.objects.all(), request, "orgs.view")) == {"甲"}
    request.scope = read_scope({}, user, TODAY)
    assert names(selectors.in_scope(Person.objects.all(), request, "orgs.view")) == {"甲", "乙"}
    request.user = make_user(roles=[("viewer", tree.dongping)])
    assert names(selectors.in_scope(Person.objects.all(), request, "orgs.view")) == {"乙"}


def test_accounts_are_kept_only_by_who_sees_all_they_see(tree: OrgTree) -> None:
    city = make_user("shi", roles=[("system_admin", tree.city)])
    county = make_user("xian", roles=[("system_admin", tree.ningyang)])
    clerk = make_user("clerk", roles=[("clerk", tree.ningyang)])
    wide = make_user("wide", roles=[("clerk", tree.ningyang), ("viewer", tree.dongping)])
    fresh = make_user("fresh")
    make_person(tree.ningyang_office, "新人", user=fresh)
    foreign = make_user("foreign", roles=[("clerk", tree.dongping)])
    seen = selectors.visible_users(county, "accounts.edit")
    assert {clerk, fresh, county} == set(seen)
    assert {clerk, fresh, county, wide, foreign, city} == set(selectors.visible_users(city, "accounts.edit"))
    assert not selectors.visible_users(clerk, "accounts.edit").exists()


def test_role_keeps_its_permissions_frozen() -> None:
    role = Role("a", "甲", frozenset({"x.view"}))
    with pytest.raises(AttributeError):
        role.title = "乙"  # type: ignore[misc]


def test_search_finds_only_what_is_seen(tree: OrgTree) -> None:
    make_person(tree.ningyang, "李文静", pinyin="liwenjing")
    make_person(tree.dongping, "李文")
    request: Any = RequestFactory().get("/")
    request.user = make_user(roles=[("viewer", tree.ningyang)])
    assert [r.title for r in selectors.find_people("李文", request, 5)] == ["李文静"]
    assert [r.title for r in selectors.find_people("wenjing", request, 5)] == ["李文静"]
    assert [r.title for r in selectors.find_organisations("科学技术局", request, 1)] == ["宁阳县科学技术局"]
    assert selectors.find_organisations("东平", request, 5) == []
