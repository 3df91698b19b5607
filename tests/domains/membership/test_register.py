"""党员名册: entered, corrected, converted, moved, left; who may vote on a day; the sheet; figures as of a day; three persons."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.dataio import workbook
from tests.factories.membership import make_branch, make_member
from tests.factories.orgs import make_org, make_person
from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.enums import Abroad, RightsReason, Standing
from tongpin.domains.membership.measures import branches_stock, members_stock
from tongpin.domains.membership.models import Member
from tongpin.domains.membership.rosters import branch_members, small_group_members
from tongpin.engines.dataio import services as dataio
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.extensions import ImportSheet, MeasureScope, gathered
from tongpin.kernel.periods import Period

TODAY = date(2026, 6, 3)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="party_clerk", viewer_role="director")


@pytest.fixture
def branch(persons: ThreePersons) -> Organisation:
    return persons.tree.ningyang_branch


def words(**values: Any) -> dict[str, Any]:
    return {
        "standing": Standing.FULL,
        "joined_on": date(2012, 6, 20),
        "full_since": date(2013, 6, 20),
        "arrived_on": date(2015, 1, 1),
        "group": None,
        "is_leader": False,
        "is_exempt": False,
        "rights_limited_from": None,
        "rights_limited_until": None,
        "rights_reason": "",
        **values,
    }


# --- what the database refuses ---------------------------------------------------------------------------------------------
WRONG: list[tuple[str, dict[str, Any]]] = [
    ("正式党员须填", {"full_since": None}),
    ("预备党员须填入党日期", {"standing": Standing.PROBATIONARY, "joined_on": None, "full_since": None}),
    ("还没有入党日期", {"standing": Standing.ACTIVIST, "joined_on": date(2012, 6, 20)}),
    ("转为正式党员日期不能早于", {"full_since": date(2012, 6, 19)}),
    ("离开本组织日期须晚于", {"left_on": date(2015, 1, 1), "left_for": "died"}),
    ("须填减少原因", {"left_on": date(2016, 1, 1)}),
    ("须填减少原因", {"left_for": "died"}),
    ("出国（境）日期和事由", {"abroad_since": date(2026, 1, 1)}),
    ("权利受限的须填", {"rights_reason": RightsReason.PROBATION}),
    ("权利受限截止日期", {"rights_limited_from": TODAY, "rights_limited_until": TODAY, "rights_reason": RightsReason.OTHER}),
]


@pytest.mark.parametrize(("said", "values"), WRONG)
def test_the_database_refuses_and_a_person_is_told_why(branch: Organisation, said: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(branch, **values)
    record = make_member(branch)
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(Refused, match=said):
        check(record)


def test_a_person_stands_in_one_organisation(branch: Organisation) -> None:
    member = make_member(branch)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(branch, person=member.person)
    with pytest.raises(Refused, match="请先在原组织办理转出"):
        check(Member(org=branch, person=member.person, **words()))


def test_the_register_keeps_no_id_number() -> None:
    assert not [f.name for f in Member._meta.get_fields() if "identity" in f.name or "身份证" in str(getattr(f, "verbose_name", ""))]


# --- services --------------------------------------------------------------------------------------------------------------
def test_registering_marks_the_person_and_audits(persons: ThreePersons, branch: Organisation) -> None:
    person = make_person(persons.org, "王明")
    member = services.register_member(org=branch, person=person, by=persons.editor, today=TODAY, **words())
    person.refresh_from_db()
    assert person.is_party_member
    assert AuditEvent.objects.get(verb="member.registered").org_id == branch.pk
    with pytest.raises(StaleRecord):
        services.correct_member(member, by=persons.editor, today=TODAY, expected=9, **words(is_leader=True))


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("还没有到", {"arrived_on": date(2026, 6, 4)}),
        ("还没有到", {"full_since": date(2026, 6, 4)}),
        ("设立日期", {"arrived_on": date(2009, 12, 31)}),
    ],
)
def test_days_that_cannot_be(persons: ThreePersons, branch: Organisation, said: str, values: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=said):
        services.register_member(org=branch, person=make_person(persons.org), by=persons.editor, today=TODAY, **words(**values))


def test_only_people_of_the_bureau_and_groups_of_the_branch(persons: ThreePersons, branch: Organisation) -> None:
    foreign = make_person(persons.tree.dongping)
    with pytest.raises(Refused, match="不是本单位人员"):
        services.register_member(org=branch, person=foreign, by=persons.editor, today=TODAY, **words())
    person, other = make_person(persons.org), make_org("别组", make_branch(persons.org), OrgLevel.PARTY_SMALL_GROUP)
    with pytest.raises(Refused, match="的党小组"):
        services.register_member(org=branch, person=person, by=persons.editor, today=TODAY, **words(group=other))
    with pytest.raises(Refused, match="应编入党支部"):
        services.register_member(org=persons.tree.ningyang_leaders, person=person, by=persons.editor, today=TODAY, **words())


def test_conversion_is_for_probationary_members_only(persons: ThreePersons, branch: Organisation) -> None:
    joined = date(2025, 6, 20)
    member = make_member(branch, standing=Standing.PROBATIONARY, joined_on=joined, arrived_on=joined)
    services.convert_member(member, by=persons.editor, today=date(2026, 7, 1), expected=1, on=date(2026, 6, 20))
    assert (member.standing_on(date(2026, 6, 19)), member.standing_on(date(2026, 6, 20))) == ("probationary", "full")
    with pytest.raises(Refused, match="不是预备党员"):
        services.convert_member(member, by=persons.editor, today=date(2026, 7, 1), expected=2, on=date(2026, 6, 20))


def test_moving_keeps_the_days_of_the_old_organisation(persons: ThreePersons, branch: Organisation) -> None:
    member, other = make_member(branch), make_branch(persons.org)
    moved = services.move_member(member, by=persons.editor, today=TODAY, expected=1, to=other, on=date(2026, 5, 1))
    assert [m.org_id for m in selectors.members_on(date(2026, 4, 30))] == [branch.pk]
    assert [m.org_id for m in selectors.members_on(date(2026, 5, 1))] == [other.pk]
    assert (moved.standing, moved.joined_on, moved.arrived_on) == ("full", date(2012, 6, 20), date(2026, 5, 1))
    with pytest.raises(Refused, match="不必重复办理"):
        services.end_membership(member, by=persons.editor, today=TODAY, expected=2, on=TODAY, left_for="died")


def test_being_away_and_lost_changes_nothing_else(persons: ThreePersons, branch: Organisation) -> None:
    member = make_member(branch)
    absence = {"away_since": None, "away_place": "", "abroad_since": date(2026, 1, 1), "abroad_for": Abroad.STUDY, "back_on": None}
    services.note_absence(member, by=persons.editor, today=TODAY, expected=1, **absence)
    services.note_contact(member, by=persons.editor, today=TODAY, expected=2, on=date(2026, 1, 15), is_lost=True)
    assert list(selectors.away_from(TODAY)) == [member]
    assert (member.standing, member.left_on) == ("full", None)
    with pytest.raises(Refused, match="返回日期早于"):
        services.note_absence(member, by=persons.editor, today=TODAY, expected=3, **{**absence, "back_on": date(2025, 1, 1)})


# --- rosters and figures ---------------------------------------------------------------------------------------------------
def test_roster_says_who_may_vote_and_why_not(branch: Organisation) -> None:
    group = make_org("第一党小组", branch, OrgLevel.PARTY_SMALL_GROUP)
    make_member(branch, "正式", group=group)
    make_member(branch, "预备", standing=Standing.PROBATIONARY, joined_on=date(2026, 1, 10), arrived_on=date(2026, 1, 10))
    limits = {"rights_limited_from": date(2026, 1, 1), "rights_limited_until": date(2027, 1, 1), "rights_reason": RightsReason.PROBATION}
    make_member(branch, "受限", **limits)
    make_member(branch, "积极", standing=Standing.ACTIVIST)
    make_member(branch, "转走", left_on=date(2026, 3, 1), left_for="transferred")
    found = {e.name: (e.may_vote, e.reason) for e in branch_members(branch.pk, TODAY)}
    assert found == {
        "正式": (True, ""),
        "预备": (False, "预备党员没有表决权、选举权和被选举权"),
        "受限": (False, "留党察看期间没有表决权、选举权和被选举权"),
    }
    assert {e.name: e.may_vote for e in branch_members(branch.pk, date(2025, 12, 31))} == {"正式": True, "受限": True, "转走": True}
    assert [e.name for e in small_group_members(group.pk, TODAY)] == ["正式"]


def test_members_and_branches_as_of_a_day(persons: ThreePersons, branch: Organisation) -> None:
    make_member(branch)
    make_member(branch, arrived_on=date(2024, 3, 1))
    make_member(branch, left_on=date(2025, 3, 1), left_for="transferred")
    make_branch(persons.org, starts_on=date(2025, 5, 1))
    orgs = tuple(Organisation.objects.values_list("pk", flat=True))

    def at(day: date) -> tuple[Any, Any]:
        scope = MeasureScope(orgs, Period.year(day.year), day)
        return members_stock(scope).value, branches_stock(scope).value

    assert at(date(2024, 2, 29)) == (2, 1)
    assert at(date(2025, 2, 28)) == (3, 1)
    assert at(date(2025, 12, 31)) == (2, 2)


# --- sheet -----------------------------------------------------------------------------------------------------------------
def members_sheet() -> ImportSheet:
    return next(s for s in gathered(ImportSheet) if s.kind == "member")


HEAD = ["姓名", "党支部", "党员类别", "入党时间", "转正时间", "党小组"]


def test_the_roster_of_an_office_is_imported_and_imported_again(persons: ThreePersons, branch: Organisation) -> None:
    known = make_person(persons.org, "李强")
    rows = [["李强", "机关支部", "正式", "2012-06-20", "2013-06-20", None], ["周芳", branch.name, "预备党员", "2026-01-10", None, None]]
    content = workbook([["党员名册"], HEAD, *rows])
    batch = dataio.stage(content, name="名册.xlsx", org=persons.org, by=persons.editor, today=TODAY, kind="member")
    dataio.confirm(batch, by=persons.editor, today=TODAY)
    assert sorted(Member.objects.values_list("person__name", "standing")) == [("周芳", "probationary"), ("李强", "full")]
    assert Member.objects.get(person=known).org_id == branch.pk
    again = dataio.stage(content, name="名册.xlsx", org=persons.org, by=persons.editor, today=TODAY, kind="member")
    dataio.confirm(again, by=persons.editor, today=TODAY)
    assert Member.objects.count() == 2
    assert dict(members_sheet().current(persons.org, None)).keys() == {("李强", branch.name), ("周芳", branch.name)}
    dataio.undo(batch, by=persons.editor)
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["甲", "没有的支部", "正式", "2012-06-20", "2013-06-20", None], "没有名为“没有的支部”的党支部"),
        (["甲", "机关支部", "正式", None, "2013-06-20", None], "正式党员没有填入党日期"),
        (["甲", "机关支部", "预备", "2025-06-20", "2026-05-20", None], "预备党员还没有转正日期"),
        (["甲", "机关支部", "积极分子", "2025-06-20", None, None], "还不是党员"),
        (["甲", "机关支部", "正式", "2012-06-20", "2011-06-20", None], "转正日期早于入党日期"),
        (["甲", "机关支部", "正式", "2012-06-20", "2013-06-20", "第九组"], "没有名为“第九组”的党小组"),
        (["同名", "机关支部", "正式", "2012-06-20", "2013-06-20", None], "有2位“同名”"),
        (["别处", "机关支部", "正式", "2012-06-20", "2013-06-20", None], "此人现编入"),
    ],
)
def test_wrong_rows_are_named(persons: ThreePersons, row: list[Any], said: str) -> None:
    for _ in range(2):
        make_person(persons.org, "同名")
    make_member(make_branch(persons.org), person=make_person(persons.org, "别处"))
    names = ("name", "branch", "standing", "joined_on", "full_since", "group")
    values = {name: date.fromisoformat(v) if v and name in ("joined_on", "full_since") else v for name, v in zip(names, row, strict=True)}
    values["standing"] = {"正式": "full", "预备": "probationary", "积极分子": "activist"}[row[2]]
    check_rows = members_sheet().check
    assert check_rows is not None
    found = [message for messages in check_rows(persons.org, [values]).values() for _, message, _ in messages]
    assert [message for message in found if said in message], found


# --- pages -----------------------------------------------------------------------------------------------------------------
def test_three_persons(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    member = make_member(branch, "王明")
    url, edit = reverse("membership:member", args=[member.pk]), reverse("membership:member_edit", args=[member.pk])
    for user, sees, edits in ((persons.editor, 200, 200), (persons.viewer, 200, 404), (persons.stranger, 404, 404)):
        client.force_login(user)
        assert (client.get(url).status_code, client.get(edit).status_code) == (sees, edits)
    client.force_login(make_user(roles=[("clerk", persons.org)]))
    assert client.get(url).status_code == 404


def test_registering_on_the_page(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    person = make_person(persons.org, "王明")
    client.force_login(persons.editor)
    sent = {
        "org": branch.pk,
        "person": person.pk,
        "standing": "full",
        "joined_on": "2012-06-20",
        "full_since": "2013-06-20",
        "arrived_on": "2015-01-01",
    }
    answer = client.post(reverse("membership:member_new"), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(answer["Location"]).content.decode()
    assert "王明" in page
    assert "2013-06-20" in page
