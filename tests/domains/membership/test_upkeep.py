"""日常登记: group leaders, dues told to members, contacts, yearly work, reports of secretaries, and the facts they tell the rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.cadres import (
    make_appointment,
    make_committee_work,
    make_contact,
    make_group_leader,
    make_publication,
    make_secretary_report,
)
from tests.factories.membership import make_case, make_dues_month, make_member, make_officer, make_profile, make_step, make_term
from tests.factories.orgs import make_org, make_person
from tongpin.domains.membership import services
from tongpin.domains.membership.enums import Standing
from tongpin.domains.membership.facts import organisations, register, upkeep
from tongpin.domains.membership.facts.development import facts_of
from tongpin.engines.rules.book import duty_rules
from tongpin.engines.rules.duty import judge
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import FactSource, Subject
from tongpin.kernel.periods import Period

TODAY = date(2023, 7, 15)
YEAR, MONTH = Period.parse("2023"), Period.parse("2023-06")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="party_clerk", viewer_role="director")


@pytest.fixture
def branch(persons: ThreePersons) -> Organisation:
    return persons.tree.ningyang_branch


def about(pk: int, org: Organisation, kind: str = "member") -> list[Subject]:
    return [Subject(kind=kind, pk=pk, org_id=org.pk, title="")]


def told(values: Mapping[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(values.get(name) for name in names)


def test_a_group_has_one_leader_from_among_its_members(persons: ThreePersons, branch: Organisation) -> None:
    group, other = make_org("第一党小组", branch, OrgLevel.PARTY_SMALL_GROUP), make_org("第二党小组", branch, OrgLevel.PARTY_SMALL_GROUP)
    member = make_member(branch, group=group)
    act: dict[str, Any] = {"by": persons.editor, "today": TODAY}
    words = {"chosen": "named", "starts_on": date(2023, 3, 1)}
    with pytest.raises(Refused, match="请先在党员资料中编入该党小组"):
        services.name_group_leader(group=other, member=member, **words, **act)
    with pytest.raises(Refused, match="不是党小组"):
        services.name_group_leader(group=branch, member=member, **words, **act)
    leader = services.name_group_leader(group=group, member=member, **words, **act)
    with pytest.raises(Refused, match="已有组长"):
        services.name_group_leader(group=group, member=member, **words, **act)
    facts = organisations.collect_branches(about(branch.pk, branch, "branch"), None, TODAY)[branch.pk]
    assert told(facts, "small_groups", "small_groups_without_leader") == (2, ("第二党小组",))
    services.release_group_leader(leader, expected=1, on=date(2023, 7, 1), **act)
    with pytest.raises(Refused, match="已经卸任"):
        services.release_group_leader(leader, expected=2, on=TODAY, **act)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_group_leader(other, ends_on=date(2023, 3, 1))


PARTS = [(["year"], 1), (["first_half"], 0), (["first_half", "second_half"], 1), ([], 0)]


@pytest.mark.parametrize(("parts", "times"), PARTS)
def test_a_year_of_dues_is_told_whole_or_in_both_halves(branch: Organisation, parts: list[str], times: int) -> None:
    for number, part in enumerate(parts, 1):
        make_publication(branch, year=2023, part=part, published_on=date(2023, number + 5, 10))
    facts = upkeep.collect_publications(about(branch.pk, branch, "branch"), YEAR, date(2023, 12, 31))[branch.pk]
    assert told(facts, "dues_publications", "dues_published_on") == (times, date(2023, len(parts) + 5, 10) if times else None)


def test_publication_is_refused_where_it_cannot_be(persons: ThreePersons, branch: Organisation) -> None:
    words: dict[str, Any] = {"year": 2024, "part": "year", "published_on": TODAY, "place": "党员大会", "payers_due": 3, "payers_paid": 3}
    with pytest.raises(Refused, match="请核对年度"):
        services.publish_dues(org=branch, by=persons.editor, today=TODAY, **words)
    with pytest.raises(Refused, match="不能多于应交人数"):
        services.publish_dues(org=branch, by=persons.editor, today=TODAY, **{**words, "year": 2023, "payers_paid": 4})
    made = services.publish_dues(org=branch, by=persons.editor, today=TODAY, **{**words, "year": 2023})
    assert str(made).endswith("2023年全年党费收缴公布")
    for values in ({"year": 1999}, {"payers_paid": 17}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_publication(branch, **values)


def test_contacts_count_where_somebody_was_reached(persons: ThreePersons, branch: Organisation) -> None:
    member = make_member(branch)
    act: dict[str, Any] = {"by": persons.editor, "today": TODAY, "is_lost": False}
    services.note_contact(member, expected=1, on=date(2023, 5, 1), manner="home_study", **act)
    services.note_contact(member, expected=2, on=date(2023, 6, 1), manner="call", is_reached=False, **act)
    member.refresh_from_db()
    assert member.last_contact_on == date(2023, 5, 1)
    make_contact(member, on=date(2022, 12, 31))
    facts = upkeep.collect_contacts(about(member.person_id, branch), YEAR, TODAY)[member.person_id]
    assert told(facts, "contact_records", "home_study_visits") == (1, 1)
    assert upkeep.collect_contacts(about(member.person_id, branch), None, TODAY) == {}


def test_what_was_paid_in_a_month_is_told_without_amounts(branch: Organisation) -> None:
    member = make_member(branch)
    for month in (4, 5, 6):
        make_dues_month(member, month=date(2023, month, 1), paid_on=date(2023, 6, 10), channel="family", is_consented=month != 4)
    facts = upkeep.collect_payments(about(member.person_id, branch), MONTH, TODAY)[member.person_id]
    of_the_day = {"months_paid_at_once": 3, "payment_channel": "亲属代交", "payment_consent": False}
    assert facts == {**of_the_day, "month_settled": True, "gift_over_limit": False}
    earlier = upkeep.collect_payments(about(member.person_id, branch), Period.parse("2023-05"), TODAY)[member.person_id]
    assert not earlier.keys() & of_the_day.keys()


@pytest.mark.parametrize(("day", "joined", "collected"), [(10, 20, True), (25, 20, False), (None, 20, None)])
def test_whether_the_month_was_collected_before_the_meeting(
    branch: Organisation, day: int | None, joined: int, collected: bool | None
) -> None:
    make_profile(branch, dues_day=day)
    member = make_member(branch, standing=Standing.PROBATIONARY, joined_on=date(2023, 6, joined), arrived_on=date(2023, 6, joined))
    facts = upkeep.collect_payments(about(member.person_id, branch), None, TODAY).get(member.person_id, {})
    assert facts.get("collected_before_meeting") is collected


def test_a_committee_year_and_a_secretary_year(persons: ThreePersons, branch: Organisation) -> None:
    committee = make_org("机关党委", persons.tree.ningyang, OrgLevel.PARTY_COMMITTEE)
    make_committee_work(committee)
    make_committee_work(committee, kind="report", on=date(2023, 6, 1), title="工作报告", covers_education=True)
    facts = upkeep.collect_committee_work(about(committee.pk, committee, "party_committee"), YEAR, TODAY)[committee.pk]
    names = ("activist_analyses_held", "rotation_trainings", "yearly_report_on", "report_covers_member_education")
    assert told(facts, *names) == (0, 1, date(2023, 6, 1), True)
    report = make_secretary_report(branch, rectification_items=3, told_members_on=date(2023, 1, 12))
    facts = upkeep.collect_reports(about(report.person_id, branch, "secretary"), Period.parse("2022"), TODAY)[report.person_id]
    names = ("work_reports", "work_report_grade", "rectification_items", "reports_to_members", "grade_feedback_on")
    assert told(facts, *names) == (1, "好", 3, 1, None)
    words: dict[str, Any] = {"kind": "training", "on": TODAY, "title": "轮训", "covers_education": False}
    with pytest.raises(Refused, match="请选择机关党委"):
        services.enter_committee_work(org=branch, by=persons.editor, today=TODAY, **words)
    services.enter_committee_work(org=committee, by=persons.editor, today=TODAY, **words)
    fields = {"year": 2023, "due_on": None, "reported_on": date(2023, 7, 16), "told_members_on": None}
    with pytest.raises(Refused, match="还没有到"):
        rest = {"grade": "", "feedback_on": None, "rectification_items": None}
        services.enter_secretary_report(org=branch, person=make_person(branch), by=persons.editor, today=TODAY, **fields, **rest)
    for values in ({"reported_on": None}, {"year": 1999}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_secretary_report(branch, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_committee_work(committee)


def test_temporary_branches_vacancies_and_reminders(persons: ThreePersons, branch: Organisation) -> None:
    make_profile(branch, kind="temporary", body_ended_on=date(2023, 7, 1), needs_groups=True)
    make_step(make_case(branch), 3, on=date(2023, 3, 1))
    make_dues_month(make_member(branch), month=date(2023, 1, 1), paid_on=date(2023, 1, 10))
    term = make_term(branch, elected_on=date(2022, 1, 1))
    services.remind_term(term, by=persons.editor, today=TODAY, expected=1, on=date(2023, 7, 1))
    make_officer(term, starts_on=date(2022, 1, 1), ends_on=date(2023, 2, 1))
    make_officer(term, starts_on=date(2023, 4, 1))
    facts = organisations.collect_branches(about(branch.pk, branch, "branch"), None, TODAY)[branch.pk]
    names = ("barred_acts_recorded", "temporary_body_ended_on", "needs_small_groups", "term_reminded_on", "vacancy_on", "vacancy_filled_on")
    assert told(facts, *names) == (
        ("发展党员", "收缴党费"),
        date(2023, 7, 1),
        True,
        date(2023, 7, 1),
        date(2023, 2, 1),
        date(2023, 4, 1),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        make_profile(persons.tree.dongping, body_ended_on=TODAY)


def test_a_transfer_is_told_until_it_is_received(branch: Organisation) -> None:
    member = make_member(branch, left_on=date(2023, 6, 1), left_for="transferred")
    names = ("transfer_out_on", "transfer_received_on", "old_branch")
    facts = register.collect_members(about(member.person_id, branch), None, TODAY)[member.person_id]
    assert told(facts, *names) == (date(2023, 6, 1), None, branch.name)
    member.received_on = date(2023, 6, 20)
    member.save()
    assert register.collect_members(about(member.person_id, branch), None, TODAY)[member.person_id]["transfer_received_on"] == date(
        2023, 6, 20
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(branch, left_on=date(2023, 6, 1), left_for="died", received_on=date(2023, 6, 2))


def test_who_took_office_and_was_talked_to(branch: Organisation, persons: ThreePersons) -> None:
    case = make_appointment(persons.tree.ningyang, 7, integrity_talk_on=date(2023, 3, 29))
    facts = upkeep.collect_leaders(about(case.person_id, branch, "leader"), None, TODAY)[case.person_id]
    assert facts == {"appointed_on": date(2023, 3, 30), "integrity_talk_on": date(2023, 3, 29)}


def test_no_extension_recorded_is_none_given(branch: Organisation) -> None:
    rule = next(r for r in duty_rules() if r.duty and r.duty.code == "DEV-24")
    told_of_it = facts_of(make_case(branch), TODAY)["development_case"]
    facts = {name: value for name, value in told_of_it.items() if name in rule.facts}
    assert (facts["extensions"], judge(rule, facts, TODAY).state.label) == (0, "不适用")
    assert judge(rule, {}, TODAY).state.label == "不适用"


def test_a_member_without_dues_records_is_told_what_to_enter(branch: Organisation) -> None:
    rule = next(r for r in duty_rules() if r.duty and r.duty.code == "DUES-08")
    member = make_member(branch)
    facts = register.collect_members(about(member.person_id, branch), None, TODAY)[member.person_id]
    judged = judge(rule, {n: v for n, v in facts.items() if n in rule.facts}, TODAY)
    assert (judged.state.label, judged.missing) == ("缺资料", ("连续未交党费的月数（在“党费”中逐月登记交纳情况后得出）",))


LEFT_TO_PEOPLE = {"DUES-10", "LIFE-14"}
"""Rules about our subjects that ask for something beside the records, which a unit takes up and people state."""


def test_every_rule_about_our_subjects_is_told_everything() -> None:
    ours = {"member", "secretary", "party_committee", "development_case", "activist", "election", "appraisal", "dues_month", "post"}
    known: dict[str, set[str]] = {}
    for source in gathered(FactSource):
        known.setdefault(source.subject, set()).update(fact.name for fact in source.facts)
    untold = {
        r.duty.code
        for r in duty_rules()
        if r.duty and r.duty.subject in ours and r.key.startswith("party.") and set(r.facts) - known[r.duty.subject]
    }
    assert untold == LEFT_TO_PEOPLE


def test_pages_with_three_persons(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    group = make_org("第一党小组", branch, OrgLevel.PARTY_SMALL_GROUP)
    member = make_member(branch, "张组", group=group)
    publication, report = make_publication(branch), make_secretary_report(branch)
    address, group_page = reverse("membership:leader_new", args=[group.pk]), reverse("orgs:organisation", args=[group.pk])
    for viewer in (persons.viewer, persons.stranger):
        client.force_login(viewer)
        assert client.get(address).status_code == 404
        assert client.get(reverse("membership:report_edit", args=[report.pk])).status_code == 404
        assert client.get(reverse("membership:publication_edit", args=[publication.pk])).status_code == 404
    client.force_login(persons.editor)
    assert "还没有确定组长" in client.get(group_page).content.decode()
    sent = client.post(address, {"member": member.pk, "chosen": "proposed", "starts_on": "2023-03-01"})
    assert sent.status_code == 302
    shown = client.get(group_page).content.decode()
    assert "张组" in shown and "党小组推荐" in shown
    for name in ("publications", "works", "reports"):
        assert client.get(reverse(f"membership:{name}")).status_code == 200
