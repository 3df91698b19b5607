"""工作簿: text stays text, numbers stay exact, every program reads the same."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from datetime import datetime as moment
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from tongpin.engines.documents.workbook import LONGEST_TEXT, Kind, Sheet, SheetColumn, sheet_name, workbook_bytes, write_table

COLUMNS = [
    SheetColumn("序号", "integer"),
    SheetColumn("企业名称", width=30, required=True, hint="填全称"),
    SheetColumn("信用代码", "code"),
    SheetColumn("类别", choices=("高企", "科小")),
    SheetColumn("研发费用", "money", total=True),
    SheetColumn("占比", "percent"),
    SheetColumn("发证日期", "date"),
]
ROW = (1, "甲公司", "00012345678901234X", "高企", Decimal("0.10"), Decimal("0.3472"), date(2023, 12, 31))


def one_column(*values: object, kind: Kind = "text") -> bytes:
    rows = [[value] for value in values]
    return workbook_bytes([Sheet(name="表", columns=[SheetColumn("甲", kind)], rows=rows, footer=())])  # type: ignore[arg-type]


def cells(data: bytes, sheet: int = 0) -> list[list[object]]:
    return python_calamine.load_workbook(BytesIO(data)).get_sheet_by_index(sheet).to_python()


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def test_title_note_header_rows_sum_and_signatures() -> None:
    data = write_table("高企台账", COLUMNS, [ROW] * 10, note="单位：万元 筛选：2023年")
    found = cells(data)
    assert found[0][0] == "高企台账"
    assert found[1][0] == "单位：万元 筛选：2023年"
    assert found[2] == ["序号", "企业名称*", "信用代码", "类别", "研发费用", "占比", "发证日期"]
    assert found[3] == [1.0, "甲公司", "00012345678901234X", "高企", 0.1, 0.3472, date(2023, 12, 31)]
    assert (found[13][0], found[13][4]) == ("合计", 1.0)
    assert [c for c in found[14] if c] == ["填报人：", "审核人：", "日期："]
    sheet = opened(data).active
    assert sheet["E14"].value == "=SUM(E4:E13)"
    assert (sheet["C4"].number_format, sheet["G4"].number_format, sheet["E4"].number_format) == ("@", "yyyy-mm-dd", "#,##0.00")
    assert sheet.freeze_panes == "A4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == ("landscape", 9, "$3:$3")
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "http://x.cn", "mailto:a@b", "00012", "1e5", "_x0041_", "{=1}", "TRUE"]
)
def test_text_is_never_a_formula_a_link_or_a_number(text: str) -> None:
    data = one_column(text)
    assert cells(data)[1][0] == text
    archive = zipfile.ZipFile(BytesIO(data))
    inside = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in inside and "hyperlink" not in inside


@given(st.text(alphabet=st.characters(codec=None), max_size=40))
def test_any_text_is_kept_but_for_what_a_file_cannot_hold(text: str) -> None:
    data = workbook_bytes([Sheet(name=text, columns=[SheetColumn("甲")], rows=[[text], ["尾"]], title=text, note=text, footer=())])
    assert cells(data)[-1][0] == "尾"
    assert opened(data).active is not None


def test_missing_is_an_empty_cell_not_zero() -> None:
    found = cells(write_table("表", COLUMNS, [[None] * 7, ROW]))
    assert found[2] == [""] * 7


@pytest.mark.parametrize(
    ("value", "kept"), [(Decimal("123456789012.345"), 123456789012.345), (Decimal("1234567890123456.78"), "1234567890123456.78")]
)
def test_digits_beyond_a_spreadsheet_are_kept_as_text(value: Decimal, kept: object) -> None:
    data = one_column(value, kind="money")
    assert cells(data)[1][0] == kept


def test_sums_are_exact() -> None:
    columns = [SheetColumn("甲"), SheetColumn("乙", "money", total=True)]
    data = write_table("表", columns, [["x", Decimal("0.10")]] * 1000, footer=())
    assert cells(data)[1002] == ["合计", 100.0]


@pytest.mark.parametrize("wrong", [1.5, moment(2023, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")), object(), [1]])
def test_a_float_or_a_moment_is_a_mistake_of_the_caller(wrong: object) -> None:
    with pytest.raises(TypeError):
        one_column(wrong)


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="应有7格"):
        write_table("表", COLUMNS, [ROW[:3]])


def test_a_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    found = cells(one_column("国" * 40_000))
    assert len(str(found[1][0])) == LONGEST_TEXT
    assert str(found[1][0]).endswith("（超长，已截断）")


def test_dropdowns_short_and_long_in_a_template() -> None:
    long = tuple(f"第{n}乡镇街道办事处" for n in range(60))
    columns = [SheetColumn("类别", choices=("高企", "科小")), SheetColumn("乡镇", choices=long), SheetColumn("代码", "code")]
    template = Sheet(name="模板", columns=columns, spare_rows=100, footer=())
    book = opened(workbook_bytes([template, Sheet(name="说明", columns=[SheetColumn("填写说明")])]))
    assert book.sheetnames == ["模板", "说明", "下拉选项"]
    assert book["下拉选项"].sheet_state == "hidden"
    validations = {str(v.sqref): v.formula1 for v in book["模板"].data_validations.dataValidation}
    assert validations == {"A2:A101": '"高企,科小"', "B2:B101": "'下拉选项'!$A$1:$A$60"}
    assert [book["下拉选项"].cell(row=n, column=1).value for n in (1, 60)] == [long[0], long[59]]
    assert book["模板"]["C101"].number_format == "@"


def test_sheet_names_fit_and_differ() -> None:
    used: set[str] = set()
    for wanted in ("[高企]:台账*", "高企" * 40, "高企" * 40, "'单引号'", "", "表", "表"):
        name = sheet_name(wanted, used)
        assert 0 < len(name) <= 31 and not set("[]:*?/\\") & set(name)
        assert name.lower() not in used
        used.add(name.lower())


def test_rows_are_taken_one_by_one() -> None:
    taken: list[int] = []

    def rows() -> object:
        for number in range(5):
            taken.append(number)
            yield [str(number)]

    workbook_bytes([Sheet(name="表", columns=[SheetColumn("甲")], rows=rows())])  # type: ignore[arg-type]
    assert taken == [0, 1, 2, 3, 4]


def test_another_program_opens_it_alike(to_pdf: Callable[[bytes, str], bytes], pages: Callable[[bytes], list[list[str]]]) -> None:
    printed = pages(to_pdf(write_table("高企台账", COLUMNS, [(*ROW[:1], "=1+1", *ROW[2:])] * 3, note="单位：万元"), "xlsx"))
    text = "\n".join(printed[0])
    for words in ("高企台账", "单位：万元", "=1+1", "00012345678901234X", "34.72%", "2023-12-31", "0.30", "填报人：", "第 1 页，共 1 页"):
        assert words in text


def test_sums_of_large_and_round_amounts_are_plain_numbers() -> None:
    columns = [SheetColumn("甲"), SheetColumn("乙", "money", total=True)]
    data = write_table("表", columns, [["x", Decimal("1E+5")], ["y", Decimal("99999999999.99")]], footer=())
    assert [row[1] for row in cells(data)[2:]] == [100000.0, 99999999999.99, 100000099999.99]


def test_a_row_is_as_high_as_its_longest_words() -> None:
    columns = [SheetColumn("事项", width=20), SheetColumn("编号", "code", width=10)]
    data = write_table("表", columns, [["短", "1"], ["很" * 30, "2"], ["一\n二\n三", "3"], ["长" * 3000, "4"], ["短", "9" * 30]], footer=())
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert sheet is not None
    heights = [round(sheet.row_dimensions[number].height or 15) for number in range(3, 8)]
    assert heights == [15, 15 * 4 + 4, 15 * 3 + 4, 409, 15]
