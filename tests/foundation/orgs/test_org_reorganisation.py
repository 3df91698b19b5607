"""机构调整: names, places and records of the past stay."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import make_operator
from tests.factories.orgs import OrgTree, make_org, make_person, make_tree
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs import selectors, services
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person, Post
from tongpin.kernel.errors import Refused, StaleRecord

pytestmark = pytest.mark.django_db
TODAY = date(2023, 12, 31)
ON = date(2023, 7, 1)
BEFORE = date(2023, 6, 30)


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


@pytest.fixture
def by() -> User:
    return make_operator()


def test_rename_keeps_the_old_name_with_its_dates(tree: OrgTree, by: User) -> None:
    org = tree.ningyang
    services.rename_organisation(org=org, name="宁阳县科学技术和工业局", on=ON, today=TODAY, version=1, by=by, basis="宁编办〔2023〕5号")
    assert selectors.name_on(org, BEFORE) == "宁阳县科学技术局"
    assert selectors.name_on(org, ON) == "宁阳县科学技术和工业局"
    assert selectors.name_on(org, date(1999, 1, 1)) == "宁阳县科学技术局"
    assert selectors.short_name_on(org, BEFORE) == "宁阳县局"
    event = AuditEvent.objects.get(verb="organisation.renamed")
    assert event.before == {"name": "宁阳县科学技术局", "short_name": "宁阳县局"}


def test_rename_on_the_day_of_the_last_change_corrects_it(tree: OrgTree, by: User) -> None:
    org = tree.ningyang
    services.rename_organisation(org=org, name="甲局", on=ON, today=TODAY, version=1, by=by)
    services.rename_organisation(org=org, name="乙局", on=ON, today=TODAY, version=2, by=by)
    assert [row.name for row in selectors.names_of(org)] == ["乙局", "宁阳县科学技术局"]


def test_rename_refuses_stale_future_past_and_same(tree: OrgTree, by: User) -> None:
    org = tree.ningyang
    with pytest.raises(StaleRecord):
        services.rename_organisation(org=org, name="甲局", on=ON, today=TODAY, version=9, by=by)
    org.refresh_from_db()
    with pytest.raises(Refused, match="不能晚于今天"):
        services.rename_organisation(org=org, name="甲局", on=date(2024, 1, 1), today=TODAY, version=1, by=by)
    with pytest.raises(Refused, match="不能早于"):
        services.rename_organisation(org=org, name="甲局", on=date(2009, 1, 1), today=TODAY, version=1, by=by)
    org.refresh_from_db()
    with pytest.raises(Refused, match="无须更名"):
        services.rename_organisation(org=org, name=org.name, short_name=org.short_name, on=ON, today=TODAY, version=1, by=by)
    org.refresh_from_db()
    assert (org.name, org.version) == ("宁阳县科学技术局", 1)


def test_move_takes_the_subtree_along_and_history_answers_by_date(tree: OrgTree, by: User) -> None:
    other = make_org("济宁市科学技术局", level=OrgLevel.CITY)
    services.move_organisation(org=tree.ningyang, parent=other, on=ON, today=TODAY, version=1, by=by)
    office = Organisation.objects.get(pk=tree.ningyang_office.pk)
    assert office.path == f"{other.path}{tree.ningyang.pk}/{office.pk}/"
    assert office.pk in selectors.subtree_ids(other)
    assert office.pk not in selectors.subtree_ids(tree.city)
    assert office.pk in selectors.subtree_ids(tree.city, on=BEFORE)
    assert office.pk not in selectors.subtree_ids(other, on=BEFORE)
    assert [(p.parent, p.valid_to) for p in selectors.placements_of(tree.ningyang)] == [(other, None), (tree.city, ON)]


def test_move_refuses_a_circle(tree: OrgTree, by: User) -> None:
    with pytest.raises(Refused, match="自己的下级"):
        services.move_organisation(org=tree.city, parent=tree.ningyang, on=ON, today=TODAY, version=1, by=by)
    with pytest.raises(Refused, match="已隶属"):
        services.move_organisation(org=tree.ningyang, parent=tree.city, on=ON, today=TODAY, version=1, by=by)


def test_merge_asks_for_same_named_departments_to_be_settled_first(tree: OrgTree, by: User) -> None:
    with pytest.raises(Refused, match="都有下级“办公室”"):
        services.merge_organisation(org=tree.dongping, into=tree.ningyang, on=ON, today=TODAY, version=1, by=by)
    services.merge_organisation(org=tree.dongping_office, into=tree.ningyang_office, on=ON, today=TODAY, version=1, by=by)
    tree.dongping.refresh_from_db()
    tree.ningyang.refresh_from_db()
    services.merge_organisation(org=tree.dongping, into=tree.ningyang, on=ON, today=TODAY, version=1, by=by)
    assert tree.dongping_office.pk in selectors.subtree_ids(tree.ningyang_office)


def test_merge_ends_the_old_and_keeps_its_records(tree: OrgTree, by: User) -> None:
    _call_office_otherwise(tree)
    person = make_person(tree.dongping, "钱海涛")
    post = Post.objects.create(person=person, org=tree.dongping, title="局长", starts_on=date(2020, 1, 1))
    services.merge_organisation(org=tree.dongping, into=tree.ningyang, on=ON, today=TODAY, version=1, by=by)
    old = Organisation.objects.get(pk=tree.dongping.pk)
    assert (old.ends_on, old.merged_into, old.version) == (ON, tree.ningyang, 2)
    assert Person.objects.get(pk=person.pk).org == old
    assert old.pk in selectors.subtree_ids(tree.ningyang)
    assert tree.dongping_office.pk in selectors.subtree_ids(tree.ningyang)
    assert set(selectors.subtree_ids(old)) == {old.pk, tree.dongping_office.pk}
    assert selectors.name_on(old, TODAY) == "东平县科学技术局"
    post.refresh_from_db()
    assert post.ends_on == ON
    with pytest.raises(Refused, match="已撤销"):
        services.rename_organisation(org=old, name="甲局", on=TODAY, today=TODAY, version=2, by=by)


def test_merge_moves_grandchildren_once(tree: OrgTree, by: User) -> None:
    _call_office_otherwise(tree)
    deep = make_org("东平县科技局信息组", tree.dongping_office, OrgLevel.DEPARTMENT)
    services.merge_organisation(org=tree.dongping, into=tree.ningyang, on=ON, today=TODAY, version=1, by=by)
    deep.refresh_from_db()
    assert deep.path == f"{tree.ningyang.path}{tree.dongping_office.pk}/{deep.pk}/"


def test_merge_refuses_party_into_administration(tree: OrgTree, by: User) -> None:
    with pytest.raises(Refused, match="不能合并"):
        services.merge_organisation(org=tree.ningyang_branch, into=tree.dongping, on=ON, today=TODAY, version=1, by=by)


def test_close_needs_the_children_gone(tree: OrgTree, by: User) -> None:
    with pytest.raises(Refused, match="还有下级组织"):
        services.close_organisation(org=tree.dongping, on=ON, today=TODAY, version=1, by=by)
    services.close_organisation(org=tree.dongping_office, on=ON, today=TODAY, version=1, by=by)
    tree.dongping.refresh_from_db()
    services.close_organisation(org=tree.dongping, on=ON, today=TODAY, version=1, by=by)
    assert Organisation.objects.get(pk=tree.dongping.pk).ends_on == ON


def test_effects_say_what_changes_and_what_stays(tree: OrgTree) -> None:
    effects = services.merge_effects(tree.dongping, tree.ningyang, ON)
    assert "下级组织1个" in "".join(effects.changes)
    assert "仍归原组织" in "".join(effects.stays)


def _call_office_otherwise(tree: OrgTree) -> None:
    Organisation.objects.filter(pk=tree.dongping_office.pk).update(name="综合科")
