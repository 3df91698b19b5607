"""下级单位对比: the same indicators over the units below, with their place among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl
from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, IntegerField, QuerySet, Value, When

from tongpin.engines.indicators.calculations.growth import ranks
from tongpin.engines.indicators.calculations.rollup import fact_frame, ranked, roll_up, tree_frame
from tongpin.engines.indicators.calculations.shares import month_ends
from tongpin.engines.indicators.models import Observation
from tongpin.engines.indicators.selectors.definitions import Definition
from tongpin.engines.indicators.selectors.figures import Figure, FigureReader
from tongpin.foundation.orgs.enums import Face, OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import children
from tongpin.kernel.extensions import MeasureKind
from tongpin.kernel.periods import Period

STORED_PLACES = 4
FETCHED = 100_000
ADDITIVE = frozenset({MeasureKind.STOCK, MeasureKind.FLOW, MeasureKind.YEARLY})
BUREAUS = (OrgLevel.PROVINCE, OrgLevel.CITY, OrgLevel.COUNTY)


@dataclass(frozen=True)
class UnitFigure:
    """下级单位的指标: its figure and its place among its siblings."""

    org: Organisation
    figure: Figure
    place: int | None


@dataclass(frozen=True)
class UnitTotal:
    """汇总数: what the units of a sub-tree add up to for one indicator at one month end."""

    org_id: int
    measure_id: int
    month: int
    value: Decimal
    units: int
    place: int


def units_below(org: Organisation) -> QuerySet[Organisation]:
    """下级局: the bureaus right below, departments left out."""
    return children(org).filter(level__in=BUREAUS, face=Face.ADMIN)


def tree_of(org: Organisation) -> QuerySet[Organisation]:
    """行政组织树: ``org`` and the administrative organisations below it."""
    return Organisation.objects.filter(path__startswith=org.path, face=Face.ADMIN)


def unit_figures(one: Definition, org: Organisation, period: Period, as_of: date) -> list[UnitFigure]:
    """One indicator over the bureaus below, best first; those without a value have no place and stand last."""
    found = [(unit, FigureReader(unit, period, as_of, [one]).figure(one)) for unit in units_below(org)]
    places = ranks({unit.pk: figure.value for unit, figure in found}, lower_is_better=one.version.lower_is_better)
    rows = [UnitFigure(unit, figure, places.get(unit.pk)) for unit, figure in found]
    return sorted(rows, key=lambda row: (row.place is None, row.place or 0))


def rolled_up(org: Organisation, year: Period, found: Sequence[Definition]) -> list[UnitTotal]:
    """逐级汇总 of a sub-tree with places among siblings. Distinct counts and ratios are left out, since they do not add up."""
    additive = [d.measure.pk for d in found if d.kind in ADDITIVE]
    down = [d.measure.pk for d in found if d.version.lower_is_better]
    tree = tree_frame(tree_of(org).values_list("pk", "path"))
    totals = ranked(totals_frame(org, year, additive, tree), tree, down).select("org", "measure", "month", "value", "units", "place")
    return [
        UnitTotal(o, m, month, Decimal(value).scaleb(-STORED_PLACES), units, place) for o, m, month, value, units, place in totals.rows()
    ]


def totals_frame(org: Organisation, year: Period, measure_ids: Sequence[int], tree: pl.DataFrame) -> pl.DataFrame:
    """Month-end values kept of the lowest units of a sub-tree, added along the tree; one query, whatever its size.

    Only units without units below give values, so that nothing is counted twice.
    """
    ends = month_ends(year, year.last_day)
    month = Case(*(When(as_of=day, then=Value(day.month)) for day in ends), output_field=IntegerField())
    rows = (
        Observation.objects.filter(
            org_id__in=tree_of(org).order_by().values("pk"),
            measure_id__in=measure_ids,
            period_kind=year.kind.value,
            period_start=year.start,
            superseded_at__isnull=True,
            as_of__in=ends,
        )
        .order_by()
        .annotate(month=month, scaled=ExpressionWrapper(F("value"), output_field=BigIntegerField()))
        .values_list("org_id", "measure_id", "month", "scaled")
    )
    lowest = tree.join(tree.select("parent").drop_nulls().unique(), left_on="org", right_on="parent", how="anti").select("org")
    return roll_up(fact_frame(rows.iterator(chunk_size=FETCHED)).join(lowest, on="org", how="semi"), tree)
