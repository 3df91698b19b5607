"""增减任务: a started project gains and loses tasks by an approved change; the days of a new task are counted back like all others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.orgs import make_person
from tests.factories.work import make_chain, start
from tongpin.domains.work.models import ChangeRequest, Obstacle, Project, Task, TaskLink
from tongpin.domains.work.selectors.changes import edit_words, what_if
from tongpin.domains.work.selectors.networks import Edits, NewTask, network_of, timetable
from tongpin.domains.work.services import changes as services
from tongpin.domains.work.services.tasks import cancel_task, complete_task, report_progress
from tongpin.foundation.accounts.models import User
from tongpin.kernel.errors import Refused
from tongpin.kernel.workdays import WorkCalendar

TODAY = date(2024, 5, 6)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


@pytest.fixture
def leader(persons: ThreePersons) -> User:
    return make_user(roles=[("viewer", persons.org)], display_name="周局长")


@pytest.fixture
def project(persons: ThreePersons, leader: User) -> Project:
    """1 (5 days) → 2 (10) → 3 (5), and 4 (3) after 1; due on 28 June 2024."""
    return start(make_chain(persons.org, leader=make_person(persons.org, "周局长", user=leader)), persons.editor, TODAY)


def one(project: Project, number: str) -> Task:
    return project.tasks.get(number=number)


def new(project: Project, number: str = "2A", *, days: int = 3, after: str = "2", before: str = "3") -> NewTask:
    assert project.leader and project.department and project.person
    return NewTask(
        number,
        f"补充{number}",
        days,
        leader=project.leader,
        department=project.department,
        person=project.person,
        before=tuple((str(one(project, n).pk), "FS", 0) for n in after.split() if n),
        followers=tuple(str(one(project, n).pk) for n in before.split() if n),
    )


def ask(project: Project, by: User, edits: Edits) -> ChangeRequest:
    return services.ask_change(project, by=by, today=TODAY, edits=edits, reason="上级补充要求", mark=network_of(project).mark)


def approve(change: ChangeRequest, by: User, today: date = TODAY) -> ChangeRequest:
    return services.approve_change(change, by=by, today=today, expected=change.version)


def test_a_new_task_gets_its_days_by_counting_back(project: Project, persons: ThreePersons, leader: User) -> None:
    found = what_if(project, Edits(added=(new(project),)), TODAY, WorkCalendar())
    # task 3 starts on 24 June, so the new one takes the three working days before it, and 1 and 2 move up by as many
    assert [(n.number, s, d) for n, s, d in found.added] == [("2A", date(2024, 6, 19), date(2024, 6, 21))]
    assert {m.task.number: m.by_workdays for m in found.moves} == {"1": -3, "2": -3}
    assert found.sentence == "这样改新增 1 项任务，会移动 2 项任务，最多提前 3 个工作日。"
    change = ask(project, persons.editor, found.edits)
    assert not Task.objects.filter(number="2A").exists()
    approve(change, leader)
    made = one(project, "2A")
    assert (made.state, made.planned_start_on, made.due_on, made.first_due_on) == (
        "open",
        date(2024, 6, 19),
        date(2024, 6, 21),
        date(2024, 6, 21),
    )
    assert one(project, "2").due_on == date(2024, 6, 18) and one(project, "2").first_due_on == date(2024, 6, 21)
    links = {(k.before.number, k.task.number) for k in TaskLink.objects.filter(task__project=project, is_in_force=True)}
    assert links == {("1", "2"), ("2", "3"), ("1", "4"), ("2", "2A"), ("2A", "3")}
    assert timetable(network_of(project), TODAY, WorkCalendar()).answer is not None
    assert "新增任务“2A 补充2A”：工期 3 个工作日，2024-06-19 开始，2024-06-21 完成，前置任务 2，后续任务 3" in edit_words(change.edits)[0]


def test_two_new_tasks_may_wait_for_each_other(project: Project, persons: ThreePersons, leader: User) -> None:
    first = new(project, "5", after="4", before="")
    last = replace(new(project, "6", days=0, after="", before=""), before=((first.key, "FS", 0),))
    approve(ask(project, persons.editor, Edits(added=(first, last))), leader)
    assert TaskLink.objects.filter(before__number="5", task__number="6", task__project=project).exists()
    assert one(project, "6").due_on == date(2024, 6, 28)


def test_a_task_taken_out_leaves_the_order_whole(project: Project, persons: ThreePersons, leader: User) -> None:
    two = one(project, "2")
    report_progress(two, by=persons.editor, today=TODAY, expected=two.version, share_done=20, next_step="", obstacle="等待批复")
    change = ask(project, persons.editor, Edits(removed={two.pk: "并入上级统一组织"}))
    assert edit_words(change.edits) == ["移出任务“2 任务2”：并入上级统一组织；前后任务改为直接衔接：“1”→“3”"]
    approve(change, leader)
    gone = one(project, "2")
    assert (gone.state, gone.reason, gone.ended_on, gone.share_done) == ("cancelled", "并入上级统一组织", TODAY, 20)
    assert not Obstacle.objects.filter(task=two, state="open").exists()
    network = network_of(project)
    assert [t.number for t in network.tasks] == ["1", "3", "4"]
    numbers = {t.pk: t.number for t in network.tasks}
    assert {(numbers[k.before_id], numbers[k.task_id]) for k in network.links} == {("1", "3"), ("1", "4")}
    assert one(project, "1").due_on == date(2024, 6, 21)  # ten working days later than before, right before task 3


def test_a_task_of_a_project_leaves_it_by_a_change_only(project: Project, persons: ThreePersons) -> None:
    task = one(project, "1")
    with pytest.raises(Refused, match="移出须在项目中提出变更"):
        cancel_task(task, by=persons.editor, today=TODAY, expected=task.version, reason="不做了")


def test_what_is_refused(project: Project, persons: ThreePersons) -> None:
    with pytest.raises(Refused, match="已有编号为“2”的任务"):
        ask(project, persons.editor, Edits(added=(new(project, "2"),)))
    with pytest.raises(Refused, match=r"形成循环.*“7 补充7”"):
        ask(project, persons.editor, Edits(added=(new(project, "7", after="3", before="1"),)))
    with pytest.raises(Refused, match=r"最迟应于 2024-\d+-\d+ 完成，已经过去"):
        early = replace(new(project, "7", days=5, after="", before=""), followers=("+8",))
        ask(project, persons.editor, Edits(added=(early, new(project, "8", days=30, after="", before="1"))))
    with pytest.raises(Refused, match="请写明移出任务"):
        ask(project, persons.editor, Edits(removed={one(project, "2").pk: " "}))
    stranger = make_person(persons.tree.dongping, "外单位")
    odd = replace(new(project, "8"), leader=stranger)
    with pytest.raises(Refused, match="责任领导“外单位”"):
        ask(project, persons.editor, Edits(added=(odd,)))
    assert not ChangeRequest.objects.exists()


def test_what_changed_meanwhile_is_worked_out_anew(project: Project, persons: ThreePersons, leader: User) -> None:
    two = one(project, "2")
    change = ask(project, persons.editor, Edits(removed={two.pk: "并入"}))
    complete_task(two, by=persons.editor, today=TODAY, expected=two.version, on=TODAY, result="完成")
    with pytest.raises(Refused, match="又有变动"):
        approve(change, leader)
    services.refuse_change(change, by=leader, today=TODAY, expected=change.version, opinion="任务已办结")
    late = ask(project, persons.editor, Edits(added=(new(project, "9", after="1", before="3"),)))
    with pytest.raises(Refused, match="已经过去"):
        approve(late, leader, today=date(2024, 7, 1))
    assert not Task.objects.filter(number="9").exists()


def test_only_what_depends_on_a_change_is_computed_again(project: Project) -> None:
    four = one(project, "4")
    found = what_if(project, Edits(workdays={four.pk: 4}), TODAY, WorkCalendar())
    assert 0 < found.touched < 4 and f"只有 {found.touched} 项受影响" in found.touched_words
    moved = what_if(project, Edits(due_on=date(2024, 7, 5)), TODAY, WorkCalendar())
    assert moved.touched_words == "" and len(moved.moves) == 4


def test_the_page_adds_and_takes_out(
    client: Client, project: Project, persons: ThreePersons, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", f"{TODAY}")
    page = reverse("work:project_what_if", args=[project.pk])
    client.force_login(persons.editor)
    given = {
        "new_number_1": "2A",
        "new_title_1": "专家评审",
        "new_workdays_1": "3",
        "new_before_1": "2",
        "new_after_1": "3",
        "new_leader_1": "周局长",
        "new_department_1": persons.org.shown_name,
        "new_person_1": str(project.person),
        "out_1": "4",
        "why_1": "合并办理",
    }
    shown = client.get(page, given).content.decode()
    assert "新增 1 项任务、移出 1 项任务" in shown and "新增“2A 专家评审”" in shown and "移出“4 任务4”" in shown
    for wrong, words in (
        ({"new_person_1": ""}, "新增任务须有责任人"),
        ({"new_before_1": "99"}, "前置任务“99”不在本项目中"),
        ({"new_before_1": "别的项目:2"}, "不在本项目中"),
        ({"new_number_1": "2"}, "已有编号为“2”的任务"),
        ({"new_workdays_1": ""}, "里程碑填 0"),
        ({"new_person_1": "查无此人"}, "请核对姓名"),
        ({"why_1": ""}, "请写明移出任务"),
        ({"out_1": "99"}, "没有编号为“99”的任务"),
    ):
        assert words in client.get(page, {**given, **wrong}).content.decode(), wrong
    address = f"{page}?{'&'.join(f'{k}={v}' for k, v in given.items())}"
    client.post(address, {"reason": "上级要求", "mark": network_of(project).mark})
    change = ChangeRequest.objects.get()
    record = client.get(reverse("work:change", args=[change.pk])).content.decode()
    assert "新增任务“2A 专家评审”" in record and "移出任务“4 任务4”：合并办理" in record
    task = client.get(reverse("work:task", args=[one(project, "4").pk])).content.decode()
    assert "移出项目" in task and "out_1=4" in task and "取消任务" not in task
