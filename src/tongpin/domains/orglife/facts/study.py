"""学习的事实: what the registers say of a person's hours and trainings in a window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tongpin.domains.orglife.enums import StudyWay
from tongpin.domains.orglife.models import StudyRecord
from tongpin.domains.orglife.selectors.study import study_hours
from tongpin.domains.orglife.study_kinds import TRAINING
from tongpin.engines.activities.models import Participation
from tongpin.engines.activities.selectors import held, hours_present
from tongpin.foundation.orgs.models import Person
from tongpin.kernel.obligations import Fact, FactSource, Subject
from tongpin.kernel.periods import Period
from tongpin.kernel.values import ValueType

COUNTED_TRAININGS = (StudyWay.TRAINING, StudyWay.CADRE)


def member_study(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """学时、培训次数 of people in the window up to a day; seven queries, whatever their number."""
    if window is None:
        return {}
    start, stop = window.start, min(window.end, as_of + timedelta(days=1))
    ids = [one.pk for one in subjects]
    lines = study_hours(list(Person.objects.filter(pk__in=ids)), start, stop)
    trained = dict.fromkeys(ids, 0)
    sessions = held().filter(kind=TRAINING, day__gte=start, day__lt=stop)
    for person in Participation.objects.filter(activity__in=sessions, person__in=ids, is_present=True).values_list("person", flat=True):
        trained[person] += 1
    cadre = _hours_of_cadre_sessions(ids, start, stop)
    entries = StudyRecord.objects.filter(person__in=ids, on__gte=start, on__lt=stop, way__in=COUNTED_TRAININGS)
    for person, way, hours in entries.values_list("person", "way", "hours"):
        trained[person] += 1
        if way == StudyWay.CADRE and hours is not None:
            cadre[person] = cadre.get(person, Decimal(0)) + hours
    return {
        line.person.pk: {
            "study_hours": line.total,
            "concentrated_trainings": trained[line.person.pk],
            "cadre_training_hours": cadre.get(line.person.pk, Decimal(0)),
        }
        for line in lines
    }


def _hours_of_cadre_sessions(people: Sequence[int], start: date, stop: date) -> dict[int, Decimal]:
    """Trainings that were said to be 干部教育培训."""
    rows = held().filter(kind=TRAINING, day__gte=start, day__lt=stop, outcomes__is_cadre_training=True)
    return hours_present(people, rows)


STUDY_FACTS = FactSource(
    subject="member",
    facts=(
        Fact(name="study_hours", title="学时", type=ValueType.NUMBER, unit="学时"),
        Fact(name="concentrated_trainings", title="参加集中培训次数", type=ValueType.NUMBER, unit="次"),
        Fact(name="cadre_training_hours", title="干部教育培训学时", type=ValueType.NUMBER, unit="学时"),
    ),
    record_kinds=("activity", "study_record"),
    collect=member_study,
)
