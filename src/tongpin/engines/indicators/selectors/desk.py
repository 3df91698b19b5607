"""工作台取数: tiles with lights, how fresh the numbers are, and what has to be done about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max
from django.urls import reverse

from tongpin.engines.indicators.calculations.lights import Light
from tongpin.engines.indicators.enums import Kind, Origin
from tongpin.engines.indicators.models import LightNote, Observation, Recount, StaleMark, Target
from tongpin.engines.indicators.permissions import IndicatorPermission
from tongpin.engines.indicators.selectors.definitions import Definition, definitions
from tongpin.engines.indicators.selectors.figures import Figure, figures
from tongpin.foundation.ui.components import StatTile
from tongpin.foundation.ui.formats import grouped
from tongpin.kernel.clock import today
from tongpin.kernel.extensions import Todo
from tongpin.kernel.periods import Period, PeriodKind

MOST_TILES = 12
MOST_FRESH = 8
DUE_DAYS = 10


@dataclass(frozen=True)
class Freshness:
    """数据时效: when an indicator was last counted or reported, up to which day, and whether rows changed since."""

    definition: Definition
    counted_at: datetime | None
    as_of: date | None
    is_stale: bool


def tile(figure: Figure) -> StatTile:
    """指标牌 of a figure; its number opens the trace."""
    version = figure.version
    facts = [("上年同期", figure.printed_previous)]
    if figure.growth_pct is not None or figure.points is not None:
        facts.append(("增幅", figure.printed_growth))
    return StatTile(
        figure.title,
        f"{'预计' if figure.is_forecast else ''}{grouped(figure.shown)}" if figure.value is not None else "",
        version.shown_unit,
        url=reverse("indicators:trace", args=[figure.code]),
        target="" if figure.target is None else figure.printed_target,
        completion=figure.completion_pct,
        light="" if figure.light is Light.NONE else figure.light.value,
        light_word=figure.light_word,
        reason=figure.reason if figure.value is None else "" if figure.light is Light.NONE else figure.light_reason,
        facts=tuple(facts),
    )


def by_urgency(found: list[Figure]) -> list[Figure]:
    """Red first, then those with a light, then the rest; in their own order within."""
    return sorted(found, key=lambda figure: figure.light.urgency)


def page_figures(request: Any) -> list[Figure]:
    """全部指标 of the page's organisation, period and date; read once for all parts of a page."""
    kept: list[Figure] | None = request.__dict__.get("_figures")
    if kept is None:
        scope = request.scope
        kept = request.__dict__["_figures"] = figures(scope.org, scope.period, scope.as_of)
    return kept


def lights_card(request: Any) -> Mapping[str, Any] | None:
    """指标与红黄灯 for the desk."""
    scope = request.scope
    if scope.org.pk is None or not request.may(IndicatorPermission.VIEW, scope.org):
        return None
    found = by_urgency(page_figures(request))
    if not found:
        return None
    counts = [(light, sum(figure.light is light for figure in found)) for light in (Light.RED, Light.YELLOW, Light.GREEN)]
    return {
        "tiles": [tile(figure) for figure in found[:MOST_TILES]],
        "counts": [(light.value, light.word, number) for light, number in counts if number],
        "more": max(0, len(found) - MOST_TILES),
        "period": scope.period,
        "as_of": scope.as_of,
    }


def freshness_card(request: Any) -> Mapping[str, Any] | None:
    """数据时效 for the desk."""
    scope = request.scope
    if scope.org.pk is None or not request.may(IndicatorPermission.VIEW, scope.org):
        return None
    rows = freshness(scope.org, today())
    shown = rows[:MOST_FRESH]
    return {"rows": shown, "more": len(rows) - len(shown), "stale": sum(row.is_stale for row in rows)} if rows else None


def freshness(org: Any, on: date) -> list[Freshness]:
    """数据时效 of all indicators of an organisation; those waiting to be counted again first, then the oldest."""
    counted = dict(Recount.objects.filter(org=org).values_list("measure_id", "counted_at"))
    latest = {
        measure_id: (as_of, at)
        for measure_id, as_of, at in Observation.objects.filter(org=org, superseded_at__isnull=True)
        .values_list("measure_id")
        .annotate(Max("checked_as_of"), Max("recorded_at"))
    }
    stale = dict(StaleMark.objects.filter(org=org).values_list("measure_id").annotate(Count("pk")))
    rows = []
    for one in definitions(on):
        as_of, at = latest.get(one.measure.pk, (None, None))
        rows.append(Freshness(one, counted.get(one.measure.pk) or at, as_of, one.measure.pk in stale))
    return sorted(rows, key=lambda row: (not row.is_stale, row.as_of or date.min))


def todo(request: Any) -> list[Todo]:
    """待办: red lights without an explanation, and reported values that are due."""
    scope = request.scope
    if scope.org.pk is None or not request.may(IndicatorPermission.REPORT, scope.org):
        return []
    return [*_unexplained(request), *_due_reports(scope, today())]


def _unexplained(request: Any) -> list[Todo]:
    scope = request.scope
    codes = set(
        Target.objects.filter(org=scope.org, period_start__year=scope.period.start.year, superseded_at__isnull=True)
        .values_list("measure__code", flat=True)
        .distinct()
    )
    if not codes:
        return []
    month = closed_month(scope.period, scope.as_of)
    explained = set(LightNote.objects.filter(org=scope.org, month=month.start).values_list("measure_id", flat=True))
    return [
        Todo(
            title=f"说明“{figure.title}”亮红灯的原因和整改措施",
            url=_at(scope, reverse("indicators:explain", args=[figure.code])),
            kind="红灯说明",
            reason=figure.light_reason,
        )
        for figure in page_figures(request)
        if figure.code in codes and figure.light is Light.RED and figure.measure.pk not in explained
    ]


def _due_reports(scope: Any, day: date) -> list[Todo]:
    """Reported indicators whose last period is over without a value for its end."""
    waiting = [one for one in definitions(day) if one.measure.origin == Origin.REPORTED and one.version.report_every]
    if not waiting:
        return []
    reported: dict[int, date] = dict(
        Observation.objects.filter(org=scope.org, origin=Origin.REPORTED, superseded_at__isnull=True, value__isnull=False)
        .values_list("measure_id")
        .annotate(Max("as_of"))
    )
    found = []
    for one in waiting:
        over = Period.containing(day, PeriodKind(one.version.report_every)).shifted(-1)
        last = reported.get(one.measure.pk)
        if over.last_day >= one.version.valid_from and (last is None or last < over.last_day):
            found.append(
                Todo(
                    title=f"填报“{one.version.title}”{over.title}数",
                    url=_at(scope, reverse("indicators:report", args=[one.code])),
                    kind="指标填报",
                    due_on=over.last_day + timedelta(days=DUE_DAYS),
                )
            )
    return found


def closed_month(period: Period, as_of: date) -> Period:
    """The last month of the period that is over on ``as_of`` (the month under way where none is)."""
    day = min(as_of, period.last_day)
    month = Period.containing(day, PeriodKind.MONTH)
    return month if day == month.last_day or month.start == period.start else month.shifted(-1)


def default_year(org_id: int, on: date) -> int | None:
    """默认年度: the latest year, not after this one, with targets, its own or those of units below.

    Without any, the latest year with rows dated in it; None without either.

    A few rows of a new year do not turn the pages over before its targets are issued. A stock is left out: what was there in one
    year is still there in the next.
    """
    targets = Target.objects.filter(superseded_at__isnull=True, period_start__lte=on)
    with_target, below = targets.filter(org_id=org_id), targets.filter(org__path__contains=f"/{org_id}/")
    with_rows = Observation.objects.filter(org_id=org_id, superseded_at__isnull=True, period_start__lte=on, row_count__gt=0)
    for rows in (with_target, below, with_rows.exclude(definition__kind=Kind.STOCK)):
        start = rows.aggregate(last=Max("period_start"))["last"]
        if start:
            return int(start.year)
    return None


def _at(scope: Any, url: str) -> str:
    query = "&".join(f"{key}={value}" for key, value in scope.query.items())
    return f"{url}?{query}" if query else url
