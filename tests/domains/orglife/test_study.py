"""学习: hours come from sessions and entries and feed no score; required lists name who is missing; halls have their speakers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.activities import make_activity
from tests.factories.orgs import make_person
from tests.factories.registers import make_required_study, make_study_record
from tongpin.domains.orglife.calculations.study import layer_of
from tongpin.domains.orglife.calculations.topics import presets
from tongpin.domains.orglife.enums import Catalogue
from tongpin.domains.orglife.facts.study import member_study
from tongpin.domains.orglife.models import StudyRecord
from tongpin.domains.orglife.selectors import study as selectors
from tongpin.domains.orglife.services import study as services
from tongpin.domains.orglife.study_kinds import HALL_LECTURE, TRAINING, WARNING
from tongpin.engines.activities.models import Activity
from tongpin.foundation.orgs.models import Person, Post
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import MeasureSource, gathered
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import Period

TODAY = date(2024, 1, 15)
YEAR = Period.year(2024)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons(monkeypatch: pytest.MonkeyPatch) -> ThreePersons:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())
    return three_persons(editor_role="branch_secretary", viewer_role="party_member")


def session(persons: ThreePersons, kind: str, present: list[Person], hours: str | None = "3.5", **values: Any) -> Activity:
    return make_activity(
        persons.org,
        kind=kind,
        kind_title="学习",
        area="party",
        day=date(2024, 1, 10),
        hours=None if hours is None else Decimal(hours),
        present=present,
        **values,
    )


@pytest.mark.parametrize(
    ("posts", "layer"),
    [
        ([], "staff"),
        ([("科员", False)], "staff"),
        ([("规划科科长", False)], "middle"),
        ([("二级主任科员", False)], "staff"),
        ([("副局长", False), ("规划科科长", False)], "leader"),
        ([("党组成员", False)], "leader"),
        ([("站长", True)], "middle"),
    ],
)
def test_the_layer_of_a_person(posts: list[tuple[str, bool]], layer: str) -> None:
    assert layer_of(posts, presets(Catalogue.POST)) == layer


def test_hours_are_added_up_exactly_and_each_session_once(persons: ThreePersons) -> None:
    a, b = make_person(persons.org, "甲"), make_person(persons.org, "乙")
    session(persons, WARNING, [a, b], links=[make_required_study(persons.org).reference(), make_required_study(persons.org).reference()])
    session(persons, TRAINING, [a], "6.5")
    session(persons, TRAINING, [a], "9.0", state="planned")
    session(persons, "enterprise_visit", [a], "8.0")
    make_study_record(persons.org, person=a, hours=Decimal("0.1"))
    make_study_record(persons.org, person=a, hours=Decimal("0.2"), way="shared")
    make_study_record(persons.org, person=a, hours=None, title="没有填学时")
    make_study_record(persons.org, person=a, hours=Decimal("4.0"), on=date(2023, 12, 31))
    lines = {line.person: line for line in selectors.study_hours([a, b], YEAR.start, YEAR.end)}
    assert (lines[a].collective, lines[a].own, lines[a].shared, lines[a].total) == (
        Decimal("10.0"),
        Decimal("0.1"),
        Decimal("0.2"),
        Decimal("10.3"),
    )
    assert lines[b].total == Decimal("3.5")


def test_facts_stop_at_the_day_asked_for(persons: ThreePersons, django_assert_num_queries: Any) -> None:
    people = [make_person(persons.org) for _ in range(30)]
    session(persons, TRAINING, people, "6.0", outcomes={"is_cadre_training": True})
    make_study_record(persons.org, person=people[0], way="cadre", hours=Decimal("8.0"), on=date(2024, 1, 12))
    subjects = [Subject(kind="member", pk=p.pk, org_id=persons.org.pk, title=p.name) for p in people]
    with django_assert_num_queries(6):
        facts = member_study(subjects, YEAR, date(2024, 1, 31))
    assert facts[people[0].pk] == {"study_hours": Decimal("14.0"), "concentrated_trainings": 2, "cadre_training_hours": Decimal("14.0")}
    assert facts[people[1].pk] == {"study_hours": Decimal("6.0"), "concentrated_trainings": 1, "cadre_training_hours": Decimal("6.0")}
    assert member_study(subjects, YEAR, date(2024, 1, 9))[people[0].pk]["study_hours"] == 0
    assert member_study(subjects, YEAR, date(2024, 1, 10))[people[0].pk]["study_hours"] == Decimal("6.0")


def test_a_required_list_names_who_is_missing(persons: ThreePersons) -> None:
    chief, reader, absent = make_person(persons.org, "局长甲"), make_person(persons.org, "科员乙"), make_person(persons.org, "科员丙")
    Post.objects.create(person=chief, org=persons.org, title="局长", starts_on=date(2020, 1, 1))
    everybody, leaders = make_required_study(persons.org), make_required_study(persons.org, layer="leader")
    assert selectors.missing_from(leaders, TODAY) == [chief]
    assert set(selectors.missing_from(everybody, TODAY)) == {chief, reader, absent}
    make_study_record(persons.org, person=reader, required=everybody)
    session(persons, TRAINING, [chief], links=[everybody.reference()])
    assert selectors.missing_from(everybody, TODAY) == [absent]


def test_ones_own_list(persons: ThreePersons, client: Client) -> None:
    person = make_person(persons.org, "科员乙", user=persons.viewer)
    open_one = make_required_study(persons.org, title="研读新规")
    make_required_study(persons.org, layer="leader", title="领导读本")
    make_required_study(persons.tree.dongping, title="外县读本")
    make_required_study(persons.org, year=2023, due_on=date(2023, 12, 1), title="去年读本")
    assert [one.title for one in selectors.own_list(persons.viewer, TODAY)] == ["研读新规"]
    client.force_login(persons.viewer)
    assert "学习：研读新规" in client.get("/todo/").content.decode()
    make_study_record(persons.org, person=person, required=open_one)
    assert not selectors.own_list(persons.viewer, TODAY)


@pytest.mark.parametrize(
    ("hall", "layer"), [("领航讲坛", "leader"), ("建功讲堂", "middle"), ("筑梦学堂", "staff"), ("强基课堂", ""), ("我带局长学业务", "")]
)
def test_who_speaks_in_a_hall(hall: str, layer: str) -> None:
    assert {one.title: one.layer for one in presets(Catalogue.HALL)}[hall] == layer


def test_lectures_count_distinct_speakers_and_say_who_does_not_fit(persons: ThreePersons, client: Client) -> None:
    chief, staff = make_person(persons.org, "局长甲"), make_person(persons.org, "科员乙")
    Post.objects.create(person=chief, org=persons.org, title="局长", starts_on=date(2020, 1, 1))
    for speaker, hall in ((chief, "领航讲坛"), (staff, "领航讲坛"), (chief, "强基课堂")):
        row = session(persons, HALL_LECTURE, [speaker], outcomes={"hall": hall, "issue": "1"})
        row.participations.update(capacity="speaker")
    found = selectors.lectures(persons.org, YEAR.start, YEAR.end)
    assert [(one.hall, one.speakers, one.fits) for one in reversed(found)] == [
        ("领航讲坛", ("局长甲",), True),
        ("领航讲坛", ("科员乙",), False),
        ("强基课堂", ("局长甲",), None),
    ]
    client.force_login(persons.viewer)
    page = client.get(reverse("orglife:lectures"), {"period": "2024"}).content.decode()
    assert "共 3 期，2 人授课" in page
    assert "不符合" in page


def test_warning_education_names_who_was_not_reached(persons: ThreePersons) -> None:
    reached, not_reached = make_person(persons.org, "甲"), make_person(persons.org, "乙")
    make_person(persons.org, "离职", left_on=date(2024, 1, 1))
    session(persons, WARNING, [reached])
    missing, everybody = selectors.not_warned(persons.org, YEAR.start, YEAR.end)
    assert (missing, everybody) == ([not_reached], 2)


def entry(persons: ThreePersons, **values: Any) -> dict[str, Any]:
    given = {"person": make_person(persons.org), "on": TODAY, "way": "self", "title": "读书", "hours": None, "required": None}
    return {**given, "outcome": "none", "outcome_text": "", **values}


def test_an_outcome_is_said_and_a_day_has_come(persons: ThreePersons) -> None:
    with pytest.raises(Refused, match="须写明成果"):
        services.record_study(org=persons.org, by=persons.editor, today=TODAY, **entry(persons, outcome="proposal"))
    with pytest.raises(Refused, match="还没有到"):
        services.record_study(org=persons.org, by=persons.editor, today=TODAY, **entry(persons, on=date(2024, 1, 16)))
    with pytest.raises(Refused, match="2024 年内"):
        services.require_study(org=persons.org, by=persons.editor, year=2024, layer="all", title="读本", source="", due_on=date(2025, 1, 1))
    one = make_study_record(persons.org)
    for values in ({"hours": Decimal(0)}, {"outcome": "solved"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StudyRecord.objects.filter(pk=one.pk).update(**values)
    with pytest.raises(ValidationError, match="已经登记"):
        StudyRecord(org=persons.org, person=one.person, on=one.on, way=one.way, title=one.title).full_clean()


def test_no_measure_counts_hours_of_study() -> None:
    """The burden guard: hours are a register, no indicator is made of them."""
    assert not [m.code for m in gathered(MeasureSource) if "学时" in m.formula or "学习时长" in m.formula]
