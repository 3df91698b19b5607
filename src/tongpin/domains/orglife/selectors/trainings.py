"""培训查询: which trainings people took part in, from the records of common sessions and from what was entered of one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from tongpin.domains.orglife.enums import StudyWay, TrainingLevel
from tongpin.domains.orglife.models import StudyRecord
from tongpin.domains.orglife.study_kinds import TRAINING
from tongpin.engines.activities.models import Participation
from tongpin.engines.activities.selectors import held

LEVELS = {str(level.label): level.value for level in TrainingLevel}


@dataclass(frozen=True)
class Training:
    """一次培训: when, of which level ("" where nobody said), how long; whether it was 干部教育培训."""

    on: date
    title: str
    is_cadre: bool
    level: str
    hours: Decimal | None
    days: Decimal | None


def trainings(people: Collection[int], start: date, stop: date) -> Mapping[int, Sequence[Training]]:
    """集中培训 that each person took part in, in [start, stop), by day; two queries.

    What was entered of a person on the day and under the title of a session they attended is that session; it only adds what the
    session does not say.
    """
    found: dict[int, dict[tuple[date, str], Training]] = defaultdict(dict)
    for person, one in _sessions(people, start, stop):
        found[person][one.on, one.title] = one
    ways = (StudyWay.TRAINING, StudyWay.CADRE)
    for row in StudyRecord.objects.filter(person__in=people, on__gte=start, on__lt=stop, way__in=ways):
        key = row.on, row.title.strip()
        own = Training(row.on, key[1], row.way == StudyWay.CADRE, row.level, row.hours, row.days)
        known = found[row.person_id].get(key)
        found[row.person_id][key] = own if known is None else _together(known, own)
    return {person: sorted(rows.values(), key=lambda one: (one.on, one.title)) for person, rows in found.items()}


def _sessions(people: Collection[int], start: date, stop: date) -> list[tuple[int, Training]]:
    rows = Participation.objects.filter(
        activity__in=held().filter(kind=TRAINING, day__gte=start, day__lt=stop).order_by().values("pk"), person__in=people, is_present=True
    ).select_related("activity")
    found = []
    for row in rows:
        activity, outcomes = row.activity, row.activity.outcomes
        one = Training(
            on=activity.day,
            title=activity.title.strip(),
            is_cadre=bool(outcomes.get("is_cadre_training")),
            level=LEVELS.get(str(outcomes.get("level", "")), ""),
            hours=activity.lasted,
            days=_number(outcomes.get("days")),
        )
        if row.person_id is not None:
            found.append((row.person_id, one))
    return found


def _together(session: Training, own: Training) -> Training:
    return replace(
        session,
        is_cadre=session.is_cadre or own.is_cadre,
        level=session.level or own.level,
        hours=session.hours if session.hours is not None else own.hours,
        days=session.days if session.days is not None else own.days,
    )


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None
