"""工单: rolled from open clauses, answered with what the records show, returned, accepted, urged, extended, closed by another."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.accountability import DAY, make_clause, make_letter, make_order, make_rules, make_signed
from tests.factories.activities import make_activity
from tests.factories.orgs import make_person
from tests.factories.work import make_task
from tongpin.domains.accountability.calculations.colour import ColourRule, OrderFacts, order_colour, order_light
from tongpin.domains.accountability.calculations.repeats import Problem, RepeatRule, repeats
from tongpin.domains.accountability.enums import OrderState
from tongpin.domains.accountability.models import OrderItem, OrderStep, WorkOrder
from tongpin.domains.accountability.papers.order_papers import order_document
from tongpin.domains.accountability.reminders import due, todo
from tongpin.domains.accountability.selectors.orders import evidence_shown, items_of, orders, repeats_of, steps_of
from tongpin.domains.accountability.services import orders as services
from tongpin.domains.accountability.services.letters import amend_letter, sign_letter
from tongpin.domains.accountability.services.rolling import roll_all, roll_quarter
from tongpin.domains.work.models import Task
from tongpin.foundation.access.doors import look_as
from tongpin.foundation.accounts.models import User
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.workdays import WorkCalendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


@pytest.fixture
def officer(persons: ThreePersons) -> User:
    """Somebody of the plan department, who answers for it."""
    user = make_user(roles=[("officer", persons.tree.ningyang_plan)], display_name="计划科经办人")
    make_person(persons.tree.ningyang_plan, "经办人", user=user)
    return user


def signed(persons: ThreePersons, **values: Any) -> Any:
    return make_signed(persons.org, department=persons.tree.ningyang_plan, **values)


def reported(order: WorkOrder, by: User, **values: Any) -> WorkOrder:
    items = {item.pk: ("done", "已办理") for item in items_of(order)}
    return services.report_order(order, **{"by": by, "today": DAY, "expected": order.version, "result": "", "items": items, **values})


# --- colour, light and repeats: tables -------------------------------------------------------------------------------------
RULE = ColourRule(yellow_urgency=2, red_urgency=3, yellow_urgings=1, red_urgings=3, soon_workdays=5)


@pytest.mark.parametrize(
    ("urgency", "urgings", "word"), [(1, 0, "蓝单"), (2, 0, "黄单"), (1, 1, "黄单"), (1, 2, "黄单"), (1, 3, "红单"), (3, 0, "红单")]
)
def test_colour(urgency: int, urgings: int, word: str) -> None:
    assert order_colour(urgency, urgings, RULE)[1] == word


@pytest.mark.parametrize(
    ("state", "due_on", "reported_on", "is_ended", "expected"),
    [
        ("drafted", date(2024, 1, 1), None, False, ("grey", "待签发")),
        ("issued", date(2024, 6, 28), None, False, ("grey", "办理中")),
        ("received", date(2024, 6, 11), None, False, ("blue", "临期")),
        ("received", date(2024, 6, 2), None, False, ("red", "逾期")),
        ("returned", date(2024, 6, 28), date(2024, 5, 1), False, ("yellow", "已退回")),
        ("returned", date(2024, 6, 2), date(2024, 5, 1), False, ("red", "逾期")),
        ("reported", date(2024, 6, 28), date(2024, 6, 1), False, ("blue", "待审核")),
        ("reported", date(2024, 5, 31), date(2024, 6, 1), False, ("yellow", "逾期报送")),
        ("accepted", date(2024, 6, 28), date(2024, 6, 1), True, ("green", "已办结")),
        ("closed", date(2024, 5, 31), date(2024, 6, 1), True, ("yellow", "逾期办结")),
        ("withdrawn", date(2024, 5, 31), None, True, ("grey", "已撤回")),
    ],
)
def test_light(state: str, due_on: date, reported_on: date | None, is_ended: bool, expected: tuple[str, str]) -> None:
    facts = OrderFacts(state, due_on, reported_on, is_ended)
    assert order_light(facts, date(2024, 6, 3), WorkCalendar(), 5)[:2] == expected


def problem(key: int, on: date, **values: Any) -> Problem:
    return Problem(**{"key": key, "name": f"{key}号", "subject": "", "cause": "", "lead": 1, "on": on, **values})


@pytest.mark.parametrize(
    ("now", "before", "rule", "is_repeat"),
    [
        ({"subject": "公文办理"}, {"subject": "公文 办理。"}, RepeatRule(12, True, True), True),
        ({"subject": "公文办理"}, {"subject": "公文办理", "on": date(2023, 6, 2)}, RepeatRule(12, True, True), False),
        ({"subject": "公文办理"}, {"subject": "公文办理", "on": date(2023, 6, 3)}, RepeatRule(12, True, True), True),
        ({"subject": "公文办理"}, {"subject": "公文办理"}, RepeatRule(12, False, True), False),
        ({"cause": "attitude"}, {"cause": "attitude"}, RepeatRule(12, True, True), True),
        ({"cause": "attitude"}, {"cause": "attitude", "lead": 2}, RepeatRule(12, True, True), False),
        ({"cause": "attitude"}, {"cause": "attitude"}, RepeatRule(12, True, False), False),
        ({}, {}, RepeatRule(12, True, True), False),
    ],
)
def test_repeats(now: dict[str, Any], before: dict[str, Any], rule: RepeatRule, is_repeat: bool) -> None:
    earlier = problem(1, **{"on": date(2024, 3, 1), **before})
    assert bool(repeats(problem(2, date(2024, 6, 3), **now), [earlier], rule)) is is_repeat


def test_a_later_order_makes_no_repeat_of_an_earlier_one() -> None:
    assert repeats(problem(1, DAY, subject="甲"), [problem(2, DAY, subject="甲")], RepeatRule(12, True, True)) == []


# --- rolling ---------------------------------------------------------------------------------------------------------------
def test_the_open_clauses_become_one_order_a_department_by_themselves(persons: ThreePersons) -> None:
    signed(persons, clauses=2)
    signed(persons, clauses=1)
    make_signed(persons.org, department=persons.tree.ningyang_office)
    assert roll_all(today=DAY) == 2
    order = orders().get(lead=persons.tree.ningyang_plan)
    assert (order.state, order.year, order.quarter, order.due_on, items_of(order).count()) == ("issued", 2024, 1, date(2024, 3, 31), 3)
    assert [step.by_name for step in steps_of(order)] == ["系统"]
    assert roll_all(today=DAY) == 0
    assert WorkOrder.objects.count() == 2


def test_a_letter_signed_later_adds_to_the_order_until_it_is_reported(persons: ThreePersons, officer: User) -> None:
    signed(persons)
    roll_all(today=DAY)
    signed(persons)
    assert roll_all(today=DAY) == 1
    order = orders().get()
    assert [item.position for item in items_of(order)] == [1, 2]
    services.receive_order(order, by=officer, today=DAY, expected=order.version)
    reported(order, officer)
    signed(persons)
    assert roll_all(today=DAY) == 0
    assert roll_all(today=date(2024, 4, 1)) == 1
    assert items_of(orders().get(quarter=2)).count() == 3


def test_what_was_accepted_as_done_is_not_asked_again(persons: ThreePersons, officer: User) -> None:
    letter = make_letter(persons.org, department=persons.tree.ningyang_plan)
    make_clause(letter, duty="一次完成")
    make_clause(letter, duty="每季度都要", rhythm="each_quarter")
    sign_letter(letter, by=persons.editor, today=DAY, expected=1, on=DAY)
    roll_all(today=DAY)
    order = orders().get()
    services.receive_order(order, by=officer, today=DAY, expected=order.version)
    reported(order, officer)
    services.accept_order(order, by=persons.editor, today=DAY, expected=order.version)
    roll_all(today=date(2024, 4, 1))
    assert [item.text for item in items_of(orders().get(quarter=2))] == ["每季度都要"]


def test_what_was_withdrawn_comes_back_only_when_asked_for(persons: ThreePersons) -> None:
    signed(persons)
    roll_all(today=DAY)
    order = orders().get()
    services.withdraw_order(order, by=persons.editor, today=DAY, expected=order.version, reason="单位调整")
    assert roll_all(today=DAY) == 0
    assert len(roll_quarter(org=persons.org, by=persons.editor, today=DAY)) == 1


def test_an_ended_letter_and_a_draft_give_no_order(persons: ThreePersons) -> None:
    make_clause(make_letter(persons.org))
    assert roll_all(today=DAY) == 0


def test_an_office_that_issues_by_hand_gets_drafts(persons: ThreePersons) -> None:
    make_rules(persons.org, issues_itself=False)
    signed(persons)
    roll_all(today=DAY)
    order = orders().get()
    assert order.state == OrderState.DRAFTED
    services.issue_order(order, by=persons.editor, today=DAY, expected=order.version)
    assert order.issued_on == DAY


def test_the_wording_amended_in_the_year_is_the_one_that_is_asked_for(persons: ThreePersons) -> None:
    letter = signed(persons)
    roll_all(today=DAY)
    amend_letter(letter, by=persons.editor, expected=letter.version, reason="调整")
    letter.versions.get(number=2).clauses.update(duty="新的责任")
    sign_letter(letter, by=persons.editor, today=date(2024, 4, 2), expected=letter.version, on=date(2024, 4, 2))
    assert roll_all(today=date(2024, 3, 1)) == 0
    roll_all(today=date(2024, 4, 2))
    assert [item.text for item in items_of(orders().get(quarter=2))] == ["新的责任"]


# --- answering -------------------------------------------------------------------------------------------------------------
def test_a_report_takes_down_what_the_records_show(persons: ThreePersons, officer: User) -> None:
    task = make_task(persons.org, title="建设平台", share_done=60, due_on=date(2024, 6, 30))
    letter = make_letter(persons.org, department=persons.tree.ningyang_plan)
    clause = make_clause(letter, target_kind="record", record_kind="task", record_pk=task.pk, record_title=task.title)
    sign_letter(letter, by=persons.editor, today=DAY, expected=1, on=DAY)
    visit = make_activity(persons.org, title="平台走访", day=DAY, links=[clause.reference()])
    make_activity(persons.org, title="上年走访", day=date(2023, 12, 31), links=[clause.reference()])
    make_activity(persons.org, title="任务走访", day=date(2024, 1, 9), links=[task.reference()])
    roll_all(today=DAY)
    order = orders().get()
    services.receive_order(order, by=officer, today=DAY, expected=order.version)
    items = {item.pk: ("under_way", "") for item in items_of(order)}
    services.report_order(order, by=officer, today=DAY, expected=order.version, result="按计划推进", items=items)
    (shown,) = evidence_shown(order).values()
    assert [(one.kind, one.title) for one in shown] == [("task", "建设平台"), ("activity", "平台走访"), ("activity", "任务走访")]
    assert "完成60%" in shown[0].value
    assert (shown[1].record_kind, shown[1].record_pk) == ("activity", visit.pk)
    task.share_done = 90
    task.save()
    (kept,) = evidence_shown(order).values()
    assert "完成60%" in kept[0].value


def test_an_item_without_any_evidence_needs_words(persons: ThreePersons, officer: User) -> None:
    order = make_order(persons.org, lead=persons.tree.ningyang_plan)
    item = items_of(order).get()
    for given in ({}, {item.pk: ("maybe", "")}):
        with pytest.raises(Refused, match="还没有选择进展"):
            reported(order, officer, items=given)
    with pytest.raises(Refused, match="没有系统佐证"):
        reported(order, officer, items={item.pk: ("done", " ")})
    reported(order, officer, items={item.pk: ("not_begun", "")})
    assert orders().get().state == OrderState.REPORTED


def test_returned_answered_again_and_accepted_by_another(persons: ThreePersons, officer: User) -> None:
    order = make_order(persons.org, lead=persons.tree.ningyang_plan)
    reported(order, officer)
    with pytest.raises(Refused, match="退回须填写理由"):
        services.send_back_order(order, by=persons.editor, today=DAY, expected=order.version, reason=" ")
    services.send_back_order(order, by=persons.editor, today=DAY, expected=order.version, reason="缺验收意见")
    reported(order, officer)
    with pytest.raises(Refused, match="报送人以外"):
        services.accept_order(order, by=officer, today=DAY, expected=order.version)
    services.accept_order(order, by=persons.editor, today=DAY, expected=order.version)
    assert [step.verb for step in steps_of(order)] == ["报送", "退回", "报送", "审核通过"]
    assert [step.round for step in steps_of(order) if step.move == "report"] == [1, 2]


def test_a_state_allows_only_its_own_moves(persons: ThreePersons, officer: User) -> None:
    order = make_order(persons.org)
    with pytest.raises(Refused, match="当前为“办理中”，不能审核通过"):
        services.accept_order(order, by=persons.editor, today=DAY, expected=order.version)
    with pytest.raises(StaleRecord):
        services.withdraw_order(order, by=persons.editor, today=DAY, expected=9, reason="重复")
    assert not OrderStep.objects.exists()


def test_closed_by_another_person_and_reopened(persons: ThreePersons, officer: User) -> None:
    director = make_user(roles=[("director", persons.org)])
    order = make_order(persons.org)
    reported(order, officer)
    services.accept_order(order, by=persons.editor, today=DAY, expected=order.version)
    with pytest.raises(Refused, match="审核人以外"):
        services.close_order(order, by=persons.editor, today=DAY, expected=order.version, words="属实")
    services.fail_recheck(order, by=director, today=DAY, expected=order.version, reason="现场不符")
    assert (order.state, order.accepted_by) == (OrderState.RETURNED, None)
    reported(order, officer)
    services.accept_order(order, by=persons.editor, today=DAY, expected=order.version)
    services.close_order(order, by=director, today=DAY, expected=order.version, words="现场核实")
    assert (order.state, order.closed_by, order.is_ended) == (OrderState.CLOSED, director, True)
    services.reopen_order(order, by=director, today=DAY, expected=order.version, due_on=date(2025, 1, 31), reason="反弹")
    assert (order.state, order.due_on, order.first_due_on, order.closed_by) == ("returned", date(2025, 1, 31), date(2024, 12, 31), None)


# --- supervision -----------------------------------------------------------------------------------------------------------
def order_fields(persons: ThreePersons, **values: Any) -> dict[str, Any]:
    return {
        "title": "办理群众来信",
        "subject": "公文办理",
        "cause": "measures",
        "requirement": "十日内答复",
        "urgency": 2,
        "lead": persons.tree.ningyang_plan,
        "person": None,
        "due_on": date(2024, 2, 1),
        "assists": [persons.tree.ningyang_office],
        **values,
    }


def test_an_order_is_opened_corrected_and_issued(persons: ThreePersons) -> None:
    order = services.open_order(org=persons.org, by=persons.editor, today=DAY, **order_fields(persons))
    assert (order.number, order.state, order.assists.count()) == ("督〔2024〕1号", "drafted", 1)
    services.correct_order(order, by=persons.editor, today=DAY, expected=1, **order_fields(persons, assists=[], title="办理来信"))
    assert (order.title, order.assists.count()) == ("办理来信", 0)
    services.issue_order(order, by=persons.editor, today=DAY, expected=order.version)
    with pytest.raises(Refused, match="须申请延期"):
        services.correct_order(order, by=persons.editor, today=DAY, expected=order.version, **order_fields(persons))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: {"due_on": date(2024, 1, 9)}, "已经过去"),
        (lambda t: {"lead": t.dongping}, "不属于"),
        (lambda t: {"assists": [t.ningyang_plan]}, "已是牵头单位"),
        (lambda t: {"assists": [t.dongping_office]}, "不属于"),
        (lambda t: {"person": make_person(t.dongping)}, "应为"),
    ],
)
def test_an_order_names_units_of_the_office(persons: ThreePersons, change: Any, words: str) -> None:
    with pytest.raises(Refused, match=words):
        services.open_order(org=persons.org, by=persons.editor, today=DAY, **order_fields(persons, **change(persons.tree)))


def test_urgings_are_counted_and_colour_the_order(persons: ThreePersons, client: Client) -> None:
    order = make_order(persons.org)
    for number in (1, 2, 3):
        services.urge_order(order, by=persons.editor, today=DAY, expected=order.version, words=f"第{number}次")
    client.force_login(persons.viewer)
    text = client.get(reverse("accountability:order", args=[order.pk])).content.decode()
    assert "红单" in text
    assert "已催办3次" in text
    services.withdraw_order(order, by=persons.editor, today=DAY, expected=order.version, reason="重复")
    with pytest.raises(Refused, match="无须催办"):
        services.urge_order(order, by=persons.editor, today=DAY, expected=order.version, words="再催")


def test_an_extension_is_granted_by_another_and_the_first_day_stays(persons: ThreePersons, officer: User) -> None:
    order = make_order(persons.org, due_on=date(2024, 2, 1))
    ask: dict[str, Any] = {"by": officer, "today": DAY, "wanted_on": date(2024, 3, 1), "reason": "等待批复"}
    with pytest.raises(Refused, match="应晚于"):
        services.ask_extension(order, expected=1, **{**ask, "wanted_on": date(2024, 2, 1)})
    services.ask_extension(order, expected=1, **ask)
    assert order.due_on == date(2024, 2, 1)
    with pytest.raises(Refused, match="待审批"):
        services.ask_extension(order, expected=2, **ask)
    with pytest.raises(Refused, match="申请人以外"):
        services.decide_extension(order, by=officer, today=DAY, expected=2, verdict="granted", words="")
    with pytest.raises(Refused, match="须填写意见"):
        services.decide_extension(order, by=persons.editor, today=DAY, expected=2, verdict="refused", words="")
    services.decide_extension(order, by=persons.editor, today=DAY, expected=2, verdict="granted", words="同意")
    assert (order.due_on, order.first_due_on) == (date(2024, 3, 1), date(2024, 2, 1))
    with pytest.raises(Refused, match="没有待审批"):
        services.decide_extension(order, by=persons.editor, today=DAY, expected=3, verdict="granted", words="")


def test_repeats_are_flagged_by_the_offices_own_rule(persons: ThreePersons, client: Client) -> None:
    make_rules(persons.org, repeat_months=2)
    first = make_order(persons.org, subject="公文办理", issued_on=date(2023, 11, 20))
    order = make_order(persons.org, subject="公文 办理")
    assert [(earlier, "2个月内" in why) for earlier, why in repeats_of(order)] == [(first, True)]
    client.force_login(persons.viewer)
    assert "重复问题" in client.get(reverse("accountability:orders")).content.decode()


# --- who is told -----------------------------------------------------------------------------------------------------------
class Request:
    """What a to-do source is asked with."""


def titles(user: User) -> list[tuple[str, str]]:
    return [(one.kind, one.title) for one in todo(look_as(Request(), user))]


def test_who_must_act_finds_it_on_the_desk(persons: ThreePersons, officer: User) -> None:
    director = make_user(roles=[("director", persons.org)])
    order = make_order(persons.org, lead=persons.tree.ningyang_plan, title="督办事项", state="issued")
    assert titles(officer) == [("待签收", "督办事项")]
    assert titles(persons.editor) == []
    assert titles(persons.stranger) == []
    services.receive_order(order, by=officer, today=DAY, expected=order.version)
    services.ask_extension(order, by=officer, today=DAY, expected=order.version, wanted_on=date(2025, 3, 1), reason="等待")
    assert titles(officer) == [("待报送", "督办事项")]
    assert titles(director) == [("待审批延期", "督办事项")]
    reported(order, officer)
    assert titles(officer) == []
    assert ("待审核", "督办事项") in titles(persons.editor)
    services.accept_order(order, by=persons.editor, today=DAY, expected=order.version)
    assert ("待复核销号", "督办事项") in titles(director)
    assert ("待复核销号", "督办事项") not in titles(persons.editor)


def test_reminders_go_to_the_one_named_else_to_the_unit(persons: ThreePersons, officer: User) -> None:
    order = make_order(persons.org, lead=persons.tree.ningyang_plan, title="督办事项", due_on=date(2024, 1, 12))
    services.urge_order(order, by=persons.editor, today=DAY, expected=order.version, words="请抓紧")
    told = [(one.user_id, one.title) for one in due(DAY)]
    assert told == [(officer.pk, "待报送：督办事项"), (officer.pk, "第1次催办：督办事项"), (officer.pk, "临期：督办事项")]
    named = make_user(roles=[("officer", persons.org)])
    order.person = make_person(persons.org, user=named)
    order.save()
    assert {one.user_id for one in due(DAY)} == {named.pk}


# --- pages and paper -------------------------------------------------------------------------------------------------------
def test_the_department_answers_on_the_page(persons: ThreePersons, officer: User, client: Client) -> None:
    order = make_order(persons.org, lead=persons.tree.ningyang_plan, state="issued")
    page, receive, report = (reverse(f"accountability:{name}", args=[order.pk]) for name in ("order", "order_receive", "order_report"))
    client.force_login(officer)
    text = client.get(page).content.decode()
    assert "签收" in text
    assert "催办" not in text.split("办理经过")[0].split("page-actions")[1]
    client.post(receive, {"version": 1})
    item = OrderItem.objects.get()
    assert "还没有系统佐证" in client.get(report).content.decode()
    sent = {"version": 2, f"state_{item.pk}": "done", f"words_{item.pk}": "", "result": ""}
    assert "没有系统佐证" in client.post(report, sent).content.decode()
    answer = client.post(report, {**sent, f"words_{item.pk}": "已办结"}, follow=True)
    assert "已报送，待审核" in answer.content.decode()
    assert client.get(reverse("accountability:order_accept", args=[order.pk])).status_code == 404


def test_three_persons(persons: ThreePersons, client: Client) -> None:
    order = make_order(persons.org, title="督办科技统计")
    page, urge = (reverse(f"accountability:{name}", args=[order.pk]) for name in ("order", "order_urge"))
    client.force_login(persons.editor)
    assert "催办" in client.get(page).content.decode()
    assert "已催办" in client.post(urge, {"version": 1, "words": "请抓紧"}, follow=True).content.decode()
    client.force_login(persons.viewer)
    assert "督办科技统计" in client.get(page).content.decode()
    assert client.get(urge).status_code == 404
    client.force_login(persons.stranger)
    assert client.get(page).status_code == 404
    assert client.get(urge).status_code == 404


def test_a_draft_is_not_seen_by_the_unit_it_is_meant_for(persons: ThreePersons, officer: User, client: Client) -> None:
    order = make_order(persons.org, lead=persons.tree.ningyang_plan, state="drafted", issued_on=None)
    client.force_login(officer)
    assert client.get(reverse("accountability:order", args=[order.pk])).status_code == 404


def test_the_quarter_page_names_who_has_not_answered_and_what_nothing_shows(persons: ThreePersons, client: Client) -> None:
    signed(persons)
    client.force_login(persons.editor)
    answer = client.post(reverse("accountability:roll"), {}, follow=True)
    assert answer.status_code == 200
    WorkOrder.objects.all().delete()
    roll_all(today=DAY)
    text = client.get(reverse("accountability:quarter"), {"as_of": "2024-03-31"}).content.decode()
    assert "1个单位还没有报送：计划规划科" in text
    order = orders().get()
    item = items_of(order).get()
    officer = make_user(roles=[("officer", persons.org)])
    services.receive_order(order, by=officer, today=DAY, expected=order.version)
    services.report_order(order, by=officer, today=DAY, expected=order.version, result="", items={item.pk: ("not_begun", "")})
    WorkOrder.objects.update(due_on=date(2024, 2, 1))
    text = client.get(reverse("accountability:quarter"), {"as_of": "2024-03-31"}).content.decode()
    assert "无佐证" in text


def test_rules_are_shown_and_set(persons: ThreePersons, client: Client) -> None:
    client.force_login(persons.editor)
    assert "按系统默认执行" in client.get(reverse("accountability:rules")).content.decode()
    sent = {
        "valid_from": "2024-01-01",
        "basis": "党组会议",
        "issue_days": 10,
        "soon_workdays": 5,
        "yellow_urgency": 3,
        "yellow_urgings": 2,
        "red_urgency": 2,
        "red_urgings": 4,
        "repeat_months": 6,
    }
    assert "红单的标准不能低于黄单" in client.post(reverse("accountability:rules_new"), sent).content.decode()
    answer = client.post(reverse("accountability:rules_new"), {**sent, "yellow_urgency": 2, "red_urgency": 3}, follow=True)
    assert "系统生成，由人签发" in answer.content.decode()


def test_the_paper_tells_items_evidence_and_trail(persons: ThreePersons, officer: User) -> None:
    order = make_order(persons.org, title="督办科技统计", requirement="月底前报送", due_on=date(2024, 2, 1), first_due_on=date(2024, 1, 20))
    reported(order, officer)
    content = order_document(order, list(items_of(order)), evidence_shown(order), list(steps_of(order)), "黄单", DAY)
    paper = docx.Document(io.BytesIO(content))
    text = "\n".join([*(p.text for p in paper.paragraphs), *(c.text for t in paper.tables for row in t.rows for c in row.cells)])
    for part in (order.number, "黄单", "月底前报送", "最初时限2024年1月20日", "已办理", "计划科经办人报送"):
        assert part in text


def test_what_an_order_asks_for_becomes_a_task_in_one_click(persons: ThreePersons, officer: User, client: Client) -> None:
    signed(persons)
    (order,) = roll_quarter(org=persons.org, by=persons.editor, today=DAY)
    item = order.items.get()
    page = reverse("accountability:order_task", args=[order.pk])
    client.force_login(persons.editor)
    shown = client.get(f"{page}?item={item.pk}")
    assert shown.context["form"].initial["title"] == item.text and item.clause is not None
    letter = item.clause.wording.letter
    given = {
        "title": item.text,
        "leader": letter.superior.pk,
        "department": persons.tree.ningyang_plan.pk,
        "person": letter.signer.pk,
        "due_on": "2099-03-29",
    }
    assert client.post(f"{page}?item={item.pk}", given).status_code == 302
    task = Task.objects.get(source_kind="letter_clause", source_pk=item.clause.pk)
    assert (task.title, task.due_on) == (item.text, date(2099, 3, 29))
    record = client.get(reverse("accountability:order", args=[order.pk])).content.decode()
    assert reverse("work:task", args=[task.pk]) in record and "再交办" in record
    assert "已经交办给该责任人" in client.post(f"{page}?item={item.pk}", given).content.decode()
    for person in (persons.viewer, persons.stranger):
        client.force_login(person)
        assert client.get(page).status_code == 404


def test_what_is_handed_over_shows_itself_as_evidence(persons: ThreePersons, officer: User, client: Client) -> None:
    order = make_order(persons.org, lead=persons.tree.ningyang_plan)
    make_task(persons.org, title="汇总意见", source_kind="work_order", source_pk=order.pk, source_title=order.title)
    client.force_login(persons.viewer)
    shown = client.get(reverse("accountability:order", args=[order.pk])).content.decode()
    assert "汇总意见" in shown and "再交办" not in shown


def test_the_filter_of_the_list_reads_yes_no_and_any(persons: ThreePersons, client: Client) -> None:
    make_order(persons.org, title="未报送的督办")
    make_order(persons.org, title="已报送的督办", state=OrderState.REPORTED, reported_on=DAY)
    client.force_login(persons.viewer)
    page = reverse("accountability:orders")
    assert "未知" not in client.get(page).content.decode()
    owed = client.get(f"{page}?owed=true").content.decode()
    assert "未报送的督办" in owed and "已报送的督办" not in owed
    others = client.get(f"{page}?owed=false").content.decode()
    assert "已报送的督办" in others and "未报送的督办" not in others
