"""组织树: paths, sub-trees now and on a day, names on a day, without a query per organisation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import make_operator
from tests.factories.orgs import make_org, make_tree
from tongpin.foundation.orgs import selectors, services
from tongpin.foundation.orgs.enums import Face, OrgLevel
from tongpin.kernel.errors import Refused, StaleRecord

pytestmark = pytest.mark.django_db
TODAY = date(2023, 12, 31)


def test_subtree_is_one_prefix() -> None:
    tree = make_tree()
    below = set(selectors.subtree_ids(tree.ningyang))
    assert below == {
        tree.ningyang.pk,
        tree.ningyang_office.pk,
        tree.ningyang_plan.pk,
        tree.ningyang_leaders.pk,
        tree.ningyang_branch.pk,
    }
    assert set(selectors.subtree_ids(tree.city)) > below


def test_path_of_1_does_not_catch_10() -> None:
    orgs = [make_org(f"单位{i}") for i in range(12)]
    assert all(selectors.subtree_ids(org) == (org.pk,) for org in orgs)


def test_subtree_queries_do_not_grow(django_assert_num_queries: Any) -> None:
    tree = make_tree()
    for number in range(20):
        make_org(f"科室{number}", tree.ningyang, OrgLevel.DEPARTMENT)
    with django_assert_num_queries(1):
        assert len(selectors.subtree_ids(tree.ningyang)) == 25


def test_tree_page_rows_do_not_query_per_row(django_assert_num_queries: Any) -> None:
    tree = make_tree()
    for number in range(20):
        make_org(f"科室{number}", tree.ningyang, OrgLevel.DEPARTMENT)
    with django_assert_num_queries(1):
        rows = selectors.tree_rows(selectors.all_organisations(), tree.ningyang)
    assert [row.org.pk for row in rows[:2]] == [tree.city.pk, tree.dongping.pk]
    assert len([row for row in rows if row.depth == 2]) == 24
    assert [row.org for row in rows if row.is_chosen] == [tree.ningyang]


def test_create_sets_path_face_name_and_place() -> None:
    tree = make_tree()
    org = services.create_organisation(
        name="宁阳县科技局第一党小组", level=OrgLevel.PARTY_SMALL_GROUP, parent=tree.ningyang_branch, starts_on=TODAY, by=make_operator()
    )
    assert org.path == f"{tree.ningyang_branch.path}{org.pk}/"
    assert org.face == Face.PARTY
    assert org.code == "NYXKJJDYDXZ"
    assert selectors.name_on(org, TODAY) == org.name
    assert [p.parent for p in selectors.placements_of(org)] == [tree.ningyang_branch]


def test_suggested_code_is_free() -> None:
    make_org("甲局", code="JJ")
    assert services.suggested_code("甲局") == "JJ-2"
    assert services.suggested_code("乙局") == "YJ"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "宁阳县科学技术局"}, "同名"),
        ({"code": "NY"}, "已被使用"),
        ({"code": "宁阳"}, "大写字母"),
        ({"level": OrgLevel.DEPARTMENT, "parent": None}, "须有上级"),
        ({"level": OrgLevel.DEPARTMENT, "parent": "ningyang_branch"}, "党组织之下"),
    ],
)
def test_create_refuses(values: dict[str, Any], words: str) -> None:
    tree = make_tree()
    if isinstance(values.get("parent"), str):
        values = {**values, "parent": getattr(tree, values["parent"])}
    given = {"name": "新局", "level": OrgLevel.COUNTY, "parent": tree.city, "starts_on": TODAY, **values}
    with pytest.raises(Refused, match=words):
        services.create_organisation(**given, by=make_operator())


def test_edit_refuses_a_stale_version() -> None:
    org, operator = make_tree().ningyang, make_operator()
    services.edit_organisation(org=org, region_code="370921", sort_order=5, version=1, by=operator)
    assert org.version == 2
    with pytest.raises(StaleRecord):
        services.edit_organisation(org=org, region_code="370922", sort_order=6, version=1, by=operator)
