"""专班: founded, staffed, charged, closed only with a result; what its meetings decide becomes tasks; its roster reopens as Word."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from docx import Document

from tests.factories.access import ThreePersons, three_persons
from tests.factories.activities import make_activity
from tests.factories.orgs import make_person
from tests.factories.work import make_task
from tests.factories.work_forces import make_charge, make_contact, make_flagship, make_force, make_member_of
from tongpin.domains.work.models import Contact, Force, ForceCharge, ForceMember, Task
from tongpin.domains.work.selectors import forces as selectors
from tongpin.domains.work.selectors.layers import layers_of
from tongpin.domains.work.services import contacts as contact_services
from tongpin.domains.work.services import forces as services
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation, Post
from tongpin.kernel.errors import Refused, StaleRecord

TODAY = date(2024, 6, 3)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


def words(**values: Any) -> dict[str, Any]:
    return {
        "kind": "headquarters",
        "name": "“两区”创建攻坚指挥部",
        "duty": "统筹创建",
        "document": "局党组会议纪要",
        "founded_on": date(2024, 3, 1),
        "term_until": None,
        **values,
    }


def joining(person: Any = None, **values: Any) -> dict[str, Any]:
    return {"person": person, "name": "", "unit": "", "role": "member", "duty": "", "starts_on": date(2024, 3, 1), **values}


def owners(org: Organisation, **values: Any) -> dict[str, Any]:
    people = {"leader": make_person(org, "张局"), "person": make_person(org, "王工")}
    return {"title": "完善申报书", "area": "business", "requirement": "", "department": org, **people, **values}


# --- services --------------------------------------------------------------------------------------------------------------
def test_founding_audits_and_refuses_a_day_to_come(persons: ThreePersons) -> None:
    force = services.found_force(org=persons.org, by=persons.editor, today=TODAY, **words())
    assert AuditEvent.objects.get(verb="force.founded").subject_pk == force.pk
    with pytest.raises(Refused, match="还没有到"):
        services.found_force(org=persons.org, by=persons.editor, today=TODAY, **words(name="另一个", founded_on=date(2024, 6, 4)))
    with pytest.raises(Refused, match="同名"):
        services.found_force(org=persons.org, by=persons.editor, today=TODAY, **words())


def test_it_is_closed_only_with_a_result_and_members_leave(persons: ThreePersons) -> None:
    force = make_force(persons.org)
    member = make_member_of(force)
    with pytest.raises(Refused, match="工作结果"):
        services.close_force(force, by=persons.editor, today=TODAY, expected=1, on=TODAY, result="  ")
    closed = services.close_force(force, by=persons.editor, today=TODAY, expected=1, on=TODAY, result="创建成功")
    member.refresh_from_db()
    assert (closed.result, member.ends_on) == ("创建成功", TODAY)
    with pytest.raises(Refused, match="不能增加成员"):
        services.join_force(closed, by=persons.editor, **joining(make_person(persons.org)))
    with pytest.raises(Refused, match="不能办理完成或撤销"):
        services.close_force(closed, by=persons.editor, today=TODAY, expected=2, on=TODAY, result="再次")
    with pytest.raises(Refused, match="不能承担任务"):
        services.carry(closed, by=persons.editor, today=TODAY, task=make_task(persons.org))


def test_members_of_the_office_and_from_outside(persons: ThreePersons) -> None:
    force = make_force(persons.org)
    person = make_person(persons.org, "王工")
    services.join_force(force, by=persons.editor, **joining(person, role="head"))
    outside = services.join_force(force, by=persons.editor, **joining(name="李县长", unit="县政府副县长", role="head"))
    assert [m.name for m in selectors.roster_on(force, TODAY)] == ["王工", "李县长"]
    for wrong, message in (
        (joining(), "外单位人员的姓名"),
        (joining(name="赵某"), "单位及职务"),
        (joining(person), "已是成员"),
        (joining(name="李县长", unit="县政府副县长"), "已是成员"),
        (joining(make_person(persons.org), starts_on=date(2023, 1, 1)), "不早于成立日期"),
    ):
        with pytest.raises(Refused, match=message):
            services.join_force(force, by=persons.editor, **wrong)
    services.leave_force(outside, by=persons.editor, on=TODAY)
    with pytest.raises(Refused, match="已经退出"):
        services.leave_force(ForceMember.objects.get(pk=outside.pk), by=persons.editor, on=TODAY)
    assert [m.name for m in selectors.roster_on(force, TODAY)] == ["王工"]
    assert selectors.forces().get(pk=force.pk).member_count == 1


def test_a_temporary_branch_is_approved_by_a_party_organisation(persons: ThreePersons) -> None:
    force, branch = make_force(persons.org), persons.tree.ningyang_branch
    given = {"by": persons.editor, "today": TODAY, "name": "创建攻坚临时党支部", "secretary": make_person(persons.org), "on": TODAY}
    with pytest.raises(Refused, match="不是党组织"):
        services.found_branch(force, expected=1, approved_by=persons.org, **given)
    force = services.found_branch(force, expected=1, approved_by=branch, **given)
    with pytest.raises(Refused, match="不能重复成立"):
        services.found_branch(force, expected=2, approved_by=branch, **given)
    with pytest.raises(Refused, match="请先办理临时党组织撤销"):
        services.close_force(force, by=persons.editor, today=TODAY, expected=2, on=TODAY, result="完成")
    force = services.end_branch(force, by=persons.editor, today=TODAY, expected=2, on=TODAY)
    assert (force.branch_name, force.branch_ended_on) == ("创建攻坚临时党支部", TODAY)


def test_a_meeting_issue_becomes_a_task_the_force_carries(persons: ThreePersons) -> None:
    force = make_force(persons.org)
    meeting = make_activity(persons.org, title="指挥部第一次会议", links=[force.reference()])
    make_activity(persons.org, title="无关会议")
    assert list(selectors.meetings_of(force, persons.viewer)) == [meeting]
    task = services.assign_from_meeting(
        force, by=persons.editor, today=TODAY, meeting=meeting, due_on=date(2024, 7, 1), **owners(persons.org)
    )
    assert (task.source_kind, task.source_pk) == ("activity", meeting.pk)
    assert list(selectors.tasks_of_force(force.pk)) == [task]
    assert selectors.force_of_tasks([task]) == {task.pk: force}


def test_a_task_is_carried_by_one_force(persons: ThreePersons) -> None:
    first, second, task = make_force(persons.org), make_force(persons.org), make_task(persons.org)
    charge = services.carry(first, by=persons.editor, today=TODAY, task=task)
    assert task not in selectors.free_tasks(persons.org)
    with pytest.raises(Refused, match="已由专班承担"):
        services.carry(second, by=persons.editor, today=TODAY, task=task)
    with pytest.raises(Refused, match="不能由"):
        services.carry(first, by=persons.editor, today=TODAY, task=make_task(persons.tree.dongping))
    with pytest.raises(Refused, match="请选择"):
        services.carry(first, by=persons.editor, today=TODAY)
    services.release(charge, by=persons.editor, reason="转交")
    with pytest.raises(Refused, match="已经移出"):
        services.release(charge, by=persons.editor, reason="转交")
    project = make_flagship(persons.org)
    services.carry(second, by=persons.editor, today=TODAY, project=project)
    task.project, task.number, task.workdays = project, "1", 5
    task.save()
    assert selectors.force_of_tasks([task]) == {task.pk: second}


def test_the_second_save_is_refused(persons: ThreePersons) -> None:
    force = make_force(persons.org)
    services.correct_force(force, by=persons.editor, today=TODAY, expected=1, **words(name="改名"))
    with pytest.raises(StaleRecord):
        services.correct_force(force, by=persons.editor, today=TODAY, expected=1, **words(name="又改名"))


def test_contacts_are_settled_with_a_result_and_briefings_count_their_days(persons: ThreePersons) -> None:
    given = {"kind": "briefing", "counterpart": "县委、县政府", "matter": "汇报全国科技大会精神", "person": make_person(persons.org)}
    given |= {"force": None, "result": ""}
    with pytest.raises(Refused, match="会议日期"):
        contact_services.log_contact(org=persons.org, by=persons.editor, today=TODAY, on=TODAY, event_on=None, **given)
    one = contact_services.log_contact(org=persons.org, by=persons.editor, today=TODAY, on=TODAY, event_on=date(2024, 5, 28), **given)
    assert one.days_taken == 6
    make_contact(persons.org)
    rows = Contact.objects.filter(org=persons.org)
    assert selectors.open_by_counterpart(rows) == [("县委、县政府", 1), ("蒋集镇", 1)]
    contact_services.settle_contact(one, by=persons.editor, today=TODAY, expected=1, on=TODAY, result="县长批示支持")
    assert selectors.open_by_counterpart(rows) == [("蒋集镇", 1)]
    with pytest.raises(Refused, match="办结"):
        contact_services.settle_contact(one, by=persons.editor, today=TODAY, expected=2, on=TODAY, result="再")


# --- three layers ----------------------------------------------------------------------------------------------------------
def test_each_task_has_its_three_layers(persons: ThreePersons) -> None:
    leader = make_person(persons.org, "张局")
    task = make_task(persons.org, leader=leader, department=persons.tree.ningyang_plan)
    assert "没有登记党组职务" in layers_of([task], TODAY)[task.pk].gap
    Post.objects.create(person=leader, org=persons.tree.ningyang_leaders, title="党组成员", starts_on=date(2020, 1, 1))
    force = make_force(persons.org)
    make_charge(force, task)
    found = layers_of([task], TODAY)[task.pk]
    assert (found.leader, found.post, found.force, found.department, found.gap) == ("张局", "党组成员", force, "计划规划科", "")


# --- constraints -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"ended_on": TODAY}, "须写明工作结果"),
        ({"result": "有结果"}, "进行中的不填结果"),
        ({"ended_on": date(2023, 1, 1), "result": "完成"}, "不能早于成立日期"),
        ({"term_until": date(2023, 1, 1)}, "计划截止日期"),
        ({"branch_name": "临时党支部"}, "须有名称"),
        ({"branch_ended_on": TODAY}, "须有名称"),
    ],
)
def test_constraints(persons: ThreePersons, values: dict[str, Any], message: str) -> None:
    force = make_force(persons.org)
    for name, value in values.items():
        setattr(force, name, value)
    with pytest.raises(ValidationError, match=message):
        force.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Force.objects.filter(pk=force.pk).update(**values)


def test_constraints_of_the_parts(persons: ThreePersons) -> None:
    force, task = make_force(persons.org), make_task(persons.org)
    branch = {"branch_name": "临", "branch_founded_on": TODAY, "branch_approved_by": persons.tree.ningyang_branch}
    with pytest.raises(IntegrityError), transaction.atomic():
        Force.objects.filter(pk=force.pk).update(**branch, branch_ended_on=date(2024, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_force(persons.org, name=force.name)
    member = make_member_of(force)
    for again in ({"person": member.person, "name": "同"}, {"name": "早退", "ends_on": date(2023, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ForceMember.objects.create(force=force, **{"starts_on": TODAY, **again})
    ForceMember.objects.create(force=force, name="李某", unit="县委", starts_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ForceMember.objects.create(force=force, name="李某", unit="县委", starts_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ForceCharge.objects.create(force=force, since=TODAY)
    make_charge(force, task)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_charge(force, task)
    project = make_flagship(persons.org)
    ForceCharge.objects.create(force=force, project=project, since=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ForceCharge.objects.create(force=force, project=project, since=TODAY)
    contact = make_contact(persons.org)
    for wrong in ({"settled_on": TODAY}, {"kind": "briefing"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.filter(pk=contact.pk).update(**wrong)


# --- pages -----------------------------------------------------------------------------------------------------------------
def test_three_persons(persons: ThreePersons, client: Client) -> None:
    force = make_force(persons.org, name="高新区创建专班")
    page, close = reverse("work:force", args=[force.pk]), reverse("work:force_close", args=[force.pk])
    client.force_login(persons.editor)
    assert "完成或撤销" in client.get(page).content.decode()
    assert client.get(close).status_code == 200
    client.force_login(persons.viewer)
    assert "高新区创建专班" in client.get(page).content.decode()
    assert client.get(close).status_code == 404
    client.force_login(persons.stranger)
    assert client.get(page).status_code == client.get(close).status_code == 404


def test_from_founding_to_roster_by_hand(persons: ThreePersons, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())
    client.force_login(persons.editor)
    sent = {"kind": "squad", "name": "党员突击队", "duty": "十日攻坚", "document": "支部会议决定", "founded_on": "2024-06-01"}
    assert client.post(reverse("work:force_new"), sent).status_code == 302
    force = Force.objects.get()
    person = make_person(persons.org, "王工")
    joined = client.post(
        reverse("work:force_join", args=[force.pk]), {"person": person.pk, "role": "head", "duty": "总调度", "starts_on": "2024-06-01"}
    )
    assert joined.status_code == 302, joined.content.decode()
    meeting = make_activity(persons.org, title="出征会", links=[force.reference()])
    task = {"meeting": meeting.pk, "title": "排查企业", "area": "party", "requirement": "", "due_on": "2024-06-20"}
    task |= {"leader": person.pk, "person": person.pk, "department": persons.org.pk}
    assert client.post(reverse("work:force_assign", args=[force.pk]), task).status_code == 302
    assert Task.objects.get().source_title == "出征会"
    page = client.get(reverse("work:force", args=[force.pk])).content.decode()
    assert all(word in page for word in ("排查企业", "王工", "总调度", "出征会"))
    answer = client.get(reverse("work:force_roster", args=[force.pk]))
    table = Document(BytesIO(answer.content)).tables[0]
    assert [cell.text for cell in table.rows[1].cells][1:4] == ["负责人", "王工", "宁阳县局"]
    closed = client.post(reverse("work:force_close", args=[force.pk]), {"version": force.version, "on": "2024-06-03", "result": ""})
    assert closed.status_code == 200
    assert Force.objects.get().ended_on is None


def test_the_map_and_the_lists_open(persons: ThreePersons, client: Client) -> None:
    make_contact(persons.org)
    make_charge(make_force(persons.org, name="创建专班"), make_task(persons.org, title="编制规划"))
    client.force_login(persons.viewer)
    for name, word in (("layers", "创建专班"), ("forces", "创建专班"), ("contacts", "蒋集镇 1 件")):
        assert word in client.get(reverse(f"work:{name}")).content.decode(), name
    for query in ("export=xlsx", "print=1"):
        assert client.get(f"{reverse('work:layers')}?{query}").status_code == 200
