"""组织生活指标: sessions and theme days held; a joint one counts once in all and once for each that took part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tongpin.domains.orglife.enums import THEME_DAY, MeetingKind
from tongpin.domains.orglife.selectors.happenings import held_for
from tongpin.engines.ledgers.selectors import counted
from tongpin.kernel.extensions import Computed, MeasureKind, MeasureScope, MeasureSource


def held(kind: str) -> Callable[[MeasureScope], Computed]:
    """开展次数 of a kind: those that took place in the window and not after the day up to which rows are known."""

    def compute(scope: MeasureScope) -> Computed:
        ledger = held_for(scope.org_ids, kind)
        rows = ledger.filter(day__gte=scope.window.start, day__lt=scope.stop).order_by("day", "pk")
        return counted(rows, ledger=ledger, day="day", scope=scope)

    return compute


def _source(code: str, title: str, kind: str, record: str, formula: str, order: int, *aliases: str) -> MeasureSource:
    return MeasureSource(
        code=code,
        title=title,
        unit="次",
        kind=MeasureKind.FLOW,
        record_kinds=("activity", record),
        formula=formula,
        compute=held(kind),
        reference=lambda row: row.reference(),
        contribution=None,
        row_date=_day,
        aliases=aliases,
        order=order,
    )


def _day(row: Any) -> Any:
    return row.day


MEASURES = [
    _source(
        "orglife.centre_group_sessions",
        "中心组学习次数",
        MeetingKind.CENTRE_GROUP,
        "meeting",
        "已召开的党组（党委）理论学习中心组学习次数；计划中的、已取消的不计。",
        400,
        "中心组学习",
    ),
    _source(
        "orglife.group_studies",
        "党小组学习次数",
        MeetingKind.GROUP_STUDY,
        "meeting",
        "已开展的党小组学习次数；计划中的、已取消的不计。各党小组分别计数，上级按实际开展的次数合计。",
        410,
        "党小组学习",
    ),
    _source(
        "orglife.theme_days",
        "主题党日次数",
        THEME_DAY,
        "theme_day",
        "已开展的主题党日次数；计划中的、已取消的不计。各党组织分别计数，上级按实际开展的次数合计，同一次只计一次。",
        420,
        "主题党日",
    ),
]
