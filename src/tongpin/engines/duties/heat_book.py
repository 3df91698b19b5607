"""热力表工作簿: the table as it stands on the page, and behind it every finding with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tongpin.engines.documents.workbook import Cell, Sheet, SheetColumn, workbook_bytes
from tongpin.engines.duties.selectors.heat import Heat
from tongpin.engines.duties.selectors.lines import Line

DETAIL = (
    SheetColumn("单位", width=22),
    SheetColumn("规则编号", "code", width=12),
    SheetColumn("应尽事项", width=34),
    SheetColumn("对象", width=24),
    SheetColumn("期间", width=16),
    SheetColumn("状态", width=10),
    SheetColumn("期限", "date"),
    SheetColumn("理由", width=48),
    SheetColumn("依据", width=40),
)


def heat_workbook(heat: Heat, *, title: str, note: str) -> bytes:
    """Two sheets: 总表 and 明细, with the same filter."""
    columns = [SheetColumn("单位", width=24), SheetColumn("逾期或不符合（项）", "integer")]
    columns += [SheetColumn(f"{code} {words}", width=18) for code, words in heat.codes]
    rows: list[Sequence[Cell]] = [
        [row.org.shown_name, row.overdue, *(cell.words if cell else "不检查" for cell in row.cells)] for row in heat.rows
    ]
    lines = [(row.org.shown_name, line) for row in heat.rows for cell in row.cells if cell for line in cell.lines]
    return workbook_bytes(
        [
            Sheet(name="总表", columns=columns, rows=rows, title=title, note=note),
            Sheet(name="明细", columns=DETAIL, rows=_details(lines), title=f"{title}明细", note=note),
        ]
    )


def _details(lines: Iterable[tuple[str, Line]]) -> list[Sequence[Cell]]:
    return [
        [org, one.code, one.rule.title, one.subject_title, one.window_title, one.word, one.due, one.reason, one.citation]
        for org, one in lines
    ]
