"""计划变更: shown before it is saved, asked for with a reason, decided by the leader, applied exactly as shown, the trail kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.orgs import make_person
from tests.factories.work import make_chain, start
from tongpin.domains.work.models import ChangeRequest, Project, TaskLink
from tongpin.domains.work.panels.projects import changes_todo
from tongpin.domains.work.selectors.changes import what_if
from tongpin.domains.work.selectors.networks import Edits, network_of
from tongpin.domains.work.services import changes as services
from tongpin.domains.work.services.tasks import complete_task, postpone_task
from tongpin.foundation.accounts.models import User
from tongpin.kernel.errors import Refused
from tongpin.kernel.workdays import WorkCalendar

TODAY = date(2024, 5, 6)
NEW_DAY = date(2024, 7, 5)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


@pytest.fixture
def leader(persons: ThreePersons) -> User:
    return make_user(roles=[("viewer", persons.org)], display_name="周局长")


@pytest.fixture
def project(persons: ThreePersons, leader: User) -> Project:
    return start(make_chain(persons.org, leader=make_person(persons.org, "周局长", user=leader)), persons.editor, TODAY)


def ask(project: Project, by: User, edits: Edits, reason: str = "上级推迟验收") -> ChangeRequest:
    return services.ask_change(project, by=by, today=TODAY, edits=edits, reason=reason, mark=network_of(project).mark)


def test_what_moves_is_known_before_anything_is_saved(project: Project) -> None:
    found = what_if(project, Edits(due_on=NEW_DAY), TODAY, WorkCalendar())
    assert [(m.task.number, m.by_workdays) for m in found.moves] == [("1", 5), ("2", 5), ("3", 5), ("4", 5)]
    assert "会移动 4 项任务，最多推迟 5 个工作日" in found.sentence
    assert not ChangeRequest.objects.exists() and project.tasks.get(number="3").due_on == date(2024, 6, 28)


def test_a_longer_task_moves_only_what_comes_before_it(project: Project) -> None:
    two = project.tasks.get(number="2")
    found = what_if(project, Edits(workdays={two.pk: 12}), TODAY, WorkCalendar())
    assert {m.task.number: m.by_workdays for m in found.moves} == {"1": -2, "2": 0}
    link = TaskLink.objects.get(task__number="4", task__project=project)
    assert what_if(project, Edits(lags={link.pk: 3}), TODAY, WorkCalendar()).moves == []  # task 4 has slack enough


def test_a_change_is_applied_on_approval_and_the_first_days_stay(project: Project, persons: ThreePersons, leader: User) -> None:
    two = project.tasks.get(number="2")
    change = ask(project, persons.editor, Edits(due_on=NEW_DAY, workdays={two.pk: 12}))
    assert two.due_on == project.tasks.get(number="2").due_on  # nothing moves before approval
    assert changes_todo(type("Request", (), {"user": leader})())[0].kind == "待批准"
    services.approve_change(change, by=leader, today=TODAY, expected=1, opinion="同意")
    project.refresh_from_db()
    assert (project.due_on, project.first_due_on) == (NEW_DAY, date(2024, 6, 28))
    moved = project.tasks.get(number="2")
    assert (moved.workdays, moved.due_on, moved.first_due_on) == (12, date(2024, 6, 28), date(2024, 6, 21))
    trail = moved.postponements.get()
    assert (trail.before, trail.after, trail.reason, trail.approved_by) == (date(2024, 6, 21), date(2024, 6, 28), "上级推迟验收", "周局长")
    assert change.moves.count() == 4 and [e["what"] for e in change.edits] == ["due_on", "workdays"]


def test_who_decides(project: Project, persons: ThreePersons, leader: User) -> None:
    change = ask(project, persons.editor, Edits(due_on=NEW_DAY))
    for person in (persons.viewer, persons.editor, persons.stranger):
        with pytest.raises(Refused, match="应由"):
            services.approve_change(change, by=person, today=TODAY, expected=1)
    director = make_user(roles=[("director", persons.org)])
    services.refuse_change(change, by=director, today=TODAY, expected=1, opinion="不宜再推迟")
    project.refresh_from_db()
    assert (change.state, project.due_on) == ("refused", date(2024, 6, 28))
    again = ask(project, persons.editor, Edits(due_on=NEW_DAY))
    with pytest.raises(Refused, match="应由本人撤回"):
        services.withdraw_change(again, by=leader, today=TODAY, expected=1, reason="误提")
    services.withdraw_change(again, by=persons.editor, today=TODAY, expected=1, reason="误提")
    with pytest.raises(Refused, match="已撤回"):
        services.approve_change(again, by=leader, today=TODAY, expected=2)


def test_what_a_change_refuses(project: Project, persons: ThreePersons) -> None:
    with pytest.raises(Refused, match="没有改动"):
        ask(project, persons.editor, Edits(due_on=project.due_on))
    with pytest.raises(Refused, match="原因"):
        ask(project, persons.editor, Edits(due_on=NEW_DAY), reason=" ")
    with pytest.raises(Refused, match="已经过去"):
        ask(project, persons.editor, Edits(due_on=date(2024, 5, 3)))
    ask(project, persons.editor, Edits(due_on=NEW_DAY))
    with pytest.raises(Refused, match="还有一项变更待批准"):
        ask(project, persons.editor, Edits(due_on=NEW_DAY))


def test_a_change_whose_ground_moved_is_worked_out_anew(project: Project, persons: ThreePersons, leader: User) -> None:
    change = ask(project, persons.editor, Edits(due_on=NEW_DAY))
    one = project.tasks.get(number="1")
    complete_task(one, by=persons.editor, today=TODAY, expected=one.version, on=TODAY, result="提前完成")
    with pytest.raises(Refused, match="重新测算"):
        services.approve_change(change, by=leader, today=TODAY, expected=1)
    project.refresh_from_db()
    assert project.due_on == date(2024, 6, 28)


def test_a_task_of_a_project_is_not_moved_alone(project: Project, persons: ThreePersons) -> None:
    task = project.tasks.get(number="1")
    with pytest.raises(Refused, match="在项目中提出变更"):
        postpone_task(task, by=persons.editor, today=TODAY, expected=task.version, due_on=NEW_DAY, reason="x", approved_by="x")


def test_the_pages_from_trying_out_to_approval(client: Client, project: Project, persons: ThreePersons, leader: User) -> None:
    page = reverse("work:project_what_if", args=[project.pk])
    client.force_login(persons.editor)
    tried = f"{page}?due_on=2099-07-03&task_1=2&workdays_1=12"
    shown = client.get(tried).content.decode()
    assert "推演结果（尚未保存）" in shown and "推迟" in shown
    assert "没有编号为“77”" in client.get(f"{page}?task_1=77&workdays_1=3").content.decode()
    client.post(tried, {"reason": "验收推迟", "mark": network_of(project).mark})
    change = ChangeRequest.objects.get()
    record = reverse("work:change", args=[change.pk])
    assert "工期由 10 个工作日 改为 12 个工作日" in client.get(record).content.decode()
    assert client.get(reverse("work:change_approve", args=[change.pk])).status_code == 404
    client.force_login(persons.stranger)
    assert client.get(record).status_code == 404
    client.force_login(leader)
    assert "批准" in client.get(record).content.decode()
    assert client.post(reverse("work:change_approve", args=[change.pk]), {"version": 1, "opinion": "同意"}).status_code == 302
    project.refresh_from_db()
    assert project.due_on == date(2099, 7, 3)
