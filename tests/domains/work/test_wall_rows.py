"""作战图取数: projects with nodes, lights and slack in a constant number of queries; seen by those who may."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.access import ThreePersons, three_persons
from tests.factories.work import make_chain, start
from tongpin.domains.work.selectors.facts import overdue_tasks, task_facts
from tongpin.domains.work.selectors.wall import WallFilter, wall_choices, wall_rows
from tongpin.domains.work.services.tasks import report_progress

TODAY = date(2024, 5, 6)
LATER = date(2024, 6, 7)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


def test_the_wall_asks_as_many_questions_for_ten_projects_as_for_one(persons: ThreePersons) -> None:
    start(make_chain(persons.org), persons.editor, TODAY)
    chosen = WallFilter(persons.org)
    wall_rows(persons.viewer, chosen, LATER)
    with CaptureQueriesContext(
        connection,
    ) as one:
        wall_rows(persons.viewer, chosen, LATER)
    for _ in range(4):
        start(make_chain(persons.org), persons.editor, TODAY)
    with CaptureQueriesContext(connection) as many:
        rows = wall_rows(persons.viewer, chosen, LATER)
    assert len(rows) == 5 and len(many) == len(one)


def test_what_a_row_says(persons: ThreePersons) -> None:
    project = start(make_chain(persons.org, area="party"), persons.editor, TODAY)
    row = wall_rows(persons.viewer, WallFilter(persons.org, area="party", only_red=True), LATER)[0]
    assert (row.light[:2], row.days_late, row.done) == (("red", "逾期"), 5, 0)
    assert "“1 任务1”应于2024-06-06完成" in row.light[2] and [n.number for n in row.nodes] == ["1", "2", "3", "4"]
    assert [n.slack for n in row.nodes] == [-5, -5, -5, 5] and row.nodes[1].is_node
    assert wall_rows(persons.stranger, WallFilter(persons.org), LATER) == []
    assert wall_rows(persons.viewer, WallFilter(persons.org, area="business"), LATER) == []
    assert wall_choices(persons.viewer, persons.org)[0] == [project.leader]


def test_facts_of_tasks(persons: ThreePersons) -> None:
    project = start(make_chain(persons.org), persons.editor, TODAY)
    task = project.tasks.get(number="1")
    report_progress(task, by=persons.editor, today=TODAY, expected=task.version, share_done=40, next_step="送审", obstacle="")
    fact = task_facts([task.pk], LATER)[task.pk]
    assert (fact.due_on, fact.share_done, fact.moves, fact.light[0]) == (date(2024, 6, 6), 40, 0, "red")
    assert fact.project == project.reference() and list(overdue_tasks(LATER)) == [task]
