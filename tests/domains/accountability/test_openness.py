"""公开和案例通报: no step is skipped, nobody checks their own, what is due lights with a word, what has run out is taken down."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.activities import make_activity
from tests.factories.integrity import STEPS, make_circular, make_disclosure, make_issued_circular, make_open_item
from tests.factories.orgs import make_person
from tongpin.domains.accountability.calculations.openness import Shown, is_undisclosed, openness_light, periods_due
from tongpin.domains.accountability.integrity_desk import todo
from tongpin.domains.accountability.models import CircularUnit, Disclosure
from tongpin.domains.accountability.openness_facts import branch_facts, disclosure_facts, disclosure_subjects
from tongpin.domains.accountability.papers.integrity_papers import circular_document, disclosure_document
from tongpin.domains.accountability.selectors.circulars import circular_units, meetings_to_choose, unit_light, visible_circulars
from tongpin.domains.accountability.selectors.disclosures import board_for, disclosures
from tongpin.domains.accountability.services import circulars as circular_services
from tongpin.domains.accountability.services import disclosures as services
from tongpin.domains.accountability.tasks import take_down
from tongpin.foundation.access.doors import look_as
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.periods import Period
from tongpin.kernel.workdays import WorkCalendar

TODAY = date(2024, 1, 15)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="party_clerk", viewer_role="discipline_officer")


@pytest.fixture
def org(persons: ThreePersons) -> Organisation:
    return persons.org


FIELDS: dict[str, Any] = {
    "title": "第4季度党费收缴",
    "words": "收缴12000元",
    "occurred_on": None,
    "beyond_power": False,
    "reported_up_on": None,
}


def test_from_the_draft_to_the_take_down(persons: ThreePersons, org: Organisation) -> None:
    by: dict[str, Any] = {"by": persons.editor, "today": TODAY}
    other: dict[str, Any] = {"by": persons.viewer, "today": TODAY}
    item = make_open_item(org)
    with pytest.raises(Refused, match="请选择所属期"):
        services.draft_disclosure(item, **by, **FIELDS, period="")
    with pytest.raises(Refused, match="所属期不符"):
        services.draft_disclosure(item, **by, **FIELDS, period="2023-12")
    one = services.draft_disclosure(item, **by, **FIELDS, period="2023-Q4")
    with pytest.raises(Refused, match="本期已有公开稿"):
        services.draft_disclosure(item, **by, **FIELDS, period="2023-Q4")
    services.propose_disclosure(one, **by, expected=1)
    with pytest.raises(Refused, match="保密审查须由提出人以外的人"):
        services.check_secrecy(one, **by, expected=2, words="无密")
    services.check_secrecy(one, **other, expected=2, words="不涉及国家秘密和个人隐私")
    with pytest.raises(Refused, match="审批须由提出人以外的人"):
        services.approve_disclosure(one, **by, expected=3)
    services.approve_disclosure(one, **other, expected=3)
    with pytest.raises(Refused, match="须填写公开截止日期"):
        services.publish_disclosure(one, **by, expected=4, until=None)
    services.publish_disclosure(one, **by, expected=4, until=date(2024, 1, 31))
    assert services.take_down_due(today=date(2024, 1, 31)) == 0
    assert services.take_down_due(today=date(2024, 2, 1)) == 1 and services.take_down_due(today=date(2024, 2, 2)) == 0
    fresh = Disclosure.objects.get(pk=one.pk)
    assert (fresh.get_state_display(), fresh.taken_down_on) == ("已撤下", date(2024, 2, 1)) and take_down() == 0


MOVES: dict[str, tuple[Any, dict[str, Any]]] = {
    "proposed": (services.propose_disclosure, {}),
    "checked": (services.check_secrecy, {"words": "不涉密"}),
    "approved": (services.approve_disclosure, {}),
    "published": (services.publish_disclosure, {"until": date(2024, 2, 28)}),
}


@pytest.mark.parametrize("target", MOVES)
@pytest.mark.parametrize("state", [*STEPS, "taken_down", "dropped"])
def test_no_step_can_be_skipped_or_repeated(persons: ThreePersons, org: Organisation, state: str, target: str) -> None:
    item = make_open_item(org)
    values = {"taken_down_on": TODAY} if state == "taken_down" else {}
    one = make_disclosure(item, state, **values)
    service, more = MOVES[target]
    allowed = state in STEPS and STEPS.index(target) == STEPS.index(state) + 1
    if allowed:
        assert service(one, by=persons.editor, today=TODAY, expected=1, **more).state == target
    else:
        with pytest.raises(Refused, match="不能"):
            service(one, by=persons.editor, today=TODAY, expected=1, **more)


def test_sent_back_begins_anew_and_beyond_ones_power_is_reported_up(persons: ThreePersons, org: Organisation) -> None:
    one = make_disclosure(make_open_item(org), "checked", beyond_power=True)
    with pytest.raises(Refused, match="须先报上级审批"):
        services.approve_disclosure(one, by=persons.editor, today=TODAY, expected=1)
    services.send_back_disclosure(one, by=persons.editor, expected=1, reason="补报上级")
    fresh = disclosures().get(pk=one.pk)
    assert (fresh.state, fresh.proposed_on, fresh.checked_by, fresh.reason) == ("drafted", None, None, "补报上级")
    with pytest.raises(StaleRecord):
        services.correct_disclosure(fresh, by=persons.editor, today=TODAY, expected=1, **{**FIELDS, "period": "2023-Q4"})
    given = {**FIELDS, "period": "2023-Q4", "beyond_power": True, "reported_up_on": date(2024, 1, 12)}
    again = services.correct_disclosure(fresh, by=persons.editor, today=TODAY, expected=2, **given)
    services.propose_disclosure(again, by=persons.editor, today=TODAY, expected=3)
    with pytest.raises(Refused, match="已提交审查的公开稿不能修改"):
        services.correct_disclosure(again, by=persons.editor, today=TODAY, expected=4, **given)


def test_the_catalogue(persons: ThreePersons, org: Organisation) -> None:
    fields: dict[str, Any] = {
        "face": "party",
        "title": "换届选举",
        "content": "选举结果",
        "scope": "members",
        "way": "once",
        "period": "",
        "basis": "党务公开目录",
        "department": persons.tree.ningyang_branch,
        "valid_from": date(2023, 1, 1),
    }
    with pytest.raises(Refused, match="定期公开的须写明周期"):
        services.enter_open_item(org=org, by=persons.editor, **{**fields, "way": "periodic"})
    with pytest.raises(Refused, match="不属于"):
        services.enter_open_item(org=org, by=persons.editor, **{**fields, "department": persons.tree.dongping})
    item = services.enter_open_item(org=org, by=persons.editor, **fields)
    with pytest.raises(Refused, match="已在目录中"):
        services.enter_open_item(org=org, by=persons.editor, **fields)
    with pytest.raises(Refused, match="须填写办结日期"):
        services.draft_disclosure(item, by=persons.editor, today=TODAY, **FIELDS, period="")
    services.draft_disclosure(item, by=persons.editor, today=TODAY, **{**FIELDS, "occurred_on": TODAY}, period="")
    with pytest.raises(Refused, match="还有办理中的公开稿"):
        services.end_open_item(item, by=persons.editor, today=TODAY, expected=1, on=TODAY, reason="并入")
    bare = make_open_item(org)
    services.end_open_item(bare, by=persons.editor, today=TODAY, expected=1, on=TODAY, reason="并入他项")
    with pytest.raises(Refused, match="已移出目录"):
        services.draft_disclosure(bare, by=persons.editor, today=TODAY, **FIELDS, period="2023-Q4")


DAYS = WorkCalendar()
SINCE = date(2023, 1, 1)
Q3 = Shown("2023-Q3", date(2023, 10, 9), None, None)
LIGHTS: list[tuple[str, str, list[Shown], date, str, str]] = [
    ("standing", "", [], date(2023, 1, 10), "blue", "待公开"),
    ("standing", "", [], date(2023, 1, 17), "red", "逾期未公开"),
    ("standing", "", [Shown("", date(2023, 1, 5), None, None)], date(2024, 1, 15), "green", "公开中"),
    ("standing", "", [Shown("", date(2023, 1, 5), date(2023, 6, 1), None)], date(2023, 6, 1), "red", "逾期未公开"),
    ("periodic", "quarter", [], date(2023, 4, 3), "blue", "待公开"),
    ("periodic", "quarter", [], date(2023, 4, 18), "red", "逾期未公开"),
    ("periodic", "quarter", [Shown("2023-Q1", date(2023, 4, 3), date(2023, 5, 1), None)], date(2023, 6, 30), "green", "按期公开"),
    ("once", "", [], date(2023, 4, 18), "grey", "尚无事项"),
    ("once", "", [Shown("", None, None, date(2023, 4, 3), "选举")], date(2023, 4, 17), "blue", "待公开"),
    ("once", "", [Shown("", None, None, date(2023, 4, 3), "选举")], date(2023, 4, 19), "red", "逾期未公开"),
    ("once", "", [Shown("", date(2023, 4, 10), None, date(2023, 4, 3))], date(2023, 4, 18), "green", "已公开"),
]


@pytest.mark.parametrize(("way", "kind", "shown", "on", "colour", "word"), LIGHTS)
def test_lights_of_the_catalogue(way: str, kind: str, shown: list[Shown], on: date, colour: str, word: str) -> None:
    light = openness_light(way, kind, SINCE, shown, on, DAYS)
    assert light[:2] == (colour, word) and (light[2] or colour != "red")


def test_what_of_the_year_is_not_disclosed() -> None:
    year = Period.year(2023)
    assert [str(p) for p in periods_due("quarter", date(2023, 5, 1), SINCE, date(2024, 1, 1))] == ["2023-Q2", "2023-Q3", "2023-Q4"]
    assert is_undisclosed("periodic", "half", SINCE, [Shown("2023-H1", date(2023, 7, 3), None, None)], year, date(2023, 6, 30)) is True
    assert is_undisclosed("periodic", "year", SINCE, [Shown("2023", date(2023, 12, 30), None, None)], year, date(2024, 1, 15)) is False
    assert is_undisclosed("standing", "", SINCE, [Shown("", date(2023, 1, 5), date(2023, 12, 1), None)], year, date(2024, 1, 15)) is True


def test_facts_for_the_rules(persons: ThreePersons, org: Organisation) -> None:
    branch = persons.tree.ningyang_branch
    item = make_open_item(org, department=branch, title="党费收缴", way="periodic", period="year")
    make_open_item(org, department=branch, title="组织设置", way="standing", period="")
    make_open_item(org, department=branch, title="换届", way="once", period="")
    one = make_disclosure(item, "published")
    year = Period.year(2023)
    [subject] = disclosure_subjects([org.pk], TODAY)
    facts = disclosure_facts([subject], None, TODAY)[one.pk]
    assert facts["secrecy_reviewed_on"] == one.checked_on and facts["disclosure_kind"] == "定期公开" and "reported_up_on" not in facts
    assert "carried_out_on" not in disclosure_facts([subject], None, date(2024, 1, 9))[one.pk]
    asked = [type(subject)(kind="branch", pk=branch.pk, org_id=branch.pk, title="支部")]
    assert branch_facts(asked, year, TODAY) == {branch.pk: {"disclosure_items_due": 2, "undisclosed_items": ["组织设置"]}}
    assert branch_facts(asked, None, TODAY) == {} and branch_facts(asked, Period.year(2022), date(2022, 12, 31)) == {}


def test_the_board_shows_each_what_is_for_them(persons: ThreePersons, org: Organisation) -> None:
    titles = {}
    for scope in ("society", "unit", "members", "some"):
        one = make_disclosure(make_open_item(org, scope=scope, way="standing", period=""), "published", title=f"公开{scope}")
        titles[scope] = one.title
    member, staff = make_user(roles=[("party_member", org)]), make_user(roles=[("party_member", org)])
    make_person(persons.tree.ningyang_plan, "周党员", user=member, is_party_member=True)
    make_person(persons.tree.ningyang_plan, "吴职工", user=staff)
    on = date(2024, 3, 1)
    assert {d.title for d in board_for(member, on)} == {titles["society"], titles["unit"], titles["members"]}
    assert {d.title for d in board_for(staff, on)} == {titles["society"], titles["unit"]}
    assert board_for(persons.editor, on).count() == 4 and board_for(persons.stranger, on).count() == 0
    assert board_for(staff, date(2024, 4, 1)).count() == 0 and board_for(staff, date(2024, 1, 9)).count() == 0


CIRCULAR: dict[str, Any] = {
    "title": "关于违规收受礼品问题的通报",
    "source": "上级纪委通报",
    "summary": "某单位某同志违规收受礼品。",
    "lesson": "",
    "naming_basis": "",
    "receive_by": date(2024, 1, 20),
    "study_by": date(2024, 2, 20),
}


def test_a_circular_names_nobody_by_default(persons: ThreePersons, org: Organisation) -> None:
    make_person(persons.tree.ningyang_plan, "郑某甲")
    by: dict[str, Any] = {"by": persons.viewer, "today": TODAY, "units": [persons.tree.ningyang_plan]}
    named = {**CIRCULAR, "summary": "本局郑某甲违规收受礼品。"}
    with pytest.raises(Refused, match="出现了人员姓名：郑某甲"):
        circular_services.draft_circular(org=org, **by, **named)
    made = circular_services.draft_circular(org=org, **by, **{**named, "naming_basis": "县纪委〔2024〕1号要求"})
    assert (
        made.naming_basis
        and circular_services.issue_circular(made, by=persons.viewer, today=TODAY, expected=1).number == "案例通报〔2024〕1号"
    )
    for wrong, words in (({"units": []}, "至少选择一个"), ({"units": [persons.tree.dongping]}, "不属于")):
        with pytest.raises(Refused, match=words):
            circular_services.draft_circular(org=org, **{**by, **wrong}, **CIRCULAR)
    with pytest.raises(Refused, match="已经过去"):
        circular_services.draft_circular(org=org, **by, **{**CIRCULAR, "receive_by": date(2024, 1, 14)})


def test_a_circular_is_signed_for_and_studied_by_each_unit(persons: ThreePersons, org: Organisation) -> None:
    plan, office = persons.tree.ningyang_plan, persons.tree.ningyang_office
    found = make_issued_circular(org, [plan, office], title="关于违规吃喝问题的通报")
    unit = circular_units().get(circular=found, org=plan)
    officer = make_user(roles=[("officer", plan)])
    make_person(plan, "计划科员", user=officer)
    assert visible_circulars(officer).count() == 1 and visible_circulars(persons.stranger).count() == 0
    assert [t.kind for t in todo(look_as(RequestFactory().get("/"), officer))] == ["待签收"]
    earlier, meeting = make_activity(plan, day=date(2024, 1, 9)), make_activity(plan, day=date(2024, 1, 12))
    foreign = make_activity(office, day=date(2024, 1, 12))
    with pytest.raises(Refused, match="请先签收"):
        circular_services.note_study(unit, by=officer, today=TODAY, study=meeting)
    circular_services.receive_circular(unit, by=officer, today=TODAY)
    circular_services.receive_circular(circular_units().get(pk=unit.pk), by=persons.editor, today=TODAY)
    assert CircularUnit.objects.get(pk=unit.pk).received_by == officer
    assert list(meetings_to_choose(unit, officer, TODAY)) == [meeting]
    for wrong in (earlier, foreign):
        with pytest.raises(Refused, match="请另选"):
            circular_services.note_study(unit, by=officer, today=TODAY, study=wrong)
    circular_services.note_study(unit, by=officer, today=TODAY, study=meeting)
    assert unit_light(circular_units().get(pk=unit.pk), TODAY) == ("green", "已学习", "")
    waiting = circular_units().get(circular=found, org=office)
    assert [unit_light(waiting, day)[1] for day in (date(2024, 1, 20), date(2024, 1, 21))] == ["待签收", "逾期未签收"]
    circular_services.withdraw_circular(found, by=persons.viewer, expected=1, reason="内容有误")
    with pytest.raises(Refused, match="已撤回，不能办理"):
        circular_services.receive_circular(circular_units().get(pk=waiting.pk), by=persons.editor, today=TODAY)


def test_documents(persons: ThreePersons, org: Organisation) -> None:
    circular = make_issued_circular(org, [org], serial=3)
    texts = [p.text for p in docx.Document(BytesIO(circular_document(circular, "计划科", TODAY))).paragraphs]
    assert texts[0] == "案例通报〔2024〕3号" and "计划科：" in texts and "一、案情摘要" in texts
    one = make_disclosure(make_open_item(org), "checked", check_words="不涉密")
    sheet = docx.Document(BytesIO(disclosure_document(one, TODAY)))
    cells = {row.cells[0].text: row.cells[1].text for row in sheet.tables[0].rows}
    assert cells["所属期"] == "2023年第4季度" and cells["保密审查"].endswith("不涉密") and cells["审批"] == "尚未办理"


def test_pages(persons: ThreePersons, org: Organisation, client: Client) -> None:
    item = make_open_item(org, title="党费收缴")
    one = make_disclosure(item, "proposed")
    client.force_login(persons.editor)
    catalogue = client.get(reverse("accountability:open_items")).content.decode()
    assert "1项逾期没有公开：党费收缴" in catalogue
    page = client.get(reverse("accountability:disclosure", args=[one.pk])).content.decode()
    assert "保密审查" in page and "以下内容尚未公开" in page
    sent = client.post(reverse("accountability:disclosure_review", args=[one.pk]), {"version": 1, "words": "不涉密"})
    assert sent.status_code == 302 and disclosures().get(pk=one.pk).state == "checked"
    new = client.post(
        reverse("accountability:disclosure_new", args=[item.pk]),
        {"period": "2023-Q3", "title": "第3季度", "words": "收缴", "occurred_on": ""},
    )
    assert new.status_code == 302 and Disclosure.objects.filter(period="2023-Q3").exists()
    make_circular(org, [persons.tree.ningyang_plan], title="待印发的通报")
    assert "待印发的通报" in client.get(reverse("accountability:circulars")).content.decode()
