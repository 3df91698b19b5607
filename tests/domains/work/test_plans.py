"""工作计划: clauses taken in from a document, broken down or not, carried into the next year; seen and changed by those who may."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.orgs import make_person
from tests.factories.work import make_clause, make_objective, make_plan, make_project, make_task
from tongpin.domains.work.models import Clause, Plan
from tongpin.domains.work.selectors.plans import plan_tree, undone_clauses
from tongpin.domains.work.services import plans as services
from tongpin.foundation.audit.models import AuditEvent
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

TODAY = date(2024, 6, 3)

new = services.NewClause
pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


def test_clauses_come_in_together_or_not_at_all(persons: ThreePersons) -> None:
    plan = make_plan(persons.org)
    rows = [
        new("一（一）", "落实第一议题制度。", "party"),
        new("一（二）", "培育高企。", "business", persons.org),
    ]
    services.take_in_clauses(plan, by=persons.editor, found=rows)
    assert list(plan.clauses.values_list("number", "position")) == [("一（一）", 1), ("一（二）", 2)]
    assert AuditEvent.objects.get(verb="work_clauses.taken_in").org_id == persons.org.pk
    with pytest.raises(Refused, match="出现了两次"):
        services.take_in_clauses(plan, by=persons.editor, found=[new("二", "甲。", "party"), new("二", "乙。", "party")])
    with pytest.raises(Refused, match="已有同号"):
        services.take_in_clauses(plan, by=persons.editor, found=[new("三", "甲。", "party"), rows[0]])
    with pytest.raises(Refused, match="不属于"):
        services.take_in_clauses(plan, by=persons.editor, found=[new("四", "甲。", "party", persons.tree.dongping)])
    assert plan.clauses.count() == 2


def test_the_tree_shows_what_is_not_broken_down(persons: ThreePersons) -> None:
    plan = make_plan(persons.org)
    by_task, by_project, by_goal, excused, missing = (make_clause(plan) for _ in range(5))
    make_task(persons.org, clause=by_task)
    make_project(persons.org, clause=by_project)
    make_project(persons.org, objective=make_objective(plan, clause=by_goal))
    Clause.objects.filter(pk=excused.pk).update(note="原则性要求")
    tree = plan_tree(plan, persons.viewer, TODAY)
    states = {branch.clause.pk: branch.state[1] for branch in tree.clauses}
    assert states[missing.pk] == "未分解" and states[excused.pk] == "无需分解" and tree.missing == 1
    assert {states[c.pk] for c in (by_task, by_project, by_goal)} == {"已分解"}
    assert list(undone_clauses()) == [missing]


def test_an_objective_has_an_indicator_with_its_value_or_neither(persons: ThreePersons) -> None:
    plan = make_plan(persons.org)
    fields = {"clause": None, "title": "高企达到50家", "area": "business", "due_on": None}
    with pytest.raises(Refused, match="同时填写"):
        services.set_objective(plan, by=persons.editor, today=TODAY, **fields, measure="", target_value=Decimal(50))
    with pytest.raises(Refused, match="没有代码"):
        services.set_objective(plan, by=persons.editor, today=TODAY, **fields, measure="nothing", target_value=Decimal(50))
    services.set_objective(plan, by=persons.editor, today=TODAY, **fields, measure="", target_value=None)
    other = make_clause(make_plan(persons.org))
    with pytest.raises(Refused, match="另一个计划"):
        elsewhere = {**fields, "clause": other, "title": "乙"}
        services.set_objective(plan, by=persons.editor, today=TODAY, **elsewhere, measure="", target_value=None)


def test_what_is_unfinished_is_carried_on_and_remembers_where_from(persons: ThreePersons) -> None:
    plan = make_plan(persons.org)
    kept, left = make_clause(plan), make_clause(plan)
    new = services.carry_over(plan, by=persons.editor, year=2025, title="2025年工作要点", clauses=[kept])
    assert (new.year, new.carried_from) == (2025, plan)
    assert list(new.clauses.values_list("carried_from", flat=True)) == [kept.pk] and left.plan == plan
    with pytest.raises(Refused, match="晚于"):
        services.carry_over(plan, by=persons.editor, year=2024, title="x", clauses=[kept])
    with pytest.raises(Refused, match="没有勾选"):
        services.carry_over(plan, by=persons.editor, year=2025, title="x", clauses=[])


def test_what_is_followed_up_is_not_removed(persons: ThreePersons) -> None:
    plan = make_plan(persons.org)
    clause, goal = make_clause(plan), make_objective(plan)
    make_project(persons.org, clause=clause, objective=goal)
    for act, record in ((services.remove_clause, clause), (services.remove_objective, goal), (services.remove_plan, plan)):
        with pytest.raises(Refused, match="不能删除"):
            act(record, by=persons.editor, expected=1, reason="重复")
    empty = make_plan(persons.org)
    services.remove_plan(empty, by=persons.editor, expected=1, reason="重复")
    assert not Plan.objects.filter(pk=empty.pk).exists()


def test_pages_of_a_plan(client: Client, persons: ThreePersons) -> None:
    plan = make_plan(persons.org)
    clause, goal = make_clause(plan, text="培育高新技术企业"), make_objective(plan)
    records = (("plan", plan), ("clause", clause), ("objective", goal))
    pages = [reverse("work:plans"), reverse("work:clauses"), *(reverse(f"work:{name}", args=[r.pk]) for name, r in records)]
    for person in (persons.editor, persons.viewer):
        client.force_login(person)
        for page in pages:
            assert client.get(page).status_code == 200, page
    assert "未分解" in client.get(pages[2]).content.decode() and "录入条款" not in client.get(pages[2]).content.decode()
    client.force_login(persons.stranger)
    assert [client.get(page).status_code for page in pages[2:]] == [404, 404, 404]
    assert "培育高新技术企业" not in client.get(pages[1]).content.decode()


def test_a_pasted_document_is_looked_over_then_taken_in(client: Client, persons: ThreePersons) -> None:
    plan = make_plan(persons.org)
    page = reverse("work:plan_take_in", args=[plan.pk])
    client.force_login(persons.editor)
    text = "一、加强党的建设\n（一）落实第一议题制度，全年不少于12次。\n（二）每月开展主题党日活动。"
    shown = client.post(page, {"text": text}).content.decode()
    assert "拆出 3 条，已勾选 2 条" in shown and "像是小标题" in shown and plan.clauses.count() == 0
    sent = {
        "row-count": "3",
        "pick-1": "1",
        "number-1": "1",
        "text-1": "落实第一议题制度。",
        "area-1": "party",
        "department-1": str(persons.org.pk),
    }
    answer = client.post(page, sent)
    assert answer.status_code == 302
    taken = plan.clauses.get()
    assert (taken.number, taken.area, taken.department) == ("1", "party", persons.org)
    again = client.post(page, sent).content.decode()
    assert "已有同号" in again and "落实第一议题制度。" in again  # nothing typed is lost


def test_a_task_and_a_project_begin_at_a_clause(client: Client, persons: ThreePersons) -> None:
    clause = make_clause(make_plan(persons.org, year=today().year))
    client.force_login(persons.editor)
    chosen = f'<option value="{clause.pk}" selected>'
    for name in ("project_new", "task_new"):
        assert chosen in client.get(f"{reverse(f'work:{name}')}?clause={clause.pk}").content.decode()
    leader, person = make_person(persons.org), make_person(persons.org)
    sent = {"title": "建设平台", "area": "business", "due_on": "2099-06-30", "clause": clause.pk, "leader": leader.pk, "person": person.pk}
    assert client.post(reverse("work:project_new"), {**sent, "department": persons.org.pk}).status_code == 302
    assert clause.projects.get().person == person
