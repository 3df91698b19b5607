"""研判结果查询: standings of a day, the ladder in figures, firms that lack one condition, certificates that run out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields import BooleanField

from tongpin.domains.coaching.enums import Programme, Result, Rung, Verdict
from tongpin.domains.coaching.models import AnnualReport, Application, Standing
from tongpin.domains.enterprises.selectors import certificates, valid_on
from tongpin.engines.rules.evaluate import evaluate

BELOW_HNTE = (Rung.NONE, Rung.SEEDLING, Rung.SME)
BELOW_SME = (Rung.NONE, Rung.SEEDLING)
VALIDITY = "science.hnte.validity"


def standings() -> QuerySet[Standing]:
    """研判结果."""
    return Standing.objects.select_related("org", "firm")


def standings_on(day: date) -> QuerySet[Standing]:
    """研判结果 of the latest day judged by ``day``, for each organisation its own."""
    latest = Standing.objects.filter(org=OuterRef("org"), as_of__lte=day).order_by().values("org").annotate(last=Max("as_of"))
    return standings().filter(as_of=Subquery(latest.values("last")))


def one_gap(programme: str) -> Q:
    """只差一项: the title is not held, one condition is not met and no fact is missing; what a person judges is left aside."""
    below = BELOW_HNTE if programme == Programme.HNTE else BELOW_SME
    return Q(**{f"{programme}_gaps": 1, f"{programme}_missing": 0}, rung__in=below)


@dataclass(frozen=True, slots=True)
class Step:
    """梯度一级: how many firms stand there, and how near they are to the next."""

    rung: Rung
    count: int
    ready: int | None
    one_gap: int | None
    lacking_facts: int | None
    aim: str = ""

    @property
    def title(self) -> str:
        return str(self.rung.label)


def funnel(rows: QuerySet[Standing]) -> list[Step]:
    """全县漏斗 over standings: one query."""
    tally: dict[str, Mapping[str, Any]] = {
        row["rung"]: row
        for row in rows.order_by()
        .values("rung")
        .annotate(
            count=Count("pk"),
            sme_ready=Count("pk", filter=Q(sme=Verdict.MET)),
            sme_one=Count("pk", filter=one_gap("sme")),
            sme_lacking=Count("pk", filter=Q(sme_missing__gt=0)),
            hnte_ready=Count("pk", filter=Q(hnte=Verdict.MET)),
            hnte_one=Count("pk", filter=one_gap("hnte")),
            hnte_lacking=Count("pk", filter=Q(hnte_missing__gt=0)),
        )
    }
    return [_step(rung, tally.get(rung.value, {})) for rung in Rung]


def _step(rung: Rung, row: Mapping[str, Any]) -> Step:
    aim = {Rung.NONE: "sme", Rung.SEEDLING: "sme", Rung.SME: "hnte"}.get(rung)
    if aim is None:
        return Step(rung, row.get("count", 0), None, None, None)
    ready, one, lacking = (row.get(f"{aim}_{part}", 0) for part in ("ready", "one", "lacking"))
    return Step(rung, row.get("count", 0), ready, one, lacking, aim)


def held_certificates(day: date) -> QuerySet[Any]:
    """有效证书 on a day: whether a new recognition is due and prepared, and whether the report of last year was filed."""
    open_again = Application.objects.filter(
        firm=OuterRef("enterprise"), programme=Programme.HNTE, stage_on__gt=OuterRef("issued_on"), stage_on__lte=day
    ).exclude(result__in=(Result.REFUSED, Result.WITHDRAWN))
    filed = AnnualReport.objects.filter(firm=OuterRef("enterprise"), year=day.year - 1, filed_on__lte=day)
    soon = Q(valid_to__lte=warning_end(day))
    return (
        certificates()
        .filter(valid_on(day))
        .annotate(is_prepared=Exists(open_again), is_reported=Exists(filed))
        .annotate(
            needs_renewal=Case(When(soon & Q(is_prepared=False), then=Value(True)), default=Value(False), output_field=BooleanField())
        )
        .annotate(
            owes_report=Case(
                When(issued_on__year__lt=day.year, is_reported=False, then=Value(True)), default=Value(False), output_field=BooleanField()
            )
        )
    )


def warning_end(day: date) -> date:
    """提前提醒到哪一天: certificates that end by then should be prepared for; the months are those of the rule in force."""
    known = evaluate(VALIDITY, {"certified_on": day}, day).known
    months = known.get("warning_months")
    ahead = int(months) if months is not None else 12
    year, month = day.year + (day.month - 1 + ahead) // 12, (day.month - 1 + ahead) % 12 + 1
    return date(min(year, 9999), month, min(day.day, 28))
