"""读取: what a workbook may weigh, what is said of files that are none, and that a crafted file costs a sentence only."""

from __future__ import annotations

import io
import random
import resource
import threading
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.factories.dataio import bomb, far_cell, with_cell, workbook
from tongpin.engines.dataio.reading.limits import DEFAULT_LIMITS, ReadingLimits, Unreadable
from tongpin.engines.dataio.reading.workbook import WorkbookReader

ROWS = [["企业名称", "金额"], ["甲公司", 1.5], ["乙公司", "约300"]]


def read(content: bytes, name: str = "台账.xlsx", limits: ReadingLimits = DEFAULT_LIMITS) -> dict[str, list[tuple[int, list[Any]]]]:
    with WorkbookReader(content, name, limits) as reader:
        return {s.name: [(n, r) for b in s.blocks for n, r in zip(b.numbers, b.rows, strict=True)] for s in reader.sheets()}


def words(content: bytes, name: str = "台账.xlsx", limits: ReadingLimits = DEFAULT_LIMITS) -> str:
    with pytest.raises(Unreadable) as problem:
        read(content, name, limits)
    return problem.value.message


def test_rows_come_with_the_numbers_that_excel_shows() -> None:
    found = read(workbook({"一": [[], *ROWS, [], [], ["丙公司", 2]], "二": ROWS}))
    assert [number for number, _ in found["一"]] == [2, 3, 4, 7]
    assert found["二"][1] == (2, ["甲公司", 1.5])


def test_formatted_but_empty_rows_and_columns_are_ignored() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ROWS:
        sheet.append(row)
    for number in range(4, 2000):
        sheet.cell(number, 30).font = openpyxl.styles.Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    assert len(next(iter(read(out.getvalue()).values()))) == 3


def test_columns_count_from_a_even_where_the_sheet_begins_later() -> None:
    book = openpyxl.Workbook()
    book.active["C4"] = "甲"
    out = io.BytesIO()
    book.save(out)
    assert next(iter(read(out.getvalue()).values())) == [(4, ["", "", "甲"])]


def test_dates_merged_cells_errors_and_uncalculated_formulas_are_marked() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["单位", "日期", "金额", "公式", "真假"])
    sheet.append(["甲", date(2023, 2, 9), 300, "=1+1", True])
    sheet.append([None, None, None, None, False])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("C2:C3")
    sheet["B3"] = "#N/A"
    sheet["B3"].data_type = "e"
    out = io.BytesIO()
    book.save(out)
    rows = next(iter(read(out.getvalue()).values()))
    assert rows[1] == (2, ["甲", "\0D2023-02-09", 300, "\0F", "是"])
    assert rows[2] == (3, ["\0M甲", "\0X#N/A", "\0M300", "", "否"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_text_tables_in_the_encodings_offices_use(encoding: str) -> None:
    found = read('企业名称,金额\r\n甲公司,"1,234"\r\n'.encode(encoding), "台账.csv")
    assert found["台账"] == [(1, ["企业名称", "金额"]), (2, ["甲公司", "1,234"])]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "台账.xlsx", "空文件"),
        ("企业,金额\n甲,1".encode(), "台账.xlsx", "内容却是文本"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "台账.xls", "内容是网页"),
        (b"%PDF-1.7", "台账.pdf", "PDF"),
        (b"whatever", "台账.et", "WPS 表格专用格式"),
        (b"PK\x03\x04broken", "台账.xlsx", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "台账.xlsx", "打开密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "台账.xls", "已损坏"),
        (b"\x00\x01\x02", "台账.csv", "不是 Excel 表格"),
        (b"\xff\xfe\xfd\xfc\xfb", "台账.csv", "文字编码认不出来"),
    ],
    ids=range(10),
)
def test_what_is_said_of_files_that_are_no_ledgers(content: bytes, name: str, said: str) -> None:
    assert said in words(content, name)


def _zip(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_other_office_files_are_named() -> None:
    assert "Word 文档" in words(_zip(**{"word/document.xml": "x"}), "通知.docx")
    assert "压缩包" in words(_zip(**{"a.txt": "x"}), "台账.zip")
    assert "二进制工作簿" in words(_zip(**{"xl/workbook.bin": "x"}), "台账.xlsb")
    assert "OpenDocument" in words(_zip(**{"content.xml": "x"}), "台账.ods")


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    assert "展开后有" in words(bomb(700))


@pytest.mark.parametrize("content", [far_cell(), with_cell("A1048576"), with_cell("ZZ400000")], ids=["corner", "bottom", "wide"])
def test_far_cells_cost_a_sentence_and_no_memory_here(content: bytes) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tight = replace(DEFAULT_LIMITS, memory=700 * 1024 * 1024, wall_seconds=30)
    try:
        rows = read(content, limits=tight)
    except Unreadable as problem:
        assert "范围过大" in problem.message or "列的上限" in problem.message
    else:
        assert len(rows["Sheet1"]) == 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_caps_on_rows_columns_cells_sheets_and_bytes() -> None:
    many = workbook([["a", "b"]] * 300)
    assert "行或" in words(many, limits=replace(DEFAULT_LIMITS, rows=200))
    assert "单元格的上限" in words(many, limits=replace(DEFAULT_LIMITS, cells=500))
    assert "列的上限" in words(workbook([["x"] * 20]), limits=replace(DEFAULT_LIMITS, columns=10))
    assert "张工作表" in words(workbook({str(n): [["x"]] for n in range(5)}), limits=replace(DEFAULT_LIMITS, sheets=3))
    assert "MB 的上限" in words(many, limits=replace(DEFAULT_LIMITS, file_bytes=100))
    assert "个部件" in words(many, limits=replace(DEFAULT_LIMITS, entries=3))


def test_a_parser_that_never_ends_is_stopped() -> None:
    big = workbook([["内容", n, "x" * 20] for n in range(60_000)])
    assert "还没读完" in words(big, limits=replace(DEFAULT_LIMITS, wall_seconds=0.3))  # type: ignore[arg-type]


def test_many_threads_read_at_once() -> None:
    content = workbook([["企业名称", n] for n in range(50)])
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(len(read(content)["Sheet1"]))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [50] * 6


@pytest.mark.hard
def test_five_hundred_mutilated_files_give_a_sentence_each() -> None:
    """Bytes changed at random, in new and old workbooks; never more than a sentence, ten seconds and the child's own memory."""
    chance = random.Random(2023)
    old = (Path(__file__).parents[2] / "data" / "ugly" / "高企旧格式.xls").read_bytes()
    whole = workbook([["企业名称", "金额"], *[[f"企业{n}", n] for n in range(200)]])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(500):
        content = bytearray(old if number % 3 == 0 else whole)
        for _ in range(chance.randrange(1, 30)):
            content[chance.randrange(8, len(content))] = chance.randrange(256)
        try:
            read(bytes(content), "台账.xls" if number % 3 == 0 else "台账.xlsx", replace(DEFAULT_LIMITS, wall_seconds=10))
        except Unreadable as problem:
            assert "还没读完" not in problem.message
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_200 * 1024


@pytest.mark.parametrize("cut", range(0, 100, 7))
def test_mutilated_files_give_a_sentence(cut: int) -> None:
    whole = bytearray(workbook([["企业名称", "金额"], *[[f"企业{n}", n] for n in range(200)]]))
    place = len(whole) * cut // 100
    whole[place : place + 40] = b"\xff" * 40
    try:
        read(bytes(whole))
    except Unreadable as problem:
        assert problem.message.endswith("。")
