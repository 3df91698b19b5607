"""选拔任用: a skipped step blocks the next and is named; periods and votes by the text in force; nothing of a case leaves it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.cadres import STEPS, make_appointment, make_appointment_step
from tests.factories.orgs import make_person
from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.cadres import appointments_to_follow
from tongpin.domains.membership.calculations.appointments import StepDone, is_agreed, is_quorate, next_step, obstacle
from tongpin.domains.membership.models import AppointmentCase, AppointmentStep
from tongpin.domains.membership.selectors.appointments import way_on
from tongpin.foundation.access.doors import look_as
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused, StaleRecord

TODAY = date(2024, 4, 15)
CANARY = "密语金丝雀"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="party_clerk", viewer_role="branch_secretary")


@pytest.fixture
def bureau(persons: ThreePersons) -> Organisation:
    return persons.tree.ningyang


def test_steps_and_periods_are_those_of_the_text_in_force() -> None:
    way, earlier = way_on(date(2023, 3, 1)), way_on(date(2019, 3, 2))
    assert (way.steps[0], earlier.steps[0], way.last) == ("分析研判和动议", "动议", 8)
    assert (way.publicity_workdays, way.probation_months, way.recommendation_months) == (5, 12, 12)
    with pytest.raises(Refused, match="没有2014-01-13适用的"):
        way_on(date(2014, 1, 13))


BLOCKED = [
    (2, [], "尚未登记第1步“分析研判和动议”，不能登记第2步“民主推荐”。"),
    (4, [1, 2], "尚未登记第3步“考察”，不能登记第4步“讨论决定”。"),
    (7, [1, 2, 3, 4, 5], "尚未登记第6步“任前谈话”，不能登记第7步“任职”。"),
    (3, [1, 2], ""),
]


@pytest.mark.parametrize(("number", "recorded", "said"), BLOCKED)
def test_a_skipped_step_blocks_the_next_and_is_named(number: int, recorded: list[int], said: str) -> None:
    done = {n: StepDone(date(2023, 3, n), date(2023, 3, n), "passed") for n in recorded}
    assert obstacle(way_on(date(2023, 3, 1)), number, date(2023, 4, 1), done) == said


def test_a_failed_step_ends_the_way_and_days_do_not_run_back() -> None:
    way = way_on(date(2023, 3, 1))
    done = {1: StepDone(date(2023, 3, 1), date(2023, 3, 1), "passed"), 2: StepDone(date(2023, 3, 6), date(2023, 3, 6), "failed")}
    assert obstacle(way, 3, date(2023, 3, 9), done) == "第2步“民主推荐”的结论是不通过，不能继续办理。"
    assert (next_step(way, done), next_step(way, {1: done[1]})) == (None, 2)
    assert "次序不对" in obstacle(way, 2, date(2023, 2, 28), {1: done[1]})
    assert "次序不对" in obstacle(way, 1, date(2023, 3, 8), done)


@pytest.mark.parametrize(
    ("due", "present", "yes", "quorate", "agreed"), [(7, 5, 4, True, True), (7, 4, 4, False, True), (6, 4, 3, True, False)]
)
def test_two_thirds_present_and_more_than_half_of_those_due(due: int, present: int, yes: int, quorate: bool, agreed: bool) -> None:
    assert (is_quorate(way_on(date(2023, 3, 1)), due, present), is_agreed(due, yes)) == (quorate, agreed)


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("须写明依据", {"conclusion": "waived"}),
    ("不能多于应到会成员", {"due_voting": 5, "present_voting": 6}),
    ("不能多于实到会成员", {"due_voting": 7, "present_voting": 5, "yes_votes": 6}),
    ("不能早于开始日期", {"until": date(2023, 2, 1)}),
]


@pytest.mark.parametrize(("said", "values"), WRONG)
def test_the_database_refuses_a_step(bureau: Organisation, said: str, values: dict[str, Any]) -> None:
    case = make_appointment(bureau)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_appointment_step(case, 1, **values)
    step = make_appointment_step(case, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_appointment_step(case, 1)
    for name, value in values.items():
        setattr(step, name, value)
    with pytest.raises(Refused, match=said):
        check(step)


def test_the_database_refuses_a_case(bureau: Organisation) -> None:
    case = make_appointment(bureau)
    for values in ({"person": case.person}, {"state": "completed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_appointment(bureau, **values)
    case.ended_on = TODAY
    with pytest.raises(Refused, match="办理中的没有结束日期"):
        check(case)


def record(case: AppointmentCase, persons: ThreePersons, number: int, **values: Any) -> AppointmentStep:
    said = {name: value for name, value in {**STEPS.get(number, {}), **values}.items() if name != "title"}
    fresh = selectors.appointment_cases().get(pk=case.pk)
    given = {"conclusion": "passed", **said}
    return services.record_appointment_step(fresh, number=number, by=persons.editor, today=TODAY, **given)


def test_a_case_from_motion_to_the_end_of_the_trial(persons: ThreePersons, bureau: Organisation) -> None:
    person = make_person(bureau, "周任")
    words = {"post": "高新科科长", "former_post": "", "began_on": date(2023, 3, 1), "takes_office_on": date(2023, 3, 30)}
    case = services.open_appointment(org=bureau, person=person, by=persons.editor, today=TODAY, **words)
    with pytest.raises(Refused, match="已有办理中的任用案"):
        services.open_appointment(org=bureau, person=person, by=persons.editor, today=TODAY, **words)
    with pytest.raises(Refused, match="不是本单位人员"):
        services.open_appointment(org=bureau, person=make_person(persons.tree.dongping), by=persons.editor, today=TODAY, **words)
    for number in (1, 2, 3):
        record(case, persons, number, note=CANARY)
    with pytest.raises(Refused, match="须填同意票数"):
        record(case, persons, 4, yes_votes=None)
    with pytest.raises(Refused, match="应到会成员7人，实到4人，不足3分之2"):
        record(case, persons, 4, present_voting=4, yes_votes=4)
    with pytest.raises(Refused, match="没有超过应到的半数"):
        record(case, persons, 4, yes_votes=3)
    with pytest.raises(Refused, match="民主推荐结果12个月内有效，已于 2024-03-06 过期"):
        record(case, persons, 4, on=date(2024, 3, 7))
    assert selectors.appointments_due_for_talk(TODAY) == []
    record(case, persons, 4)
    with pytest.raises(Refused, match="公示期不少于5个工作日，截止日期应不早于 2023-03-28"):
        record(case, persons, 5, until=date(2023, 3, 27))
    assert record(case, persons, 5, until=None).until == date(2023, 3, 28)
    due = selectors.appointments_due_for_talk(date(2023, 3, 29))
    assert [(d.person, d.post, d.decided_on, d.takes_office_on) for d in due] == [
        ("周任", "高新科科长", date(2023, 3, 20), date(2023, 3, 30))
    ]
    assert selectors.appointments_due_for_talk(date(2023, 3, 19)) == []
    assert selectors.appointments_due_for_talk(date(2023, 3, 29), [persons.tree.dongping.pk]) == []
    with pytest.raises(Refused, match="尚未登记第6步“任前谈话”"):
        record(case, persons, 7)
    record(case, persons, 6)
    record(case, persons, 7)
    fresh = selectors.appointment_cases().get(pk=case.pk)
    assert services.probation_ends_on(fresh) == date(2024, 3, 30)
    with pytest.raises(Refused, match="谈话日期早于"):
        services.note_integrity_talk(fresh, by=persons.editor, today=TODAY, expected=1, on=date(2023, 2, 1))
    todo = appointments_to_follow(look_as(RequestFactory().get("/"), persons.editor))
    assert [(t.kind, t.title) for t in todo] == [("任前谈话", f"任用案第{case.pk}号"), ("试用期", f"任用案第{case.pk}号")]
    services.note_integrity_talk(fresh, by=persons.editor, today=TODAY, expected=1, on=date(2023, 3, 29))
    assert selectors.appointments_due_for_talk(TODAY) == []
    with pytest.raises(Refused, match="到 2024-03-30 期满"):
        record(case, persons, 8, on=date(2024, 3, 29))
    record(case, persons, 8, on=date(2024, 4, 1))
    case.refresh_from_db()
    assert (case.state, case.ended_on) == ("completed", date(2024, 4, 1))
    with pytest.raises(Refused, match="不能再办理"):
        record(case, persons, 8, on=date(2024, 4, 1))


def test_what_is_not_needed_is_left_out_only_with_its_basis(persons: ThreePersons, bureau: Organisation) -> None:
    case = make_appointment(bureau, 1)
    with pytest.raises(Refused, match="请写明依据"):
        record(case, persons, 2, conclusion="waived")
    record(case, persons, 2, conclusion="waived", basis="平级调整")
    with pytest.raises(Refused, match="“考察”不能略过"):
        record(case, persons, 3, conclusion="waived", basis="平级调整")


def test_a_step_is_corrected_between_its_neighbours(persons: ThreePersons, bureau: Organisation) -> None:
    case = make_appointment(bureau, 3)
    step = case.steps.get(number=2)
    act = {"by": persons.editor, "today": TODAY, "expected": 1}
    with pytest.raises(Refused, match="日期晚于第3步“考察”"):
        services.correct_appointment_step(step, on=date(2023, 3, 14), conclusion="passed", **act)
    with pytest.raises(Refused, match="不能改为不通过"):
        services.correct_appointment_step(step, on=step.on, conclusion="failed", **act)
    services.correct_appointment_step(step, on=date(2023, 3, 7), conclusion="passed", note=CANARY, **act)
    with pytest.raises(StaleRecord):
        services.correct_appointment_step(step, on=date(2023, 3, 8), conclusion="passed", **act)


def test_papers_belong_to_their_step(persons: ThreePersons, bureau: Organisation) -> None:
    case = make_appointment(bureau, 3)
    assert [r.missing for r in selectors.appointment_path(case)][2] == (
        "考察材料",
        "干部人事档案审核意见",
        "个人有关事项报告核查意见",
        "纪检监察机关意见",
    )
    act: dict[str, Any] = {"received_on": date(2023, 3, 14), "by": persons.editor, "today": TODAY}
    with pytest.raises(Refused, match="没有“任职文件”这份材料"):
        services.receive_appointment_paper(case, step="考察", title="任职文件", **act)
    services.receive_appointment_paper(case, step="考察", title="考察材料", **act)
    fresh = selectors.appointment_cases().get(pk=case.pk)
    assert len(selectors.appointment_path(fresh)[2].missing) == 3


def test_pages_are_for_those_who_handle_cases_and_nothing_leaves_them(persons: ThreePersons, bureau: Organisation, client: Client) -> None:
    person = make_person(bureau, f"周{CANARY}")
    case = make_appointment(bureau, 2, person=person, post=f"{CANARY}科长")
    page, listed = reverse("membership:appointment", args=[case.pk]), reverse("membership:appointments")
    for viewer in (persons.viewer, persons.stranger):
        client.force_login(viewer)
        assert client.get(page).status_code == 404
    assert CANARY not in client.get(listed).content.decode()
    client.force_login(persons.editor)
    step = reverse("membership:appointment_step_new", args=[case.pk, 3])
    sent = {"version": 1, "on": "2023-03-13", "conclusion": "passed", "document": "", "note": CANARY}
    assert client.post(step, sent).status_code == 302
    blocked = client.post(reverse("membership:appointment_step_new", args=[case.pk, 7]), {**sent, "on": "2023-03-30"})
    assert "尚未登记第4步“讨论决定”，不能登记第7步“任职”。" in blocked.content.decode()
    shown = client.get(page).content.decode()
    assert shown.count(CANARY) >= 3 and "待登记" in shown
    assert CANARY in client.get(listed).content.decode()
    for leaving in ("export=xlsx", "export=csv", "print=1"):
        answer = client.get(f"{listed}?{leaving}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert CANARY not in opened(content)
    found = client.get(reverse("desk:search"), {"q": f"{CANARY}科长"}).content.decode()
    assert f"任用案第{case.pk}号" not in found and "科长</a>" not in found
    end = client.post(reverse("membership:appointment_end", args=[case.pk]), {"version": 1, "on": "2024-04-01", "reason": CANARY})
    assert end.status_code == 302
    kept = AuditEvent.objects.values_list("verb", "subject_title", "before_text", "after_text", "detail_text")
    trail = "".join(map(str, kept))
    assert CANARY not in trail and "appointment_step.recorded" in trail


def opened(content: bytes) -> str:
    from tests.access.matrix import text_in

    return text_in(content)
