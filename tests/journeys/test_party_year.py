"""党建一年: what the records of a department with 19 branches and of a city bureau's half year count to, as of any day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.journeys.conftest import answer, run
from tongpin.demo.party.accounts import PARTY_ACCOUNTS
from tongpin.demo.party.build import build_party
from tongpin.demo.party.gatherings import hold_theme_day
from tongpin.domains.enterprises.models import Enterprise
from tongpin.domains.membership.selectors import duty_posts
from tongpin.domains.orglife.selectors.meetings import meetings
from tongpin.domains.work.selectors.tasks import tasks
from tongpin.engines.activities.models import Activity, Participation
from tongpin.foundation.accounts.models import User
from tongpin.foundation.accounts.selectors import operator
from tongpin.foundation.orgs.models import Organisation
from tongpin.interfaces.terminal.administration import prepare_database

TODAY = date(2023, 7, 1)
AT_THE_FIRM = "赓续红色血脉，争做时代先锋"


@pytest.fixture(scope="module")
def party(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demonstration as it stands on 1 July 2023; taken back at the end of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        prepare_database()
        build_party(by=operator(), today=TODAY, since=date(2023, 1, 1))
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _undone(party: None, db: None) -> None:
    """Each test begins from the same half year."""


def figure(code: str, org: str, as_of: str) -> Any:
    return answer("measure", code, "--org", org, "--period", as_of[:4], "--as-of", as_of, "--rows")


def value(code: str, org: str, as_of: str) -> Decimal | None:
    found = figure(code, org, as_of)["value"]
    return None if found is None else Decimal(found)


def findings(org: str, rule: str, as_of: str) -> dict[str, str]:
    """Window → state of a rule for one organisation."""
    rows = answer("duties", "check", "--org", org, "--rule", rule, "--as-of", as_of)
    rows = rows if isinstance(rows, list) else rows["findings"]
    return {row["window"]: row["state"] for row in rows}


@pytest.mark.parametrize(
    ("as_of", "sessions"),
    [("2023-01-11", 0), ("2023-01-12", 1), ("2023-03-31", 3), ("2023-06-15", 6), ("2023-06-30", 6)],
)
def test_the_centre_group_met_six_times(as_of: str, sessions: int) -> None:
    assert value("orglife.centre_group_sessions", "YC", as_of) == sessions
    assert len(figure("orglife.centre_group_sessions", "YC", as_of)["rows"]) == sessions


@pytest.mark.parametrize(("as_of", "sessions"), [("2023-01-17", 0), ("2023-03-22", 3), ("2023-06-30", 6)])
def test_the_groups_studied_six_times_each_and_in_all(as_of: str, sessions: int) -> None:
    """One record counts for each branch that studied, and once in all."""
    for org in ("YC-ZB1", "YC-ZB2", "YC-ZB3", "YC-JW", "YC"):
        assert value("orglife.group_studies", org, as_of) == sessions, org


@pytest.mark.parametrize(
    ("as_of", "branches", "brands"),
    [("2020-06-30", 19, None), ("2020-07-01", 19, 1), ("2021-12-31", 19, 7), ("2022-09-15", 19, 12), ("2023-07-01", 19, 12)],
)
def test_nineteen_branches_and_twelve_brands(as_of: str, branches: int, brands: int | None) -> None:
    assert value("grassroots.stock", "ST", as_of) == branches
    found = value("brands.stock", "ST", as_of)
    assert found == brands if brands is not None else not found


def test_theme_days_of_the_half_year_count_once_however_they_are_linked() -> None:
    counts = {org: value("orglife.theme_days", org, "2023-06-30") for org in ("YC-ZB1", "YC-ZB2", "YC-ZB3", "YC")}
    assert counts == {"YC-ZB1": 4, "YC-ZB2": 2, "YC-ZB3": 1, "YC": 6}
    assert value("orglife.theme_days", "YC", "2023-04-03") == 2, "before Qingming"


def test_one_theme_day_at_a_firm_shows_everywhere_and_counts_once(client: Client) -> None:
    client.force_login(User.objects.get(username="yunjuzhang"))
    activity = Activity.objects.get(title=AT_THE_FIRM)
    assert {(link.role, link.record_kind) for link in activity.links.all()} == {("serves", "enterprise"), ("counts", "co_building")}
    branch, firm = Organisation.objects.get(code="YC-ZB1"), Enterprise.objects.get(org__code="YC")
    somebody = Participation.objects.filter(activity=activity, is_present=True, person__isnull=False).first()
    assert somebody is not None
    pages = {
        "branch": reverse("orgs:organisation", args=[branch.pk]),
        "firm": reverse("enterprises:enterprise", args=[firm.pk]),
        "person": reverse("orgs:person", args=[somebody.person_id]),
        "agreement": reverse("orglife:co_building", args=[activity.links.get(record_kind="co_building").record_pk]),
        "fusion": reverse("orglife:fusion"),
        "theme days": reverse("orglife:theme_days"),
    }
    for name, url in pages.items():
        page = client.get(url, {"org": "YC", "as_of": "2023-06-30"}).content.decode()
        assert page.count(f">{AT_THE_FIRM}<") == 1, name
    assert findings("YC-ZB1", "LIFE-06", "2023-06-30")["2023-04"] == "done"


def test_seven_speakers_in_four_halls() -> None:
    lectures = Activity.objects.filter(kind="orglife.hall_lecture", org__code="YC-JW")
    assert len({row.outcomes["hall"] for row in lectures}) == 4
    speakers = Participation.objects.filter(activity__in=lectures, capacity="speaker")
    assert len({(row.person_id, row.name) for row in speakers}) == 7


def test_a_late_entry_changes_the_finding_of_its_month() -> None:
    before = findings("ST-ZB04", "LIFE-06", "2023-06-30")
    assert (before["2023-04"], before["2023-05"], before["2023-06"]) == ("done", "overdue", "done")
    branch = Organisation.objects.get(code="ST-ZB04")
    hold_theme_day(branch, "补登的主题党日", date(2023, 5, 25), chair=None, recorder=None, by=operator(), today=TODAY)
    assert findings("ST-ZB04", "LIFE-06", "2023-06-30") == {**before, "2023-05": "done"}
    assert findings("ST-ZB04", "LIFE-06", "2023-05-24")["2023-05"] in ("soon", "open"), "not known before it was held"


def test_every_role_of_the_party_side_can_sign_in(client: Client) -> None:
    assert {account.role for account in PARTY_ACCOUNTS} >= {"branch_secretary", "party_member", "discipline_officer", "party_clerk"}
    for account in PARTY_ACCOUNTS:
        user = User.objects.get(username=account.username)
        client.force_login(user)
        assert client.get(reverse("desk:home")).status_code == 200, account.username
        assert user.person.is_party_member


def test_terms_that_are_over_and_that_end_soon_are_told(client: Client) -> None:
    client.force_login(User.objects.get(username="tingdangwu"))
    page = client.get(reverse("membership:terms"), {"org": "ST", "as_of": TODAY.isoformat()}).content.decode()
    assert "资源配置与管理党支部" in page
    assert run("measure", "members.stock", "--org", "ST", "--as-of", "2023-07-01")


def test_most_is_in_order_and_some_is_not() -> None:
    """What an inspection would miss, dues that are owed and a member-wide lack of records are told apart."""
    held = meetings().filter(activity__day__lte=TODAY, org__path__startswith=Organisation.objects.get(code="ST").path)
    unclosed = held.filter(closed_on__isnull=True).count()
    assert 0 < unclosed < held.count() / 4
    rows = answer("duties", "check", "--org", "ST", "--as-of", TODAY.isoformat())
    states = Counter(row["state"] for row in (rows if isinstance(rows, list) else rows["findings"]))
    assert 0 < states["overdue"] < states["done"] / 10
    assert states["missing"] < states["done"] / 20


def test_a_plaque_shows_the_pledge_to_everybody_who_has_its_address(client: Client) -> None:
    shown = duty_posts().filter(token__isnull=False)
    assert shown.count() == 5
    page = client.get(reverse("membership:plaque", args=[shown.order_by("pk")[0].token])).content.decode()
    assert "材料问题当日答复" in page and "党员先锋岗" in page


def test_decisions_of_the_party_group_became_tasks() -> None:
    handed_over = tasks().filter(source_kind="meeting_item")
    assert handed_over.count() == 2, "of March and June"
    assert {task.org.code for task in handed_over} == {"ST"}
