"""品牌与公开指标: honours won, brands in use."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Value, When

from tongpin.domains.publicity.enums import HonourLevel, HonourStatus
from tongpin.domains.publicity.selectors import brands, brands_on, honours
from tongpin.engines.ledgers.selectors import counted
from tongpin.kernel.extensions import Computed, MeasureKind, MeasureScope, MeasureSource
from tongpin.kernel.periods import PeriodKind

HIGHEST_FIRST = (HonourLevel.NATIONAL, HonourLevel.PROVINCE, HonourLevel.CITY, HonourLevel.COUNTY)


def honours_won(scope: MeasureScope) -> Computed:
    """获得荣誉数: honours of the year that were not revoked; a ledger by year cannot tell months."""
    ledger = honours().filter(org_id__in=scope.org_ids)
    rank = Case(*(When(level=level, then=Value(place)) for place, level in enumerate(HIGHEST_FIRST)), output_field=IntegerField())
    rows = ledger.filter(year=scope.window.start.year, status=HonourStatus.HELD).order_by(rank, "pk")
    if scope.window.kind is not PeriodKind.YEAR:
        return Computed(None, rows.none(), "荣誉按年度登记，只有全年数")
    if scope.stop <= scope.window.start:
        return Computed(None, rows.none(), "该年度还没有开始")
    return counted(rows, ledger=ledger, day="year", scope=scope)


def brands_stock(scope: MeasureScope) -> Computed:
    """党建品牌数: brands of branches that were in use on the as-of day."""
    ledger = brands().filter(org_id__in=scope.org_ids)
    rows = brands_on(scope.as_of, scope.org_ids).order_by("org__path", "started_on", "pk")
    return counted(rows, ledger=ledger, day="started_on", scope=scope)


MEASURES = [
    MeasureSource(
        code="honours.won",
        title="获得荣誉数",
        unit="项",
        kind=MeasureKind.YEARLY,
        record_kinds=("honour",),
        formula="该年度获得的各级荣誉数，按年度登记，各级合计；其他年度的、已撤销的不计。",
        compute=honours_won,
        reference=lambda row: row.reference(),
        aliases=("获得荣誉", "荣誉数", "荣誉"),
        order=160,
    ),
    MeasureSource(
        code="brands.stock",
        title="党建品牌数",
        unit="个",
        kind=MeasureKind.STOCK,
        record_kinds=("brand",),
        formula="截至日在用的党支部、党总支党建品牌个数，已停用的不计。",
        compute=brands_stock,
        reference=lambda row: row.reference(),
        row_date=lambda row: row.started_on,
        aliases=("支部品牌数", "特色品牌数", "品牌数"),
        order=230,
    ),
]
