"""均衡: who holds too much is seen by week; a plan nobody is overloaded by is proposed, explained, and taken up as one change."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.orgs import make_person
from tests.factories.work import make_node, make_project, start
from tongpin.domains.work.models import Task
from tongpin.domains.work.selectors.loads import loads, project_tasks
from tongpin.domains.work.services.changes import approve_change
from tongpin.domains.work.services.levelling import accept_levelling, ask_for_levelling, decline_levelling, work_out
from tongpin.foundation.jobs.models import Job
from tongpin.kernel.errors import Refused
from tongpin.kernel.workdays import WorkCalendar

TODAY = date(2024, 5, 6)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    """Two projects whose last tasks fall on the same person on the same days."""
    persons = three_persons()
    worker = make_person(persons.org, "王小工")
    for title in ("甲", "乙"):
        project = make_project(persons.org, title=title, person=worker)
        make_node(project, "1", 5, title=f"{title}报批")
        start(project, persons.editor, TODAY)
    return persons


def test_the_overload_is_seen_in_its_week(persons: ThreePersons) -> None:
    found = loads(project_tasks(), start=date(2024, 6, 20), calendar=WorkCalendar(), at_once=1, weeks=3)
    assert [(p.person.name, p.over_weeks) for p in found] == [("王小工", 1)]
    assert [(w.most, w.is_over) for w in found[0].weeks] == [(0, False), (2, True), (0, False)]


def test_a_plan_is_proposed_explained_and_taken_up_as_one_change(persons: ThreePersons) -> None:
    asked = ask_for_levelling(org=persons.org, project=None, at_once=1, by=persons.editor, today=TODAY)
    assert Job.objects.get(name="work.level").kwargs["levelling"] == asked.pk
    found = work_out(asked, today=TODAY)
    assert found.state == "found" and len(found.starts) == 1, found.sentences
    text = "".join(found.sentences)
    assert "王小工 2024-06-24 至 2024-06-28" in text and "原定期间同时承担" in text and "各项目时限不变" in text
    change = accept_levelling(found, by=persons.editor, today=TODAY, expected=found.version, reason="错开")
    approve_change(change, by=make_user(roles=[("director", persons.org)]), today=TODAY, expected=1)
    days = sorted((t.planned_start_on, t.due_on) for t in Task.objects.all())
    assert days == [(date(2024, 6, 17), date(2024, 6, 21)), (date(2024, 6, 24), date(2024, 6, 28))]
    with pytest.raises(Refused, match="已采纳"):
        decline_levelling(found, by=persons.editor, expected=found.version)


def test_where_nothing_is_too_much_nothing_moves(persons: ThreePersons) -> None:
    asked = ask_for_levelling(org=persons.org, project=None, at_once=2, by=persons.editor, today=TODAY)
    found = work_out(asked, today=TODAY)
    assert found.state == "none" and "不需要调整" in found.sentences[-1]
