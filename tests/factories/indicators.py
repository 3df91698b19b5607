"""指标: a toy ledger (posts, whose title is an amount) counted by toy indicators, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.db.models import Q, QuerySet

from tests.factories.accounts import make_operator
from tongpin.engines.indicators.models import Measure, Target
from tongpin.engines.indicators.services import Wording, create_measure, issue_target, records_changed, sync_measures
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person, Post
from tongpin.kernel import extensions
from tongpin.kernel.extensions import Computed, MeasureKind, MeasureScope, MeasureSource, ReportedMeasure
from tongpin.kernel.periods import Period
from tongpin.kernel.reference import Reference

KIND = "post"
_numbers = count(1)


def _begun(scope: MeasureScope) -> QuerySet[Post]:
    rows = Post.objects.filter(org_id__in=scope.org_ids, starts_on__gte=scope.window.start, starts_on__lt=scope.stop)
    return rows.select_related("person").order_by("starts_on", "pk")


def _deals(scope: MeasureScope) -> Computed:
    rows = _begun(scope)
    return Computed(sum((Decimal(row.title) for row in rows), Decimal(0)), rows)


def _registered(scope: MeasureScope) -> Computed:
    rows = _begun(scope)
    return Computed(Decimal(rows.count()), rows)


def _stock(scope: MeasureScope) -> Computed:
    rows = Post.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=scope.as_of), org_id__in=scope.org_ids, starts_on__lte=scope.as_of)
    return Computed(Decimal(rows.count()), rows.select_related("person").order_by("pk"))


def _people(scope: MeasureScope) -> Computed:
    rows = _begun(scope)
    return Computed(Decimal(rows.values("person").distinct().count()), rows)


def _average(scope: MeasureScope) -> Computed:
    rows = _begun(scope)
    if not rows:
        return Computed(None, rows, "没有合同，不能求平均")
    return Computed(sum((Decimal(row.title) for row in rows), Decimal(0)) / len(rows), rows)


def _reference(row: Post) -> Reference:
    return Reference(KIND, row.pk, f"合同{row.title}", f"HT{row.pk}")


def _source(code: str, title: str, unit: str, kind: MeasureKind, compute: Any, **values: Any) -> MeasureSource:
    return MeasureSource(
        code=code,
        title=title,
        unit=unit,
        kind=kind,
        record_kinds=(KIND,),
        formula=f"{title}按台账计算",
        compute=compute,
        reference=_reference,
        **{"row_date": lambda row: row.starts_on, **values},
    )


DEALS = _source(
    "toy.deals",
    "技术合同成交额",
    "元",
    MeasureKind.FLOW,
    _deals,
    contribution=lambda row: Decimal(row.title),
    shown_unit="亿元",
    places=2,
    growth_places=0,
    aliases=("合同成交额",),
    order=10,
)
STOCK = _source("toy.stock", "高新技术企业总量", "家", MeasureKind.STOCK, _stock, growth_places=0, aliases=("高企总量",), order=20)
REGISTERED = _source("toy.registered", "科技型中小企业入库", "家", MeasureKind.YEARLY, _registered, order=30)
PEOPLE = _source("toy.people", "对接专家", "人", MeasureKind.DISTINCT, _people, order=40)
AVERAGE = _source("toy.average", "合同平均额", "元", MeasureKind.RATIO, _average, growth_places=1, order=50)
SUMMED = _source("toy.summed", "各单位专家人次", "人", MeasureKind.DISTINCT, _people, aggregation="sum", order=60)
OWN = _source("toy.own", "本级合同", "份", MeasureKind.YEARLY, _registered, aggregation="none", order=70)
TOYS = (DEALS, STOCK, REGISTERED, PEOPLE, AVERAGE, SUMMED, OWN)


@contextmanager
def toy_measures(*sources: MeasureSource | ReportedMeasure, today: date = date(2023, 12, 31)) -> Iterator[None]:
    """Only these indicators exist while it lasts (all toys where none is named)."""
    kept = dict(extensions._installed)
    for module, points in kept.items():
        extensions.install(module, [point for point in points if not isinstance(point, MeasureSource | ReportedMeasure)])
    extensions.install("toys", sources or TOYS)
    try:
        sync_measures(by=make_operator(), today=today)
        yield
    finally:
        extensions._installed.clear()
        extensions._installed.update(kept)


def enter(org: Organisation, on: date, amount: str = "1", *, person: Person | None = None, until: date | None = None) -> Post:
    """One row of the toy ledger, entered as a subject's service would: the indicators are told."""
    person = person or Person.objects.create(org=org, name=f"甲{next(_numbers)}")
    row = Post.objects.create(person=person, org=org, title=amount, starts_on=on, ends_on=until)
    records_changed(org.pk, {KIND})
    return row


def strike(row: Post) -> None:
    """The row is withdrawn."""
    org_id = row.org_id
    row.delete()
    records_changed(org_id, {KIND})


def set_target(org: Organisation, code: str, value: str | int, *, by: User, year: int = 2023, period: Period | None = None) -> Target:
    """A target of the year, or of ``period``."""
    measure = Measure.objects.get(code=code)
    return issue_target(
        org=org, measure=measure, period=period or Period.year(year), value=Decimal(value), document="宁委办字〔2023〕6号", by=by
    )


def reported_measure(code: str = "rd.spending", title: str = "研发投入", *, by: User, **values: Any) -> Measure:
    """An indicator that no ledger gives."""
    wording = Wording(
        **{
            "title": title,
            "unit": "元",
            "shown_unit": "万元",
            "kind": MeasureKind.FLOW.value,
            "formula": "统计部门提供",
            "aggregation": "sum",
            "report_every": "year",
            **values,
        }
    )
    return create_measure(code=code, wording=wording, valid_from=date(2023, 1, 1), basis="测试", by=by, today=date(2023, 1, 1))
