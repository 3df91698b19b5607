"""攻坚推进表格: the chain of responsibility as a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from tongpin.domains.work.selectors.tracing import Trace
from tongpin.engines.documents.workbook import Cell, Sheet, SheetColumn, workbook_bytes

HOLDINGS = (
    SheetColumn("起", "date"),
    SheetColumn("止", "date"),
    SheetColumn("责任领导"),
    SheetColumn("责任科室", width=24),
    SheetColumn("责任人"),
)
LINKS = (
    SheetColumn("时间", "code", width=18),
    SheetColumn("事项", width=18),
    SheetColumn("经办", width=24),
    SheetColumn("内容", width=80),
)


def trace_workbook(trace: Trace, *, title: str, note: str) -> bytes:
    """Two sheets: who held it when, and what happened."""
    holdings: list[Sequence[Cell]] = [[h.since, h.until, h.leader, h.department, h.person] for h in trace.holdings]
    links: list[Sequence[Cell]] = [[one.when, one.kind, one.who, one.what] for one in trace.links]
    return workbook_bytes(
        [
            Sheet(name="责任期间", columns=HOLDINGS, rows=holdings, title=title, note=note, footer=()),
            Sheet(name="经过", columns=LINKS, rows=links, title=f"{title}经过", note=note, footer=()),
        ]
    )
