"""识别: the header under titles, two-row headers, renamed and reordered columns, units, and rows that are no records."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.dataio import PEOPLE, workbook
from tongpin.engines.dataio.reading.workbook import WorkbookReader
from tongpin.engines.dataio.recognition.headers import normalised, spans_by_layout, unit_of_lines, year_of_titles
from tongpin.engines.dataio.recognition.layout import Layout, find_layout, table_above
from tongpin.engines.dataio.recognition.rows import is_numbering, skip_rule
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet
from tongpin.kernel.money import MoneyUnit


def nothing(*_: Any, **__: Any) -> dict[Any, Any]:
    return {}


def ledger(kind: str, *columns: ImportColumn, key: tuple[str, ...], title: str, hints: tuple[str, ...] = ()) -> ImportSheet:
    return ImportSheet(kind=kind, title=title, permission="x", columns=columns, key=key, current=nothing, apply=nothing, sheet_hints=hints)


CODE = ImportColumn(name="code", title="统一社会信用代码", type=ColumnType.CREDIT_CODE, required=True)
FIRM = ImportColumn(name="firm", title="企业名称", aliases=("单位名称",), required=True)
LOAN = ledger(
    "loan",
    FIRM,
    CODE,
    ImportColumn(name="applied", title="申请金额", type=ColumnType.MONEY, required=True),
    ImportColumn(name="granted", title="放款金额", type=ColumnType.MONEY),
    ImportColumn(name="day", title="申请日期", type=ColumnType.DATE, aliases=("日期",), required=True),
    key=("code", "day"),
    title="贷款申请台账",
    hints=("贷款",),
)
CREDIT = ledger(
    "credit",
    FIRM,
    CODE,
    ImportColumn(name="amount", title="授信额度", type=ColumnType.MONEY, required=True),
    ImportColumn(name="day", title="授信日期", type=ColumnType.DATE, aliases=("日期",), required=True),
    key=("code", "day"),
    title="授信台账",
    hints=("授信",),
)
TARGET = ledger(
    "target",
    ImportColumn(name="year", title="年度", type=ColumnType.YEAR, required=True),
    ImportColumn(name="measure", title="指标名称", required=True),
    ImportColumn(name="value", title="年度目标", type=ColumnType.NUMBER, required=True),
    key=("year", "measure"),
    title="年度目标任务",
)
KNOWN = [LOAN, CREDIT, TARGET, PEOPLE]
FIRST = ["甲公司", "913709212226JL70KM", "300", "2023.5.1"]


def layout(rows: list[list[Any]], *, sheet: str = "Sheet1", file: str = "台账.xlsx", merged: tuple[str, ...] = ()) -> Layout:
    with WorkbookReader(workbook({sheet: rows}, merged=merged), file) as reader:
        raw = next(reader.sheets())
        return find_layout(raw, next(raw.blocks), KNOWN, file_name=file)


def names(found: Layout) -> dict[str, str]:
    return {found.header_at(match.position): match.name for match in found.matches}


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("* 成交额\n（万元）", "成交额", MoneyUnit.WAN),
        ("成 交 额(单位：元)", "成交额", MoneyUnit.YUAN),
        ("成交额/万元", "成交额", MoneyUnit.WAN),
        ("金额：亿元", "金额", MoneyUnit.YI),
        ("合同金额万元", "合同金额", MoneyUnit.WAN),
        ("所在单元", "所在单元", None),
        ("１．企业名称*", "企业名称", None),
        ("（备注）", "(备注)", None),
    ],
)
def test_header_words(text: str, name: str, unit: MoneyUnit | None) -> None:
    assert normalised(text) == (name, unit)


def test_unit_and_year_of_title_lines() -> None:
    assert unit_of_lines(["填报单位：宁阳县科学技术局    单位：万元"]) is MoneyUnit.WAN
    assert unit_of_lines(["填报单位：元和县科技局"]) is None
    assert unit_of_lines(["（金额单位：人民币元）"]) is MoneyUnit.YUAN
    assert year_of_titles(["2023年度科技工作目标任务分解表", "2022"]) == 2023
    assert year_of_titles(["2022-2023年对上争取资金台账", "2023"]) is None
    assert year_of_titles(["目标任务", "２０２３"]) == 2023


def test_header_under_titles_reordered_and_renamed() -> None:
    found = layout(
        [
            ["全县贷款情况"],
            ["填报单位：科技局  单位：万元"],
            [],
            ["序号", "日期", "申请金额\n(元)", "信用代码", "企业全称"],
            [1, "2023.5.1", 300, "913709212226JL70KM", "甲公司"],
        ]
    )
    assert (found.kind, found.header_row) == ("loan", 4)
    assert names(found) == {"日期": "day", "申请金额(元)": "applied", "信用代码": "code", "企业全称": "firm"}
    assert found.unit is MoneyUnit.WAN
    assert next(c.unit for c in found.cells if c.text.startswith("申请")) is MoneyUnit.YUAN


def test_two_row_header_with_merged_groups() -> None:
    found = layout(
        [
            ["贷款情况", "", "", "", "", ""],
            ["企业名称", "统一社会信用代码", "金额（万元）", "", "申请日期"],
            ["", "", "申请", "放款", ""],
            ["甲公司", "913709212226JL70KM", 300, 200, "2023-05-01"],
        ],
        merged=("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"),
    )
    assert (found.kind, found.header_row) == ("loan", 3)
    assert names(found) == {
        "企业名称": "firm",
        "统一社会信用代码": "code",
        "金额（万元）/申请": "applied",
        "金额（万元）/放款": "granted",
        "申请日期": "day",
    }
    assert {c.unit for c in found.cells if "金额" in c.text} == {MoneyUnit.WAN}


def test_the_sheet_name_decides_between_similar_ledgers() -> None:
    rows = [["企业名称", "统一社会信用代码", "金额(万元)", "日期"], FIRST]
    assert layout(rows, sheet="授信").kind == "credit"
    assert layout(rows, sheet="成果转化贷款").kind == "loan"


def test_codes_are_found_by_what_stands_below() -> None:
    found = layout([["企业名称", "执照号", "授信额度", "日期"], FIRST, FIRST], sheet="授信")
    assert names(found)["执照号"] == "code"


def test_a_column_is_never_used_twice() -> None:
    found = layout([["企业名称", "统一社会信用代码", "授信额度", "日期", "日期"], [*FIRST, "2023.6.1"]], sheet="授信")
    used = [match.name for match in found.matches]
    assert len(used) == len(set(used)) == 4


def test_year_from_the_title_fills_a_missing_column() -> None:
    rows = [["2023年度科技工作目标任务分解表"], ["序号", "指标名称", "年度目标"], [1, "高企总量", 65]]
    found = layout(rows)
    assert (found.kind, dict(found.constants)) == ("target", {"year": 2023})
    rows[0] = ["2022—2023年度目标"]
    assert dict(layout(rows, file="目标.xlsx").constants) == {}


def test_strangers_are_not_forced_into_a_ledger() -> None:
    assert layout([["菜名", "单价"], ["豆腐", 3]]).kind == ""
    assert layout([["甲"]]).kind == ""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["合计", "", "", ""], "合计行"),
        (["", "合　计", 300.0, ""], "合计行"),
        (["小计（3家）", "", 300.0, ""], "合计行"),
        (["审核人：            填报人：            填报日期：", "", "", ""], "签署行"),
        (["单位负责人（签字）：", "", "", ""], "签署行"),
        (["注：本表由科技局填写", "", "", ""], "注释行"),
        (["说明：金额含税", "", "", ""], "注释行"),
        (["一、国家级", "", "", ""], "分段标题"),
        (["示例", "甲公司", 300.0, ""], "示例行"),
        ([7.0, "", "", ""], "只有序号，没有内容"),
        (["序号", "企业名称", "统一社会信用代码", "授信额度"], "重复的表头"),
        ([1.0, "甲公司", "913709212226JL70KM", 300.0], ""),
        ([1.0, "合肥智能公司", "913709212226JL70KM", 300.0], ""),
        ([1.0, "小计算机公司", "913709212226JL70KM", 300.0], ""),
        ([1.0, "一、二甲基公司", "913709212226JL70KM", ""], ""),
        ([1.0, "说明：书公司", "913709212226JL70KM", ""], ""),
    ],
)
def test_rows_that_are_no_records(row: list[Any], reason: str) -> None:
    found = layout([["序号", "企业名称", "统一社会信用代码", "授信额度", "日期"], [1, *FIRST]], sheet="授信")
    assert skip_rule(found)(row) == reason


def test_the_numbering_of_columns_under_a_header() -> None:
    assert is_numbering(["甲", "乙", 1.0, 2.0])
    assert is_numbering([1.0, 2.0, 3.0, 4.0])
    assert is_numbering(["(1)", "(2)", "(3)"])
    assert not is_numbering([1.0, "甲公司", 2.0])
    assert not is_numbering([1.0, 3.0, 2.0])


def test_two_row_header_without_merged_cells() -> None:
    found = layout(
        [
            ["全县贷款情况"],
            ["企业名称", "统一社会信用代码", "贷款情况（万元）", "", "申请日期"],
            ["", "", "申请", "放款", ""],
            ["甲公司", "913709212226JL70KM", 300, 200, "2023-05-01"],
        ]
    )
    assert (found.kind, found.header_row, found.depth) == ("loan", 3, 2)
    assert names(found) == {
        "企业名称": "firm",
        "统一社会信用代码": "code",
        "贷款情况（万元）/申请": "applied",
        "贷款情况（万元）/放款": "granted",
        "申请日期": "day",
    }
    assert {c.unit for c in found.cells if "贷款" in c.text} == {MoneyUnit.WAN}


def test_a_group_word_may_stand_in_the_middle_of_its_columns() -> None:
    found = layout(
        [
            ["企业名称", "统一社会信用代码", "", "贷款情况", "", "申请日期"],
            ["", "", "申请", "同意", "放款", ""],
            ["甲公司", "913709212226JL70KM", 300, 250, 200, "2023-05-01"],
        ]
    )
    assert (found.kind, found.header_row) == ("loan", 2)
    assert names(found)["贷款情况/申请"] == "applied"
    assert names(found)["贷款情况/放款"] == "granted"
    assert "贷款情况/同意" not in names(found)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["企业", "代码", "金额", "备注"], ["甲公司", "A", "有效", ""]),  # a record with an empty last cell
        (["全县贷款情况", "", "", ""], ["企业", "代码", "金额", "备注"]),  # a title
        (["填报单位：科技局", "", "", "单位：万元"], ["企业", "代码", "金额", "日期"]),
        (["企业", "代码", "贷款", ""], ["甲公司", "A", "1", "2"]),  # a record below a header with a nameless column
        (["企业", "代码", "备注"], ["", "", "以上为上半年"]),  # a remark
    ],
)
def test_what_is_no_second_header_row(upper: list[str], lower: list[str]) -> None:
    assert spans_by_layout(upper, lower) == []


def test_a_table_above_the_header_is_told() -> None:
    rows = [
        ["联系人", "电话", "科室"],
        ["张三", "0538-1", "规划科"],
        ["李四", "0538-2", "成果科"],
        [],
        ["全县贷款情况"],
        ["企业名称", "统一社会信用代码", "申请金额", "申请日期"],
        FIRST,
    ]
    with WorkbookReader(workbook({"Sheet1": rows}), "台账.xlsx") as reader:
        raw = next(reader.sheets())
        block = next(raw.blocks)
        found = find_layout(raw, block, KNOWN)
        assert (found.kind, found.header_row) == ("loan", 6)
        assert table_above(block, found) == (1, 3)
    plain = [["全县贷款情况"], ["填报单位：科技局", "", "2023年", "单位：万元"], *rows[5:]]
    with WorkbookReader(workbook({"Sheet1": plain}), "台账.xlsx") as reader:
        raw = next(reader.sheets())
        block = next(raw.blocks)
        assert table_above(block, find_layout(raw, block, KNOWN)) is None
