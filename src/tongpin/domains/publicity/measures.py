"""品牌与公开指标: honours won."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Value, When

from tongpin.domains.publicity.enums import HonourLevel, HonourStatus
from tongpin.domains.publicity.selectors import honours
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
]
