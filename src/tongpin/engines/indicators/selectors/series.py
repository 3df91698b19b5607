"""走势查询: an indicator month by month or quarter by quarter, beside last year and the target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongpin.engines.indicators.calculations.printing import in_shown_unit
from tongpin.engines.indicators.calculations.shares import expected_share
from tongpin.engines.indicators.enums import Status
from tongpin.engines.indicators.models import Target
from tongpin.engines.indicators.selectors.checkpoints import LightReader, MonthPoint
from tongpin.engines.indicators.selectors.definitions import Definition
from tongpin.engines.indicators.selectors.figures import FigureReader
from tongpin.engines.indicators.selectors.values import Value
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.charts import Chart, Series
from tongpin.kernel.extensions import MeasureKind
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.rounding import round_half_up

SHOWN_PLACES = 4
MONTHS = tuple(range(1, 13))
QUARTERS = (3, 6, 9, 12)


@dataclass(frozen=True)
class Course:
    """走势: the chart of a year and the lights of its months."""

    chart: Chart
    months: list[MonthPoint]


def course(one: Definition, org: Organisation, year: Period, as_of: date, *, by_quarter: bool = False) -> Course:
    """本年与上年逐月（逐季）走势, cumulative; months to come are gaps, not 0."""
    day = min(as_of, year.last_day)
    reader = FigureReader(org, year, day, [one])
    target = reader.targets.get((one.measure.pk, year))
    ends = QUARTERS if by_quarter else MONTHS
    now = _values(reader.lights, one, year, day)
    before = _values(reader.lights, one, year.same_last_year, year.same_last_year.last_day)
    series = [Series("上年", [_shown(one, before.get(m)) for m in ends], role="last_year"), *_own(one, now, ends)]
    if target is not None:
        series.append(Series("序时目标", [_due(one, target, m) for m in ends], kind="line", role="target"))
    version = one.version
    chart = Chart(
        title=f"{version.title}{'（累计）' if one.kind in (MeasureKind.FLOW, MeasureKind.YEARLY, MeasureKind.DISTINCT) else ''}",
        unit=version.shown_unit,
        categories=[f"{m // 3}季度" if by_quarter else f"{m}月" for m in ends],
        series=series,
        as_of=day,
    )
    return Course(chart, reader.lights.strip(one, year, day) if target else [])


def _values(lights: LightReader, one: Definition, year: Period, day: date) -> dict[int, Value]:
    found = {end.month: value for end, value in lights.month_values(one, year, day).items()}
    under_way = Period.containing(day, PeriodKind.MONTH)
    if day != under_way.last_day and year.start <= day:
        found[day.month] = lights.values.value(one, year, day)
    return found


def _own(one: Definition, now: dict[int, Value], ends: tuple[int, ...]) -> list[Series]:
    """This year's values; what is only expected is a series of its own."""
    forecast = {m for m, value in now.items() if value.status is Status.FORECAST}
    firm = Series("本年", [None if m in forecast else _shown(one, now.get(m)) for m in ends])
    if not forecast:
        return [firm]
    return [firm, Series("预计", [_shown(one, now.get(m)) if m in forecast else None for m in ends], role="forecast")]


def _shown(one: Definition, value: Value | None) -> Decimal | None:
    if value is None or value.value is None:
        return None
    return in_shown_unit(value.value, one.version.unit, one.version.shown_unit)


def _due(one: Definition, target: Target, month: int) -> Decimal | None:
    version = one.version
    share = expected_share(month=month, target=target.value, base=None, kind=one.kind, seasonality=version.seasonality)
    if not share:
        return None
    return round_half_up(in_shown_unit(target.value * share, version.unit, version.shown_unit), SHOWN_PLACES)
