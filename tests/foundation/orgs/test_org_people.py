"""人员与任职: one person, posts on both sides, over time; the office's own days."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import bare_user, make_operator
from tests.factories.orgs import make_tree
from tongpin.foundation.orgs import selectors, services
from tongpin.kernel.errors import Refused, StaleRecord

pytestmark = pytest.mark.django_db


def test_posts_on_both_faces_over_time() -> None:
    tree, by = make_tree(), make_operator()
    person = services.add_person(name="周正平", org=tree.ningyang, by=by, is_party_member=True)
    assert person.pinyin == "zhouzhengping"
    head = services.appoint(person=person, org=tree.ningyang, title="局长", starts_on=date(2020, 3, 1), is_lead=True, by=by)
    services.appoint(person=person, org=tree.ningyang_leaders, title="党组书记", starts_on=date(2020, 3, 1), by=by)
    services.end_post(post=head, ends_on=date(2023, 3, 1), version=1, by=by)
    assert {p.title for p in selectors.posts_on(person, date(2023, 2, 28))} == {"局长", "党组书记"}
    assert {p.title for p in selectors.posts_on(person, date(2023, 3, 1))} == {"党组书记"}
    assert [p.title for p in selectors.posts_in(tree.ningyang, date(2022, 1, 1))] == ["局长"]
    assert not selectors.posts_in(tree.ningyang, date(2023, 3, 1))


def test_appoint_refuses_twice_and_outside_the_organisations_life() -> None:
    tree, by = make_tree(), make_operator()
    person = services.add_person(name="李文静", org=tree.ningyang, by=by)
    services.appoint(person=person, org=tree.ningyang, title="科员", starts_on=date(2020, 1, 1), by=by)
    with pytest.raises(Refused, match="已任同一职务"):
        services.appoint(person=person, org=tree.ningyang, title="科员", starts_on=date(2021, 1, 1), by=by)
    with pytest.raises(Refused, match="存续期间"):
        services.appoint(person=person, org=tree.ningyang, title="副科长", starts_on=date(2000, 1, 1), by=by)


def test_end_post_refuses_backwards_and_stale() -> None:
    tree, by = make_tree(), make_operator()
    person = services.add_person(name="李文静", org=tree.ningyang, by=by)
    post = services.appoint(person=person, org=tree.ningyang, title="科员", starts_on=date(2020, 1, 1), by=by)
    with pytest.raises(Refused, match="须晚于"):
        services.end_post(post=post, ends_on=date(2020, 1, 1), version=1, by=by)
    with pytest.raises(StaleRecord):
        services.end_post(post=post, ends_on=date(2021, 1, 1), version=7, by=by)


def test_edit_person_refuses_a_stale_page() -> None:
    tree, by = make_tree(), make_operator()
    person = services.add_person(name="王思远", org=tree.ningyang, by=by)
    values = {"name": "王思源", "org": tree.ningyang, "phone": "", "is_party_member": False, "left_on": None, "by": by}
    services.edit_person(person=person, version=1, **values)
    with pytest.raises(StaleRecord):
        services.edit_person(person=person, version=1, **values)


def test_one_account_is_one_person() -> None:
    tree, by = make_tree(), make_operator()
    user = bare_user()
    services.link_user(person=services.add_person(name="甲", org=tree.ningyang, by=by), user=user, by=by)
    with pytest.raises(Refused, match="已关联"):
        services.link_user(person=services.add_person(name="乙", org=tree.ningyang, by=by), user=user, by=by)


def test_override_changes_the_working_calendar_and_can_be_dropped() -> None:
    by, day = make_operator(), date(2023, 8, 16)
    assert selectors.work_calendar().is_workday(day).value
    override = services.override_day(day=day, is_workday=False, note="防汛停办", basis="县政府通知", by=by)
    assert not selectors.work_calendar().is_workday(day).value
    with pytest.raises(Refused, match="已有调整"):
        services.override_day(day=day, is_workday=True, note="甲", basis="乙", by=by)
    august = selectors.calendar_months(2023)[7]
    assert august.workdays == 22
    services.drop_override(override=override, by=by)
    assert selectors.work_calendar().is_workday(day).value
