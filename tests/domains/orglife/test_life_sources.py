"""事实来源: talks, attendance, trainings and the study group as the rules are told them, case by case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.access import make_user
from tests.factories.cadres import make_correction
from tests.factories.membership import make_member, make_officer, make_term
from tests.factories.orglife import (
    make_gathering,
    make_make_up,
    make_meeting,
    make_plan,
    make_report,
    make_study_member,
    make_theme_day,
)
from tests.factories.orgs import OrgTree, make_org, make_person, make_tree
from tongpin.domains.membership.models import Member
from tongpin.domains.orglife.enums import MeetingKind, StudyWay, TalkKind
from tongpin.domains.orglife.facts import attendance, study, study_group, talks
from tongpin.domains.orglife.models import StudyRecord, Talk
from tongpin.domains.orglife.rosters import centre_group
from tongpin.domains.orglife.services import follow_ups, plans
from tongpin.domains.orglife.services import study_group as services
from tongpin.domains.orglife.services.study import record_study
from tongpin.domains.orglife.services.talks import enter_talk
from tongpin.domains.orglife.study_kinds import TRAINING
from tongpin.engines.activities.services import record_activity
from tongpin.engines.duties.models import DutyMark, LedgerStart
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person, Post
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import FactSource, Subject
from tongpin.kernel.periods import Period

TODAY = date(2024, 1, 15)
YEAR, END = Period.year(2023), date(2023, 12, 31)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


@pytest.fixture
def branch(tree: OrgTree) -> Organisation:
    return tree.ningyang_branch


@pytest.fixture
def clerk(tree: OrgTree) -> User:
    return make_user(roles=[("party_clerk", tree.ningyang)])


def about(pk: int, org: Organisation, kind: str = "member", starts_on: date | None = None) -> list[Subject]:
    return [Subject(kind=kind, pk=pk, org_id=org.pk, title="", starts_on=starts_on)]


# --- 谈心谈话 ---------------------------------------------------------------------------------------------------------------
def a_branch(branch: Organisation) -> tuple[Member, Member, Member, Member]:
    """Two of the committee and two members; everybody of them has talked, but for the last."""
    term = make_term(branch, elected_on=date(2022, 1, 1))
    first, second, third, last = (make_member(branch, name) for name in ("甲", "乙", "丙", "丁"))
    for member, office in ((first, "secretary"), (second, "discipline")):
        make_officer(term, person=member.person, office=office, starts_on=date(2022, 1, 1))
    for talker, listener in ((first, second), (first, third)):
        make_talk(branch, talker.person, listener.person, on=date(2023, 3, 1))
    return first, second, third, last


def make_talk(org: Organisation, talker: Person, listener: Person, **values: Any) -> Talk:
    return Talk.objects.create(org=org, talker=talker, talked_to=listener, **{"on": date(2023, 3, 1), "kind": TalkKind.HEART, **values})


ABSENCES: list[tuple[dict[str, Any], date, bool]] = [
    ({}, END, True),
    ({"away_since": date(2023, 7, 2)}, END, True),
    ({"away_since": date(2023, 7, 1)}, END, False),
    ({"away_since": date(2022, 10, 2)}, date(2023, 3, 31), True),
    ({"away_since": date(2022, 10, 1)}, date(2023, 3, 31), False),
    ({"away_since": date(2023, 1, 1), "back_on": date(2023, 7, 1)}, END, False),
    ({"away_since": date(2023, 1, 1), "back_on": date(2023, 6, 30)}, END, True),
    ({"away_since": date(2022, 1, 1), "back_on": date(2023, 1, 10)}, END, True),
    ({"abroad_since": date(2022, 1, 1), "abroad_for": "study"}, END, False),
    ({"is_lost": True, "last_contact_on": date(2023, 1, 1)}, END, False),
    ({"is_exempt": True}, END, False),
    ({"left_on": date(2023, 10, 1), "left_for": "transferred"}, END, False),
    ({"arrived_on": date(2023, 10, 1)}, END, True),
]


@pytest.mark.parametrize(("values", "as_of", "is_missed"), ABSENCES)
def test_whom_a_talk_is_missed_with(branch: Organisation, values: dict[str, Any], as_of: date, is_missed: bool) -> None:
    last = a_branch(branch)[-1]
    Member.objects.filter(pk=last.pk).update(**values)
    found = talks.branch_talks(about(branch.pk, branch, "branch"), YEAR, as_of)[branch.pk]
    wanted = ("丁",) if is_missed else ()
    assert (found["members_without_committee_talk"], found["members_without_member_talk"]) == (wanted, wanted)
    assert found["committee_pairs_without_talk"] == ()


def test_a_committee_member_who_is_long_away_makes_no_missing_pair(branch: Organisation) -> None:
    first, second, *_ = a_branch(branch)
    Talk.objects.all().delete()
    asked = about(branch.pk, branch, "branch")
    assert talks.branch_talks(asked, YEAR, END)[branch.pk]["committee_pairs_without_talk"] == ("甲—乙",)
    Member.objects.filter(pk=second.pk).update(away_since=date(2023, 1, 5))
    assert talks.branch_talks(asked, YEAR, END)[branch.pk]["committee_pairs_without_talk"] == ()
    make_talk(branch, second.person, first.person, on=date(2023, 12, 31))
    found = talks.branch_talks(asked, YEAR, END)[branch.pk]
    assert "甲" not in found["members_without_member_talk"], "a talk with one who is away counts for the other"


CARE: list[tuple[list[tuple[date, str]], dict[str, Any]]] = [
    ([], {}),
    ([(date(2023, 4, 1), "heart")], {"measure_talked_on": date(2023, 4, 1), "last_talked_on": date(2023, 4, 1)}),
    ([(date(2023, 3, 31), "support")], {"last_talked_on": date(2023, 3, 31)}),
    (
        [(date(2023, 3, 1), "heart"), (date(2023, 4, 20), "support"), (date(2023, 9, 1), "heart")],
        {"measure_talked_on": date(2023, 4, 20), "last_talked_on": date(2023, 9, 1)},
    ),
    ([(date(2023, 5, 1), "integrity")], {}),
    ([(date(2024, 1, 16), "heart")], {}),
]


@pytest.mark.parametrize(("held", "told"), CARE)
def test_talks_after_a_measure(branch: Organisation, held: list[tuple[date, str]], told: dict[str, Any]) -> None:
    member, secretary = make_member(branch), make_person(branch)
    make_correction(member, placed_on=date(2023, 4, 1), until=date(2024, 3, 1))
    for on, kind in held:
        make_talk(branch, secretary, member.person, on=on, kind=kind)
    found = talks.member_talks(about(member.person_id, branch), None, TODAY)[member.person_id]
    assert found == {"measure_on": date(2023, 4, 1), **told}
    assert talks.member_talks(about(member.person_id, branch), YEAR, TODAY) == {}


def test_the_latest_reminder_talk_of_a_leader(branch: Organisation) -> None:
    leader, secretary = make_person(branch), make_person(branch)
    assert talks.leader_reminders(about(leader.pk, branch, "leader"), None, TODAY) == {}
    for on in (date(2023, 3, 1), date(2023, 9, 1), date(2024, 1, 16)):
        make_talk(branch, secretary, leader, on=on, kind=TalkKind.REMINDER)
    make_talk(branch, leader, secretary, on=date(2023, 12, 1), kind=TalkKind.REMINDER)
    found = talks.leader_reminders(about(leader.pk, branch, "leader"), None, TODAY)
    assert found == {leader.pk: {"reminder_talk_on": date(2023, 9, 1)}}


# --- 到会 -------------------------------------------------------------------------------------------------------------------
AWAY, LEAVE = "无故缺席", "出差"
RUNS: list[tuple[dict[int, str], int | None]] = [
    ({}, None),
    (dict.fromkeys(range(7, 13), ""), 0),
    ({**dict.fromkeys(range(7, 12), ""), 12: AWAY}, 1),
    (dict.fromkeys(range(7, 13), AWAY), 6),
    ({**dict.fromkeys(range(7, 13), AWAY), 10: LEAVE}, 2),
    ({**dict.fromkeys(range(7, 13), AWAY), 12: LEAVE}, 0),
    ({**dict.fromkeys(range(7, 13), AWAY), 11: ""}, 1),
    ({7: AWAY, 8: AWAY, 9: AWAY, 11: AWAY, 12: AWAY}, 2),
    ({7: AWAY, 8: AWAY, 9: AWAY}, 0),
]


@pytest.mark.parametrize(("year", "run"), RUNS)
def test_months_without_organised_life(branch: Organisation, clerk: User, year: dict[int, str], run: int | None) -> None:
    members = [make_member(branch) for _ in range(2)]
    person = members[0].person
    for month, reason in year.items():
        make_theme_day(branch, by=clerk, day=date(2023, month, 5), absent={person.pk: reason} if reason else {})
    found = attendance.member_attendance(about(person.pk, branch), None, TODAY).get(person.pk, {})
    assert found.get("months_absent") == run
    assert attendance.member_attendance(about(person.pk, branch), YEAR, TODAY) == {}


def test_one_of_several_meetings_of_a_month_is_enough_and_a_late_entry_counts(branch: Organisation, clerk: User) -> None:
    members = [make_member(branch) for _ in range(2)]
    person, asked = members[0].person, about(members[0].person_id, branch)

    def told(as_of: date = TODAY) -> Any:
        return attendance.member_attendance(asked, None, as_of)[person.pk]["months_absent"]

    for month in (10, 11, 12):
        make_theme_day(branch, by=clerk, day=date(2023, month, 5), absent={person.pk: AWAY})
    missed = make_meeting(branch, by=clerk, kind=MeetingKind.GENERAL, day=date(2023, 11, 20), absent={person.pk: AWAY})
    make_theme_day(branch, by=clerk, day=date(2024, 1, 5), absent={person.pk: AWAY})
    assert told() == 3, "the month that is not over does not count"
    assert told(date(2023, 12, 31)) == 2
    make_make_up(missed, person, day=date(2024, 1, 10))
    assert (told(), told(date(2024, 1, 9))) == (1, 3)
    make_meeting(branch, by=clerk, kind=MeetingKind.GENERAL, day=date(2023, 12, 28))
    assert told() == 0


def test_who_came_later_is_not_charged_with_earlier_months(branch: Organisation, clerk: User) -> None:
    make_member(branch)
    late = make_member(branch, arrived_on=date(2023, 12, 1))
    for month in (10, 11, 12):
        make_theme_day(branch, by=clerk, day=date(2023, month, 5), absent={late.person_id: AWAY} if month == 12 else {})
    assert attendance.member_attendance(about(late.person_id, branch), None, TODAY)[late.person_id] == {"months_absent": 1}


# --- 培训 -------------------------------------------------------------------------------------------------------------------
def a_record(org: Organisation, person: Person, on: date, **values: Any) -> StudyRecord:
    defaults = {"way": StudyWay.TRAINING, "title": f"培训{on}"}
    return StudyRecord.objects.create(org=org, person=person, on=on, **{**defaults, **values})


def a_session(org: Organisation, by: User, day: date, *people: Person, title: str = "", **outcomes: Any) -> None:
    record_activity(
        org=org,
        kind=TRAINING,
        title=title or f"培训班{day}",
        day=day,
        hours=Decimal(6),
        outcomes=outcomes,
        present=[person.pk for person in people],
        by=by,
        today=TODAY,
    )


ROTATIONS: list[tuple[list[tuple[date, str]], int | None]] = [
    ([], 0),
    ([(date(2023, 5, 1), "branch")], 0),
    ([(date(2023, 5, 1), "")], None),
    ([(date(2023, 1, 1), "county"), (date(2023, 5, 1), "")], 1),
    ([(date(2023, 12, 31), "county"), (date(2023, 1, 1), "county")], 2),
    ([(date(2022, 12, 31), "county"), (date(2024, 1, 1), "county")], 0),
]


@pytest.mark.parametrize(("held", "number"), ROTATIONS)
def test_rotations_of_a_secretary(branch: Organisation, held: list[tuple[date, str]], number: int | None) -> None:
    person = make_person(branch)
    for on, level in held:
        a_record(branch, person, on, level=level)
    found = study.secretary_study(about(person.pk, branch, "secretary"), YEAR, TODAY)
    assert found.get(person.pk, {}).get("rotation_trainings") == number


FIRSTS: list[tuple[list[date], date | None]] = [
    ([], None),
    ([date(2023, 1, 9)], None),
    ([date(2023, 1, 10)], date(2023, 1, 10)),
    ([date(2023, 9, 1), date(2023, 5, 1)], date(2023, 5, 1)),
    ([date(2024, 1, 16)], None),
]


@pytest.mark.parametrize(("held", "first"), FIRSTS)
def test_the_first_training_since_taking_office(branch: Organisation, held: list[date], first: date | None) -> None:
    person = make_person(branch)
    for on in held:
        a_record(branch, person, on)
    found = study.secretary_study(about(person.pk, branch, "secretary", date(2023, 1, 10)), None, TODAY)
    assert found.get(person.pk, {}).get("first_training_on") == first


PROBATION = {"standing": "probationary", "joined_on": date(2023, 3, 1), "arrived_on": date(2023, 3, 1), "full_since": None}
FULL = {"joined_on": date(2021, 12, 1), "arrived_on": date(2021, 12, 1), "full_since": date(2022, 12, 1)}
STAGES: list[tuple[dict[str, Any], list[date], int]] = [
    (PROBATION, [], 0),
    (PROBATION, [date(2023, 2, 28)], 0),
    (PROBATION, [date(2023, 3, 1), date(2024, 1, 15), date(2024, 1, 16)], 2),
    (FULL, [date(2022, 11, 30)], 0),
    (FULL, [date(2022, 12, 1), date(2023, 11, 30)], 2),
    (FULL, [date(2023, 12, 1)], 0),
]


@pytest.mark.parametrize(("values", "held", "number"), STAGES)
def test_trainings_of_the_stage_a_member_is_in(branch: Organisation, values: dict[str, Any], held: list[date], number: int) -> None:
    member = make_member(branch, **values)
    for on in held:
        a_record(branch, member.person, on)
    assert study.member_stage(about(member.person_id, branch), None, TODAY)[member.person_id] == {"training_since_joining": number}


def test_a_year_and_five_years_of_cadre_training(branch: Organisation, clerk: User) -> None:
    member = make_member(branch)
    person, asked = member.person, about(member.person_id, branch)

    def year() -> Any:
        return study.member_study(asked, YEAR, TODAY)[person.pk]

    def five(as_of: date = TODAY) -> Any:
        return study.five_years(asked, YEAR, as_of)[person.pk]

    assert (year()["cadre_training_hours"], "cadre_training_days" in year()) == (0, False)
    assert five() == {"cadre_training_hours_5y": 0, "training_records_5y": False}
    a_record(branch, person, date(2023, 6, 1), way=StudyWay.CADRE, hours=Decimal(40), days=Decimal("5.5"))
    a_record(branch, person, date(2023, 6, 2), way=StudyWay.TRAINING, hours=Decimal(8), days=Decimal(1))
    a_session(branch, clerk, date(2023, 9, 1), person, is_cadre_training=True, days="3", level="县级以上党组织举办")
    found = year()
    assert (found["cadre_training_hours"], found["cadre_training_days"], found["concentrated_trainings"]) == (46, Decimal("8.5"), 3)
    assert study.member_study(asked, YEAR, date(2023, 8, 31))[person.pk]["cadre_training_days"] == Decimal("5.5")
    assert five()["cadre_training_hours_5y"] == 46 and not five()["training_records_5y"]
    a_record(branch, person, date(2018, 12, 31), way=StudyWay.CADRE, hours=Decimal(100), days=Decimal(20))
    assert five()["cadre_training_hours_5y"] == 46, "the year before the five does not count"
    a_record(branch, person, date(2019, 1, 1), way=StudyWay.CADRE, hours=Decimal(100), days=Decimal(20))
    assert five() == {"cadre_training_hours_5y": 146, "cadre_training_days_5y": Decimal("28.5"), "training_records_5y": True}
    assert study.five_years(asked, Period.parse("2023-Q4"), TODAY) == {}


@pytest.mark.parametrize(("starts_on", "reaches"), [(date(2019, 1, 1), True), (date(2019, 1, 2), False)])
def test_records_reach_back_to_the_day_they_are_kept_from(tree: OrgTree, branch: Organisation, starts_on: date, reaches: bool) -> None:
    member = make_member(branch)
    LedgerStart.objects.create(org=tree.ningyang, starts_on=starts_on, basis="启用通知")
    assert study.five_years(about(member.person_id, branch), YEAR, TODAY)[member.person_id]["training_records_5y"] is reaches


def test_what_is_entered_of_a_session_twice_is_one_training(branch: Organisation, clerk: User) -> None:
    person = make_member(branch).person
    a_session(branch, clerk, date(2023, 9, 1), person, title="轮训班")
    a_record(branch, person, date(2023, 9, 1), title="轮训班", level="county")
    assert study.member_study(about(person.pk, branch), YEAR, TODAY)[person.pk]["concentrated_trainings"] == 1
    assert study.secretary_study(about(person.pk, branch, "secretary"), YEAR, TODAY)[person.pk] == {"rotation_trainings": 1}


@pytest.mark.parametrize("values", [{"days": Decimal(0)}, {"way": "self", "days": Decimal(1)}, {"way": "self", "level": "county"}])
def test_days_and_level_belong_to_trainings(branch: Organisation, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        a_record(branch, make_person(branch), date(2023, 5, 1), **values)


# --- 中心组 -----------------------------------------------------------------------------------------------------------------
LISTS: list[tuple[list[dict[str, Any]], int]] = [
    ([], 0),
    ([{}], 1),
    ([{}, {}, {"role": "secretary"}], 2),
    ([{"starts_on": date(2024, 1, 15)}], 1),
    ([{"starts_on": date(2024, 1, 16)}], 0),
    ([{"ends_on": date(2024, 1, 15)}], 0),
    ([{"ends_on": date(2024, 1, 16)}], 1),
]


@pytest.mark.parametrize(("rows", "number"), LISTS)
def test_how_many_belong_to_the_study_group(tree: OrgTree, rows: list[dict[str, Any]], number: int) -> None:
    group = tree.ningyang_leaders
    for values in rows:
        make_study_member(group, make_person(group), **values)
    assert study_group.study_group_facts(about(group.pk, group, "party_group"), None, TODAY)[group.pk] == {"study_group_members": number}


Maker = Callable[[Organisation], Any]
PLANS: list[tuple[list[Maker], date, tuple[int, date | None]]] = [
    ([], END, (0, None)),
    ([lambda g: make_gathering(make_plan(g), kind=MeetingKind.CENTRE_GROUP)], END, (0, None)),
    ([lambda g: make_gathering(confirmed(g), kind=MeetingKind.LECTURE)], END, (0, None)),
    ([lambda g: make_gathering(confirmed(g), kind=MeetingKind.CENTRE_GROUP)], END, (1, date(2023, 2, 20))),
    ([lambda g: make_gathering(confirmed(g), kind=MeetingKind.CENTRE_GROUP)], date(2023, 2, 19), (0, None)),
    ([lambda g: make_gathering(confirmed(g), kind=MeetingKind.CENTRE_GROUP)], date(2023, 2, 20), (1, date(2023, 2, 20))),
]


def confirmed(group: Organisation) -> Any:
    return make_plan(group, year=2023, state="confirmed", confirmed_on=date(2023, 2, 20))


@pytest.mark.parametrize(("makers", "as_of", "told"), PLANS)
def test_the_plan_of_the_study_group(tree: OrgTree, makers: list[Maker], as_of: date, told: tuple[int, date | None]) -> None:
    group = tree.ningyang_leaders
    for make in makers:
        make(group)
    found = study_group.study_group_facts(about(group.pk, group, "party_group"), YEAR, as_of)[group.pk]
    assert (found["study_plans"], found.get("study_plan_on")) == told


REPORTS: list[tuple[list[dict[str, Any]], date, tuple[int, date | None], int]] = [
    ([], TODAY, (0, None), 0),
    ([{}], TODAY, (1, date(2024, 1, 10)), 0),
    ([{}], date(2024, 1, 9), (0, None), 0),
    ([{"year": 2022}], TODAY, (0, None), 0),
    ([{"kind": "governance"}], TODAY, (0, None), 1),
    ([{}, {"title": "补充报告", "sent_on": date(2023, 12, 31)}], TODAY, (2, date(2023, 12, 31)), 0),
]


@pytest.mark.parametrize(("rows", "as_of", "told", "governance"), REPORTS)
def test_reports_to_the_superior(
    tree: OrgTree, rows: list[dict[str, Any]], as_of: date, told: tuple[int, date | None], governance: int
) -> None:
    group = tree.ningyang_leaders
    for values in rows:
        make_report(group, **values)
    found = study_group.study_group_facts(about(group.pk, group, "party_group"), YEAR, as_of)[group.pk]
    assert (found["study_reports"], found.get("study_report_on"), found["strict_governance_reports"]) == (*told, governance)


def test_the_list_is_kept_by_services_and_says_who_is_due(tree: OrgTree, clerk: User) -> None:
    group = tree.ningyang_leaders
    act: dict[str, Any] = {"by": clerk, "today": TODAY}
    people = [make_person(group) for _ in range(3)]
    Post.objects.create(person=people[2], org=group, title="党组成员", starts_on=date(2020, 1, 1))
    assert [one.person_id for one in centre_group(group.pk, TODAY)] == [people[2].pk], "without a list, who holds a post"
    words: dict[str, Any] = {"org": group, "role": "member", "starts_on": date(2023, 1, 1)}
    with pytest.raises(Refused, match="中心组设在党组或者党委"):
        services.name_study_members(people=people[:2], **act, **{**words, "org": tree.ningyang_branch})
    made = services.name_study_members(people=people[:2], **act, **words)
    with pytest.raises(Refused, match="已在中心组名单中"):
        services.name_study_members(people=people[:1], **act, **words)
    assert {one.person_id for one in centre_group(group.pk, TODAY)} == {people[0].pk, people[1].pk}
    services.correct_study_member(made[0], expected=1, role="head", starts_on=date(2023, 1, 1), **act)
    with pytest.raises(Refused, match="已有组长"):
        services.correct_study_member(made[1], expected=1, role="head", starts_on=date(2023, 1, 1), **act)
    made[1].refresh_from_db()
    services.release_study_member(made[1], expected=1, on=date(2024, 1, 10), **act)
    with pytest.raises(Refused, match="不必重复办理"):
        services.release_study_member(made[1], expected=2, on=TODAY, **act)
    assert [one.person_id for one in centre_group(group.pk, TODAY)] == [people[0].pk]
    with pytest.raises(IntegrityError), transaction.atomic():
        make_study_member(group, people[1], ends_on=date(2023, 1, 1))


def test_reports_are_entered_corrected_and_removed(tree: OrgTree, clerk: User) -> None:
    group = tree.ningyang_leaders
    act: dict[str, Any] = {"by": clerk, "today": TODAY}
    words: dict[str, Any] = {"kind": "study", "year": 2023, "title": "报告", "number": "", "sent_to": "市委", "sent_on": date(2024, 1, 5)}
    for changed, said in (({"sent_on": date(2024, 1, 16)}, "报送日期"), ({"year": 2024, "sent_on": date(2023, 12, 1)}, "请核对所报年度")):
        with pytest.raises(Refused, match=said):
            services.record_report(org=group, **act, **{**words, **changed})
    with pytest.raises(Refused, match="不是党组织"):
        services.record_report(org=tree.ningyang, **act, **words)
    report = services.record_report(org=group, **act, **words)
    with pytest.raises(Refused, match="已经登记"):
        services.record_report(org=group, **act, **words)
    services.correct_report(report, expected=1, **act, **{**words, "number": "宁科组〔2024〕1号"})
    services.remove_report(report, by=clerk, expected=2, reason="登记有误")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(group, year=1999)


def test_facts_of_many_members_take_as_many_queries_as_of_one(tree: OrgTree, clerk: User) -> None:
    branches = [make_org(f"第{n}支部", tree.ningyang, OrgLevel.PARTY_BRANCH) for n in range(4)]
    members = [make_member(branch) for branch in branches]
    for member in members:
        make_theme_day(member.org, by=clerk, day=date(2023, 12, 5))
        a_record(member.org, member.person, date(2023, 5, 1), way=StudyWay.CADRE, days=Decimal(1), hours=Decimal(8))
    subjects = [one for member in members for one in about(member.person_id, member.org)]
    sources: list[tuple[Any, Period | None]] = [
        (attendance.member_attendance, None),
        (study.member_study, YEAR),
        (study.five_years, YEAR),
        (study.member_stage, None),
        (talks.member_talks, None),
    ]
    for collect, window in sources:
        with CaptureQueriesContext(connection) as one:
            collect(subjects[:1], window, TODAY)
        with CaptureQueriesContext(connection) as many:
            assert len(collect(subjects, window, TODAY)) == len(members)
        assert len(many) == len(one), collect.__name__


# --- 变动 -------------------------------------------------------------------------------------------------------------------
CHANGES: dict[str, Callable[[Organisation, Organisation, User], Any]] = {
    "study_group_member": lambda group, branch, clerk: services.name_study_members(
        org=group, people=[make_person(group)], role="head", starts_on=date(2023, 1, 1), by=clerk, today=TODAY
    ),
    "upward_report": lambda group, branch, clerk: services.record_report(
        org=group, kind="study", year=2023, title="报告", number="", sent_to="市委", sent_on=TODAY, by=clerk, today=TODAY
    ),
    "year_plan": lambda group, branch, clerk: plans.confirm_plan(
        make_gathering(make_plan(group, year=2024), kind=MeetingKind.CENTRE_GROUP, day=date(2024, 3, 1)).plan,
        by=clerk,
        today=TODAY,
        expected=1,
    ),
    "meeting": lambda group, branch, clerk: made_up(branch, clerk),
    "study_record": lambda group, branch, clerk: record_study(
        org=branch,
        person=make_person(branch),
        on=TODAY,
        way=StudyWay.TRAINING,
        title="轮训",
        hours=None,
        required=None,
        outcome="none",
        outcome_text="",
        level="county",
        days=Decimal(3),
        by=clerk,
        today=TODAY,
    ),
    "talk": lambda group, branch, clerk: enter_talk(
        org=branch,
        on=TODAY,
        kind=TalkKind.REMINDER,
        talker=make_person(branch),
        talked_to=make_person(branch),
        officer=None,
        words="",
        by=clerk,
        today=TODAY,
    ),
}


def made_up(branch: Organisation, clerk: User) -> None:
    person = make_member(branch).person
    meeting = make_meeting(branch, by=clerk, kind=MeetingKind.GENERAL, absent={person.pk: AWAY})
    DutyMark.objects.all().delete()
    follow_ups.record_make_up(meeting, person=person, day=TODAY, content="补学", confirmed_by="书记", by=clerk, today=TODAY)


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_of_these_records_makes_findings_stale(tree: OrgTree, branch: Organisation, clerk: User, kind: str) -> None:
    assert any(kind in source.record_kinds for source in gathered(FactSource))
    DutyMark.objects.all().delete()
    CHANGES[kind](tree.ningyang_leaders, branch, clerk)
    assert set(DutyMark.objects.values_list("org", flat=True)) & {tree.ningyang_leaders.pk, branch.pk}
