"""组织与人员页面: who may, who sees only, who meets 404; the two steps of reorganising."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.orgs import make_org, make_person
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs import selectors
from tongpin.foundation.orgs.models import CalendarDay, Organisation, Person, Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> ThreePersons:
    return three_persons(editor_role="system_admin", viewer_role="viewer")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def statuses(people: ThreePersons, url: str, method: str = "get") -> tuple[int, int, int]:
    """Answers to editor, viewer and stranger."""
    answers = [getattr(client_of(user), method)(url).status_code for user in (people.editor, people.viewer, people.stranger)]
    return answers[0], answers[1], answers[2]


def test_record_pages_of_organisation_and_person(people: ThreePersons) -> None:
    person = make_person(people.tree.ningyang_office, "周正平")
    assert statuses(people, reverse("orgs:organisation", args=[people.tree.ningyang_office.pk])) == (200, 200, 404)
    assert statuses(people, reverse("orgs:person", args=[person.pk])) == (200, 200, 404)


@pytest.mark.parametrize("name", ["edit", "rename", "move", "merge", "close"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_forms_are_the_editors(people: ThreePersons, name: str, method: str) -> None:
    assert statuses(people, reverse(f"orgs:{name}", args=[people.tree.ningyang_office.pk]), method) == (200, 404, 404)


@pytest.mark.parametrize("name", ["edit_person", "appoint"])
def test_person_forms_are_the_editors(people: ThreePersons, name: str) -> None:
    person = make_person(people.tree.ningyang)
    assert statuses(people, reverse(f"orgs:{name}", args=[person.pk])) == (200, 404, 404)


def test_end_post_is_the_editors(people: ThreePersons) -> None:
    post = Post.objects.create(person=make_person(people.org), org=people.org, title="局长", starts_on=date(2020, 1, 1))
    url = reverse("orgs:end_post", args=[post.pk])
    assert statuses(people, url) == (200, 404, 404)
    client_of(people.editor).post(url, {"ends_on": "2023-01-01", "version": "1"})
    post.refresh_from_db()
    assert post.ends_on == date(2023, 1, 1)


def test_signed_out_and_without_grants(people: ThreePersons) -> None:
    url = reverse("orgs:organisation", args=[people.org.pk])
    assert Client().get(url).status_code == 302
    assert client_of(make_user()).get(url).status_code == 404
    assert client_of(make_user()).get(reverse("orgs:tree")).status_code == 404


def test_tree_shows_only_what_is_seen(people: ThreePersons) -> None:
    words = client_of(people.viewer).get(reverse("orgs:tree")).content.decode()
    assert "计划规划科" in words and "机关支部" in words
    assert "东平" not in words and f'at={people.tree.city.pk}"' not in words
    assert client_of(people.viewer).get(reverse("orgs:tree"), {"at": people.tree.dongping.pk}).status_code == 404


def test_foreign_organisation_in_the_address_is_404(people: ThreePersons) -> None:
    client = client_of(people.viewer)
    assert client.get(reverse("orgs:tree"), {"org": "NY-BGS"}).status_code == 200
    for code in ("DP", "TA", "NOWHERE"):
        assert client.get(reverse("orgs:tree"), {"org": code}).status_code == 404


def test_bad_period_is_a_sentence_and_not_an_error(people: ThreePersons) -> None:
    answer = client_of(people.viewer).get(reverse("orgs:calendar"), {"period": "去年"})
    assert answer.status_code == 200 and "写法不对" in answer.content.decode()


def test_people_list_is_limited_and_counts_its_queries(people: ThreePersons, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        make_person(people.tree.ningyang_plan, f"甲{number}")
    make_person(people.tree.dongping, "外县人")
    client = client_of(people.viewer)
    client.get(reverse("orgs:people"))
    with django_assert_max_num_queries(14):
        words = client.get(reverse("orgs:people")).content.decode()
    assert "甲29" in words and "外县人" not in words


def test_create_below_ones_own_only(people: ThreePersons) -> None:
    client, url = client_of(people.editor), reverse("orgs:create")
    values = {"name": "信息中心", "level": "unit", "starts_on": "2023-01-01"}
    client.post(url, {**values, "parent": people.tree.dongping.pk})
    client.post(url, {**values, "level": "county", "parent": ""})
    assert not Organisation.objects.filter(name="信息中心").exists()
    client.post(url, {**values, "parent": people.org.pk})
    assert Organisation.objects.get(name="信息中心").parent == people.org


def test_rename_shows_effects_first_and_acts_on_confirmation(people: ThreePersons) -> None:
    client, url = client_of(people.editor), reverse("orgs:rename", args=[people.org.pk])
    values = {"name": "宁阳县科技和工信局", "short_name": "", "on": "2023-07-01", "basis": "宁编办〔2023〕5号", "version": "1"}
    shown = client.post(url, values)
    assert "此前的记录、指标和报告仍用当时的名称" in shown.content.decode()
    assert Organisation.objects.get(pk=people.org.pk).name == "宁阳县科学技术局"
    assert client.post(url, {**values, "confirm": "1"}).status_code == 302
    assert selectors.name_on(people.org, date(2023, 6, 30)) == "宁阳县科学技术局"
    stale = client.post(url, {**values, "name": "再改", "confirm": "1"})
    assert "已被他人修改" in stale.content.decode()


def test_merge_offers_only_organisations_of_the_editor(people: ThreePersons) -> None:
    client, url = client_of(people.editor), reverse("orgs:merge", args=[people.tree.ningyang_plan.pk])
    values = {"on": "2023-07-01", "basis": "文件", "version": "1", "confirm": "1"}
    client.post(url, {**values, "into": people.tree.dongping.pk})
    assert Organisation.objects.get(pk=people.tree.ningyang_plan.pk).ends_on is None
    client.post(url, {**values, "into": people.tree.ningyang_office.pk})
    assert Organisation.objects.get(pk=people.tree.ningyang_plan.pk).merged_into == people.tree.ningyang_office


def test_person_is_added_and_appointed(people: ThreePersons) -> None:
    client = client_of(people.editor)
    client.post(reverse("orgs:add_person"), {"name": "周正平", "org": people.org.pk, "is_party_member": "on"})
    person = Person.objects.get(name="周正平")
    values = {"org": people.tree.ningyang_leaders.pk, "title": "党组书记", "starts_on": "2021-01-01"}
    client.post(reverse("orgs:appoint", args=[person.pk]), values)
    words = client.get(reverse("orgs:person", args=[person.pk])).content.decode()
    assert "党组书记" in words and "党组织" in words


def test_person_of_another_county_cannot_be_taken(people: ThreePersons) -> None:
    client = client_of(people.editor)
    client.post(reverse("orgs:add_person"), {"name": "周正平", "org": people.tree.dongping.pk})
    assert not Person.objects.exists()


def test_calendar_is_adjusted_only_by_who_keeps_the_root(people: ThreePersons) -> None:
    root = make_user(roles=[("system_admin", people.tree.city)])
    values = {"day": "2023-08-16", "is_workday": "0", "note": "防汛", "basis": "通知"}
    url = reverse("orgs:override_day")
    assert client_of(people.editor).post(url, values).status_code == 404
    assert client_of(root).post(url, values).status_code == 302
    override = CalendarDay.objects.get()
    drop = reverse("orgs:drop_override", args=[override.pk])
    assert client_of(people.editor).post(drop).status_code == 404
    assert client_of(root).get(drop).status_code == 405
    assert "防汛" in client_of(people.viewer).get(reverse("orgs:calendar"), {"period": "2023"}).content.decode()
    assert client_of(root).post(drop).status_code == 302


def test_year_not_published_is_said_to_be_provisional(people: ThreePersons) -> None:
    client = client_of(people.viewer)
    assert "仅供参考" in client.get(reverse("orgs:calendar"), {"period": "2040"}).content.decode()
    assert "仅供参考" not in client.get(reverse("orgs:calendar"), {"period": "2023"}).content.decode()


def test_ended_organisation_offers_nothing_to_do(people: ThreePersons) -> None:
    ended = make_org("旧科", people.org, ends_on=date(2022, 1, 1), level="department")
    words = client_of(people.editor).get(reverse("orgs:organisation", args=[ended.pk])).content.decode()
    assert "撤销日期" in words and reverse("orgs:rename", args=[ended.pk]) not in words
