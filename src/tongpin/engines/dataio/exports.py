"""导出清单: what a list page shows as a workbook: same filter and order, title, unit, date, sums; headers that can be imported again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from tongpin.engines.documents.workbook import Sheet, SheetColumn, write_workbook
from tongpin.foundation.ui.formats import is_missing
from tongpin.kernel.money import MoneyUnit, from_yuan
from tongpin.kernel.periods import business_date

MOST_ROWS = 50_000
NAMES = 32
"""列宽 of the column that names the record."""
_KINDS: dict[str, Any] = {"money": "money", "number": "number", "date": "date", "code": "code"}
_ILLEGAL = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', "_"))


def export_file(page: Any, *, day: date) -> IO[bytes]:
    """The workbook in a temporary file, at its beginning; rows are streamed from the database into it."""
    target = TemporaryFile()  # noqa: SIM115 - the answer closes it when it has been sent
    write_workbook(target, [_sheet(page, day)])
    target.seek(0)
    return target


def file_name(page: Any) -> str:
    """报表名_单位_期间.xlsx."""
    scope = page.scope
    parts = [page.title, getattr(scope.org, "short_name", "") or scope.org.name, str(scope.period)] if scope is not None else [page.title]
    return "_".join(part.translate(_ILLEGAL) for part in parts if part) + ".xlsx"


def _sheet(page: Any, day: date) -> Sheet:
    columns = list(page.columns)
    footer = tuple(f"{words}：" for words in getattr(page.spec, "signers", ())) or ("填报人：", "审核人：", "日期：")
    return Sheet(
        name=page.title,
        columns=[_column(column) for column in columns],
        rows=_rows(page, columns),
        title=page.title,
        note=_note(page, columns, day),
        footer=footer,
    )


def _column(column: Any) -> SheetColumn:
    places = column.places if column.places is not None else (2 if column.kind == "money" else 0)
    kind = _KINDS.get(column.kind, "text")
    wide = NAMES if column.link and kind == "text" else 0
    return SheetColumn(column.header, kind, width=wide, places=places, total=bool(column.total))


def _note(page: Any, columns: Sequence[Any], day: date) -> str:
    units = {column.unit for column in columns if column.kind == "money"}
    scope = page.scope
    parts = [f"填报单位：{scope.org.name}" if scope is not None else ""]
    parts += [f"单位：{units.pop()}" if len(units) == 1 else ""]
    parts += [f"筛选：{page.filter_text}" if page.filter_text else "", f"导出日期：{day.isoformat()}"]
    return "    ".join(part for part in parts if part)


def _rows(page: Any, columns: Sequence[Any]) -> Iterator[list[Any]]:
    for row in page.queryset.iterator(chunk_size=2000):
        yield [_value(column, column.read(row)) for column in columns]


def _value(column: Any, value: Any) -> Any:
    """What stands in the cell: amounts exact in the column's unit, states by their word, nothing where nothing is known."""
    if column.kind in ("state", "light") and isinstance(value, tuple | list):
        value = value[1]
    if is_missing(value):
        return None
    if column.kind == "money":
        return from_yuan(Decimal(str(value)), MoneyUnit(column.unit or MoneyUnit.YUAN))
    if column.kind == "number":
        return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else Decimal(str(value))
    if column.kind == "moment" and isinstance(value, datetime):
        return column.show(value)
    if isinstance(value, datetime):
        return business_date(value)
    return value if isinstance(value, bool | date) else str(value)
