"""粘贴: cells as Excel copies them become a workbook of the import sheet, so that one preview serves both."""

from __future__ import annotations

from tongpin.domains.work.sheets import NODES
from tongpin.engines.documents.workbook import Sheet, SheetColumn, workbook_bytes
from tongpin.kernel.errors import Refused

ORDER = ("编号", "名称", "工期", "前置任务", "责任领导", "责任科室", "责任人", "节点")


def pasted_workbook(project: str, cells: str) -> bytes:
    """工作簿 of pasted cells, each row under the project's name; Refused where the first row is a header that names nothing known."""
    rows = _rows(cells)
    header, body = (rows[0], rows[1:]) if _is_header(rows[0]) else (list(ORDER[: max(map(len, rows))]), rows)
    if not body:
        raise Refused("只有表头，没有任务，请连同各行一起复制。", field="cells")
    if len(header) < 3:
        raise Refused("至少应有编号、名称、工期三列，请从 Excel 中选中这些列后复制。", field="cells")
    columns = [SheetColumn("项目"), *(SheetColumn(title or f"第{place}列") for place, title in enumerate(header, 1))]
    width = len(header)
    filled = [[project, *(cell.strip() or None for cell in (row + [""] * width)[:width])] for row in body]
    return workbook_bytes([Sheet(name=NODES.title, columns=columns, rows=filled, footer=())])


def _is_header(row: list[str]) -> bool:
    known = {word for column in NODES.columns for word in (column.title, *column.aliases)}
    return len({cell.strip() for cell in row} & known) >= 2


def _rows(cells: str) -> list[list[str]]:
    """Rows and cells of what was copied; a cell in quotation marks may hold line breaks and tabs."""
    rows: list[list[str]] = [[]]
    cell, quoted, place = "", False, 0
    while place < len(cells):
        sign = cells[place]
        if quoted:
            if sign == '"' and cells[place + 1 : place + 2] == '"':
                cell, place = cell + '"', place + 1
            elif sign == '"':
                quoted = False
            else:
                cell += " " if sign in "\r\n\t" else sign
        elif sign == '"' and not cell:
            quoted = True
        elif sign == "\t":
            rows[-1].append(cell)
            cell = ""
        elif sign == "\n":
            rows[-1].append(cell)
            rows.append([])
            cell = ""
        elif sign != "\r":
            cell += sign
        place += 1
    rows[-1].append(cell)
    found = [row for row in rows if any(one.strip() for one in row)]
    if not found:
        raise Refused("没有内容，请在 Excel 中选中任务后复制到这里。", field="cells")
    return found
