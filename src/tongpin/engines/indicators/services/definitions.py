"""指标口径服务: definitions come from the subjects' sources; a bureau revises them by a new version, never by editing an old one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from tongpin.engines.indicators.calculations.printing import MONEY
from tongpin.engines.indicators.calculations.shares import check_curve
from tongpin.engines.indicators.enums import Aggregation, Direction, Kind, Origin, Span
from tongpin.engines.indicators.models import Measure, MeasureVersion
from tongpin.engines.rules.evaluate import evaluate
from tongpin.engines.rules.rule import Outcome
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.services import record
from tongpin.foundation.orgs.records import changed_fields, snapshot
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import MeasureKind, MeasureSource, ReportedMeasure, gathered
from tongpin.kernel.money import MoneyUnit
from tongpin.kernel.reference import Reference

FIRST_DAY = date(2000, 1, 1)
SYSTEM_BASIS = "系统内置口径"
UPGRADE_BASIS = "系统升级"
BURDEN_RULE = "indicators.burden"
CODED = ("unit", "kind", "aggregation", "formula")
FIELDS = (
    "title",
    "aliases",
    "unit",
    "shown_unit",
    "places",
    "growth_places",
    "kind",
    "qualifier",
    "direction",
    "seasonality",
    "aggregation",
    "formula",
    "report_every",
)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """口径内容: what one version says."""

    title: str
    unit: str
    kind: Kind
    formula: str
    shown_unit: str = ""
    places: int = 0
    growth_places: int = 2
    qualifier: str = ""
    direction: Direction = Direction.UP
    seasonality: Sequence[int] = ()
    aggregation: Aggregation = Aggregation.RECOMPUTE
    aliases: Sequence[str] = field(default=())
    report_every: Span | str = ""

    def fields(self) -> dict[str, Any]:
        """The values of a version's columns."""
        found = {name: getattr(self, name) for name in FIELDS}
        return {**found, "shown_unit": self.shown_unit or self.unit, "seasonality": list(self.seasonality), "aliases": list(self.aliases)}


@dataclass(frozen=True)
class Offered:
    """系统提供的指标: what a subject contributes, counted or reported."""

    code: str
    order: int
    origin: Origin
    wording: Wording


@transaction.atomic
def sync_measures(*, by: User | None, today: date) -> list[str]:
    """登记系统内置指标: makes what is new and follows a changed source with a new version; running again changes nothing.

    What a bureau has revised stays revised; only what the program itself decides (unit, kind, aggregation, formula) follows the source.
    Gives the codes of the indicators that changed.
    """
    known = {m.code: m for m in Measure.objects.all()}
    latest = {v.measure_id: v for v in MeasureVersion.objects.order_by("number")}
    changed: list[str] = []
    for offer in offered():
        measure = known.get(offer.code)
        if measure is None:
            measure = Measure.objects.create(code=offer.code, origin=offer.origin, position=offer.order)
            _add_version(measure, offer.wording, valid_from=FIRST_DAY, basis=SYSTEM_BASIS, by=None)
            changed.append(offer.code)
        elif _follow(measure, latest[measure.pk], offer, today):
            changed.append(offer.code)
    if changed:
        record("measure.synced", by=by, detail={"指标": changed})
    return changed


def offered() -> list[Offered]:
    """All indicators that the subjects contribute."""
    counted = [Offered(s.code, s.order, Origin.COMPUTED, wording_of(s)) for s in gathered(MeasureSource)]
    return counted + [Offered(m.code, m.order, Origin.REPORTED, reported_wording(m)) for m in gathered(ReportedMeasure)]


def wording_of(source: MeasureSource) -> Wording:
    """The definition with which a counted indicator starts life."""
    return Wording(
        title=source.title,
        unit=source.unit,
        kind=Kind(source.kind.value),
        formula=source.formula,
        shown_unit=source.shown_unit or source.unit,
        places=source.places,
        growth_places=source.growth_places,
        qualifier=source.qualifier,
        direction=Direction(source.direction),
        seasonality=source.seasonality,
        aggregation=Aggregation(source.aggregation),
        aliases=source.aliases,
    )


def reported_wording(measure: ReportedMeasure) -> Wording:
    """The definition with which a reported indicator starts life; what accumulates is added up from the units below."""
    adds_up = measure.kind in (MeasureKind.FLOW, MeasureKind.YEARLY, MeasureKind.STOCK)
    return Wording(
        title=measure.title,
        unit=measure.unit,
        kind=Kind(measure.kind.value),
        formula=measure.formula,
        growth_places=measure.growth_places,
        aggregation=Aggregation.SUM if adds_up else Aggregation.NONE,
        aliases=measure.aliases,
    )


def wording_in(version: MeasureVersion) -> Wording:
    """The definition that a version holds."""
    return Wording(**{name: getattr(version, name) for name in FIELDS})


@transaction.atomic
def create_measure(*, code: str, wording: Wording, valid_from: date, basis: str, by: User, today: date) -> Measure:
    """新增指标, reported by hand."""
    _check(wording, today)
    last = Measure.objects.aggregate(last=Max("position"))["last"] or 0
    measure = Measure(code=code.strip(), origin=Origin.REPORTED, position=last + 10)
    _clean(measure)
    measure.save(force_insert=True)
    version = _add_version(measure, wording, valid_from=valid_from, basis=_basis(basis), by=by)
    record("measure.created", by=by, subject=_reference(version), after=snapshot(version, FIELDS))
    return measure


@transaction.atomic
def revise_measure(*, measure: Measure, seen: int, wording: Wording, valid_from: date, basis: str, by: User, today: date) -> MeasureVersion:
    """修订口径: a new version from a day on; ``seen`` is the number of the version on which the revision was based."""
    last = MeasureVersion.objects.select_for_update().filter(measure=measure).order_by("-number").first()
    if last is None or last.number != seen:
        raise Refused("该指标的口径刚被他人修订，本次没有保存。请刷新后再改。")
    if measure.is_computed:
        wording = replace(wording, **{name: getattr(wording_in(last), name) for name in CODED})
    _check(wording, today)
    newest = MeasureVersion.objects.filter(measure=measure).aggregate(last=Max("valid_from"))["last"]
    if newest != FIRST_DAY and valid_from < newest:
        raise Refused(f"启用日期不能早于现行口径的启用日期{newest}。", field="valid_from")
    before = snapshot(last, FIELDS)
    version = _add_version(measure, wording, valid_from=valid_from, basis=_basis(basis), by=by)
    old, new = changed_fields(before, version, FIELDS)
    if not new:
        raise Refused("口径没有任何变化，不需要修订。")
    record("measure.revised", by=by, subject=_reference(version), before=old, after={**new, "valid_from": str(valid_from), "basis": basis})
    return version


def _follow(measure: Measure, last: MeasureVersion, offer: Offered, today: date) -> bool:
    """A new version where the subject says something else than the latest one."""
    wanted, held = offer.wording, wording_in(last)
    if last.created_by_id is not None:
        wanted = replace(held, **{name: getattr(wanted, name) for name in CODED}) if offer.origin == Origin.COMPUTED else held
    if (measure.origin, measure.position) != (offer.origin, offer.order):
        Measure.objects.filter(pk=measure.pk).update(origin=offer.origin, position=offer.order)
    if wanted.fields() == held.fields():
        return False
    _add_version(measure, wanted, valid_from=max(today, last.valid_from), basis=UPGRADE_BASIS, by=None)
    return True


def _add_version(measure: Measure, wording: Wording, *, valid_from: date, basis: str, by: User | None) -> MeasureVersion:
    number = (MeasureVersion.objects.filter(measure=measure).aggregate(last=Max("number"))["last"] or 0) + 1
    version = MeasureVersion(measure=measure, number=number, valid_from=valid_from, basis=basis, created_by=by, **wording.fields())
    _clean(version)
    version.save(force_insert=True)
    return version


def _check(wording: Wording, today: date) -> None:
    check_curve(wording.seasonality)
    if wording.unit in MONEY and wording.unit != MoneyUnit.YUAN:
        raise Refused("金额指标的计量单位一律为元，万元、亿元请填在显示单位。", field="unit")
    answer = evaluate(
        BURDEN_RULE,
        {"definition": f"{wording.title} {wording.formula}", "gives_score": True, "is_special_scene": False},
        today,
    )
    if answer.outcome is Outcome.NOT_MET:
        source = answer.rule.sources[0]
        raise Refused(f"按《{source.document}》（{source.number}）减负要求：{answer.reason}", field="title")


def _clean(row: Measure | MeasureVersion) -> None:
    try:
        row.full_clean(exclude=["measure", "created_by"], validate_unique=isinstance(row, Measure))
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise Refused(str(messages[0]), field=name) from None


def _basis(text: str) -> str:
    if not text.strip():
        raise Refused("请填写依据，如文件名称和文号。", field="basis")
    return text.strip()


def _reference(version: MeasureVersion) -> Reference:
    return Reference("measure", version.measure_id, version.title, version.measure.code)
