"""导入: workbooks as offices make them, and a small ledger over people to import them into."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from tongpin.foundation.access.roles import Role
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet

TODAY = date(2024, 1, 15)

ROLES = {
    "clerk": Role(
        "clerk",
        "台账管理员",
        frozenset({"dataio.view", "dataio.undo", "orgs.edit", "orgs.view", "enterprises.import", "enterprises.view", "files.view"}),
    ),
    "viewer": Role("viewer", "只读人员", frozenset({"dataio.view", "orgs.view", "enterprises.view"})),
}


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]] | Sequence[Sequence[Any]], *, merged: Sequence[str] = ()) -> bytes:
    """An .xlsx of these rows; dates become date cells, ``merged`` are ranges of the first sheet such as "A1:G1"."""
    if not isinstance(sheets, Mapping):
        sheets = {"Sheet1": sheets}
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for position, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is None or value == "":
                    continue
                if isinstance(value, date):
                    sheet.write_datetime(r, c, value, day)
                else:
                    sheet.write(r, c, value)
        if position == 0:
            for place in merged:
                first = place.split(":")[0]
                row, column = xlsxwriter.utility.xl_cell_to_rowcol(first)
                value = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
                sheet.merge_range(place, value)
    book.close()
    return out.getvalue()


def bomb(unpacked_megabytes: int) -> bytes:
    """A small file that unpacks to very much."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(unpacked_megabytes):
                part.write(b"<row/>" * (1024 * 1024 // 6))
    return out.getvalue()


def far_cell() -> bytes:
    """A file of a few kilobytes whose used range is the whole sheet."""
    return with_cell("XFD1048576")


def with_cell(place: str) -> bytes:
    """A small ledger with one more cell somewhere far away."""
    source = io.BytesIO(workbook([["企业名称", "金额"], ["甲", 1]]))
    out = io.BytesIO()
    row = "".join(c for c in place if c.isdigit())
    extra = f'<row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"</sheetData>", extra) if name.endswith("sheet1.xml") else data)
    return out.getvalue()


def current_people(org: Organisation, keys: Sequence[tuple[Any, ...]]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """姓名 → what is stored."""
    rows = Person.objects.filter(org=org, name__in=[key[0] for key in keys])
    return {
        (p.name,): {"name": p.name, "phone": p.phone or None, "member": "yes" if p.is_party_member else "no", "left_on": p.left_on}
        for p in rows
    }


def check_people(org: Organisation, rows: Sequence[Mapping[str, Any]]) -> dict[int, list[tuple[str, str, str]]]:
    """Nobody is called 张三."""
    return {i: [("name", "不能叫张三", "李四")] for i, row in enumerate(rows) if row["name"] == "张三"}


def apply_people(*, org: Organisation, rows: Sequence[Mapping[str, Any]], changes: Any, by: Any, today: date) -> None:
    """Creates and updates people."""
    known = {p.name: p for p in Person.objects.filter(org=org, name__in=[row["name"] for row in rows])}
    new, old = [], []
    for row in rows:
        person = known.get(row["name"]) or Person(org=org, name=row["name"])
        person.phone, person.is_party_member, person.left_on = row["phone"] or "", row["member"] == "yes", row["left_on"]
        (old if person.pk else new).append(person)
    changes.create(new)
    changes.update(old, ["phone", "is_party_member", "left_on"])


PEOPLE = ImportSheet(
    kind="person",
    title="人员名册",
    permission="orgs.edit",
    columns=(
        ImportColumn(name="name", title="姓名", required=True, max_length=40, example="王小明"),
        ImportColumn(name="phone", title="办公电话", aliases=("电话", "联系电话"), pattern=r"[\d-]{7,13}", pattern_hint="7 至 13 位号码"),
        ImportColumn(
            name="member",
            title="中共党员",
            aliases=("是否党员", "政治面貌"),
            type=ColumnType.CHOICE,
            choices={"是": "yes", "否": "no", "党员": "yes", "群众": "no"},
        ),
        ImportColumn(name="left_on", title="离开日期", type=ColumnType.DATE),
    ),
    key=("name",),
    current=current_people,
    check=check_people,
    apply=apply_people,
    sheet_hints=("人员",),
)

HEADER = ["序号", "姓名", "办公电话", "中共党员", "离开日期"]


def people_file(rows: Sequence[Sequence[Any]], *, title: str = "2023年人员名册") -> bytes:
    """Title, unit line, header, ``rows`` with their numbers, total and signature."""
    numbered = [[n, *row] for n, row in enumerate(rows, start=1)]
    tail = [["合计", "", "", "", ""], ["审核人：        填报人：", "", "", "", ""]]
    return workbook({"人员": [[title], ["填报单位：宁阳县科学技术局"], HEADER, *numbered, *tail]})
