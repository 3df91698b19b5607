"""项目: nothing starts without its three owners; signing fixes days backwards; the table saves all rows or none and loses nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.orgs import make_person
from tests.factories.work import make_chain, make_node, make_project, start
from tongpin.domains.work.models import LightRecord, Project, Task, TaskLink
from tongpin.domains.work.selectors.networks import network_of, timetable
from tongpin.domains.work.services import projects as services
from tongpin.domains.work.services.nodes import NodeRow, RowsRefused, save_nodes
from tongpin.domains.work.services.tasks import complete_task, report_progress
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.workdays import WorkCalendar

TODAY = date(2024, 5, 6)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


def row(number: str, workdays: int = 5, **values: Any) -> NodeRow:
    return NodeRow(number=number, title=f"任务{number}", workdays=workdays, **values)


def days(project: Project) -> dict[str, tuple[date | None, date | None]]:
    return {t.number: (t.planned_start_on, t.due_on) for t in project.tasks.all()}


# --- starting --------------------------------------------------------------------------------------------------------------
def test_a_draft_may_lack_owners_and_starting_names_each(persons: ThreePersons) -> None:
    project = make_project(persons.org, leader=None, department=None)
    make_node(project, "1", person=None)
    with pytest.raises(Refused) as refused:
        start(project, persons.editor, TODAY)
    assert "项目缺少责任领导、责任科室" in refused.value.message
    assert "任务“1 任务1”缺少责任领导、责任科室、责任人" in refused.value.message
    with pytest.raises(Refused, match="还没有分解任务"):
        start(make_project(persons.org), persons.editor, TODAY)


def test_signing_counts_back_from_the_deadline_in_working_days(persons: ThreePersons) -> None:
    project = start(make_chain(persons.org), persons.editor, TODAY)
    # 28 June is a Friday; 端午 (10 June 2024) is no working day
    assert days(project) == {
        "1": (date(2024, 5, 31), date(2024, 6, 6)),
        "2": (date(2024, 6, 7), date(2024, 6, 21)),
        "3": (date(2024, 6, 24), date(2024, 6, 28)),
        "4": (date(2024, 6, 26), date(2024, 6, 28)),
    }
    assert (project.state, project.first_due_on, project.days_late_at_start) == ("running", date(2024, 6, 28), 0)
    assert all(t.first_due_on == t.due_on and t.state == "open" for t in project.tasks.all())
    assert LightRecord.objects.filter(project=project).count() == 1


def test_a_late_plan_says_by_how_much_and_starts_only_knowingly(persons: ThreePersons) -> None:
    project = make_chain(persons.org, due_on=date(2024, 5, 29))
    mark = network_of(project).mark
    with pytest.raises(Refused, match="按此分解已晚 1 个工作日") as refused:
        services.start_project(project, by=persons.editor, today=TODAY, expected=1, mark=mark)
    assert refused.value.field == "accepts_lateness"
    project.refresh_from_db()
    started = services.start_project(project, by=persons.editor, today=TODAY, expected=1, mark=mark, accepts_lateness=True)
    assert started.days_late_at_start == 1


def test_a_deadline_on_a_holiday_is_told_and_taken_as_the_day_before(persons: ThreePersons) -> None:
    project = make_chain(persons.org, due_on=date(2024, 6, 30))
    table = timetable(network_of(project), TODAY, WorkCalendar())
    assert any("2024-06-30 不是工作日" in note and "2024-06-28" in note for note in table.notes)
    started = start(project, persons.editor, TODAY)
    assert max(t.due_on for t in started.tasks.all() if t.due_on) == date(2024, 6, 28) and started.due_on == date(2024, 6, 30)


def test_nobody_signs_what_they_did_not_see(persons: ThreePersons) -> None:
    project = make_chain(persons.org)
    mark = network_of(project).mark
    make_node(project, "9")
    with pytest.raises(Refused, match="有变动"):
        services.start_project(project, by=persons.editor, today=TODAY, expected=1, mark=mark)


def test_a_past_deadline_is_refused_with_its_field(persons: ThreePersons) -> None:
    fields: dict[str, Any] = dict.fromkeys(("objective", "clause", "leader", "department", "person", "urgency", "difficulty"))
    fields |= {"title": "甲", "area": "business", "requirement": "", "is_number_one": False}
    with pytest.raises(Refused, match="已经过去") as refused:
        services.draft_project(org=persons.org, by=persons.editor, today=TODAY, due_on=date(2024, 5, 3), **fields)
    assert refused.value.field == "due_on"
    with pytest.raises(Refused, match="晚于完成时限"):
        services.draft_project(
            org=persons.org, by=persons.editor, today=TODAY, due_on=date(2024, 6, 3), starts_on=date(2024, 6, 4), **fields
        )
    assert services.draft_project(org=persons.org, by=persons.editor, today=TODAY, due_on=TODAY, **fields).first_due_on is None


def test_a_started_project_moves_its_deadline_only_by_request(persons: ThreePersons) -> None:
    project = start(make_chain(persons.org), persons.editor, TODAY)
    with pytest.raises(Refused, match="须提出变更"):
        services.set_days(project, by=persons.editor, today=TODAY, expected=project.version, starts_on=None, due_on=date(2024, 7, 1))
    with pytest.raises(Refused, match="须提出变更"):
        save_nodes(project, by=persons.editor, today=TODAY, rows=[row("8")])
    with pytest.raises(Refused, match="不能删除"):
        services.remove_draft(project, by=persons.editor, expected=project.version, reason="重复")


def test_a_project_ends_when_its_tasks_have(persons: ThreePersons) -> None:
    project = start(make_chain(persons.org), persons.editor, TODAY)
    with pytest.raises(Refused, match="还有 4 项任务没有办结"):
        services.complete_project(project, by=persons.editor, today=TODAY, expected=project.version, on=TODAY, result="完成")
    for task in project.tasks.all():
        complete_task(task, by=persons.editor, today=TODAY, expected=task.version, on=TODAY, result="完成")
    project.refresh_from_db()
    ended = services.complete_project(project, by=persons.editor, today=TODAY, expected=project.version, on=TODAY, result="完成")
    assert (ended.state, ended.ended_on) == ("done", TODAY)
    other = start(make_chain(persons.org), persons.editor, TODAY)
    stopped = services.stop_project(other, by=persons.editor, today=TODAY, expected=other.version, reason="上级取消")
    assert set(stopped.tasks.values_list("state", "reason")) == {("cancelled", "上级取消")}


def test_progress_leaves_only_what_is_left_to_do(persons: ThreePersons) -> None:
    project = start(make_chain(persons.org), persons.editor, TODAY)
    on, calendar = date(2024, 6, 13), WorkCalendar()
    before = timetable(network_of(project), on, calendar)
    first = project.tasks.get(number="1")
    complete_task(first, by=persons.editor, today=on, expected=first.version, on=date(2024, 6, 6), result="完成")
    second = project.tasks.get(number="2")
    report_progress(second, by=persons.editor, today=on, expected=second.version, share_done=50, next_step="", obstacle="")
    after = timetable(network_of(project), on, calendar)
    assert before.days_late == 8 and after.days_late == 0


# --- the table -------------------------------------------------------------------------------------------------------------
def test_the_table_saves_rows_order_and_removals_together(persons: ThreePersons) -> None:
    project = make_project(persons.org)
    save_nodes(project, by=persons.editor, today=TODAY, rows=[row("1"), row("2", predecessors="1FS+2"), row("3", 0, predecessors="2")])
    one, two = project.tasks.get(number="1"), project.tasks.get(number="2")
    assert TaskLink.objects.filter(is_in_force=True).count() == 2
    swapped = [
        row("2", pk=one.pk, expected=one.version),
        row("1", pk=two.pk, expected=two.version, predecessors="2SS"),
        row("3", pk=project.tasks.get(number="3").pk, expected=2, removes=True),
    ]
    save_nodes(project, by=persons.editor, today=TODAY, rows=swapped)
    assert sorted(project.tasks.values_list("number", "pk")) == [("1", two.pk), ("2", one.pk)]
    assert list(TaskLink.objects.filter(is_in_force=True).values_list("before", "task", "kind", "lag")) == [(one.pk, two.pk, "SS", 0)]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("1"), row("1")], "已有同一编号"),
        ([row("1", predecessors="7")], "“7”不在本项目中"),
        ([row("1", predecessors="1")], "以自己为前置"),
        ([row("1", 2001)], "2000"),
        ([row("1", predecessors="无此项目:2")], "没有这个项目"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_saved(persons: ThreePersons, rows: list[NodeRow], words: str) -> None:
    project = make_project(persons.org)
    with pytest.raises(RowsRefused) as refused:
        save_nodes(project, by=persons.editor, today=TODAY, rows=rows)
    assert words in str(refused.value.rows) and not project.tasks.exists()


def test_a_predecessor_in_another_bureau_is_refused(persons: ThreePersons) -> None:
    make_node(make_project(persons.tree.dongping, title="东平项目"), "2")
    with pytest.raises(RowsRefused) as refused:
        save_nodes(make_project(persons.org), by=persons.editor, today=TODAY, rows=[row("1", predecessors="东平项目:2")])
    assert "属于其他单位" in str(refused.value.rows)


def test_a_circle_is_refused_with_its_names(persons: ThreePersons) -> None:
    project = make_project(persons.org)
    rows = [row("1", predecessors="3"), row("2", predecessors="1"), row("3", predecessors="2")]
    with pytest.raises(Refused, match="循环") as refused:
        save_nodes(project, by=persons.editor, today=TODAY, rows=rows)
    assert all(f"{n} 任务{n}" in refused.value.message for n in "123") and not project.tasks.exists()


def test_a_row_changed_by_somebody_else_shows_both_versions(persons: ThreePersons) -> None:
    project = make_project(persons.org)
    task = make_node(project, "1", 5)
    save_nodes(project, by=persons.editor, today=TODAY, rows=[row("1", 8, pk=task.pk, expected=1)])
    with pytest.raises(RowsRefused) as refused:
        save_nodes(project, by=persons.viewer, today=TODAY, rows=[row("1", 9, pk=task.pk, expected=1)])
    assert "工期8" in str(refused.value.rows)
    task.refresh_from_db()
    assert task.workdays == 8


# --- constraints -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"state": "running"}, "启动的项目须有"),
        ({"ended_on": TODAY}, "结束的项目须有结束日期"),
        ({"starts_on": date(2024, 6, 29)}, "开始日期不能晚于"),
        ({"urgency": 4}, "有效选项"),
        ({"difficulty": 0}, "有效选项"),
    ],
)
def test_constraints_of_a_project(persons: ThreePersons, values: dict[str, Any], message: str) -> None:
    project = make_project(persons.org)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(**values)
    for name, value in values.items():
        setattr(project, name, value)
    with pytest.raises(ValidationError, match=message):
        project.full_clean()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"state": "open"}, "任务须有责任领导"),
        ({"project": None}, "须属于一个项目"),
        ({"number": ""}, "须有编号"),
        ({"workdays": None}, "须有编号"),
        ({"workdays": 2001}, "须有编号"),
        ({"planned_start_on": date(2024, 6, 3), "due_on": date(2024, 6, 2)}, "计划开始日期不能晚于"),
        ({"number": "2"}, "已有同一编号"),
    ],
)
def test_constraints_of_a_task_in_a_project(persons: ThreePersons, values: dict[str, Any], message: str) -> None:
    project = make_project(persons.org)
    task, _ = make_node(project, "1"), make_node(project, "2")
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**values)
    for name, value in values.items():
        setattr(task, name, value)
    with pytest.raises(ValidationError, match=message):
        task.full_clean()


def test_constraints_of_links_and_titles(persons: ThreePersons) -> None:
    project = make_project(persons.org)
    one, two = make_node(project, "1"), make_node(project, "2")
    for link, message in ((TaskLink(before=one, task=one), "以自己为前置"), (TaskLink(before=one, task=two, lag=251), "-250 至 250")):
        with pytest.raises(ValidationError, match=message):
            link.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            link.save()
    with pytest.raises(ValidationError, match="已有同名的项目"):
        Project(org=persons.org, title=project.title, area="party", due_on=TODAY).full_clean()


# --- pages -----------------------------------------------------------------------------------------------------------------
def test_pages_of_a_draft_and_a_started_project(client: Client, persons: ThreePersons) -> None:
    draft, running = make_chain(persons.org, leader=None), start(make_chain(persons.org), persons.editor, TODAY)
    pages = [reverse(f"work:{name}", args=[p.pk]) for p in (draft, running) for name in ("project", "project_nodes")]
    for person in (persons.editor, persons.viewer):
        client.force_login(person)
        for page in (reverse("work:projects"), *pages):
            assert client.get(page).status_code == 200, page
    assert "项目缺少责任领导" in client.get(reverse("work:projects")).content.decode()
    assert "签订启动" not in client.get(pages[0]).content.decode()
    client.force_login(persons.stranger)
    assert {client.get(page).status_code for page in pages} == {404}


def test_a_project_is_signed_on_its_page(client: Client, persons: ThreePersons) -> None:
    project = make_chain(persons.org, due_on=date(2024, 5, 31))
    page = reverse("work:project_start", args=[project.pk])
    client.force_login(persons.editor)
    shown = client.get(page).content.decode()
    assert "按此分解已晚" in shown or "已经过去" in shown
    assert "关键路线：1 任务1 → 2 任务2 → 3 任务3" in shown
    client.force_login(persons.viewer)
    assert client.get(page).status_code == 404


def test_the_table_page_keeps_what_was_typed(client: Client, persons: ThreePersons) -> None:
    project = make_project(persons.org)
    worker = make_person(persons.org, "王小工")
    page = reverse("work:project_nodes_edit", args=[project.pk])
    client.force_login(persons.editor)
    assert client.get(page).status_code == 200
    sent = {"row-count": "2", "n0-number": "1", "n0-title": "编制规划", "n0-workdays": "5", "n0-person": worker.name}
    wrong = client.post(page, {**sent, "n1-number": "2", "n1-title": "评审", "n1-workdays": "三天", "n1-person": "无此人"}).content.decode()
    assert "无此人”不在" in wrong and "三天" in wrong and "编制规划" in wrong and not project.tasks.exists()
    assert client.post(page, {**sent, "n1-number": "2", "n1-title": "评审", "n1-workdays": "3", "n1-predecessors": "1"}).status_code == 302
    assert project.tasks.get(number="1").person == worker and project.tasks.count() == 2
    start_page = client.get(reverse("work:project_start", args=[project.pk])).content.decode()
    assert "任务“2 评审”缺少责任领导、责任科室、责任人" in start_page


def test_a_stale_project_is_refused(persons: ThreePersons) -> None:
    project = make_chain(persons.org)
    services.set_days(project, by=persons.editor, today=TODAY, expected=1, starts_on=None, due_on=date(2024, 7, 5))
    with pytest.raises(StaleRecord):
        services.set_days(project, by=persons.editor, today=TODAY, expected=1, starts_on=None, due_on=date(2024, 7, 8))
