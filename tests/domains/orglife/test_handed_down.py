"""下发: what a bureau makes for everybody below is read there and changed only where it was made; registers name the people of the page."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import make_user
from tests.factories.membership import make_branch, make_member
from tests.factories.orglife import make_campaign, make_notice
from tests.factories.orgs import make_org, make_person
from tests.factories.registers import make_library_duty, make_required_study, make_version
from tongpin.domains.orglife.lists.meetings import MEETINGS
from tongpin.domains.orglife.models import ReadReceipt
from tongpin.domains.orglife.selectors import study as study_selectors

TODAY = date(2024, 1, 15)
PAGES = ("orglife:version", "orglife:document", "orglife:duty", "orglife:required_study", "orglife:campaign", "orglife:notice")
LISTS = ("orglife:documents", "orglife:required_studies", "orglife:campaigns", "orglife:notices")

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A bureau with two branches, each with a secretary and a member; what the bureau handed down; another bureau beside it."""
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())
    bureau, other = make_org("甲县科学技术局", level="county"), make_org("乙县科学技术局", level="county")
    made: dict[str, Any] = {"bureau": bureau}
    for name, home in (("first", bureau), ("second", bureau), ("foreign", other)):
        branch = make_branch(home)
        secretary = make_user(roles=[("branch_secretary", branch)])
        member = make_user(roles=[("party_member", branch)])
        for word, user in (("书记", secretary), ("党员", member)):
            make_member(branch, person=make_person(home, f"{name}{word}", user=user))
        made[name] = SimpleNamespace(branch=branch, secretary=secretary, member=member)
    version = make_version(bureau, read_by=date(2024, 2, 1))
    made["records"] = {
        "orglife:version": version,
        "orglife:document": version.document,
        "orglife:duty": make_library_duty(bureau, version),
        "orglife:required_study": make_required_study(bureau, year=2024, due_on=date(2024, 3, 1)),
        "orglife:campaign": make_campaign(bureau),
        "orglife:notice": make_notice(bureau),
    }
    return SimpleNamespace(**made)


@pytest.mark.parametrize("page", PAGES)
def test_it_is_read_below_and_nowhere_else(world: Any, client: Client, page: str) -> None:
    url = reverse(page, args=[world.records[page].pk])
    found = {}
    for word, user in (("书记", world.first.secretary), ("党员", world.first.member), ("外局", world.foreign.secretary)):
        client.force_login(user)
        found[word] = client.get(url).status_code
    assert found == {"书记": 200, "党员": 200, "外局": 404}


@pytest.mark.parametrize("page", [page for page in PAGES if page != "orglife:duty"])
def test_it_is_changed_only_where_it_was_made(world: Any, client: Client, page: str) -> None:
    client.force_login(world.first.secretary)
    assert client.get(reverse(f"{page}_edit", args=[world.records[page].pk])).status_code == 404


@pytest.mark.parametrize("page", LISTS)
def test_lists_of_a_branch_show_what_came_from_above(world: Any, client: Client, page: str) -> None:
    found = {}
    for word, user in (("本局", world.first.member), ("外局", world.foreign.member)):
        client.force_login(user)
        found[word] = "共 <strong>1</strong>" in client.get(reverse(page)).content.decode()
    assert found == {"本局": True, "外局": False}


def test_what_is_to_be_read_opens_from_the_list_of_things_to_do(world: Any, client: Client) -> None:
    client.force_login(world.first.member)
    page = reverse("orglife:version", args=[world.records["orglife:version"].pk])
    assert page in client.get("/todo/").content.decode()
    client.post(reverse("orglife:version_read", args=[world.records["orglife:version"].pk]))
    assert ReadReceipt.objects.get().person.user == world.first.member
    assert page not in client.get("/todo/").content.decode()


def test_who_has_not_read_is_named_to_the_secretary_of_the_branch_and_counted_for_others(world: Any, client: Client) -> None:
    client.force_login(world.first.member)
    url = reverse("orglife:version", args=[world.records["orglife:version"].pk])
    client.post(reverse("orglife:version_read", args=[world.records["orglife:version"].pk]))
    shown = {}
    for word, user in (("党员", world.second.member), ("书记", world.first.secretary)):
        client.force_login(user)
        text = client.get(url).content.decode().partition("阅知情况")[2].partition("修改记录")[0]
        shown[word] = [name for name in ("first书记", "first党员", "second书记") if name in text]
        assert "已阅知 1 人，未阅知 3 人" in text
    assert shown == {"党员": [], "书记": ["first书记", "first党员"]}


def test_a_list_of_a_branch_is_for_its_members(world: Any, client: Client) -> None:
    own = make_required_study(world.first.branch, title="支部必学", year=2024, due_on=date(2024, 4, 1))
    titles = {
        name: [one.title for one in study_selectors.own_list(user, TODAY)]
        for name, user in (("first", world.first.member), ("second", world.second.member))
    }
    assert own.title in titles["first"] and own.title not in titles["second"]
    assert [person.name for person in study_selectors.missing_from(own, TODAY)] == ["first书记", "first党员"]


def test_hours_and_warning_are_of_the_people_of_the_page(world: Any, client: Client) -> None:
    client.force_login(world.first.secretary)
    text = client.get(reverse("orglife:study_hours")).content.decode()
    assert [name for name in ("first书记", "first党员", "second书记") if name in text] == ["first书记", "first党员"]
    missing, everybody = study_selectors.not_warned(world.first.branch, date(2024, 1, 1), date(2025, 1, 1))
    assert (len(missing), everybody) == (2, 2)


def test_a_yes_or_no_that_nobody_chose_says_so() -> None:
    field = MEETINGS.filter_class.base_filters["open"].field
    assert next(iter(field.choices)) == ("", "不限")
