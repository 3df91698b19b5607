"""届次: the months of the rule in force, moved only with approval and within a year, reminded of six months ahead; officers."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.membership import make_branch, make_member, make_officer, make_profile, make_term
from tests.factories.orgs import make_org, make_person
from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.enums import BranchKind, Office
from tongpin.domains.membership.rosters import committee_members
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused

TODAY = date(2026, 6, 3)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="party_clerk", viewer_role="director")


@pytest.fixture
def branch(persons: ThreePersons) -> Organisation:
    return persons.tree.ningyang_branch


WRONG_TERMS: list[tuple[str, dict[str, Any]]] = [
    ("1 至 120 个月", {"months": 0}),
    ("本届结束日期须晚于", {"ended_on": date(2023, 5, 18)}),
    ("批准日期和文号", {"postponed_to": date(2026, 8, 1)}),
]


@pytest.mark.parametrize(("said", "values"), WRONG_TERMS)
def test_the_database_refuses_a_term(branch: Organisation, said: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_term(branch, **values)
    term = make_term(branch)
    for name, value in values.items():
        setattr(term, name, value)
    with pytest.raises(Refused, match=said):
        check(term)


def test_one_term_runs_at_a_time_and_each_number_once(branch: Organisation) -> None:
    make_term(branch, number="第三届")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_term(branch, number="第四届")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_term(branch, number="第三届", ended_on=date(2026, 1, 1))


def test_one_office_each_and_one_holder(branch: Organisation) -> None:
    term = make_term(branch)
    secretary = make_officer(term)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_officer(term)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_officer(term, person=secretary.person, office=Office.PUBLICITY)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_officer(term, office=Office.YOUTH, ends_on=term.elected_on)
    make_officer(term, office=Office.MEMBER)
    make_officer(term, office=Office.MEMBER)


WRONG_PROFILES: list[tuple[str, dict[str, Any]]] = [
    ("只有联合党支部", {"units_covered": 3}),
    ("不少于 2 个", {"kind": BranchKind.JOINT, "units_covered": 1}),
    ("批复日期不能早于", {"requested_on": date(2026, 3, 1), "approved_on": date(2026, 2, 1)}),
    ("应为 1 至 31", {"theme_day": 32}),
    ("应为 1 至 31", {"dues_day": 0}),
]


@pytest.mark.parametrize(("said", "values"), WRONG_PROFILES)
def test_the_database_refuses_a_profile(branch: Organisation, said: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_profile(branch, **values)
    profile = make_profile(branch)
    for name, value in values.items():
        setattr(profile, name, value)
    with pytest.raises(Refused, match=said):
        check(profile)


@pytest.mark.parametrize(
    ("level", "elected", "due"),
    [
        (OrgLevel.PARTY_BRANCH, date(2023, 5, 18), date(2026, 5, 18)),
        (OrgLevel.PARTY_GENERAL_BRANCH, date(2023, 2, 28), date(2026, 2, 28)),
        (OrgLevel.PARTY_COMMITTEE, date(2021, 3, 2), date(2026, 3, 2)),
        (OrgLevel.PARTY_COMMITTEE, date(2024, 2, 29), date(2029, 2, 28)),
    ],
)
def test_the_rule_gives_the_months(persons: ThreePersons, level: OrgLevel, elected: date, due: date) -> None:
    org = make_org("某组织", persons.org, level)
    term = services.begin_term(
        org=org, number="第一届", has_committee=True, elected_on=elected, months=None, by=persons.editor, today=TODAY
    )
    assert term.due_on == due


def test_before_the_rule_the_months_are_asked_for(persons: ThreePersons, branch: Organisation) -> None:
    words = {"org": branch, "number": "第一届", "has_committee": True, "elected_on": date(2017, 5, 1), "by": persons.editor, "today": TODAY}
    with pytest.raises(Refused, match="按当时的规定填写"):
        services.begin_term(**words, months=None)
    assert services.begin_term(**words, months=24).due_on == date(2019, 5, 1)
    with pytest.raises(Refused, match="不经选举"):
        services.begin_term(**{**words, "org": persons.tree.ningyang_leaders}, months=36)


@pytest.mark.parametrize(
    ("to", "allowed"), [(date(2027, 5, 18), True), (date(2027, 5, 19), False), (date(2025, 5, 18), True), (date(2025, 5, 17), False)]
)
def test_a_shift_is_no_longer_than_a_year(persons: ThreePersons, branch: Organisation, to: date, allowed: bool) -> None:
    term = make_term(branch)
    words = {"by": persons.editor, "today": TODAY, "expected": 1, "approved_on": date(2026, 5, 1), "approval": "宁机党〔2026〕3号"}
    if allowed:
        assert services.postpone_term(term, postponed_to=to, **words).due_on == to
    else:
        with pytest.raises(Refused, match="不超过12个月"):
            services.postpone_term(term, postponed_to=to, **words)


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2025, 11, 17), ""), (date(2025, 11, 18), "届满前6个月"), (date(2026, 5, 18), "届满前"), (date(2026, 5, 19), "超期")],
)
def test_reminded_of_six_months_ahead(branch: Organisation, day: date, said: str) -> None:
    make_term(branch)
    found = [reason for _, reason in selectors.terms_to_renew(selectors.terms(), day)]
    assert len(found) == bool(said)
    assert all(said in reason for reason in found)


def test_the_reminder_is_for_those_who_keep_the_register(
    persons: ThreePersons, branch: Organisation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2026-05-01")
    make_term(branch, number="第三届")
    for user, sees in ((persons.editor, True), (persons.viewer, False), (persons.stranger, False)):
        client.force_login(user)
        assert ("机关支部第三届换届" in client.get(reverse("desk:todo")).content.decode()) is sees


def test_the_end_of_a_term_ends_its_offices(persons: ThreePersons, branch: Organisation) -> None:
    term = make_term(branch)
    secretary = make_officer(term)
    assert [e.standing for e in committee_members(branch.pk, date(2026, 5, 17))] == ["书记"]
    services.end_term(term, by=persons.editor, today=TODAY, expected=1, on=date(2026, 5, 18))
    secretary.refresh_from_db()
    assert secretary.ends_on == date(2026, 5, 18)
    assert committee_members(branch.pk, date(2026, 5, 18)) == []
    words = {"office": Office.YOUTH, "starts_on": TODAY, "approved_on": None, "approval": "", "by": persons.editor, "today": TODAY}
    with pytest.raises(Refused, match="已于2026-05-18结束"):
        services.appoint_officer(term, person=make_person(persons.org), **words)


def test_offices(persons: ThreePersons, branch: Organisation) -> None:
    term = make_term(branch, has_committee=False)
    words = {"starts_on": date(2023, 5, 18), "approved_on": date(2023, 5, 25), "approval": "批", "by": persons.editor, "today": TODAY}
    with pytest.raises(Refused, match="只设书记"):
        services.appoint_officer(term, person=make_person(persons.org), office=Office.PUBLICITY, **words)
    with pytest.raises(Refused, match="不是本单位人员"):
        services.appoint_officer(term, person=make_person(persons.tree.dongping), office=Office.SECRETARY, **words)
    officer = services.appoint_officer(term, person=make_person(persons.org), office=Office.SECRETARY, **words)
    with pytest.raises(Refused, match="免职日期须晚于"):
        services.release_officer(officer, by=persons.editor, today=TODAY, expected=1, on=date(2023, 5, 18))
    services.release_officer(officer, by=persons.editor, today=TODAY, expected=1, on=date(2026, 1, 1))
    with pytest.raises(Refused, match="不必重复办理"):
        services.release_officer(officer, by=persons.editor, today=TODAY, expected=2, on=TODAY)


def test_the_page_of_a_branch_shows_members_and_term(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    make_member(branch, "王明")
    make_officer(make_term(branch, number="第三届"), person=make_person(persons.org, "赵书记"))
    client.force_login(persons.editor)
    page = client.get(reverse("orgs:organisation", args=[branch.pk])).content.decode()
    assert [word for word in ("王明", "第三届", "赵书记", "2026-05-18") if word not in page] == []
    client.force_login(persons.stranger)
    assert client.get(reverse("membership:term", args=[selectors.terms().get().pk])).status_code == 404


def test_profile_is_entered_then_corrected(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    client.force_login(persons.editor)
    url = reverse("membership:profile", args=[branch.pk])
    for day in (25, 26):
        version = SimpleNamespace(version=1) if day == 25 else selectors.profile_of(branch)
        assert version is not None
        answer = client.post(url, {"kind": "standing", "theme_day": day, "version": version.version})
        assert answer.status_code == 302
        found = selectors.profile_of(branch)
        assert found is not None and found.theme_day == day
    assert client.get(reverse("membership:profile", args=[make_branch(persons.tree.dongping).pk])).status_code == 404
