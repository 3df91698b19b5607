"""信访件和任前谈话: only the named officers find a file; its words are sealed and never appear anywhere but on their own page."""

from __future__ import annotations

import io
import logging
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.accounts import make_operator
from tests.factories.cadres import make_appointment
from tests.factories.integrity import make_case, make_officer
from tests.factories.orgs import make_person
from tongpin.domains.accountability.integrity_desk import todo
from tongpin.domains.accountability.models import CaseAccess, CaseNote, CaseOfficer, PetitionCase
from tongpin.domains.accountability.selectors.cases import case_light, cases_of, people_to_name
from tongpin.domains.accountability.selectors.office_talks import office_talks
from tongpin.domains.accountability.services import cases as services
from tongpin.domains.accountability.services.office_talks import record_office_talk
from tongpin.domains.membership.models import AppointmentCase
from tongpin.domains.orglife.models import Talk
from tongpin.engines.notifications.models import Notice
from tongpin.engines.notifications.services import note_what_is_due
from tongpin.foundation.access.doors import look_as
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import OFFICE_ZONE

TODAY = date(2024, 1, 15)
MOMENT = datetime(2024, 1, 15, 9, 0, tzinfo=OFFICE_ZONE)
CANARY = "密语金丝雀"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(viewer_role="party_clerk")


@pytest.fixture
def org(persons: ThreePersons) -> Organisation:
    return persons.org


@pytest.fixture
def officer(org: Organisation) -> User:
    return make_officer(org, "纪检甲")


def fields(**changed: Any) -> dict[str, Any]:
    return {"source": "letter", "received_on": TODAY, "reply_by": None, "reply_basis": "", "matter": CANARY, **changed}


def test_who_registers_is_named_and_nobody_else_sees_it(persons: ThreePersons, org: Organisation, officer: User) -> None:
    other = make_officer(org, "纪检乙")
    case = services.register_case(org=org, by=officer, today=TODAY, **fields())
    assert case.number == "信访〔2024〕1号" and list(cases_of(officer)) == [case]
    for viewer in (other, persons.editor, persons.viewer, persons.stranger):
        assert not cases_of(viewer).exists()
    assert not cases_of(make_operator()).exists()
    colleague = Person.objects.get(user=other)
    services.name_officer(case, by=officer, today=TODAY, expected=1, person=colleague)
    assert list(cases_of(other)) == [case]
    services.relieve_officer(case, by=officer, today=TODAY, expected=2, person=colleague)
    assert not cases_of(other).exists()
    with pytest.raises(Refused, match="至少保留一名经办人"):
        services.relieve_officer(case, by=officer, today=TODAY, expected=3, person=Person.objects.get(user=officer))
    with pytest.raises(Refused, match="只有该件的经办人可以办理"):
        services.move_case(case, key="accept", by=other, today=TODAY, expected=3, words="受理")
    clerk = make_person(org, "台账员", user=persons.editor)
    assert clerk not in people_to_name(org)
    with pytest.raises(Refused, match="没有办理信访件的权限"):
        services.name_officer(case, by=officer, today=TODAY, expected=3, person=clerk)
    with pytest.raises(Refused, match="没有关联人员"):
        services.register_case(org=org, by=make_user(roles=[("discipline_officer", org)]), today=TODAY, **fields())


def test_the_flow_and_the_days(org: Organisation, officer: User) -> None:
    with pytest.raises(Refused, match="办理时限须写明依据"):
        services.register_case(org=org, by=officer, today=TODAY, **fields(reply_by=date(2024, 3, 15)))
    given = fields(reply_by=date(2024, 3, 15), reply_basis="上级交办要求")
    case = services.register_case(org=org, by=officer, today=TODAY, **given)
    act: dict[str, Any] = {"by": officer, "today": TODAY}
    with pytest.raises(Refused, match="不能答复"):
        services.move_case(case, key="reply", **act, expected=1, words="答复")
    with pytest.raises(Refused, match="须填写情况"):
        services.move_case(case, key="accept", **act, expected=1, words=" ")
    for version, (key, words) in enumerate((("accept", "受理"), ("check", "核查"), ("conclude", "查无实据"), ("reply", "已答复")), 1):
        services.move_case(case, key=key, **act, expected=version, words=words)
    fresh = PetitionCase.objects.get(pk=case.pk)
    assert (fresh.state, fresh.replied_on, fresh.conclusion.reveal(), fresh.reply.reveal()) == ("replied", TODAY, "查无实据", "已答复")
    assert [note.step for note in CaseNote.objects.filter(case=case)] == ["登记", "受理", "开始核查", "作出结论", "答复"]
    services.move_case(fresh, key="close", **act, expected=5, words="归档")
    days: dict[str, Any] = {"received_on": TODAY, "reply_by": None, "reply_basis": ""}
    assert services.correct_case(fresh, **act, expected=6, source="visit", **days).source == "visit"


LIGHTS = [
    (None, "registered", "grey", "没有时限"),
    (date(2024, 3, 15), "accepted", "grey", "未到期"),
    (date(2024, 1, 19), "accepted", "blue", "临期"),
    (date(2024, 1, 14), "checking", "red", "逾期"),
]


@pytest.mark.parametrize(("reply_by", "state", "colour", "word"), LIGHTS)
def test_lights(org: Organisation, reply_by: date | None, state: str, colour: str, word: str) -> None:
    basis = "交办" if reply_by else ""
    case = make_case(org, [], reply_by=reply_by, reply_basis=basis, state=state, received_on=date(2024, 1, 2))
    assert case_light(case, TODAY)[:2] == (colour, word)


def opened(content: bytes) -> str:
    """The text of what was downloaded, a workbook unpacked."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
    return content.decode("utf-8", "ignore")


def test_its_words_stand_on_one_page_and_nowhere_else(
    persons: ThreePersons, org: Organisation, officer: User, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client.force_login(officer)
    scope = f"?org={org.code}"
    sent = {
        "source": "letter",
        "received_on": "2024-01-15",
        "matter": CANARY,
        "reply_by": "2024-01-18",
        "reply_basis": "交办要求",
    }
    assert client.post(reverse("accountability:case_new") + scope, sent).status_code == 302
    case = PetitionCase.objects.get()
    page, listed = reverse("accountability:case", args=[case.pk]), reverse("accountability:cases")
    words = reverse("accountability:case_words", args=[case.pk])
    steps = (("accept", 1), ("check", 2), ("conclude", 3))
    for key, version in steps:
        answer = client.post(reverse(f"accountability:case_{key}", args=[case.pk]), {"version": version, "words": f"{CANARY}{key}"})
        assert answer.status_code == 302
    note = {"version": 4, "on": "2024-01-15", "words": f"{CANARY}办理"}
    assert client.post(reverse("accountability:case_note", args=[case.pk]), note).status_code == 302
    assert client.post(words).content.decode().count(CANARY) == 6
    assert client.get(words).status_code == 405
    for address in (page, listed, f"{listed}?export=xlsx", f"{listed}?print=1", reverse("desk:todo"), "/"):
        answer = client.get(address, follow=True)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert CANARY not in opened(content), address
    found = client.get(reverse("desk:search"), {"q": CANARY}).content.decode()
    assert case.number not in found and page not in found
    stale = client.post(reverse("accountability:case_note", args=[case.pk]), {**note, "words": "改"}).content.decode()
    assert CANARY not in stale
    note_what_is_due(today=TODAY)
    assert not Notice.objects.filter(title__contains=CANARY).exists()
    kept = AuditEvent.objects.values_list("verb", "subject_title", "before_text", "after_text", "detail_text")
    trail = "".join(map(str, kept))
    assert CANARY not in trail and "petition_case.read" in trail and "petition_case.conclude" in trail
    assert CANARY not in caplog.text
    with connection.cursor() as cursor:
        for table in ("accountability_petitioncase", "accountability_casenote", "accountability_caseaccess"):
            cursor.execute(f"select * from {table}")
            assert CANARY not in str(cursor.fetchall())
    assert [t.title for t in todo(look_as(RequestFactory().get("/"), officer)) if t.kind == "信访件"] == [case.number]


def test_everybody_else_finds_nothing_and_is_noted(persons: ThreePersons, org: Organisation, officer: User, client: Client) -> None:
    case = make_case(org, [officer])
    other = make_officer(org, "纪检乙")
    names = ("case", "case_edit", "case_accept", "case_note", "case_name", "case_relieve")
    for viewer in (other, persons.editor, persons.viewer, persons.stranger):
        client.force_login(viewer)
        answers = {client.get(reverse(f"accountability:{name}", args=[case.pk])).status_code for name in names}
        assert answers == {404} and client.post(reverse("accountability:case_words", args=[case.pk])).status_code == 404
        found = client.get(reverse("desk:search"), {"q": case.number}).content.decode()
        assert reverse("accountability:case", args=[case.pk]) not in found
    client.force_login(other)
    assert case.number not in client.get(reverse("accountability:cases")).content.decode()
    refused = CaseAccess.objects.filter(case=case, act="refused")
    assert set(refused.values_list("user", flat=True)) == {other.pk}
    client.force_login(officer)
    shown = client.get(reverse("accountability:case", args=[case.pk])).content.decode()
    assert "无权查看" in shown and "纪检乙" in shown
    assert "佐证材料" not in shown and "登记工作记录" not in shown, "a file name or a title could tell what it says"
    CaseOfficer.objects.update(ended_on=TODAY)
    assert client.get(reverse("accountability:case", args=[case.pk])).status_code == 404


def test_the_talk_before_taking_office_is_recorded_once_in_both_places(
    persons: ThreePersons, org: Organisation, officer: User, client: Client
) -> None:
    case = make_appointment(org, 4, person=make_person(org, "周任"), post="高新科科长")
    [row] = office_talks(officer, TODAY, org)
    assert (row.due.person, row.due.post) == ("周任", "高新科科长") and office_talks(persons.stranger, TODAY, None) == []
    assert [t.title for t in todo(look_as(RequestFactory().get("/"), officer)) if t.kind == "任前谈话"] == [f"任用案第{case.pk}号"]
    client.force_login(officer)
    assert "周任" in client.get(reverse("accountability:office_talks")).content.decode()
    talker = Person.objects.get(user=officer)
    sent = {"version": case.version, "on": "2024-01-12", "talker": talker.pk, "words": CANARY}
    page = reverse("accountability:office_talk", args=[case.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, sent).status_code == 302
    talk = Talk.objects.get()
    assert (talk.kind, talk.talked_to.name, talk.words.reveal()) == ("before_post", "周任", CANARY)
    fresh = AppointmentCase.objects.get(pk=case.pk)
    assert fresh.integrity_talk_on == date(2024, 1, 12) and office_talks(officer, TODAY, org) == []
    assert client.get(page).status_code == 404
    with pytest.raises(Refused, match="已登记任前廉政谈话"):
        record_office_talk(fresh, by=officer, today=TODAY, expected=fresh.version, on=TODAY, talker=talker)
    trail = "".join(map(str, AuditEvent.objects.values_list("before_text", "after_text", "detail_text")))
    assert CANARY not in trail
