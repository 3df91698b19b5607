"""空白模板: an .xlsx per ledger with Chinese headers, dropdowns, text columns for codes, a sample row and 填写说明."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from tongpin.engines.dataio.cells.readers import expected_words, offered
from tongpin.engines.documents.workbook import Sheet, SheetColumn, workbook_bytes
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet

SPARE_ROWS = 500
_KINDS: dict[ColumnType, Any] = {
    ColumnType.MONEY: "money",
    ColumnType.DATE: "date",
    ColumnType.NUMBER: "number",
    ColumnType.INTEGER: "integer",
    ColumnType.CREDIT_CODE: "code",
    ColumnType.YEAR: "code",
}


def template(sheet: ImportSheet) -> bytes:
    """模板: first sheet to fill in, second sheet 填写说明."""
    columns = [SheetColumn("序号", "code", width=8), *(ledger_column(column) for column in sheet.columns)]
    sample = ["示例", *(_sample(column) for column in sheet.columns)]
    fill_in = Sheet(name=sheet.title, columns=columns, rows=[sample], footer=(), spare_rows=SPARE_ROWS)
    return workbook_bytes([fill_in, _explanation(sheet)])


def header(column: ImportColumn) -> str:
    """Title with the unit that amounts are assumed to be in."""
    return f"{column.title}（{column.unit.value}）" if column.type is ColumnType.MONEY else column.title


def ledger_column(column: ImportColumn) -> SheetColumn:
    """列 as template and export write it: header with unit, dropdown, text for codes."""
    kind = _KINDS.get(column.type, "code" if column.pattern else "text")
    choices = tuple(offered(column)) if column.type is ColumnType.CHOICE else ()
    return SheetColumn(header(column), kind, choices=choices, required=column.required)


def _sample(column: ImportColumn) -> Any:
    """The example in the type of its column; words where it is none."""
    example = column.example or (offered(column)[0] if column.type is ColumnType.CHOICE and column.choices else "")
    if not example:
        return None
    try:
        if column.type is ColumnType.DATE:
            return date.fromisoformat(example)
        if column.type in (ColumnType.MONEY, ColumnType.NUMBER, ColumnType.INTEGER):
            return Decimal(example)
    except (ValueError, InvalidOperation):
        return example
    return example


def _explanation(sheet: ImportSheet) -> Sheet:
    columns = [
        SheetColumn("列名", width=24),
        SheetColumn("是否必填", width=10),
        SheetColumn("怎样填写", width=60),
        SheetColumn("示例", width=26),
    ]
    rows = [
        [header(c), "必填" if c.required else "选填", "；".join(part for part in (expected_words(c), c.hint) if part), c.example or None]
        for c in sheet.columns
    ]
    titles = {column.name: column.title for column in sheet.columns}
    key = "、".join(titles[name] for name in sheet.key)
    notes = [
        ["怎样更新", "", f"以{key}为准：已有的记录按本表更新，没有的新增，本表没有的记录不受影响。", None],
        ["示例行", "", "序号列写有“示例”的行不会导入，可以保留。", None],
        ["合计行", "", "合计、审核人、填报人和注释等行会自动跳过。", None],
    ]
    return Sheet(name="填写说明", columns=columns, rows=[*rows, *notes], title=f"{sheet.title}填写说明", footer=())
