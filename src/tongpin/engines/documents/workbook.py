"""工作簿: writes .xlsx that opens alike in Excel, WPS and LibreOffice; rows are streamed, so that memory does not grow with them.

    data = write_table(
        "高新技术企业台账",
        [SheetColumn("企业名称", width=30), SheetColumn("统一社会信用代码", "code"), SheetColumn("研发费用", "money", total=True)],
        rows,
        note="单位：万元  筛选：2023年  导出日期：2024-01-10",
    )

Text stays text: nothing that a person typed becomes a formula, a link or a number. What is missing is an empty cell, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any, BinaryIO, Literal

import xlsxwriter

from tongpin.engines.documents.text import clean_text, one_line, width
from tongpin.engines.documents.workbook_looks import Looks

Kind = Literal["text", "code", "integer", "number", "money", "percent", "date"]
Cell = str | int | Decimal | date | bool | None
SIGNATURES = ("填报人：", "审核人：", "日期：")
LONGEST_TEXT = 32_767
EXACT_DIGITS = 15
LONGEST_LIST = 255
LONGEST_NAME = 31
LINE_HEIGHT = 15
HIGHEST_ROW = 409
"""Points; Excel knows no higher row."""
DEFAULT_WIDTHS = {"text": 18, "code": 22, "integer": 10, "number": 14, "money": 16, "percent": 10, "date": 12}
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """表列. ``code`` is text that looks like a number (证书编号, 信用代码); a ``percent`` is given as a share (0.36 is 36%).

    ``choices`` make a dropdown; ``required`` marks the header with an asterisk; ``hint`` is a remark on the header.
    """

    title: str
    kind: Kind = "text"
    width: float = 0
    places: int = 2
    total: bool = False
    choices: tuple[str, ...] = ()
    required: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """工作表: title row, ``note`` line (单位, 筛选, 日期), header, rows, 合计, signatures.

    ``spare_rows`` are empty rows below the last that keep formats and dropdowns, for templates; such a sheet has no sum row.
    ``footer`` () leaves the signature row out; without ``title`` and ``note`` the header is the first row.
    Rows grow with long texts: programs that open the file do not find the height by themselves, and the lines would overlap.
    """

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Cell]] = ()
    title: str = ""
    note: str = ""
    footer: tuple[str, ...] = SIGNATURES
    spare_rows: int = 0


def write_table(
    title: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Cell]],
    *,
    note: str = "",
    footer: tuple[str, ...] = SIGNATURES,
) -> bytes:
    """One sheet as bytes."""
    return workbook_bytes([Sheet(name=title, columns=columns, rows=rows, title=title, note=note, footer=footer)])


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Several sheets as bytes."""
    target = BytesIO()
    write_workbook(target, sheets)
    return target.getvalue()


def write_workbook(target: BinaryIO, sheets: Sequence[Sheet]) -> None:
    """Several sheets into an open binary file."""
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        looks = Looks(book)
        lists = ChoiceLists(book)
        used: set[str] = set()
        for sheet in sheets:
            name = sheet_name(sheet.name, used)
            used.add(name.lower())
            SheetWriter(book.add_worksheet(name), sheet, looks, lists).write()
        lists.write()


def sheet_name(wanted: str, used: set[str]) -> str:
    """工作表名: at most 31 characters, none of []:*?/\\, no apostrophe at either end, and not one that is used."""
    plain = _cut(one_line(wanted).translate(str.maketrans("[]:*?/\\", "（）：＊？／＼")).strip("' "), LONGEST_NAME).strip("' ") or "工作表"
    name, number = plain, 1
    while name.lower() in used:
        number += 1
        tail = f"（{number}）"
        name = _cut(plain, LONGEST_NAME - len(tail)) + tail
    return name


def _cut(text: str, most: int) -> str:
    """The beginning of a text within ``most`` UTF-16 units, which is how Excel counts: a rare character takes two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


class ChoiceLists:
    """下拉选项: long lists stand on a hidden sheet, since a dropdown holds only 255 characters of its own."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.lists: list[tuple[str, ...]] = []

    def source(self, choices: tuple[str, ...]) -> list[str] | str:
        """What a dropdown refers to."""
        short = len(",".join(choices)) <= LONGEST_LIST and not any("," in c or '"' in c for c in choices)
        if short:
            return list(choices)
        if choices not in self.lists:
            self.lists.append(choices)
        column = xlsxwriter.utility.xl_col_to_name(self.lists.index(choices), col_abs=True)
        return f"='下拉选项'!{column}$1:{column}${len(choices)}"

    def write(self) -> None:
        """The hidden sheet, where one is needed."""
        if not self.lists:
            return
        sheet = self.book.add_worksheet("下拉选项")
        sheet.hide()
        for row in range(max(map(len, self.lists))):
            for column, choices in enumerate(self.lists):
                if row < len(choices):
                    sheet.write_string(row, column, clean_text(choices[row]))


class SheetWriter:
    """写表: writes one sheet from top to bottom, a row at a time."""

    def __init__(self, worksheet: Any, sheet: Sheet, looks: Looks, lists: ChoiceLists) -> None:
        self.worksheet = worksheet
        self.sheet = sheet
        self.looks = looks
        self.lists = lists
        self.columns = sheet.columns
        self.last = len(sheet.columns) - 1
        self.formats = [looks.cell(c.kind, c.places) for c in sheet.columns]
        self.sums: list[Decimal] = [Decimal(0) for _ in sheet.columns]
        self.widths = [c.width or max(DEFAULT_WIDTHS[c.kind], min(width(c.title) * 2 + 3, 30)) for c in sheet.columns]
        self.row = 0

    def write(self) -> None:
        self._set_widths()
        self._write_heading()
        header = self.row
        self._write_header()
        first = self.row
        for values in self.sheet.rows:
            self._write_row(values)
        end = self.row + self.sheet.spare_rows
        self._add_choices(first, end)
        for row in range(self.row, end):
            self._write_blank_row(row)
        self.row = end
        if end > first and not self.sheet.spare_rows and any(c.total for c in self.columns):
            self._write_totals(first)
        self._write_footer()
        self._set_print(header)
        self.worksheet.freeze_panes(header + 1, 0)

    def _set_widths(self) -> None:
        for number, wide in enumerate(self.widths):
            self.worksheet.set_column(number, number, wide)

    def _write_heading(self) -> None:
        for text, look, height in ((self.sheet.title, self.looks.title, 30), (self.sheet.note, self.looks.note, 18)):
            if text:
                self.worksheet.set_row(self.row, height)
                self._across(one_line(text), look)
                self.row += 1

    def _across(self, text: str, look: Any) -> None:
        if self.last:
            self.worksheet.merge_range(self.row, 0, self.row, self.last, "", look)
        self.worksheet.write_string(self.row, 0, text, look)

    def _write_header(self) -> None:
        self.worksheet.set_row(self.row, 32 if any(width(c.title) * 2 + 2 > 30 for c in self.columns) else 22)
        for number, column in enumerate(self.columns):
            self.worksheet.write_string(self.row, number, one_line(column.title) + ("*" if column.required else ""), self.looks.header)
            if column.hint:
                self.worksheet.write_comment(self.row, number, clean_text(column.hint), {"x_scale": 2})
        self.row += 1

    def _write_row(self, values: Sequence[Cell]) -> None:
        if len(values) != len(self.columns):
            raise ValueError(f"第{self.row + 1}行有{len(values)}格，应有{len(self.columns)}格。")
        lines = max(map(self._lines, range(len(values)), values), default=1)
        if lines > 1:
            self.worksheet.set_row(self.row, min(LINE_HEIGHT * lines + 4, HIGHEST_ROW))
        for number, value in enumerate(values):
            self._write_cell(number, value)
        self.row += 1

    def _lines(self, number: int, value: Cell) -> int:
        """How many lines a text takes within its column; only columns of words wrap."""
        if not isinstance(value, str) or self.columns[number].kind != "text":
            return 1
        room = max(self.widths[number] - 2, 2)
        if len(value) * 2 <= room and "\n" not in value:
            return 1
        return sum(max(1, ceil(width(line) * 2 / room)) for line in value.split("\n"))

    def _write_cell(self, number: int, value: Cell) -> None:
        look = self.formats[number]
        match value:
            case None | "":
                self.worksheet.write_blank(self.row, number, None, look)
            case bool():
                self.worksheet.write_string(self.row, number, "是" if value else "否", look)
            case str():
                self.worksheet.write_string(self.row, number, shortened(clean_text(value)), look)
            case int() | Decimal():
                self._write_number(number, Decimal(value), look)
            case datetime():
                raise TypeError("请先用 business_date 把时刻换成日期。")
            case date():
                self.worksheet.write_datetime(self.row, number, value, look)
            case _:
                raise TypeError(f"表格不收 {type(value).__name__}：金额和分数用 Decimal。")

    def _write_number(self, number: int, value: Decimal, look: Any) -> None:
        """A number; one with more digits than a spreadsheet keeps is written as text, so that none is lost."""
        self.sums[number] += value
        if self.columns[number].kind in ("text", "code") or len(value.normalize().as_tuple().digits) > EXACT_DIGITS:
            self.worksheet.write_string(self.row, number, format(value, "f"), look)
        else:
            self.worksheet.write_number(self.row, number, value, look)

    def _write_blank_row(self, row: int) -> None:
        for number, look in enumerate(self.formats):
            self.worksheet.write_blank(row, number, None, look)

    def _write_totals(self, first: int) -> None:
        """合计: a live sum that already holds its exact value for programs that do not calculate."""
        for number, column in enumerate(self.columns):
            look = self.looks.total(column.kind, column.places)
            if column.total:
                name = xlsxwriter.utility.xl_col_to_name(number)
                self.worksheet.write_formula(
                    self.row, number, f"=SUM({name}{first + 1}:{name}{self.row})", look, Decimal(format(self.sums[number], "f"))
                )
            else:
                self.worksheet.write_string(self.row, number, "合计" if number == 0 else "", look)
        self.row += 1

    def _write_footer(self) -> None:
        """填报人、审核人、日期, spread over the width of the table."""
        if not self.sheet.footer:
            return
        step = max(1, (self.last + 1) // len(self.sheet.footer))
        for place, words in enumerate(self.sheet.footer):
            if place * step <= self.last:
                self.worksheet.write_string(self.row, place * step, one_line(words), self.looks.footer)
        if step * (len(self.sheet.footer) - 1) > self.last:
            self.worksheet.write_string(self.row, 0, "    ".join(map(one_line, self.sheet.footer)), self.looks.footer)

    def _add_choices(self, first: int, end: int) -> None:
        for number, column in enumerate(self.columns):
            if column.choices and end > first:
                validation = {
                    "validate": "list",
                    "source": self.lists.source(column.choices),
                    "error_title": "不在可选范围内",
                    "error_message": "请从下拉列表中选择。",
                    "error_type": "stop",
                }
                self.worksheet.data_validation(first, number, end - 1, number, validation)

    def _set_print(self, header: int) -> None:
        """A4 横向, header on every page, one page wide, page x of y."""
        self.worksheet.set_landscape()
        self.worksheet.set_paper(9)
        self.worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.repeat_rows(header)
        self.worksheet.center_horizontally()
        self.worksheet.set_footer("&C第 &P 页，共 &N 页")


def shortened(text: str) -> str:
    """A cell holds 32,767 characters; what is cut is said."""
    tail = "……（超长，已截断）"
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(tail)] + tail
