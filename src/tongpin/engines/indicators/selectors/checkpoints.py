"""亮灯查询: month by month, what was reached and what was expected, and the light that follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from tongpin.engines.indicators.calculations.lights import Checkpoint, Light, Verdict, remembered
from tongpin.engines.indicators.calculations.printing import in_shown_unit
from tongpin.engines.indicators.calculations.shares import MONTHS, expected_share, month_ends
from tongpin.engines.indicators.models import MonthLight, Target
from tongpin.engines.indicators.selectors.definitions import Definition
from tongpin.engines.indicators.selectors.values import Value, ValueReader
from tongpin.engines.rules.evaluate import Answer, evaluate
from tongpin.kernel.extensions import MeasureKind
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.rounding import round_half_up

RULE = "indicators.lights"
ADDITIVE = frozenset({MeasureKind.FLOW, MeasureKind.YEARLY})
STORED_PLACES = 4


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """月度进度: one month of the strip on the indicator's page."""

    month: Period
    value: Decimal | None
    expected: Decimal | None
    verdict: Verdict

    @property
    def title(self) -> str:
        return f"{self.month.start.month}月"


class LightReader:
    """亮灯: lights of one organisation's indicators; month values come from what is kept, else from one pass over the rows."""

    def __init__(self, values: ValueReader, targets: Mapping[tuple[int, Period], Target]) -> None:
        self.values = values
        self.targets = targets
        self._months: dict[tuple[str, Period, date], dict[date, Value]] = {}

    @cached_property
    def _recorded(self) -> dict[tuple[int, date], Verdict]:
        rows = MonthLight.objects.filter(org_id=self.values.org.pk, month__year__in=self.values.years)
        found = rows.values_list("measure_id", "month", "colour", "reason")
        return {(measure_id, month): Verdict(Light(colour), reason) for measure_id, month, colour, reason in found}

    def verdict(self, one: Definition, period: Period, as_of: date) -> Verdict:
        """The light of a period: of the year's target at the end of the period, or now where that is earlier; with memory."""
        day = min(as_of, period.last_day)
        own = self.targets.get((one.measure.pk, period))
        if own is not None and period.kind is not PeriodKind.YEAR:
            return self._own_target(one, period, day, own)
        year = Period.year(period.start.year)
        target = self.targets.get((one.measure.pk, year))
        if target is None:
            return Verdict(Light.NONE, "没有下达目标，不亮灯。")
        if day < year.start:
            return Verdict(Light.GREY, f"{year.title}尚未开始。")
        earlier, now = self._checkpoints(one, year, day, target)
        return remembered(earlier, now)

    def strip(self, one: Definition, year: Period, as_of: date) -> list[MonthPoint]:
        """逐月亮灯 of the year up to ``as_of``; empty where there is no target."""
        target = self.targets.get((one.measure.pk, year))
        if target is None:
            return []
        ends = month_ends(year, as_of)
        values = self.month_values(one, year, as_of)
        points = [self._point(one, year, target, end, values[end]) for end in ends]
        months = [Period(end.replace(day=1), PeriodKind.MONTH) for end in ends]
        found = enumerate(zip(months, points, strict=True))
        return [MonthPoint(month, p.value, p.expected, remembered(points[:n], p)) for n, (month, p) in found]

    def closing(self, one: Definition, month: Period) -> MonthPoint | None:
        """The light with which a month closes; None where there is no target."""
        points = self.strip(one, Period.year(month.start.year), month.last_day)
        return points[-1] if points else None

    def month_values(self, one: Definition, year: Period, day: date) -> dict[date, Value]:
        """Cumulative values at the month ends up to ``day`` (a stock's value on that day)."""
        key = (one.code, year, day)
        if key not in self._months:
            ends = month_ends(year, day)
            self._months[key] = self._running(one, year, ends) or {end: self.values.value(one, year, end) for end in ends}
        return self._months[key]

    def _checkpoints(self, one: Definition, year: Period, day: date, target: Target) -> tuple[list[Checkpoint], Checkpoint]:
        """Month ends before ``day``, and the state on ``day`` against the last month that is over."""
        values = self.month_values(one, year, day)
        points = [self._point(one, year, target, end, value) for end, value in values.items()]
        if points and day in values:
            return points[:-1], points[-1]
        return points, self._point(one, year, target, day, self.values.value(one, year, day))

    def _point(self, one: Definition, year: Period, target: Target, day: date, value: Value) -> Checkpoint:
        """One checkpoint; in the middle of a month the last month that is over sets what is expected."""
        month = next((end.month for end in reversed(month_ends(year, day))), 0)
        is_month_end = day == Period.containing(day, PeriodKind.MONTH).last_day
        share = self._share(one, target, month)
        recorded = self._recorded.get((one.measure.pk, day.replace(day=1))) if is_month_end else None
        answer = self._judged(one, target, value, share, (year.last_day - day).days, recorded)
        return Checkpoint(
            month=day.month,
            value=value.value,
            expected=round_half_up(target.value * share, STORED_PLACES) if share else None,
            verdict=_verdict(answer, value),
            is_final=day == year.last_day,
            recorded=recorded,
        )

    def _share(self, one: Definition, target: Target, month: int) -> Decimal:
        if month == 0:
            return Decimal(0)
        version = one.version
        return expected_share(
            month=month,
            target=target.value,
            base=self._base(one, target) if month < MONTHS else None,
            kind=one.kind,
            seasonality=version.seasonality,
            lower_is_better=version.lower_is_better,
        )

    def _judged(self, one: Definition, target: Target, value: Value, share: Decimal, days_left: int, recorded: Verdict | None) -> Answer:
        version = one.version
        facts = {
            "actual": None if value.value is None else in_shown_unit(value.value, version.unit, version.shown_unit),
            "target": in_shown_unit(target.value, version.unit, version.shown_unit),
            "unit": version.shown_unit,
            "expected_share": share,
            "status": str(value.status.label) if value.status else "",
            "direction": str(version.direction),
            "period_over": days_left <= 0,
            "days_left": days_left,
            "previous_light_red": bool(recorded and recorded.light is Light.RED and days_left <= 0),
        }
        return evaluate(RULE, facts, target.period.last_day)

    def _running(self, one: Definition, year: Period, ends: list[date]) -> dict[date, Value]:
        """Running totals from one pass over the year's rows, for what simply adds up; empty where it must be counted month by month."""
        source = one.source
        if source is None or source.row_date is None or one.kind not in ADDITIVE or not ends:
            return {}
        if all(self.values.fresh(one, year, end) for end in ends):
            return {}
        whole = self.values.value(one, year, ends[-1])
        rows = whole.rows()
        if whole.value is None or any(row.on is None or row.contribution is None for row in rows):
            return {}
        added: dict[int, Decimal] = defaultdict(Decimal)
        for row in rows:
            if row.on is not None and row.contribution is not None:
                added[row.on.month] += row.contribution
        if sum(added.values(), Decimal(0)) != whole.value:
            return {}
        running, found = Decimal(0), {}
        for end in ends:
            running += added[end.month]
            found[end] = Value(running, status=whole.status)
        return found

    def _base(self, one: Definition, target: Target) -> Decimal | None:
        """年初存量, from which a stock's increase is measured."""
        if one.kind is not MeasureKind.STOCK or not one.version.seasonality:
            return None
        last = Period.year(target.period_start.year - 1)
        return self.values.value(one, last, last.last_day).value

    def _own_target(self, one: Definition, period: Period, day: date, target: Target) -> Verdict:
        """A month, quarter or half with a target of its own has one checkpoint, its end."""
        value = self.values.value(one, period, day)
        days_left = (period.last_day - day).days
        return _verdict(self._judged(one, target, value, Decimal(1 if days_left <= 0 else 0), days_left, None), value)


def _verdict(answer: Answer, value: Value) -> Verdict:
    if value.value is None:
        return Verdict(Light.GREY, f"{value.reason}，不能判断。")
    return Verdict(Light(str(answer.value)) if answer.value else Light.GREY, answer.reason)
