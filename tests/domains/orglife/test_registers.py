"""谈话、建议、共建协议、文件制度: what is sealed stays with the three, every proposal is answered, old versions stay."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.orgs import make_person
from tests.factories.registers import make_co_building, make_document, make_suggestion, make_talk, make_version
from tongpin.domains.orglife.models import CoBuilding, LibraryVersion, ReadReceipt, Suggestion, Talk
from tongpin.domains.orglife.selectors import agreements as agreement_selectors
from tongpin.domains.orglife.selectors import library as library_selectors
from tongpin.domains.orglife.selectors.suggestions import todo
from tongpin.domains.orglife.services import agreements, library, suggestions, talks
from tongpin.domains.work.models import Task
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.sealing.sealed import PLACEHOLDER
from tongpin.kernel.errors import Refused, StaleRecord

TODAY = date(2024, 1, 15)
CANARY = "金丝雀家庭困难"

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons(monkeypatch: pytest.MonkeyPatch) -> ThreePersons:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())
    return three_persons(editor_role="branch_secretary", viewer_role="party_member")


@pytest.fixture
def pair(persons: ThreePersons) -> dict[str, Any]:
    """书记、党员、知悉人, each with an account."""
    found = {}
    for name, role in (("talker", "branch_secretary"), ("talked_to", "party_member"), ("officer", "discipline_officer")):
        found[name] = make_person(persons.org, f"谈话{name}", user=make_user(roles=[(role, persons.org)]))
    return found


def enter(persons: ThreePersons, pair: dict[str, Any], **values: Any) -> Talk:
    return talks.enter_talk(
        org=persons.org,
        by=pair["talker"].user,
        today=TODAY,
        **{"on": date(2024, 1, 10), "kind": "heart", **pair, "words": CANARY, **values},
    )


# --- talks -----------------------------------------------------------------------------------------------------------------
def test_the_words_are_nowhere_but_behind_their_door(
    persons: ThreePersons, pair: dict[str, Any], client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    talk = enter(persons, pair)
    with connection.cursor() as cursor:
        cursor.execute("select words from orglife_talk")
        assert CANARY not in str(cursor.fetchall())
    trail = " ".join(f"{e.before_text}{e.after_text}{e.detail_text}{e.subject_title}" for e in AuditEvent.objects.all())
    assert CANARY not in trail
    assert "谈话talker" not in trail
    client.force_login(pair["talker"].user)
    for url in (
        reverse("orglife:talks"),
        reverse("orglife:talks") + "?print=1",
        reverse("orglife:talk", args=[talk.pk]),
        reverse("orglife:talk_edit", args=[talk.pk]),
        reverse("orglife:talk_write", args=[talk.pk]),
        f"/search/?q={CANARY[:3]}",
    ):
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert CANARY not in answer.content.decode(), url
    export = client.get(reverse("orglife:talks") + "?export=xlsx")
    assert CANARY.encode() not in b"".join(export.streaming_content) if export.streaming else export.content
    assert CANARY not in caplog.text
    assert str(Talk.objects.get().words) == PLACEHOLDER


def test_only_the_three_open_the_words_and_asking_is_recorded(persons: ThreePersons, pair: dict[str, Any], client: Client) -> None:
    talk = enter(persons, pair)
    page = reverse("orglife:talk_words", args=[talk.pk])
    for person in pair.values():
        client.force_login(person.user)
        assert CANARY in client.post(page).content.decode()
    assert client.get(page).status_code == 405
    for other in (persons.editor, persons.viewer, persons.stranger, make_user(roles=[("party_clerk", persons.org)])):
        client.force_login(other)
        assert client.post(page).status_code == 404
        assert client.get(reverse("orglife:talk_write", args=[talk.pk])).status_code == 404
    verbs = list(AuditEvent.objects.filter(verb__startswith="talk.words").values_list("verb", flat=True))
    assert verbs.count("talk.words_read") == 3
    assert verbs.count("talk.words_refused") == 4


def test_a_clerk_registers_the_open_part_and_never_the_words(persons: ThreePersons, pair: dict[str, Any]) -> None:
    talk = talks.enter_talk(org=persons.org, by=persons.editor, today=TODAY, on=date(2024, 1, 10), kind="integrity", **pair)
    assert talk.words is None
    with pytest.raises(Refused, match="只能由谈话双方填写") as refused:
        talks.enter_talk(org=persons.org, by=persons.editor, today=TODAY, on=date(2024, 1, 11), kind="heart", words="代写", **pair)
    assert refused.value.field == "words"
    with pytest.raises(Refused, match="只能由谈话双方填写"):
        talks.write_words(talk, by=pair["officer"].user, expected=1, words="补记")
    written = talks.write_words(talk, by=pair["talked_to"].user, expected=1, words="本人所写")
    assert talks.read_words(Talk.objects.get(pk=written.pk), by=pair["officer"].user) == "本人所写"
    with pytest.raises(StaleRecord):
        talks.write_words(talk, by=pair["talker"].user, expected=1, words="覆盖")
    talks.write_words(Talk.objects.get(), by=pair["talker"].user, expected=2, words="改写")
    assert talks.read_words(Talk.objects.get(), by=pair["talker"].user) == "改写"


def test_sealed_words_do_not_pass_to_others(persons: ThreePersons, pair: dict[str, Any]) -> None:
    talk = enter(persons, pair)
    with pytest.raises(Refused, match="不能改换谈话双方"):
        talks.correct_talk(
            talk, by=persons.editor, today=TODAY, expected=1, on=talk.on, kind="heart", **{**pair, "talked_to": make_person(persons.org)}
        )


def test_a_talk_has_two_people_and_a_day_that_has_come(persons: ThreePersons, pair: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="还没有到"):
        enter(persons, pair, on=date(2024, 1, 16))
    with pytest.raises(Refused, match="不能是同一人"):
        enter(persons, pair, talked_to=pair["talker"])
    enter(persons, pair)
    with pytest.raises(Refused, match="已经登记"):
        enter(persons, pair)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_talk(persons.org, talker=pair["talker"], talked_to=pair["talker"])


# --- suggestions -----------------------------------------------------------------------------------------------------------
def test_every_suggestion_waits_until_it_is_answered(persons: ThreePersons, rf: Any) -> None:
    late = make_suggestion(persons.org, title="建共享仪器库", answer_due_on=date(2024, 1, 12))
    make_suggestion(persons.org, title="还早", answer_due_on=date(2024, 3, 1))
    request = rf.get("/")
    request.visible = lambda rows, permission: rows
    assert [(t.title, t.due_on) for t in todo(request)] == [("答复建议：建共享仪器库", late.answer_due_on)]
    answered = suggestions.answer_suggestion(
        late, by=persons.editor, today=TODAY, expected=1, answer="adopted", answer_text="列入年度计划", answered_on=TODAY
    )
    assert not todo(request)
    with pytest.raises(Refused, match="不能早于提出日期"):
        suggestions.answer_suggestion(
            answered, by=persons.editor, today=TODAY, expected=2, answer="adopted", answer_text="列入", answered_on=date(2024, 1, 9)
        )


def test_an_answer_is_whole(persons: ThreePersons) -> None:
    one = make_suggestion(persons.org)
    for values in ({"answer": "adopted"}, {"answered_on": TODAY}, {"answer": "adopted", "answered_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Suggestion.objects.filter(pk=one.pk).update(**values)
    one.answer = "adopted"
    with pytest.raises(ValidationError, match="须同时有"):
        one.full_clean()


def test_an_adopted_suggestion_becomes_a_task_in_one_click(persons: ThreePersons, client: Client) -> None:
    one = make_suggestion(persons.org, title="建共享仪器库")
    page = reverse("orglife:suggestion", args=[one.pk])
    client.force_login(persons.editor)
    assert "交办" not in client.get(page).content.decode().partition("page-actions")[2].partition("</div>")[0]
    suggestions.answer_suggestion(
        one, by=persons.editor, today=TODAY, expected=1, answer="adopted", answer_text="列入年度计划", answered_on=TODAY
    )
    owners = {"leader": make_person(persons.org).pk, "person": make_person(persons.org).pk, "department": persons.org.pk}
    task_page = reverse("orglife:suggestion_task", args=[one.pk])
    assert "建共享仪器库" in client.get(task_page).content.decode()
    assert client.post(task_page, {"title": "建共享仪器库", "due_on": "2024-06-30", **owners}).status_code == 302
    task = Task.objects.get()
    assert (task.source_kind, task.source_pk, task.area) == ("suggestion", one.pk, "party")
    assert task.title in client.get(page).content.decode()
    client.force_login(persons.viewer)
    assert client.get(task_page).status_code == 404


# --- agreements ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "on", "expected"),
    [
        ({}, date(2023, 3, 1), True),
        ({}, date(2023, 2, 28), False),
        ({"valid_until": date(2024, 2, 29)}, date(2024, 2, 29), True),
        ({"valid_until": date(2024, 2, 29)}, date(2024, 3, 1), False),
        ({"ended_on": date(2024, 1, 1), "reason": "机构改革"}, date(2023, 12, 31), True),
        ({"ended_on": date(2024, 1, 1), "reason": "机构改革"}, date(2024, 1, 1), False),
    ],
)
def test_when_an_agreement_is_in_force(persons: ThreePersons, values: dict[str, Any], on: date, expected: bool) -> None:
    assert agreement_selectors.is_in_force(make_co_building(persons.org, **values), on) is expected


def test_an_agreement_ends_once_and_not_before_it_began(persons: ThreePersons) -> None:
    one = make_co_building(persons.org)
    with pytest.raises(Refused, match="不能早于签订日期"):
        agreements.end_co_building(one, by=persons.editor, today=TODAY, expected=1, on=date(2023, 2, 1), reason="改革")
    ended = agreements.end_co_building(one, by=persons.editor, today=TODAY, expected=1, on=TODAY, reason="改革")
    with pytest.raises(Refused, match="已经终止"):
        agreements.end_co_building(ended, by=persons.editor, today=TODAY, expected=2, on=TODAY, reason="改革")
    for values in ({"ended_on": None}, {"valid_until": date(2022, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CoBuilding.objects.filter(pk=one.pk).update(**values)


# --- library ---------------------------------------------------------------------------------------------------------------
def version_fields(**values: Any) -> dict[str, Any]:
    return {"label": "2023年印发", "in_force_on": date(2023, 1, 1), "text": "第一条", "changes": "", "read_by": None, **values}


def test_the_old_version_stays_and_the_right_one_is_in_force(persons: ThreePersons) -> None:
    document = make_document(persons.org)
    library.issue_version(document, by=persons.editor, **version_fields())
    library.issue_version(
        document, by=persons.editor, **version_fields(label="2024年修订", in_force_on=date(2024, 1, 15), text="第一条（修订）")
    )
    labels = {on: library_selectors.version_in_force(document, on) for on in (date(2022, 12, 31), date(2024, 1, 14), TODAY)}
    assert [v.label if v else None for v in labels.values()] == [None, "2023年印发", "2024年修订"]
    assert library_selectors.versions_of(document.pk).count() == 2
    with pytest.raises(Refused, match="同日施行"):
        library.issue_version(document, by=persons.editor, **version_fields(label="又一版"))


def test_receipts_name_who_has_not_read(persons: ThreePersons, client: Client) -> None:
    reader = make_person(persons.org, "王读", user=persons.viewer)
    waiting = make_person(persons.org, "李未")
    make_person(persons.org, "已离", left_on=date(2024, 1, 1))
    version = make_version(persons.org)
    page = reverse("orglife:version", args=[version.pk])
    client.force_login(persons.viewer)
    assert f"阅知：{version}" in client.get("/todo/").content.decode()
    client.post(reverse("orglife:version_read", args=[version.pk]))
    client.post(reverse("orglife:version_read", args=[version.pk]))
    assert ReadReceipt.objects.get().person == reader
    assert [p.name for p in library_selectors.not_read_by(version, TODAY)] == [waiting.name]
    shown = client.get(page).content.decode()
    assert "已阅知 1 人，未阅知 1 人" in shown and "王读" in shown and "李未" not in shown
    client.force_login(persons.editor)
    assert "李未" in client.get(page).content.decode()
    client.force_login(persons.viewer)
    assert f"阅知：{version}" not in client.get("/todo/").content.decode()
    with pytest.raises(Refused, match="已有人确认阅知"):
        library.correct_version(version, by=persons.editor, expected=1, **version_fields())


def test_who_is_on_no_register_is_told_so(persons: ThreePersons) -> None:
    with pytest.raises(Refused, match="人员名册"):
        library.confirm_reading(make_version(persons.org), by=persons.editor, today=TODAY)


def test_no_reading_time_is_kept() -> None:
    assert {f.name for f in ReadReceipt._meta.fields} == {"id", "read_version", "person", "on"}


def test_a_day_for_reading_lies_after_the_day_in_force(persons: ThreePersons) -> None:
    with pytest.raises(Refused, match="不能早于施行日期"):
        library.issue_version(make_document(persons.org), by=persons.editor, **version_fields(read_by=date(2022, 12, 31)))
    version = make_version(persons.org)
    with pytest.raises(ValidationError, match="同日施行"):
        LibraryVersion(org=persons.org, document=version.document, label="又", in_force_on=version.in_force_on).full_clean()
