"""学时: how long a meeting lasted counts for those who were there, from start to end or as it was typed, once, and feeds no score."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.activities import make_kind
from tests.factories.orglife import HELD, gathering, make_meeting, make_members
from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.facts.study import member_study
from tongpin.domains.orglife.selectors.study import study_hours
from tongpin.domains.orglife.services import study as services
from tongpin.domains.orglife.services.meetings import correct_meeting
from tongpin.engines.activities.duration import lasted
from tongpin.engines.activities.services import record_activity
from tongpin.kernel.errors import Refused
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import OFFICE_ZONE, Period

TODAY = date(2024, 1, 15)
YEAR = Period.year(2023)
OWN = {"for_year": None, "no_first_topic_reason": "", "steps_done": "", "timing_basis": "", "reported_on": None}


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 11, 20, hour, minute, tzinfo=OFFICE_ZONE)


@pytest.mark.parametrize(
    ("typed", "start", "end", "hours"),
    [
        (None, at(9), at(11), "2.0"),
        (None, at(9), at(10, 30), "1.5"),
        (None, at(9), at(9, 45), "0.8"),
        (None, at(9), at(9, 2), None),
        (None, at(9), at(9), None),
        (None, at(9), None, None),
        (None, None, None, None),
        (Decimal("3.5"), at(9), at(11), "3.5"),
        (Decimal("3.5"), None, None, "3.5"),
    ],
)
def test_how_long_it_lasted(typed: Decimal | None, start: datetime | None, end: datetime | None, hours: str | None) -> None:
    assert lasted(typed, start, end) == (None if hours is None else Decimal(hours))


@pytest.fixture
def persons(monkeypatch: pytest.MonkeyPatch, db: Any) -> ThreePersons:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())
    return three_persons(editor_role="branch_secretary", viewer_role="party_member")


def hours_of(people: list[Any]) -> list[Decimal]:
    return [line.collective for line in study_hours(people, YEAR.start, YEAR.end)]


def test_a_session_counts_from_start_to_end_for_those_who_came(persons: ThreePersons) -> None:
    people = make_members(persons.org, 3)
    known = {"chair": people[0].pk, "recorder": people[1].pk, "absent": {people[2].pk: "出差"}, "at": time(9), "until": time(11, 30)}
    meeting = make_meeting(persons.org, by=persons.editor, kind=MeetingKind.CENTRE_GROUP, **known)
    make_meeting(persons.org, by=persons.editor, kind=MeetingKind.PARTY_GROUP, **known)
    assert hours_of(people) == [Decimal("2.5"), Decimal("2.5"), Decimal(0)]
    typed = {**gathering(**known), **OWN, "hours": Decimal("4.0")}
    correct_meeting(meeting, by=persons.editor, today=TODAY, expected=1, activity_version=meeting.activity.version, **typed)
    assert hours_of(people) == [Decimal("4.0"), Decimal("4.0"), Decimal(0)]
    subject = Subject(kind="member", pk=people[0].pk, org_id=persons.org.pk, title="")
    assert member_study([subject], YEAR, TODAY)[people[0].pk]["study_hours"] == Decimal("4.0")


def test_a_kind_that_a_bureau_defined_counts_too(persons: ThreePersons) -> None:
    (person, *_) = make_members(persons.org, 1)
    kind = make_kind(persons.org, study_hours=True)
    given = {"title": "夜校", "day": HELD, "starts_at": at(19), "ends_at": at(21), "present": [person.pk]}
    record_activity(org=persons.org, kind=kind.key, by=persons.editor, today=TODAY, **given)
    assert hours_of([person]) == [Decimal("2.0")]


def test_the_same_happening_counts_once(persons: ThreePersons) -> None:
    people = make_members(persons.org, 2)
    make_meeting(persons.org, by=persons.editor, kind=MeetingKind.LECTURE, title="专题党课", at=time(9), until=time(10))
    entry = {
        "person": people[0],
        "on": HELD,
        "way": "training",
        "title": "专题党课",
        "required": None,
        "outcome": "none",
        "outcome_text": "",
    }
    with pytest.raises(Refused, match="已按到会情况计入"):
        services.record_study(org=persons.org, by=persons.editor, today=TODAY, hours=Decimal(1), **entry)
    services.record_study(org=persons.org, by=persons.editor, today=TODAY, hours=None, **entry)
    assert hours_of(people) == [Decimal("1.0")] * 2


def test_the_end_is_after_the_start(persons: ThreePersons) -> None:
    make_members(persons.org, 2)
    for wrong in ({"at": time(9), "until": time(9)}, {"at": None, "until": time(9)}):
        with pytest.raises(Refused, match="结束时间应晚于开始时间"):
            make_meeting(persons.org, by=persons.editor, kind=MeetingKind.LECTURE, **wrong)


def test_the_page_asks_and_shows_the_end(persons: ThreePersons, client: Client) -> None:
    people = make_members(persons.org, 3)
    client.force_login(persons.editor)
    page = reverse("orglife:meeting_new", args=["party_lecture"]) + f"?org={persons.org.code}"
    sent = {"title": "专题党课", "day": "2023-11-20", "at": "09:00", "until": "08:00", "chair": people[0].pk, "recorder": people[1].pk}
    assert "结束时间应晚于开始时间" in client.post(page, sent).content.decode()
    answer = client.post(page, {**sent, "until": "11:00"}, follow=True).content.decode()
    assert "09:00—11:00" in answer
    assert "2学时" in answer
    register = client.get(reverse("orglife:study_hours"), {"org": persons.org.code, "period": "2023"}).content.decode()
    words = " ".join(re.sub(r"<[^>]*>", " ", register).split())
    assert all(f"{person.name} 2 0 0 0 2" in words for person in people)
