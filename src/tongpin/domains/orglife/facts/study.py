"""学习的事实: what the registers say of a person's hours and trainings in a window, since taking office and over five years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tongpin.domains.orglife.enums import TrainingLevel
from tongpin.domains.orglife.selectors.study import study_hours
from tongpin.domains.orglife.selectors.trainings import Training, trainings
from tongpin.engines.duties.selectors.starts import starts_of
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.dates import plus_months
from tongpin.kernel.obligations import Fact, FactSource, Subject
from tongpin.kernel.occasions import holds_on, spans
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.values import ValueType

NUMBER, DATE, YES_NO = ValueType.NUMBER, ValueType.DATE, ValueType.YES_NO
Told = Mapping[int, Mapping[str, Any]]
FIVE_YEARS = 5
FIRST_STAGE_MONTHS = 12
"""转正后第一年."""


def member_study(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Told:
    """学时、培训次数和天数 of people in the window up to a day; a constant number of queries."""
    if window is None:
        return {}
    start, stop = window.start, min(window.end, as_of + timedelta(days=1))
    ids = [one.pk for one in subjects]
    hours = {line.person.pk: line.total for line in study_hours(list(Person.objects.filter(pk__in=ids)), start, stop)}
    held = trainings(ids, start, stop)
    found: dict[int, dict[str, Any]] = {}
    for pk, total in hours.items():
        cadre = [one for one in held.get(pk, ()) if one.is_cadre]
        found[pk] = {
            "study_hours": total,
            "concentrated_trainings": len(held.get(pk, ())),
            "cadre_training_hours": _hours(cadre),
        }
        if (days := _days(cadre)) is not None:
            found[pk]["cadre_training_days"] = days
    return found


def _hours(held: Sequence[Training]) -> Decimal:
    """学时合计: a training of which nobody said how long it lasted adds nothing, as in the register of hours."""
    return sum((one.hours for one in held if one.hours is not None), Decimal(0))


def _days(held: Sequence[Training]) -> Decimal | None:
    """天数合计; None where no training tells its days."""
    known = [one.days for one in held if one.days is not None]
    return sum(known, Decimal(0)) if known else None


def five_years(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Told:
    """近五年干部教育培训, the year of the window and the four before it; and whether the records reach back that far.

    They do where the organisation has kept its records here since then, or where somebody of it has a training in the first of the years.
    """
    if window is None or window.kind is not PeriodKind.YEAR:
        return {}
    start, stop = date(window.start.year - FIVE_YEARS + 1, 1, 1), min(window.end, as_of + timedelta(days=1))
    held = trainings([one.pk for one in subjects], start, stop)
    reaching = _reaching(subjects, held, start)
    found: dict[int, dict[str, Any]] = {}
    for one in subjects:
        cadre = [row for row in held.get(one.pk, ()) if row.is_cadre]
        found[one.pk] = {
            "cadre_training_hours_5y": _hours(cadre),
            "training_records_5y": one.org_id in reaching,
        }
        if (days := _days(cadre)) is not None:
            found[one.pk]["cadre_training_days_5y"] = days
    return found


def _reaching(subjects: Sequence[Subject], held: Mapping[int, Sequence[Training]], start: date) -> set[int]:
    orgs = {one.org_id for one in subjects}
    begun = starts_of(dict(Organisation.objects.filter(pk__in=orgs).values_list("pk", "path")))
    end = date(start.year + 1, 1, 1)
    early = {one.org_id for one in subjects if any(row.on < end for row in held.get(one.pk, ()))}
    return early | {org for org, day in begun.items() if day <= start}


def member_stage(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Told:
    """本阶段集中培训次数: since being accepted while on probation; within the first year after becoming a full member."""
    if window is not None:
        return {}
    ids = [one.pk for one in subjects]
    begun: dict[int, tuple[date, date]] = {}
    last = as_of + timedelta(days=1)
    for person, rows in spans("probation", ids, as_of).items():
        if current := [row for row in rows if holds_on(row, as_of)]:
            begun[person] = (current[-1][0], last)
    for person, rows in spans("full_member", ids, as_of).items():
        if rows:
            begun[person] = (rows[0][0], min(plus_months(rows[0][0], FIRST_STAGE_MONTHS), last))
    if not begun:
        return {}
    held = trainings(begun, min(start for start, _ in begun.values()), last)
    return {
        person: {"training_since_joining": sum(1 for one in held.get(person, ()) if start <= one.on < stop)}
        for person, (start, stop) in begun.items()
    }


def secretary_study(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Told:
    """书记的培训: the first since taking office; how many of the window were held by a county-level organisation or a higher one.

    Where none is known to be and of one of them nobody said who held it, the number is not told.
    """
    ids = [one.pk for one in subjects]
    last = as_of + timedelta(days=1)
    if window is None:
        since = {one.pk: one.starts_on for one in subjects if one.starts_on is not None}
        if not since:
            return {}
        held = trainings(since, min(since.values()), last)
        firsts = {pk: [row.on for row in held.get(pk, ()) if row.on >= day] for pk, day in since.items()}
        return {pk: {"first_training_on": min(days)} for pk, days in firsts.items() if days}
    held = trainings(ids, window.start, min(window.end, last))
    found: dict[int, dict[str, Any]] = {}
    for pk in ids:
        levels = [row.level for row in held.get(pk, ())]
        number = levels.count(TrainingLevel.COUNTY)
        if number or "" not in levels:
            found[pk] = {"rotation_trainings": number}
    return found


STUDY_FACTS = [
    FactSource(
        subject="member",
        facts=(
            Fact(name="study_hours", title="学时", type=NUMBER, unit="学时"),
            Fact(name="concentrated_trainings", title="参加集中培训次数", type=NUMBER, unit="次"),
            Fact(name="cadre_training_hours", title="干部教育培训学时", type=NUMBER, unit="学时"),
            Fact(name="cadre_training_days", title="干部教育培训天数", type=NUMBER, unit="天"),
        ),
        record_kinds=("activity", "study_record"),
        collect=member_study,
    ),
    FactSource(
        subject="member",
        facts=(
            Fact(name="cadre_training_hours_5y", title="近五年教育培训学时", type=NUMBER, unit="学时"),
            Fact(name="cadre_training_days_5y", title="近五年教育培训天数", type=NUMBER, unit="天"),
            Fact(name="training_records_5y", title="培训记录满五年", type=YES_NO),
        ),
        record_kinds=("activity", "study_record", "ledger_start"),
        collect=five_years,
    ),
    FactSource(
        subject="member",
        facts=(Fact(name="training_since_joining", title="本阶段参加集中培训次数", type=NUMBER, unit="次"),),
        record_kinds=("activity", "study_record", "member"),
        collect=member_stage,
    ),
    FactSource(
        subject="secretary",
        facts=(
            Fact(name="first_training_on", title="任职后首次参加集中培训日期", type=DATE),
            Fact(name="rotation_trainings", title="本年参加县级以上轮训次数", type=NUMBER, unit="次"),
        ),
        record_kinds=("activity", "study_record", "officer", "term"),
        collect=secretary_study,
    ),
]
