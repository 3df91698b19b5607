"""约束: what the database itself refuses, and in which words a person is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories.accounts import bare_user
from tests.factories.orgs import make_person, make_tree
from tests.factories.work import make_chain, make_clause, make_node, make_objective, make_plan, make_project, make_task
from tongpin.domains.work.models import ChangeMove, ChangeRequest, LightRecord, Plan, Task, TaskLink, TaskPostponement, TaskReport
from tongpin.foundation.orgs.models import Organisation

DAY = date(2024, 5, 6)
LATER = date(2024, 5, 8)

pytestmark = pytest.mark.django_db


@pytest.fixture
def org() -> Organisation:
    return make_tree().ningyang


def again(record: Any, **changed: Any) -> Any:
    """The same row once more, but for what is changed."""
    values = {f.attname: getattr(record, f.attname) for f in record._meta.concrete_fields if not f.primary_key}
    return type(record)(**{**values, **changed})


def change(org: Organisation, **values: Any) -> ChangeRequest:
    return ChangeRequest(org=org, **{"reason": "推迟", "asked_on": DAY, "asked_by": "王工", "asker": bare_user(), **values})


def move(org: Organisation) -> ChangeMove:
    asked, task = change(org), make_task(org)
    asked.save()
    days = {"start_before": DAY, "start_after": LATER, "due_before": DAY, "due_after": LATER}
    return ChangeMove.objects.create(change=asked, task=task, by_workdays=2, **days)


def light(**of: Any) -> LightRecord:
    return LightRecord(colour="red", word="逾期", since=DAY, **of)


def kept(record: Any) -> Any:
    record.save()
    return record


def node(org: Organisation) -> Task:
    return make_node(make_project(org), "1")


def link(org: Organisation) -> TaskLink:
    make_chain(org)
    found = TaskLink.objects.first()
    assert found is not None
    return found


def postponed(org: Organisation, after: date) -> TaskPostponement:
    told = {"reason": "x", "approved_by": "局长", "moved_by": "王工"}
    return TaskPostponement(task=make_task(org), moved_on=DAY, before=DAY, after=after, **told)


REFUSED: tuple[tuple[str, Callable[[Organisation], Any]], ...] = (
    ("work_change_reason", lambda o: change(o, reason="")),
    ("work_change_decided_with_a_day", lambda o: change(o, state="approved")),
    ("work_change_decided_with_a_day", lambda o: change(o, decided_on=DAY)),
    ("work_change_move_once", lambda o: again(move(o))),
    ("work_light_of_one", lambda o: light()),
    ("work_light_of_one", lambda o: light(task=make_task(o), project=make_project(o))),
    ("work_light_task_once_a_day", lambda o: again(kept(light(task=make_task(o))))),
    ("work_light_project_once_a_day", lambda o: again(kept(light(project=make_project(o))))),
    ("work_plan_once", lambda o: again(make_plan(o))),
    ("work_plan_year", lambda o: Plan(org=o, year=1999, kind="yearly", title="旧要点")),
    ("work_clause_number_once", lambda o: again(make_clause(make_plan(o)))),
    ("work_objective_once", lambda o: again(make_objective(make_plan(o)))),
    ("work_objective_measured", lambda o: again(make_objective(make_plan(o)), title="另一目标", measure="hnte.stock")),
    ("task_starts_with_owners", lambda o: again(make_task(o), leader_id=None)),
    ("task_starts_with_owners", lambda o: again(make_task(o), first_due_on=None)),
    ("task_draft_in_a_project", lambda o: again(make_task(o), state="draft")),
    ("task_number_once_in_a_project", lambda o: again(node(o))),
    ("task_of_a_project_has_number_and_days", lambda o: again(node(o), number="2", workdays=None)),
    ("task_of_a_project_has_number_and_days", lambda o: again(node(o), number="")),
    ("task_starts_before_its_day", lambda o: again(make_task(o), planned_start_on=date(2025, 1, 1))),
    ("task_ended_with_a_day", lambda o: again(make_task(o), state="done")),
    ("task_ended_with_a_day", lambda o: again(make_task(o), ended_on=DAY)),
    ("task_share_within_100", lambda o: again(make_task(o), share_done=101)),
    ("task_once_from_a_source", lambda o: again(make_task(o, source_kind="work_order", source_pk=1))),
    ("task_report_share_within_100", lambda o: TaskReport(task=make_task(o), reported_on=DAY, share_done=101, reported_by="王工")),
    ("task_postponement_moves", lambda o: postponed(o, DAY)),
    ("task_link_once", lambda o: again(link(o))),
    ("task_link_not_itself", lambda o: TaskLink(before=(one := node(o)), task=one)),
    ("task_link_lag", lambda o: again(link(o), lag=251, before_id=make_node(make_project(o), "9").pk)),
    ("work_project_title_once", lambda o: again(make_project(o))),
    ("work_project_starts_with_owners", lambda o: again(make_project(o), title="另一项目", state="running")),
    ("work_project_ended_with_a_day", lambda o: again(make_project(o), title="另一项目", ended_on=DAY)),
    ("work_project_days", lambda o: again(make_project(o), title="另一项目", starts_on=date(2025, 1, 1))),
    ("work_project_urgency", lambda o: again(make_project(o), title="另一项目", urgency=4)),
    ("work_project_difficulty", lambda o: again(make_project(o), title="另一项目", difficulty=0)),
)


@pytest.mark.parametrize(("name", "make"), REFUSED, ids=[f"{n}-{name}" for n, (name, _) in enumerate(REFUSED)])
def test_the_database_refuses_and_says_why(org: Organisation, name: str, make: Callable[[Organisation], Any]) -> None:
    record = make(org)
    constraint = next(one for one in record._meta.constraints if one.name == name)
    with pytest.raises(ValidationError) as told:
        constraint.validate(type(record), record)
    assert told.value.messages == [constraint.violation_error_message]
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save(force_insert=True)


def test_what_ended_leaves_room_for_another(org: Organisation) -> None:
    project = make_project(org)
    again(project, state="stopped", first_due_on=DAY, signed_on=DAY, ended_on=DAY, reason="并入").save()
    task = make_node(project, "1")
    again(task, state="cancelled", due_on=DAY, first_due_on=DAY, ended_on=DAY).save()
    source = make_task(org, source_kind="work_order", source_pk=1)
    again(source, person_id=make_person(org).pk).save()
    again(source, state="cancelled", ended_on=DAY).save()
    assert Task.objects.filter(source_pk=1).count() == 3
