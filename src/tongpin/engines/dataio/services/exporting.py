"""导出服务: every export is on record: who, which list, which filter, how many rows; a whole ledger goes out as it can come in again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tongpin.engines.dataio.blanks import ledger_column
from tongpin.engines.dataio.cells.readers import offered
from tongpin.engines.dataio.selectors import sheet_of
from tongpin.engines.documents.workbook import Sheet, workbook_bytes
from tongpin.foundation.access.selectors import may
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import ColumnType, ImportColumn
from tongpin.kernel.money import from_yuan


@transaction.atomic
def note_export(*, title: str, filter_text: str, rows: int, org_id: int | None, by: User) -> None:
    """记录导出."""
    after = {"清单": title, "筛选": filter_text or "全部", "行数": rows}
    audit.record("export.made", by=by, org_id=org_id, after=after)


@transaction.atomic
def export_kind(kind: str, *, org: Organisation, by: User) -> bytes:
    """导出台账 of an organisation, with the headers of its import template: what comes out goes in again unchanged."""
    sheet = sheet_of(kind)
    if sheet is None or not may(by, sheet.permission, org):
        raise Refused(f"没有名为“{kind}”的台账。可用 tongpin sheets 查看全部种类。")
    stored = sheet.current(org, None)
    rows = [[_cell(column, stored[key].get(column.name)) for column in sheet.columns] for key in sorted(stored, key=str)]
    columns = [ledger_column(column) for column in sheet.columns]
    content = workbook_bytes([Sheet(name=sheet.title, columns=columns, rows=rows, title=sheet.title, note=f"填报单位：{org.name}")])
    note_export(title=sheet.title, filter_text="", rows=len(rows), org_id=org.pk, by=by)
    return content


def _cell(column: ImportColumn, value: Any) -> Any:
    """The stored value as a person would write it below the template's header."""
    if value is None or value == "":
        return None
    if column.type is ColumnType.MONEY:
        return from_yuan(value, column.unit)
    if column.type is ColumnType.CHOICE:
        return next((word for word in offered(column) if column.choices[word] == value), value)
    return str(value) if column.type in (ColumnType.YEAR, ColumnType.CREDIT_CODE) else value
