"""指标值服务: counts values and keeps them with their rows; a later value supersedes an earlier one, nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from tongpin.engines.indicators.calculations.rowlists import Packed, pack
from tongpin.engines.indicators.calculations.shares import month_ends
from tongpin.engines.indicators.enums import Origin, Status
from tongpin.engines.indicators.models import Measure, Observation, Recount, RowSet, StaleMark, Target
from tongpin.engines.indicators.selectors.definitions import Definition, definitions
from tongpin.engines.indicators.selectors.values import Value, ValueReader
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.services import record
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import now
from tongpin.kernel.errors import StaleRecord
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.reference import Reference

ATTEMPTS = 3
YEARS_BACK = 4


@dataclass(frozen=True)
class Counted:
    """一次取数的结果, before it is written."""

    period: Period
    day: date
    value: Value
    rows: Packed


def refresh(
    org: Organisation, *, codes: Iterable[str] | None = None, period: Period, as_of: date, by: User | None, today: date
) -> list[Observation]:
    """重算: counts indicators of one organisation for a period as of a date; what changed is recorded as new observations."""
    day = min(as_of, period.last_day, today)
    found = [one for one in definitions(day, codes) if one.measure.is_computed and one.source is not None]
    return [row for one in found for row in _recount(org, one, [(period, day)], by=by)]


def refresh_year(org: Organisation, year: int, *, by: User | None, today: date) -> list[Observation]:
    """重算全年: all indicators of a year, at its end (or today), and at the month ends where a target is set."""
    period = Period.year(year)
    if today < period.start:
        return []
    day = min(period.last_day, today)
    with_target = set(_targets(org).filter(period_start__year=year).values_list("measure_id", flat=True))
    rows: list[Observation] = []
    for one in definitions(day):
        if one.measure.is_computed and one.source is not None:
            rows += _recount(org, one, _days(period, day, months=one.measure.pk in with_target), by=by)
    return rows


def refresh_stale(*, today: date) -> int:
    """重算有变动的指标: whatever is marked, for the years in use; gives how many observations were recorded."""
    marked = sorted(set(StaleMark.objects.values_list("org_id", "measure_id")))
    orgs = Organisation.objects.in_bulk({org_id for org_id, _ in marked})
    by_measure = {one.measure.pk: one for one in definitions(today)}
    count = 0
    for org_id, measure_id in marked:
        one = by_measure.get(measure_id)
        if one is None or one.source is None:
            StaleMark.objects.filter(org_id=org_id, measure_id=measure_id).delete()
            continue
        count += len(_recount(orgs[org_id], one, _used_days(orgs[org_id], one.measure, today), by=None))
    return count


def _targets(org: Organisation) -> QuerySet[Target]:
    return Target.objects.filter(org=org, superseded_at__isnull=True)


def _days(period: Period, day: date, *, months: bool) -> list[tuple[Period, date]]:
    ends = month_ends(period, day) if months else []
    return [(period, end) for end in dict.fromkeys([*ends, day])]


def _used_days(org: Organisation, measure: Measure, today: date) -> list[tuple[Period, date]]:
    """The years somebody may look at: recent ones, those with a target and the year before, those with kept values."""
    with_target = set(_targets(org).filter(measure=measure).values_list("period_start__year", flat=True))
    standing = Observation.objects.filter(org=org, measure=measure, superseded_at__isnull=True)
    kept = set(standing.values_list("period_start__year", flat=True))
    recent = set(range(today.year - YEARS_BACK, today.year + 1))
    years = sorted(y for y in with_target | {y - 1 for y in with_target} | kept | recent if y <= today.year)
    return [
        found for year in years for found in _days(Period.year(year), min(Period.year(year).last_day, today), months=year in with_target)
    ]


def _recount(org: Organisation, one: Definition, days: Sequence[tuple[Period, date]], *, by: User | None) -> list[Observation]:
    """Counts outside any transaction and writes in a short one; whoever counted from older rows gives way and counts again."""
    for _ in range(ATTEMPTS):
        point, _is_new = Recount.objects.get_or_create(org=org, measure=one.measure)
        marks = list(StaleMark.objects.filter(org=org, measure=one.measure).values_list("pk", flat=True))
        reader = ValueReader(org, [one], {period.start.year for period, _ in days})
        counted = [_count(reader, one, period, day) for period, day in days]
        written = _write(reader, one, counted, point=point, marks=marks, by=by)
        if written is not None:
            return written
    return []


def _count(reader: ValueReader, one: Definition, period: Period, day: date) -> Counted:
    value = reader.count(one, period, day)
    return Counted(period, day, value, pack(value.listed()))


@transaction.atomic
def _write(
    reader: ValueReader, one: Definition, counted: Sequence[Counted], *, point: Recount, marks: Sequence[int], by: User | None
) -> list[Observation] | None:
    """Writes what changed; None where somebody else counted in between."""
    moment = now()
    mine = Recount.objects.filter(pk=point.pk, number=point.number).update(number=point.number + 1, counted_at=moment)
    if not mine:
        return None
    written: list[Observation] = []
    confirmed: set[int] = set()
    for one_count in counted:
        kept = _still_holds(reader, one, one_count)
        if kept is not None:
            confirmed.add(kept.pk)
        elif one_count.rows.count or _is_followed(reader.org, one.measure, one_count.period):
            row = _replace(reader, one, one_count, by=by)
            written.append(row)
            confirmed.add(row.pk)
    if marks:
        others = Observation.objects.filter(org=reader.org, measure=one.measure, origin=Origin.COMPUTED, superseded_at__isnull=True)
        others.exclude(pk__in=confirmed).filter(is_outdated=False).update(is_outdated=True)
        StaleMark.objects.filter(pk__in=list(marks)).delete()
    if written:
        record(
            "observation.recorded",
            by=by,
            subject=Reference("measure", one.measure.pk, one.version.title, one.code),
            org_id=reader.org.pk,
            detail={"指标": one.code, "记录": [str(row) for row in written]},
        )
    return written


def _still_holds(reader: ValueReader, one: Definition, counted: Counted) -> Observation | None:
    """The kept observation that this count confirms, noted as checked; None where a new one is due. Month ends have one of their own."""
    rows = Observation.objects.filter(
        org=reader.org,
        measure=one.measure,
        period_kind=counted.period.kind.value,
        period_start=counted.period.start,
        origin=Origin.COMPUTED,
        superseded_at__isnull=True,
    )
    kept = rows.filter(as_of=counted.day).first()
    if kept is None and counted.day != Period.containing(counted.day, PeriodKind.MONTH).last_day:
        kept = rows.filter(as_of__lt=counted.day).order_by("-as_of").first()
    if kept is None or not _is_same(kept, reader, one, counted):
        return None
    Observation.objects.filter(pk=kept.pk).update(checked_as_of=max(kept.checked_as_of, counted.day), is_outdated=False)
    return kept


def _is_same(kept: Observation, reader: ValueReader, one: Definition, counted: Counted) -> bool:
    status = counted.value.status or Status.FLASH
    return (
        kept.value == counted.value.value
        and kept.rows_id == counted.rows.digest
        and kept.definition_id == one.version.pk
        and kept.scope_digest == reader.scope_mark
        and kept.status == status
        and (kept.as_of == counted.day or not kept.is_outdated)
    )


def _is_followed(org: Organisation, measure: Measure, period: Period) -> bool:
    """Whether a value without rows is worth keeping: targets stand for that year or the next, or a value stood there before."""
    years = (period.start.year, period.start.year + 1)
    if _targets(org).filter(period_start__year__in=years).exists():
        return True
    return Observation.objects.filter(org=org, measure=measure, period_kind=period.kind.value, period_start=period.start).exists()


def _replace(reader: ValueReader, one: Definition, counted: Counted, *, by: User | None) -> Observation:
    """Records the value; what stood for the same day is superseded."""
    moment = now()
    RowSet.objects.get_or_create(digest=counted.rows.digest, defaults={"row_count": counted.rows.count, "packed": counted.rows.data})
    return supersede(
        Observation(
            org=reader.org,
            measure=one.measure,
            definition=one.version,
            period_kind=counted.period.kind.value,
            period_start=counted.period.start,
            as_of=counted.day,
            checked_as_of=counted.day,
            value=counted.value.value,
            reason=counted.value.reason,
            status=counted.value.status or Status.FLASH,
            origin=Origin.COMPUTED,
            rows_id=counted.rows.digest,
            row_count=counted.rows.count,
            scope_digest=reader.scope_mark,
            recorded_by=by,
            recorded_at=moment,
        )
    )


def supersede(row: Observation) -> Observation:
    """Writes a new observation in the place of the one that stood for the same period and day; StaleRecord where another came first."""
    earlier = list(
        Observation.objects.select_for_update()
        .filter(
            org_id=row.org_id,
            measure_id=row.measure_id,
            period_kind=row.period_kind,
            period_start=row.period_start,
            as_of=row.as_of,
            superseded_at__isnull=True,
        )
        .values_list("pk", flat=True)
    )
    Observation.objects.filter(pk__in=earlier).update(superseded_at=row.recorded_at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise StaleRecord("同一期间、同一截至日期刚有他人填报，本次没有保存。请刷新核对后再报。") from None
    Observation.objects.filter(pk__in=earlier).update(superseded_by=row)
    return row
