"""指标口径查询: which definition is in force, and which rows it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from tongpin.engines.indicators.models import Measure, MeasureVersion
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import MeasureKind, MeasureSource, gathered


@dataclass(frozen=True, slots=True)
class Definition:
    """口径: an indicator, its definition in force on a day and, where it is counted, the rows it is counted from."""

    measure: Measure
    version: MeasureVersion
    source: MeasureSource | None

    @property
    def code(self) -> str:
        return self.measure.code

    @property
    def kind(self) -> MeasureKind:
        return self.version.measure_kind


def sources() -> dict[str, MeasureSource]:
    """指标来源 by code."""
    return {source.code: source for source in gathered(MeasureSource)}


def definitions(on: date, codes: Iterable[str] | None = None) -> list[Definition]:
    """All indicators in use on a day with the definition then in force, in their order; two queries."""
    found = Measure.objects.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=on))
    if codes is not None:
        found = found.filter(code__in=list(codes))
    known = sources()
    return [
        Definition(measure, _in_force(list(measure.versions.all()), on), known.get(measure.code))
        for measure in found.prefetch_related(Prefetch("versions", MeasureVersion.objects.order_by("valid_from", "number")))
        if measure.versions.all()
    ]


def definition(code: str, on: date) -> Definition:
    """One indicator with its definition in force on a day; Refused where there is no such indicator."""
    found = definitions(on, [code])
    if not found:
        raise Refused(f"没有代码为“{code}”的指标，请在指标清单中核对代码。")
    return found[0]


def definition_of(measure: Measure, on: date) -> Definition:
    """The definition of one indicator in force on a day, in use or retired."""
    return Definition(measure, _in_force(list(versions_of(measure).reverse()), on), sources().get(measure.code))


def latest_definition(code: str) -> Definition | None:
    """The newest definition of an indicator, on which a revision is based; None where there is no such indicator."""
    version = MeasureVersion.objects.filter(measure__code=code).select_related("measure").order_by("-number").first()
    return Definition(version.measure, version, sources().get(code)) if version else None


def versions_of(measure: Measure) -> QuerySet[MeasureVersion]:
    """口径沿革, newest first."""
    return MeasureVersion.objects.filter(measure=measure).select_related("created_by").order_by("-valid_from", "-number")


def measures() -> QuerySet[Measure]:
    """All indicators ever, in their order."""
    return Measure.objects.all()


def names(on: date) -> dict[str, Definition]:
    """指标名称和别名 → indicator, as targets name them."""
    return {name: found for found in definitions(on) for name in reversed(found.version.names)}


def measure_code(text: str) -> str:
    """The code of the indicator that people call ``text`` (its code, name or alias); "" where there is none."""
    wanted = text.strip()
    if Measure.objects.filter(code=wanted).exists():
        return wanted
    rows = MeasureVersion.objects.select_related("measure").order_by("measure__position", "-valid_from", "-number")
    return next((row.measure.code for row in rows if wanted in row.names), "")


def _in_force(versions: Sequence[MeasureVersion], on: date) -> MeasureVersion:
    """The latest version that had begun; before the first, the first."""
    begun = [v for v in versions if v.valid_from <= on]
    return begun[-1] if begun else versions[0]
