"""责任清单和风险点: windows with and without evidence, flags, facts for the rules, pages."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.accountability import (
    DAY,
    make_duty_line,
    make_duty_list,
    make_order,
    make_proof,
    make_risk,
    make_signed,
    make_template,
)
from tests.factories.activities import make_activity
from tests.factories.orglife import make_item, make_meeting
from tests.factories.orgs import make_person
from tongpin.domains.accountability.calculations.windows import windows
from tongpin.domains.accountability.facts import group_facts, unit_facts
from tongpin.domains.accountability.models import RiskCheck
from tongpin.domains.accountability.papers.study_papers import study_document
from tongpin.domains.accountability.selectors.duty_lists import duty_lists, fulfilment, risks, uncontrolled
from tongpin.domains.accountability.selectors.study import study_pack
from tongpin.domains.accountability.services import duty_lists as services
from tongpin.kernel.errors import Refused
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


# --- windows: a table ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("frequency", "days", "as_of", "words"),
    [
        ("quarter", [], date(2024, 2, 1), ["未完成"]),
        ("quarter", [], date(2024, 3, 16), ["临期"]),
        ("quarter", [], date(2024, 3, 31), ["临期"]),
        ("quarter", [], date(2024, 4, 1), ["无佐证", "未完成"]),
        ("quarter", [date(2024, 3, 31)], date(2024, 4, 1), ["已完成", "未完成"]),
        ("quarter", [date(2024, 3, 31)], date(2024, 3, 30), ["临期"]),
        ("half", [date(2024, 6, 30)], date(2024, 7, 1), ["已完成", "未完成"]),
        ("year", [], date(2025, 1, 1), ["无佐证"]),
        ("month", [date(2024, 1, 2)], date(2024, 2, 20), ["已完成", "临期"]),
    ],
)
def test_windows(frequency: str, days: list[date], as_of: date, words: list[str]) -> None:
    assert [one.word for one in windows(frequency, 2024, days, as_of)] == words


def test_what_ended_before_the_list_was_issued_is_not_owed() -> None:
    assert [one.period.title for one in windows("quarter", 2024, [], date(2024, 7, 1), since=date(2024, 4, 1))] == [
        "2024年第2季度",
        "2024年第3季度",
    ]


# --- duties ----------------------------------------------------------------------------------------------------------------
def test_an_activity_linked_to_a_duty_is_its_evidence(persons: ThreePersons) -> None:
    line = make_duty_line(make_duty_list(persons.org))
    make_activity(persons.org, day=date(2024, 2, 5), links=[line.reference()])
    make_activity(persons.org, day=date(2024, 5, 6), links=[line.reference()], state="planned")
    make_proof(line, done_on=date(2024, 8, 1))
    (row,) = fulfilment([line], date(2024, 10, 8))
    assert [one.word for one in row.windows] == ["已完成", "无佐证", "已完成", "未完成"]
    assert row.light == ("red", "无佐证", "2024年第2季度没有履责佐证。")


def test_lists_and_lines_are_kept(persons: ThreePersons) -> None:
    fields: dict[str, Any] = {"kind": "main", "year": 2024, "title": "清单", "person": None, "issued_on": DAY, "document": "1号"}
    found = services.enter_list(org=persons.tree.ningyang_leaders, by=persons.editor, today=DAY, **fields)
    with pytest.raises(Refused, match="已有同一种类"):
        services.enter_list(org=persons.tree.ningyang_leaders, by=persons.editor, today=DAY, **fields)
    with pytest.raises(Refused, match="还没有到"):
        services.enter_list(org=persons.org, by=persons.editor, today=DAY, **{**fields, "issued_on": date(2024, 2, 1)})
    line = services.enter_line(found, by=persons.editor, position=1, duty="研究", owner=None, frequency="quarter", evidence="记录")
    assert duty_lists().get(pk=found.pk).line_count == 1  # type: ignore[attr-defined]
    services.enter_proof(line, by=persons.editor, today=DAY, done_on=DAY, words="已研究")
    with pytest.raises(Refused, match="已有履责登记"):
        services.remove_line(line, by=persons.editor, expected=1, reason="不再要求")
    with pytest.raises(Refused, match="还没有到"):
        services.enter_proof(line, by=persons.editor, today=DAY, done_on=date(2024, 1, 11), words="预先")


# --- risks -----------------------------------------------------------------------------------------------------------------
def test_a_high_risk_without_a_control_is_flagged_until_it_has_one(persons: ThreePersons, client: Client) -> None:
    risk = make_risk(persons.org)
    make_risk(persons.org, level="low")
    client.force_login(persons.viewer)
    assert "1个高风险点没有防控措施" in client.get(reverse("accountability:risks")).content.decode()
    fields = {name: getattr(risk, name) for name in ("department", "post", "matter", "level", "owner", "found_on")}
    services.correct_risk(risk, by=persons.editor, today=DAY, expected=1, control="双人审核", **fields)
    assert not uncontrolled(risks()).exists()


def test_a_check_is_kept_and_an_ended_risk_takes_none(persons: ThreePersons) -> None:
    risk = make_risk(persons.org)
    services.check_risk(risk, by=persons.editor, today=DAY, expected=1, checked_on=DAY, is_effective=False, words="未执行")
    assert RiskCheck.objects.get().is_effective is False
    services.end_risk(risk, by=persons.editor, today=DAY, expected=2, on=DAY, reason="岗位撤销")
    with pytest.raises(Refused, match="已经解除"):
        services.check_risk(risk, by=persons.editor, today=DAY, expected=3, checked_on=DAY, is_effective=True, words="再查")


def test_a_risk_belongs_to_the_office(persons: ThreePersons) -> None:
    fields: dict[str, Any] = {"post": "岗", "matter": "把关不严", "level": "high", "control": "", "owner": None, "found_on": DAY}
    with pytest.raises(Refused, match="不属于"):
        services.enter_risk(org=persons.org, by=persons.editor, today=DAY, department=persons.tree.dongping, **fields)


# --- facts -----------------------------------------------------------------------------------------------------------------
def unit(persons: ThreePersons) -> Subject:
    return Subject(kind="unit", pk=persons.org.pk, org_id=persons.org.pk, title="宁阳")


def test_facts_of_the_unit(persons: ThreePersons) -> None:
    org, tree = persons.org, persons.tree
    assert unit_facts([unit(persons)], Period.year(2024), DAY) == {org.pk: {}}
    make_template(org, level="branches")
    year = unit_facts([unit(persons)], Period.year(2024), DAY)[org.pk]
    assert year == {"pledges_due": 1, "unsigned_branches": ["机关支部"]}
    make_signed(org, level="branches", department=tree.ningyang_branch)
    assert unit_facts([unit(persons)], Period.year(2024), DAY)[org.pk]["unsigned_branches"] == []
    assert unit_facts([unit(persons)], Period.year(2024), date(2024, 1, 9))[org.pk]["unsigned_branches"] == ["机关支部"]


def test_orders_of_the_quarter_as_facts(persons: ThreePersons) -> None:
    org, tree = persons.org, persons.tree
    common: dict[str, Any] = {"kind": "quarter", "quarter": 1, "due_on": date(2024, 3, 31)}
    make_order(org, lead=tree.ningyang_plan, issued_on=date(2024, 1, 11), **common)
    done = {"state": "accepted", "accepted_on": date(2024, 3, 20), "accepted_by": make_user()}
    make_order(org, lead=tree.ningyang_office, issued_on=date(2024, 1, 10), **done, **common)
    asked = Period.parse("2024-Q1")
    assert unit_facts([unit(persons)], asked, date(2024, 3, 31))[org.pk] == {
        "quarter_orders": 2,
        "orders_late_issued": 1,
        "orders_open": 1,
        "orders_unchecked": 0,
    }
    assert unit_facts([unit(persons)], asked, date(2024, 3, 19))[org.pk]["orders_open"] == 2
    assert unit_facts([unit(persons)], Period.parse("2024-Q2"), date(2024, 6, 30))[org.pk]["quarter_orders"] == 0
    assert unit_facts([unit(persons)], Period.parse("2023-Q1"), date(2024, 3, 31))[org.pk] == {}


def test_duties_without_an_owner_and_lists_of_the_group_as_facts(persons: ThreePersons) -> None:
    group = persons.tree.ningyang_leaders
    found = make_duty_list(group)
    make_duty_line(found, duty="没有责任人")
    make_duty_line(found, owner=make_person(group))
    assert unit_facts([unit(persons)], Period.year(2024), DAY)[persons.org.pk] == {"duties_without_owner": ["没有责任人"]}
    subject = Subject(kind="party_group", pk=group.pk, org_id=group.pk, title="党组")
    assert group_facts([subject], Period.year(2024), DAY) == {group.pk: {"duty_lists": 1, "duty_list_on": DAY}}
    assert group_facts([subject], Period.year(2024), date(2024, 1, 9)) == {group.pk: {"duty_lists": 0}}


# --- pages -----------------------------------------------------------------------------------------------------------------
def test_three_persons(persons: ThreePersons, client: Client) -> None:
    line = make_duty_line(make_duty_list(persons.org, title="主体责任清单"), duty="每季度听取汇报")
    page, proof = reverse("accountability:duty_line", args=[line.pk]), reverse("accountability:duty_proof_new", args=[line.pk])
    client.force_login(persons.editor)
    assert "登记履责" in client.get(page).content.decode()
    answer = client.post(proof, {"done_on": "2024-03-05", "words": "听取汇报"}, follow=True)
    assert "履责情况已登记" in answer.content.decode()
    client.force_login(persons.viewer)
    text = client.get(reverse("accountability:duty_list", args=[line.duty_list_id])).content.decode()
    assert "每季度听取汇报" in text
    assert "1项没有责任人" in text
    assert client.get(proof).status_code == 404
    client.force_login(persons.stranger)
    assert client.get(page).status_code == 404
    assert client.get(proof).status_code == 404


def test_the_study_pack_names_what_lacks_and_opens_its_rows(persons: ThreePersons, client: Client) -> None:
    org, tree = persons.org, persons.tree
    make_template(org)
    make_signed(org, department=tree.ningyang_plan)
    make_order(org, title="督办统计", due_on=date(2024, 2, 1))
    make_duty_line(make_duty_list(org), duty="每季度研究")
    make_risk(org, matter="把关不严")
    client.force_login(persons.viewer)
    text = client.get(reverse("accountability:study"), {"as_of": "2024-04-08"}).content.decode()
    for part in (
        "2024年上半年",
        "待研究",
        "应签2份，未签1份",
        "办公室",
        "签发1件，办结0件，逾期1件",
        "到期没有佐证1项",
        "高风险没有防控措施1个",
    ):
        assert part in text
    clerk = make_user(roles=[("party_clerk", org)])
    meeting = make_meeting(tree.ningyang_leaders, by=clerk, today=date(2024, 4, 8), day=date(2024, 4, 2))
    make_item(meeting, topic="governance", title="研究全面从严治党")
    pack = study_pack(org, date(2024, 4, 8))
    assert [(reference.title, day) for reference, day in pack.studies] == [("研究全面从严治党", date(2024, 4, 2))]
    assert pack.light[1] == "已研究"
    paper = docx.Document(io.BytesIO(study_document(org, pack)))
    words = "\n".join(p.text for p in paper.paragraphs)
    assert "研究全面从严治党" in words
    assert "——办公室。" in words
    client.force_login(persons.stranger)
    assert client.get(reverse("accountability:study"), {"org": org.code}).status_code == 404


def test_the_paper_of_a_list_tells_how_each_duty_stands(persons: ThreePersons, client: Client) -> None:
    line = make_duty_line(make_duty_list(persons.org), duty="每季度听取汇报", owner=make_person(persons.org, "何远山"))
    make_duty_line(line.duty_list, duty="每季度调研")
    make_proof(line, done_on=date(2024, 2, 1))
    client.force_login(persons.viewer)
    page = reverse("accountability:duty_list_paper", args=[line.duty_list_id])
    assert (
        reverse("accountability:duty_list_paper", args=[line.duty_list_id])
        in client.get(reverse("accountability:duty_list", args=[line.duty_list_id])).content.decode()
    )
    paper = docx.Document(io.BytesIO(client.get(page, {"as_of": "2024-04-08"}).content))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert rows[1][1:4] == ["每季度听取汇报", "每季度", "何远山"]
    assert rows[2][3] == "未明确"
    assert rows[2][5] == "无佐证：2024年第1季度没有履责佐证"
    client.force_login(persons.stranger)
    assert client.get(page).status_code == 404
