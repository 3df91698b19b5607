"""任务倒逼和责任倒查: the ladder step by step, obstacles to the leader and back, the unit's own steps, the chain behind a late task."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.orgs import make_person
from tests.factories.work import make_task
from tests.factories.work_forces import LADDER, make_flagship, make_head, make_obstacle, make_standard
from tongpin.domains.work.models import FormChoice, Obstacle, Task, WorkStandard
from tongpin.domains.work.panels.forces import answers_due
from tongpin.domains.work.selectors import pressing, standards, tracing
from tongpin.domains.work.services import pressing as services
from tongpin.domains.work.services import tasks as task_services
from tongpin.engines.notifications.models import Notice
from tongpin.engines.notifications.services import note_what_is_due, send_digests
from tongpin.foundation.orgs.models import Person
from tongpin.kernel.errors import Refused, StaleRecord

DUE = date(2024, 6, 3)
"""A Monday; the ladder of the product: 3 before, 2, 5 and 10 working days after. 端午 is the 10th."""

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


def staffed(persons: ThreePersons, **values: Any) -> Task:
    """A task whose four steps all have an account."""
    office = persons.tree.ningyang_plan
    names = ("王工", "李科", "张局", "周书记")
    people: dict[str, Person] = {}
    for name in names:
        user = make_user(roles=[("director" if name in ("张局", "周书记") else "officer", persons.org)], display_name=name)
        people[name] = make_person(persons.org, name, user=user)
    make_head(people["李科"], office)
    make_head(people["周书记"], persons.tree.ningyang_leaders, "党组书记、局长")
    return make_task(persons.org, person=people["王工"], leader=people["张局"], department=office, **{"due_on": DUE, **values})


def day_by_day(start: date, end: date) -> list[tuple[date, str, int]]:
    """Runs the clock: what was sent on which day to whom at which step."""
    day = start
    while day <= end:
        note_what_is_due(today=day)
        send_digests(moment=datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC))
        day += timedelta(days=1)
    rows = Notice.objects.filter(source="work", digest__isnull=False).order_by("digest__day", "step")
    return [(n.digest.day, n.user.display_name, n.step) for n in rows.select_related("digest", "user") if n.digest]


# --- the ladder ------------------------------------------------------------------------------------------------------------
def test_step_by_step_on_the_stated_working_days(persons: ThreePersons) -> None:
    task = staffed(persons)
    sent = day_by_day(date(2024, 5, 27), date(2024, 6, 21))
    assert sent == [
        (date(2024, 5, 29), "王工", 1),  # 3 working days before
        (date(2024, 6, 5), "李科", 2),  # 2 after
        (date(2024, 6, 11), "张局", 3),  # 5 after: the 10th is 端午
        (date(2024, 6, 18), "周书记", 4),  # 10 after
    ]
    found = pressing.pressure_of(task, date(2024, 6, 21))
    assert found is not None
    assert found.sentence == (
        "已提醒 4 次：5月29日王工（责任人）、6月5日李科（科室负责人）、6月11日张局（责任领导）、6月18日周书记（党组书记）。"
    )
    assert found.level == "党组书记"


def test_a_step_without_an_account_is_passed_over(persons: ThreePersons) -> None:
    task = staffed(persons)
    Person.objects.filter(name__in=("王工", "李科")).update(user=None)
    assert day_by_day(date(2024, 5, 27), date(2024, 6, 12)) == [(date(2024, 6, 11), "张局", 3)]
    assert task.due_on == DUE


def test_after_a_standstill_the_steps_keep_their_distance(persons: ThreePersons) -> None:
    staffed(persons)
    sent = day_by_day(date(2024, 6, 24), date(2024, 7, 10))
    assert [(day, step) for day, _, step in sent] == [
        (date(2024, 6, 24), 1),
        (date(2024, 6, 26), 2),
        (date(2024, 7, 1), 3),
        (date(2024, 7, 8), 4),
    ]


def test_a_unit_sets_its_own_steps_dated_with_a_basis(persons: ThreePersons) -> None:
    staffed(persons)
    values = {name: Decimal(value) for name, value in LADDER.items()}
    given = {"org": persons.org, "by": persons.editor, "rule": "work.ladder", "basis": "局务会议纪要"}
    with pytest.raises(Refused, match="依次增加"):
        services.set_standard(**given, starts_on=date(2024, 5, 1), values={**values, "leader_days": Decimal(9)})
    with pytest.raises(Refused, match="全部数值"):
        services.set_standard(**given, starts_on=date(2024, 5, 1), values={"before_days": Decimal(1)})
    with pytest.raises(Refused, match="没有这条规则"):
        services.set_standard(**{**given, "rule": "work.nothing"}, starts_on=date(2024, 5, 1), values=values)
    services.set_standard(**given, starts_on=date(2024, 5, 1), values=values)
    assert [(day, step) for day, _, step in day_by_day(date(2024, 5, 27), date(2024, 6, 13))] == [
        (date(2024, 5, 30), 1),
        (date(2024, 6, 4), 2),
        (date(2024, 6, 6), 3),
        (date(2024, 6, 12), 4),
    ]
    held = standards.Standards()
    assert held.applied("work.ladder", persons.tree.ningyang_plan, DUE).basis == "局务会议纪要"
    assert held.applied("work.ladder", persons.org, date(2024, 4, 30)).standard is None
    assert held.applied("work.ladder", persons.tree.dongping, DUE).standard is None


def test_a_standard_that_has_begun_is_not_withdrawn(persons: ThreePersons) -> None:
    begun, coming = make_standard(persons.org), make_standard(persons.org, starts_on=date(2024, 7, 1))
    with pytest.raises(Refused, match="不能撤回"):
        services.withdraw_standard(begun, by=persons.editor, today=DUE, expected=1, reason="有误")
    services.withdraw_standard(coming, by=persons.editor, today=DUE, expected=1, reason="有误")
    assert list(WorkStandard.objects.all()) == [begun]
    with pytest.raises(IntegrityError), transaction.atomic():
        make_standard(persons.org)


def test_a_moved_day_begins_anew_and_an_ended_task_is_left_alone(persons: ThreePersons) -> None:
    task = staffed(persons)
    day_by_day(date(2024, 6, 3), date(2024, 6, 3))
    task = task_services.postpone_task(
        task, by=persons.editor, today=DUE, expected=1, due_on=date(2024, 6, 17), reason="等待批复", approved_by="周书记"
    )
    assert [d for d, _, _ in day_by_day(date(2024, 6, 4), date(2024, 6, 13))] == [DUE, date(2024, 6, 12)]
    task_services.complete_task(
        task, by=persons.editor, today=date(2024, 6, 14), expected=task.version, on=date(2024, 6, 14), result="完成"
    )
    assert len(day_by_day(date(2024, 6, 14), date(2024, 7, 12))) == 2


def test_the_number_of_queries_does_not_grow(persons: ThreePersons, django_assert_max_num_queries: Any) -> None:
    first = staffed(persons)
    for _ in range(12):
        make_task(persons.org, person=first.person, leader=first.leader, department=first.department, due_on=DUE)
    with django_assert_max_num_queries(8):
        assert len(list(pressing.due_reminders(date(2024, 6, 21)))) == 52


# --- obstacles -------------------------------------------------------------------------------------------------------------
def report(task: Task, persons: ThreePersons, text: str, on: date) -> Task:
    return task_services.report_progress(
        task, by=persons.editor, today=on, expected=task.version, share_done=40, next_step="对接", obstacle=text
    )


def test_an_obstacle_stops_the_warning_and_waits_for_the_leader(persons: ThreePersons, rf: Any) -> None:
    task = report(staffed(persons), persons, "用地指标尚未落实", date(2024, 5, 28))
    sent = day_by_day(date(2024, 5, 28), date(2024, 6, 20))
    assert [(who, step) for _, who, step in sent] == [("张局", 1)]
    request = rf.get("/")
    request.user = Person.objects.get(name="张局").user
    request.visible = lambda rows, permission: rows
    assert [t.title for t in answers_due(request)] == [f"答复需协调事项：{task}"]
    obstacle = Obstacle.objects.get()
    answered = services.answer_obstacle(obstacle, by=persons.editor, today=date(2024, 6, 20), expected=1, answer="已协调自然资源局解决")
    task.refresh_from_db()
    assert (answered.state, task.obstacle) == ("answered", "")
    assert not answers_due(request)
    sent = day_by_day(date(2024, 6, 21), date(2024, 6, 21))
    assert sent[-1] == (date(2024, 6, 21), "王工", 1)
    with pytest.raises(Refused, match="不必重复答复"):
        services.answer_obstacle(answered, by=persons.editor, today=date(2024, 6, 20), expected=2, answer="再答")


def test_reporting_none_or_another_lifts_the_first(persons: ThreePersons) -> None:
    task = report(staffed(persons), persons, "缺经费", date(2024, 5, 28))
    task = report(task, persons, "缺经费", date(2024, 5, 29))
    assert Obstacle.objects.count() == 1
    task = report(task, persons, "缺人手", date(2024, 5, 30))
    assert list(Obstacle.objects.order_by("pk").values_list("text", "state")) == [("缺经费", "lifted"), ("缺人手", "open")]
    report(task, persons, "", date(2024, 5, 31))
    assert not Obstacle.objects.filter(state="open").exists()
    with pytest.raises(StaleRecord):
        services.answer_obstacle(make_obstacle(task), by=persons.editor, today=DUE, expected=9, answer="答")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"state": "answered"}, "答复须有内容和日期"),
        ({"answer": "早答"}, "待答复的不填"),
        ({"state": "answered", "answer": "答", "answered_on": date(2023, 1, 1)}, "不能早于报告日期"),
    ],
)
def test_constraints(persons: ThreePersons, values: dict[str, Any], message: str) -> None:
    obstacle = make_obstacle(make_task(persons.org))
    for name, value in values.items():
        setattr(obstacle, name, value)
    with pytest.raises(ValidationError, match=message):
        obstacle.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Obstacle.objects.filter(pk=obstacle.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_obstacle(obstacle.task)


# --- the form of organisation ----------------------------------------------------------------------------------------------
def test_the_grade_follows_its_inputs_and_a_person_may_decide_otherwise(persons: ThreePersons, rf: Any) -> None:
    project = make_flagship(persons.org, is_number_one=False, urgency=1, difficulty=1, department=persons.org)
    assert standards.form_answer(project, DUE).value == "regular"
    project.urgency = 3
    assert standards.form_answer(project, DUE).value == "squad"
    project.difficulty = 3
    assert standards.form_answer(project, DUE).value == "headquarters"
    project.difficulty = None
    assert standards.form_answer(project, DUE).missing == ("难度",)
    project.difficulty = 1
    project.save()
    with pytest.raises(Refused, match="理由"):
        services.choose_form(project, by=persons.editor, today=DUE, form="task_force", reason=" ")
    choice = services.choose_form(project, by=persons.editor, today=DUE, form="task_force", reason="县委要求成立专班")
    assert (choice.form, choice.rule_form) == ("task_force", "squad")
    with pytest.raises(IntegrityError), transaction.atomic():
        FormChoice.objects.filter(pk=choice.pk).update(reason="")
    values = {**{t: Decimal(9) for t in ("headquarters_index", "force_index")}, "squad_urgency": Decimal(4)}
    values |= {"force_difficulty": Decimal(4), "force_departments": Decimal(1)}
    services.set_standard(org=persons.org, by=persons.editor, rule="work.form", starts_on=DUE, basis="攻坚办法", values=values)
    answer = standards.form_answer(project, DUE)
    assert (answer.value, answer.reason) == ("task_force", "涉及1个科室，达到1个，设专班推进。")
    assert any("攻坚办法" in step.text for step in answer.trace)


# --- the chain -------------------------------------------------------------------------------------------------------------
def late_with_a_past(persons: ThreePersons) -> Task:
    task = staffed(persons)
    day_by_day(date(2024, 5, 29), date(2024, 5, 29))
    kept = {"title": task.title, "area": task.area, "requirement": "", "leader": task.leader, "department": task.department}
    task = task_services.correct_task(task, by=persons.editor, expected=1, **kept, person=make_person(persons.org, "赵工"))
    task = report(task, persons, "用地指标", date(2024, 5, 30))
    services.answer_obstacle(Obstacle.objects.get(), by=persons.editor, today=date(2024, 5, 31), expected=1, answer="已协调")
    task.refresh_from_db()
    return task_services.postpone_task(
        task,
        by=persons.editor,
        today=date(2024, 5, 31),
        expected=task.version,
        due_on=date(2024, 6, 7),
        reason="批复",
        approved_by="周书记",
    )


def test_the_chain_is_read_from_the_trail(persons: ThreePersons) -> None:
    task = late_with_a_past(persons)
    on = date(2099, 1, 1)
    found = tracing.late_tasks(date(2024, 6, 20)).get(pk=task.pk)
    assert (found.lateness, found.moves_made) == ("late", 1)
    trace = tracing.trace_of(found, on)
    assert [h.person for h in trace.holdings] == ["王工", "赵工"]
    assert trace.holdings[1].until is None
    kinds = {link.kind for link in trace.links}
    assert {"更正任务", "报告任务进展", "提醒", "报告需协调事项", "已答复", "批准调整时限"} <= kinds
    said = "；".join(link.what for link in trace.links)
    assert all(word in said for word in ("王工", "赵工", "第 1 次提醒", "已协调", "批准人：周书记", "2024-06-03 → 2024-06-07"))


def test_the_chain_on_page_and_as_workbook_for_inspectors(persons: ThreePersons, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2099-01-01")
    task = late_with_a_past(persons)
    page = reverse("work:task_trace", args=[task.pk])
    client.force_login(make_user(roles=[("discipline_officer", persons.org)]))
    assert "赵工" in client.get(page).content.decode()
    assert task.title in client.get(reverse("work:late")).content.decode()
    book = load_workbook(BytesIO(client.get(f"{page}?export=xlsx").content))
    assert book.sheetnames == ["责任期间", "经过"]
    assert any("赵工" in str(cell.value) for row in book["责任期间"] for cell in row)
    for user in (persons.viewer, persons.stranger):
        client.force_login(user)
        assert client.get(page).status_code == 404


def test_the_leader_answers_without_a_clerks_rights(persons: ThreePersons, client: Client) -> None:
    task = staffed(persons)
    obstacle = make_obstacle(task)
    page = reverse("work:obstacle_answer", args=[obstacle.pk])
    member = make_user(roles=[("party_member", persons.org)])
    client.force_login(member)
    assert client.get(page).status_code == 404
    leader = Person.objects.get(name="张局").user
    assert leader is not None
    client.force_login(leader)
    assert client.post(page, {"version": 1, "answer": "已协调"}).status_code == 302
    obstacle.refresh_from_db()
    assert (obstacle.answer, obstacle.answered_by) == ("已协调", "张局")
    assert "已提醒" in client.get(reverse("work:task", args=[task.pk])).content.decode() or obstacle.state == "answered"
    client.force_login(persons.stranger)
    assert client.get(page).status_code == 404


def test_the_steps_are_shown_and_set_by_hand(persons: ThreePersons, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", DUE.isoformat())
    client.force_login(persons.editor)
    new = reverse("work:standard_new", args=["work.ladder"])
    assert client.post(new, {"starts_on": "2024-07-01", "basis": "督查办法", **LADDER}).status_code == 302
    page = client.get(reverse("work:standards")).content.decode()
    assert "督查办法" in page and "撤回" in page
    assert client.get(reverse("work:standard_new", args=["party.life"])).status_code == 404
    client.force_login(persons.viewer)
    assert client.get(new).status_code == 404
