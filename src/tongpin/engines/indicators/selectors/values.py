"""取数: the value of an indicator for one organisation, kept where that is fresh, else counted from the rows at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from tongpin.engines.indicators.calculations.rowlists import RowRef, scope_digest, unpack
from tongpin.engines.indicators.enums import Aggregation, Origin, Status
from tongpin.engines.indicators.models import Observation, StaleMark
from tongpin.engines.indicators.selectors.definitions import Definition
from tongpin.engines.indicators.selectors.memory import MEMORY, State, states
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import subtree_ids
from tongpin.kernel.extensions import Computed, MeasureKind, MeasureScope, MeasureSource
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.rounding import round_half_up

STORED_PLACES = 4


@dataclass(frozen=True)
class Value:
    """取得的数: exact value or None with the reason, its status, and where its rows are."""

    value: Decimal | None
    reason: str = ""
    status: Status | None = None
    note: str = ""
    observation: Observation | None = None
    listed: Callable[[], Iterable[RowRef]] = field(default=tuple, repr=False, compare=False)
    live_rows: Any = field(default=None, repr=False, compare=False)

    def rows(self) -> list[RowRef]:
        """The rows behind the value."""
        return list(self.listed())


class ValueReader:
    """取数器: values of one organisation. Kept values, marks and reports are read once for all indicators of a page.

    ``remembers``: what has to be counted is remembered in this process until its rows change (``selectors/memory.py``); for pages that show
    many indicators and no rows.
    """

    def __init__(self, org: Organisation, definitions: Sequence[Definition], years: Iterable[int], *, remembers: bool = False) -> None:
        self.org = org
        self.definitions = tuple(definitions)
        self.years = frozenset(years)
        self.remembers = remembers
        self._values: dict[tuple[str, Period, date], Value] = {}

    @cached_property
    def org_ids(self) -> tuple[int, ...]:
        return tuple(subtree_ids(self.org))

    @cached_property
    def scope_mark(self) -> str:
        return scope_digest(self.org_ids)

    @cached_property
    def stale(self) -> frozenset[int]:
        """Indicators of this organisation whose rows changed since they were last counted."""
        if self.remembers:
            return frozenset(measure_id for measure_id, state in self._states.items() if state.is_marked)
        return frozenset(StaleMark.objects.filter(org_id=self.org.pk).values_list("measure_id", flat=True))

    @cached_property
    def _states(self) -> Mapping[int, State]:
        return states(self.org.pk)

    @cached_property
    def _kept(self) -> dict[tuple[int, date, str], list[Observation]]:
        """Current observations by indicator and period, the newest as-of date first."""
        found: dict[tuple[int, date, str], list[Observation]] = defaultdict(list)
        rows = Observation.objects.filter(
            org_id=self.org.pk,
            superseded_at__isnull=True,
            measure_id__in=[d.measure.pk for d in self.definitions],
            period_start__year__gte=min(self.years),
            period_start__year__lte=max(self.years),
        )
        for row in rows.select_related("rows").defer("rows__packed").order_by("-as_of", "-pk"):
            found[row.measure_id, row.period_start, row.period_kind].append(row)
        return found

    @cached_property
    def _reports_below(self) -> dict[tuple[int, date], list[Observation]]:
        """Yearly reports of the organisation and those below by indicator and year, the oldest as-of date first; one query for a page."""
        found: dict[tuple[int, date], list[Observation]] = defaultdict(list)
        rows = Observation.objects.filter(
            org_id__in=self.org_ids,
            measure_id__in=[d.measure.pk for d in self.definitions if d.measure.origin == Origin.REPORTED],
            period_kind=PeriodKind.YEAR.value,
            period_start__year__gte=min(self.years),
            period_start__year__lte=max(self.years),
            origin=Origin.REPORTED,
            superseded_at__isnull=True,
        )
        for row in rows.select_related("org").order_by("as_of", "pk"):
            found[row.measure_id, row.period_start].append(row)
        return found

    def kept(self, definition: Definition, period: Period) -> list[Observation]:
        """Current observations of one indicator and period, the newest as-of date first."""
        return self._kept.get((definition.measure.pk, period.start, period.kind.value), [])

    def value(self, definition: Definition, period: Period, as_of: date) -> Value:
        """The value of ``period`` as known on ``as_of``; asked once."""
        if as_of < period.start:
            return Value(None, f"{period.title}在{as_of}尚未开始")
        day = min(as_of, period.last_day)
        key = (definition.code, period, day)
        if key not in self._values:
            reader = self._counted if definition.measure.is_computed else self._reported
            self._values[key] = reader(definition, period, day)
        return self._values[key]

    def fresh(self, definition: Definition, period: Period, day: date) -> Observation | None:
        """The kept value that still holds for exactly this day, if any."""
        if definition.measure.pk in self.stale:
            return None
        for row in self.kept(definition, period):
            same = day in (row.as_of, row.checked_as_of) and row.definition_id == definition.version.pk
            if same and not row.is_outdated and row.origin == Origin.COMPUTED and row.scope_digest == self.scope_mark:
                return row
        return None

    def count(self, definition: Definition, period: Period, day: date) -> Value:
        """Counts from the rows now, whatever is kept."""
        source = definition.source
        if source is None:
            return Value(None, "该指标没有取数来源，可能所属模块未安装")
        status = Status.FINAL if day >= period.last_day else Status.FLASH
        if definition.version.aggregation == Aggregation.SUM and len(self.org_ids) > 1:
            parts = [source.compute(MeasureScope((org_id,), period, day)) for org_id in self.org_ids]
            return _summed(source, parts, status)
        org_ids = (self.org.pk,) if definition.version.aggregation == Aggregation.NONE else self.org_ids
        computed = source.compute(MeasureScope(org_ids, period, day))
        return Value(
            stored(computed.value),
            _why(computed),
            status if computed.value is not None else None,
            listed=lambda: _referred(source, computed.rows),
            live_rows=computed.rows,
        )

    def _counted(self, definition: Definition, period: Period, day: date) -> Value:
        row = self.fresh(definition, period, day)
        if row is not None:
            return kept_value(row)
        return self._remembered(definition, period, day) if self.remembers else self.count(definition, period, day)

    def _remembered(self, definition: Definition, period: Period, day: date) -> Value:
        """Counted now, or by an earlier page since which no row has changed; its rows are counted when they are asked for."""
        state = self._states.get(definition.measure.pk, State())  # read before counting: a change in between is counted again next time
        key = (self.org.pk, definition.measure.pk, definition.version.pk, period, day, self.scope_mark, state)
        known = MEMORY.get(key)
        if known is None:
            value = self.count(definition, period, day)
            MEMORY.keep(key, (value.value, value.reason, value.status))
            return value
        exact, reason, status = known
        return Value(exact, reason, status, listed=lambda: self.count(definition, period, day).listed())

    def _reported(self, definition: Definition, period: Period, day: date) -> Value:
        year = Period.year(period.start.year)
        now = self._report(definition, year, day)
        if period == year or definition.kind is not MeasureKind.FLOW or period.start == year.start:
            return now
        before = self._report(definition, year, period.start - timedelta(days=1), exactly=True)
        if now.value is None or before.value is None:
            return Value(None, f"缺少{period.start - timedelta(days=1)}的累计填报值，不能推算{period.title}的数")
        rows = [*now.rows(), *before.rows()]
        return Value(now.value - before.value, "", now.status, observation=now.observation, listed=lambda: rows)

    def _report(self, definition: Definition, year: Period, day: date, *, exactly: bool = False) -> Value:
        for row in self.kept(definition, year):
            if row.origin == Origin.REPORTED and (row.as_of == day if exactly else row.as_of <= day):
                return Value(row.value, row.reason, Status(row.status), row.note, row, partial(kept_rows, row))
        if definition.version.aggregation == Aggregation.SUM and len(self.org_ids) > 1:
            return self._children_reports(definition, year, day, exactly=exactly)
        return Value(None, f"{year.title}截至{day}尚未填报")

    def _children_reports(self, definition: Definition, year: Period, day: date, *, exactly: bool) -> Value:
        """下级相加: the report nearest to the top counts, what stands below it is in it already; a missing one is missing, not 0."""
        latest: dict[int, Observation] = {}
        for row in self._reports_below.get((definition.measure.pk, year.start), []):
            if row.as_of == day if exactly else row.as_of <= day:
                latest[row.org_id] = row
        tops = topmost(latest.values())
        counted = [row for row in tops if row.value is not None]
        if not counted:
            return Value(None, f"{year.title}截至{day}本单位和下级单位均未填报")
        total = sum((row.value for row in counted if row.value is not None), Decimal(0))
        weakest = min((Status(row.status) for row in counted), key=lambda s: s.strength)
        return Value(total, "", weakest, f"由{len(counted)}个单位的填报值相加", None, lambda: [reported_row(row) for row in counted])


def topmost(rows: Iterable[Observation]) -> list[Observation]:
    """Of observations in one sub-tree, those that no other one stands above."""
    chosen: list[Observation] = []
    for row in sorted(rows, key=lambda r: (len(r.org.path), r.org.path)):
        if not any(row.org.path.startswith(above.org.path) for above in chosen):
            chosen.append(row)
    return chosen


def kept_value(row: Observation) -> Value:
    """A kept observation as a value; its rows are unpacked only when asked for."""
    status = Status(row.status) if row.value is not None else None
    return Value(row.value, row.reason, status, row.note, row, lambda: kept_rows(row))


def kept_rows(row: Observation) -> list[RowRef]:
    """The rows behind an observation as they were when it was recorded."""
    if row.origin == Origin.REPORTED:
        return [reported_row(row)]
    return unpack(row.rows.unpacked()) if row.rows else []


def reported_row(row: Observation) -> RowRef:
    """A reported value stands for itself in a trace."""
    return RowRef("observation", row.pk, f"{row.period}@{row.as_of}", str(row.reference()), row.value, row.as_of)


def row_refs(source: MeasureSource, rows: Iterable[Any]) -> Iterator[RowRef]:
    """Rows of a subject as references with what each adds."""
    counts_one = source.contribution is None and source.kind in (MeasureKind.STOCK, MeasureKind.FLOW, MeasureKind.YEARLY)
    for row in rows:
        reference = source.reference(row)
        contribution = source.contribution(row) if source.contribution else Decimal(1) if counts_one else None
        on = source.row_date(row) if source.row_date else None
        yield RowRef(reference.kind, reference.pk, reference.key, reference.title, contribution, on)


def stored(value: Decimal | None) -> Decimal | None:
    """The value as it can be kept: exact, or to four places where it never ends."""
    if value is None or value == value.quantize(Decimal(1).scaleb(-STORED_PLACES)):
        return value
    return round_half_up(value, STORED_PLACES)


def _referred(source: MeasureSource, rows: Any) -> Iterator[RowRef]:
    return row_refs(source, () if rows is None else rows)


def _why(computed: Computed) -> str:
    return computed.reason or ("" if computed.value is not None else "没有数据")


def _summed(source: MeasureSource, parts: Sequence[Computed], status: Status) -> Value:
    known = [part for part in parts if part.value is not None]
    if not known:
        return Value(None, next((part.reason for part in parts if part.reason), "没有数据"))
    total = sum((part.value for part in known if part.value is not None), Decimal(0))
    return Value(stored(total), "", status, listed=lambda: (ref for part in known for ref in _referred(source, part.rows)))
