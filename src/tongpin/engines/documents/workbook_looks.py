"""表格样式: the few cell formats of a workbook, each made once."""

from __future__ import annotations

from typing import Any

TEXT_FORMAT = "@"
DATE_FORMAT = "yyyy-mm-dd"
FONT = "宋体"


def number_format(kind: str, places: int) -> str:
    """The pattern of a kind of cell."""
    decimals = "." + "0" * places if places else ""
    match kind:
        case "integer":
            return "#,##0"
        case "money":
            return f"#,##0{decimals}"
        case "number":
            return "0." + "#" * places if places else "0"
        case "percent":
            return f"0{decimals}%"
        case "date":
            return DATE_FORMAT
    return TEXT_FORMAT


class Looks:
    """样式集 of one workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.title = self._format(bold=True, font_size=16, align="center")
        self.note = self._format(align="right", font_color="#444444")
        self.header = self._format(bold=True, align="center", border=1, bg_color="#EDEFF2", text_wrap=True)
        self.footer = self._format(align="left")
        self._cells: dict[tuple[str, int, bool], Any] = {}

    def cell(self, kind: str, places: int) -> Any:
        """Format of a data cell."""
        return self._of(kind, places, bold=False)

    def total(self, kind: str, places: int) -> Any:
        """Format of a cell of the 合计 row."""
        return self._of(kind, places, bold=True)

    def _of(self, kind: str, places: int, *, bold: bool) -> Any:
        key = (kind, places, bold)
        if key not in self._cells:
            align = "left" if kind == "text" else "center" if kind in ("code", "date") else "right"
            self._cells[key] = self._format(
                num_format=number_format(kind, places), align=align, border=1, bold=bold, text_wrap=kind == "text"
            )
        return self._cells[key]

    def _format(self, **properties: Any) -> Any:
        return self.book.add_format({"font_name": FONT, "font_size": 11, "valign": "vcenter"} | properties)
