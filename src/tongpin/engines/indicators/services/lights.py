"""亮灯服务: keeps the light with which a month closed, and what a unit says about a red one."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tongpin.engines.indicators.calculations.lights import Light
from tongpin.engines.indicators.models import LightNote, Measure, MonthLight
from tongpin.engines.indicators.selectors.checkpoints import LightReader, MonthPoint
from tongpin.engines.indicators.selectors.definitions import Definition, definitions
from tongpin.engines.indicators.selectors.targets import current_targets, in_force
from tongpin.engines.indicators.selectors.values import ValueReader
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.services import record
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import changed_fields, check, insert, save_versioned, snapshot
from tongpin.kernel.errors import StaleRecord
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.rounding import round_half_up

NOTE_FIELDS = ("cause", "action", "due_on")
STORED_PLACES = 4


def close_month(*, month: Period, today: date) -> int:
    """月度封灯: keeps the lights of a month that is over, for every organisation with targets; what is kept already stays as it was."""
    if today <= month.last_day:
        return 0
    year = Period.year(month.start.year)
    org_ids = in_force().filter(period_start=year.start, period_kind=year.kind.value).values("org_id")
    found = definitions(month.last_day)
    return sum(_close(org, found, month) for org in Organisation.objects.filter(pk__in=org_ids).order_by("pk"))


def _close(org: Organisation, found: list[Definition], month: Period) -> int:
    reader = LightReader(ValueReader(org, found, (month.start.year - 1, month.start.year)), current_targets(org, month.start.year))
    points = [(one, reader.closing(one, month)) for one in found]
    return _keep(org, month, [(one, point) for one, point in points if point is not None and point.verdict.light is not Light.GREY])


@transaction.atomic
def _keep(org: Organisation, month: Period, points: list[tuple[Definition, MonthPoint]]) -> int:
    kept = set(MonthLight.objects.filter(org=org, month=month.start).values_list("measure_id", flat=True))
    fresh = [(one, point) for one, point in points if one.measure.pk not in kept]
    MonthLight.objects.bulk_create(
        [
            MonthLight(
                org=org,
                measure=one.measure,
                month=month.start,
                colour=point.verdict.light.value,
                reason=point.verdict.reason[:300],
                value=None if point.value is None else round_half_up(point.value, STORED_PLACES),
                expected=point.expected,
            )
            for one, point in fresh
        ]
    )
    if fresh:
        detail = {"月份": str(month), "灯": {one.version.title: point.verdict.light.word for one, point in fresh}}
        record("month_light.kept", by=None, org_id=org.pk, detail=detail)
    return len(fresh)


@transaction.atomic
def explain_light(
    *, org: Organisation, measure: Measure, month: Period, cause: str, action: str, due_on: date | None, version: int | None, by: User
) -> LightNote:
    """说明红灯: why an indicator is red in a month and what is being done; ``version`` is that of a note being changed."""
    if month.kind is not PeriodKind.MONTH:
        month = Period.containing(month.last_day, PeriodKind.MONTH)
    note = LightNote.objects.filter(org=org, measure=measure, month=month.start).first()
    if note is None:
        note = LightNote(org=org, measure=measure, month=month.start, written_by=by)
        note.cause, note.action, note.due_on = cause.strip(), action.strip(), due_on
        insert(note)
        record("light_note.written", by=by, subject=note.reference(), org_id=org.pk, after=snapshot(note, NOTE_FIELDS))
        return note
    if version is None:
        raise StaleRecord
    before = snapshot(note, NOTE_FIELDS)
    note.cause, note.action, note.due_on = cause.strip(), action.strip(), due_on
    check(note)
    save_versioned(note, expected=version, fields=NOTE_FIELDS)
    old, new = changed_fields(before, note, NOTE_FIELDS)
    record("light_note.changed", by=by, subject=note.reference(), org_id=org.pk, before=old, after=new)
    return note
