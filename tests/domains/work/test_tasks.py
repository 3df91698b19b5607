"""任务: assigned with three owners, reported on, moved with a trail, ended; lit by its dates; seen by those who may."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.orgs import make_person
from tests.factories.publicity import make_honour
from tests.factories.work import make_task
from tongpin.domains.work.lights import TaskFacts, task_light
from tongpin.domains.work.models import Task, TaskPostponement, TaskReport
from tongpin.domains.work.panels.tasks import todo
from tongpin.domains.work.selectors.tasks import assigned
from tongpin.domains.work.services import tasks as services
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.workdays import WorkCalendar

TODAY = date(2024, 6, 3)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


def owners(org: Organisation) -> dict[str, Any]:
    return {"leader": make_person(org, "张局"), "department": org, "person": make_person(org, "王工")}


def words(org: Organisation, **values: Any) -> dict[str, Any]:
    return {"title": "梳理资源清单", "area": "business", "requirement": "", **owners(org), **values}


# --- lights: a table -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("due", "state", "ended", "obstacle", "expected"),
    [
        (date(2024, 6, 28), "open", None, "", ("grey", "未到期")),
        (date(2024, 6, 11), "open", None, "", ("blue", "临期")),  # 端午 falls on the 10th: 5 working days
        (date(2024, 6, 12), "open", None, "", ("grey", "未到期")),
        (date(2024, 6, 3), "open", None, "", ("blue", "临期")),
        (date(2024, 6, 2), "open", None, "", ("red", "逾期")),
        (date(2024, 6, 2), "open", None, "等待经费", ("red", "逾期")),
        (date(2024, 6, 28), "open", None, "等待经费", ("yellow", "需协调")),
        (date(2024, 6, 2), "done", date(2024, 6, 2), "", ("green", "已完成")),
        (date(2024, 6, 2), "done", date(2024, 6, 3), "", ("yellow", "逾期完成")),
        (date(2024, 6, 2), "cancelled", date(2024, 6, 3), "", ("grey", "已取消")),
    ],
)
def test_light(due: date, state: str, ended: date | None, obstacle: str, expected: tuple[str, str]) -> None:
    colour, word, _ = task_light(TaskFacts(due, state, ended, obstacle), TODAY, WorkCalendar())
    assert (colour, word) == expected


def test_overdue_counts_working_days_with_make_up_days() -> None:
    """国庆 2024: 27 September to 12 October holds 28, 29 (make-up Sunday), 30 September and 8-11 October."""
    _, _, reason = task_light(TaskFacts(date(2024, 9, 27), "open", None, ""), date(2024, 10, 12), WorkCalendar())
    assert "已逾期7个工作日" in reason


# --- services --------------------------------------------------------------------------------------------------------------
def test_assigning_keeps_the_first_day_and_audits(persons: ThreePersons) -> None:
    task = services.assign_task(org=persons.org, due_on=date(2024, 7, 1), by=persons.editor, today=TODAY, **words(persons.org))
    assert (task.first_due_on, task.state, task.share_done) == (date(2024, 7, 1), "open", 0)
    assert AuditEvent.objects.get(verb="task.assigned").org_id == persons.org.pk


@pytest.mark.parametrize("missing", ["leader", "department", "person"])
def test_nothing_starts_without_three_owners(persons: ThreePersons, missing: str) -> None:
    task = make_task(persons.org)
    setattr(task, missing, None)
    with pytest.raises(ValidationError, match="任务须有责任领导、责任科室、责任人"):
        task.full_clean()


def test_owners_come_from_the_own_organisation(persons: ThreePersons) -> None:
    stranger = make_person(persons.tree.dongping, "外县人")
    for name in ("leader", "person"):
        with pytest.raises(Refused, match="外县人") as refused:
            services.assign_task(
                org=persons.org, due_on=date(2024, 7, 1), by=persons.editor, today=TODAY, **words(persons.org, **{name: stranger})
            )
        assert refused.value.field == name
    with pytest.raises(Refused, match="责任科室"):
        services.assign_task(
            org=persons.org, due_on=date(2024, 7, 1), by=persons.editor, today=TODAY, **words(persons.org, department=persons.tree.dongping)
        )
    with pytest.raises(Refused, match="已离开"):
        services.assign_task(
            org=persons.org,
            due_on=date(2024, 7, 1),
            by=persons.editor,
            today=TODAY,
            **words(persons.org, person=make_person(persons.org, "离职人", left_on=date(2024, 1, 1))),
        )


def test_a_past_day_is_refused_and_today_is_not(persons: ThreePersons) -> None:
    with pytest.raises(Refused, match="已经过去") as refused:
        services.assign_task(org=persons.org, due_on=date(2024, 6, 2), by=persons.editor, today=TODAY, **words(persons.org))
    assert refused.value.field == "due_on"
    services.assign_task(org=persons.org, due_on=TODAY, by=persons.editor, today=TODAY, **words(persons.org))


def test_reports_pile_up_and_the_last_one_shows(persons: ThreePersons) -> None:
    task = make_task(persons.org)
    for share, obstacle in ((30, "等待经费"), (60, "")):
        task = services.report_progress(
            task, by=persons.editor, today=TODAY, expected=task.version, share_done=share, next_step="推进", obstacle=obstacle
        )
    assert (task.share_done, task.obstacle) == (60, "")
    assert list(TaskReport.objects.values_list("share_done", "obstacle")) == [(60, ""), (30, "等待经费")]


def test_moving_the_day_keeps_the_old_one(persons: ThreePersons) -> None:
    task = make_task(persons.org, due_on=date(2024, 6, 30))
    moved = services.postpone_task(
        task, by=persons.editor, today=TODAY, expected=1, due_on=date(2024, 8, 1), reason="设备到货推迟", approved_by="周局长"
    )
    assert (moved.due_on, moved.first_due_on) == (date(2024, 8, 1), date(2024, 6, 30))
    assert TaskPostponement.objects.values_list("before", "after", "approved_by").get() == (date(2024, 6, 30), date(2024, 8, 1), "周局长")
    with pytest.raises(Refused, match="无须调整"):
        services.postpone_task(moved, by=persons.editor, today=TODAY, expected=2, due_on=moved.due_on, reason="同", approved_by="周局长")


def test_an_ended_task_is_closed_to_everything(persons: ThreePersons) -> None:
    task = services.complete_task(make_task(persons.org), by=persons.editor, today=TODAY, expected=1, on=TODAY, result="清单已印发")
    assert (task.state, task.share_done, task.ended_on) == ("done", 100, TODAY)
    with pytest.raises(Refused, match="已完成，不能取消"):
        services.cancel_task(task, by=persons.editor, today=TODAY, expected=2, reason="误")
    with pytest.raises(Refused, match="不能报告进展"):
        services.report_progress(task, by=persons.editor, today=TODAY, expected=2, share_done=1, next_step="", obstacle="")
    with pytest.raises(Refused, match="还没有到"):
        services.complete_task(make_task(persons.org), by=persons.editor, today=TODAY, expected=1, on=date(2024, 6, 4), result="")


def test_the_second_save_is_refused(persons: ThreePersons) -> None:
    task = make_task(persons.org)
    services.report_progress(task, by=persons.editor, today=TODAY, expected=1, share_done=10, next_step="", obstacle="")
    with pytest.raises(StaleRecord):
        services.report_progress(task, by=persons.editor, today=TODAY, expected=1, share_done=20, next_step="", obstacle="")


def test_a_record_becomes_a_task_once(persons: ThreePersons) -> None:
    honour = make_honour(persons.org)
    given = {"org": persons.org, "title": "落实荣誉宣传", "source": honour.reference(), "due_on": date(2024, 7, 1), **owners(persons.org)}
    reference = services.assign_from(**given, by=persons.editor, today=TODAY)
    found = assigned([honour.reference()], persons.viewer)
    assert [t.reference for t in found["honour", honour.pk]] == [reference]
    assert not assigned([honour.reference()], persons.stranger)
    with pytest.raises(Refused, match="已经交办"):
        services.assign_from(**given, by=persons.editor, today=TODAY)


# --- constraints -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"state": "done", "ended_on": None}, "办结的任务须有办结日期"),
        ({"state": "open", "ended_on": TODAY}, "进行中的任务没有办结日期"),
        ({"share_done": 101}, "0 至 100"),
    ],
)
def test_constraints(persons: ThreePersons, values: dict[str, Any], message: str) -> None:
    task = make_task(persons.org)
    for name, value in values.items():
        setattr(task, name, value)
    with pytest.raises(ValidationError, match=message):
        task.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**values)


def test_constraints_of_the_trail(persons: ThreePersons) -> None:
    task = make_task(persons.org)
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskReport.objects.create(task=task, reported_on=TODAY, share_done=101, reported_by="王工")
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskPostponement.objects.create(
            task=task, moved_on=TODAY, before=TODAY, after=TODAY, reason="同", approved_by="周局长", moved_by="王工"
        )


# --- pages -----------------------------------------------------------------------------------------------------------------
def test_three_persons(persons: ThreePersons, client: Client) -> None:
    task = make_task(persons.org, title="建设技术转移平台")
    page, report = reverse("work:task", args=[task.pk]), reverse("work:task_report", args=[task.pk])
    client.force_login(persons.editor)
    assert "报告进展" in client.get(page).content.decode()
    assert client.get(report).status_code == 200
    client.force_login(persons.viewer)
    assert "建设技术转移平台" in client.get(page).content.decode()
    assert "报告进展" not in client.get(page).content.decode()
    assert client.get(report).status_code == 404
    client.force_login(persons.stranger)
    assert client.get(page).status_code == 404
    assert client.get(report).status_code == 404


def test_the_responsible_person_reports_without_a_clerks_rights(persons: ThreePersons, client: Client) -> None:
    member = make_user(roles=[("party_member", persons.org)])
    task = make_task(persons.org, person=make_person(persons.org, "王工", user=member))
    other = make_task(persons.org)
    client.force_login(member)
    assert client.get(reverse("work:task_report", args=[other.pk])).status_code == 404
    answer = client.post(
        reverse("work:task_report", args=[task.pk]), {"version": 1, "share_done": 40, "next_step": "走访企业", "obstacle": ""}
    )
    assert answer.status_code == 302
    assert Task.objects.get(pk=task.pk).share_done == 40
    assert client.get(reverse("work:task_postpone", args=[task.pk])).status_code == 404


def test_todo_is_right(persons: ThreePersons, rf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())
    leader, member = (make_user(roles=[("party_member", persons.org)]) for _ in range(2))
    at_top, at_work = make_person(persons.org, "张局", user=leader), make_person(persons.org, "王工", user=member)
    held_up = make_task(persons.org, title="受阻", leader=at_top, person=at_work, due_on=date(2024, 6, 28), obstacle="等待经费")
    make_task(persons.org, title="还早", leader=at_top, person=at_work, due_on=date(2024, 12, 28))
    late = make_task(persons.org, title="迟了", leader=at_top, person=at_work, due_on=date(2024, 5, 31))
    request = rf.get("/")
    request.user = member
    assert [(t.title, t.kind) for t in todo(request)] == [("迟了", "逾期"), ("受阻", "需协调")]
    request.user = leader
    assert [(t.title, t.due_on) for t in todo(request)] == [(held_up.title, held_up.due_on)]
    assert late.due_on < TODAY


def test_a_record_shows_the_tasks_it_led_to(persons: ThreePersons, client: Client) -> None:
    honour = make_honour(persons.org)
    make_task(persons.org, title="宣传先进事迹", source_kind="honour", source_pk=honour.pk, source_title=honour.title)
    client.force_login(persons.viewer)
    assert "宣传先进事迹" in client.get(reverse("publicity:honour", args=[honour.pk])).content.decode()
