"""单元格: the ways offices write a value, and what is said of a wrong one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.engines.dataio.cells.errors import CellError
from tongpin.engines.dataio.cells.readers import read_column, reader_for
from tongpin.kernel.extensions import ColumnType, ImportColumn
from tongpin.kernel.money import MoneyUnit

TODAY = date(2023, 12, 31)


def read(kind: ColumnType, raw: Any, *, unit: MoneyUnit = MoneyUnit.WAN, **values: Any) -> Any:
    column = ImportColumn(name="x", title="某列", type=kind, **values)
    return reader_for(column, unit=unit, today=TODAY)(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "2023-02-09",
        "2023.2.9",
        "2023/02/09",
        "2023年2月9日",
        "２０２３年２月９日",
        " 2023 年 2 月 9 日 ",
        "\x00D2023-02-09",
        "\x00D2023-02-09T08:30:00",
        44966.0,
        44966.75,
        "44966",
        "20230209",
        20230209.0,
        "2023-02-09 00:00:00",
        "2023年2月9号",
        "2023．2．9",
        "\x00M2023-02-09",
        "2023/2/9 8:30",
        "2023-2-9 00:00:00",
        "2023-02-09T08:30",
    ],
)
def test_dates_as_offices_write_them(raw: Any) -> None:
    assert read(ColumnType.DATE, raw) == date(2023, 2, 9)


@pytest.mark.parametrize("raw", ["", "无", "/", "／", "—", "-", "——", "暂无", None, "  ", "　"])
@pytest.mark.parametrize(
    "kind", [ColumnType.DATE, ColumnType.MONEY, ColumnType.TEXT, ColumnType.INTEGER, ColumnType.CREDIT_CODE, ColumnType.YEAR]
)
def test_empty_as_offices_write_it(kind: ColumnType, raw: Any) -> None:
    assert read(kind, raw) is None
    wrong = read(kind, raw, required=True, example="样")
    assert isinstance(wrong, CellError)
    assert wrong.message == "某列不能为空"


@pytest.mark.parametrize(
    ("raw", "words", "suggestion"),
    [
        ("2023年2月30日", "2023 年 2 月只有 28 天", "2023-02-28"),
        ("2024-02-30", "只有 29 天", "2024-02-29"),
        ("2023-13-01", "没有 13 月", ""),
        ("2023年3月", "没有写到日", "2023-03-01（按实际日期填）"),
        ("2023.3", "没有写到日", "2023-03-01（按实际日期填）"),
        ("2023", "只写了年份", ""),
        (2023.0, "只写了年份", ""),
        ("23.2.9", "年份只有两位", "2023-02-09"),
        ("去年", "不是日期", ""),
        ("3023-01-01", "1900 至 2100", ""),
        (-5.0, "不是日期", ""),
        ("\0X#N/A", "错误值 #N/A", ""),
        ("\0F", "还没有计算结果", "用 Excel 或 WPS 打开，保存一次后再导入"),
    ],
)
def test_wrong_dates_are_refused_with_advice(raw: Any, words: str, suggestion: str) -> None:
    wrong = read(ColumnType.DATE, raw)
    assert isinstance(wrong, CellError)
    assert words in wrong.message
    assert wrong.suggestion == suggestion


def test_future_dates_only_where_the_column_says_so() -> None:
    assert "晚于今天" in read(ColumnType.DATE, "2024-01-01").message
    assert read(ColumnType.DATE, "2024-01-01", allow_future=True) == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("raw", "yuan"),
    [
        (300.0, "3000000.00"),
        ("300", "3000000.00"),
        ("1,234.56", "12345600.00"),
        ("１，２３４．５６", "12345600.00"),
        ("300万元", "3000000.00"),
        ("300 万", "3000000.00"),
        ("5000元", "5000.00"),
        ("5000元整", "5000.00"),
        ("1.2亿元", "120000000.00"),
        ("¥300", "3000000.00"),
        (0.1 + 0.2, "3000.00"),
        (778.98, "7789800.00"),
        (1e-6, "0.01"),
        (0.0, "0.00"),
    ],
)
def test_amounts_in_wan(raw: Any, yuan: str) -> None:
    value = read(ColumnType.MONEY, raw)
    assert value == Decimal(yuan)
    assert value.as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("raw", "words", "suggestion"),
    [
        ("约300", "“约300”不是数字", "300.00"),
        ("300左右", "不是数字", "300.00"),
        ("300-400", "不是数字", ""),
        ("三百万", "不是数字", ""),
        (-300.0, "是负数", "300.00"),
        ("-300", "是负数", "300.00"),
        ("(300)", "是负数", "300.00"),
        (33.3333333333333, "细到了分以下", "33.333333"),
        ("1,23", "不是数字", "123.00"),
        ("36%", "不是数字", "36.00"),
        ("\0D2023-02-09", "是日期", ""),
        ("\0M300", "合并单元格", ""),
        (1e15, "请核对单位", ""),
    ],
)
def test_wrong_amounts_are_refused_with_advice(raw: Any, words: str, suggestion: str) -> None:
    wrong = read(ColumnType.MONEY, raw)
    assert isinstance(wrong, CellError), wrong
    assert words in wrong.message
    assert wrong.suggestion == suggestion
    if "不是数字" in wrong.message:
        assert wrong.expected == "以万元计的数，如 300.00"


def test_amounts_in_other_units_and_negative_where_allowed() -> None:
    assert read(ColumnType.MONEY, "20.14", unit=MoneyUnit.YI) == Decimal("2014000000.00")
    assert read(ColumnType.MONEY, 1050.5, unit=MoneyUnit.YUAN) == Decimal("1050.50")
    assert read(ColumnType.MONEY, "(3)", allow_negative=True) == Decimal("-30000.00")
    assert "以元计" in read(ColumnType.MONEY, "约3", unit=MoneyUnit.YUAN).expected


@given(st.integers(min_value=0, max_value=10**13))
def test_every_amount_to_the_fen_survives_excel(fen: int) -> None:
    """What a spreadsheet keeps as a binary number comes back exact, in 元 and in 万元."""
    yuan = Decimal(fen) / 100
    assert read(ColumnType.MONEY, float(yuan), unit=MoneyUnit.YUAN) == yuan
    assert read(ColumnType.MONEY, float(yuan / 10000), unit=MoneyUnit.WAN) == yuan


def test_numbers_integers_and_years() -> None:
    assert read(ColumnType.INTEGER, 12.0) == 12
    assert read(ColumnType.INTEGER, "12家") == 12
    assert "不是整数" in read(ColumnType.INTEGER, 1.5).message
    assert "负数" in read(ColumnType.INTEGER, "-3").message
    assert read(ColumnType.NUMBER, "1,234.5") == Decimal("1234.5")
    assert read(ColumnType.NUMBER, "36%").suggestion == "36"
    assert "小数超过 4 位" in read(ColumnType.NUMBER, 0.123456).message
    assert read(ColumnType.YEAR, 2023.0) == read(ColumnType.YEAR, "2023年") == read(ColumnType.YEAR, "２０２３年度") == 2023
    assert read(ColumnType.YEAR, "\0D2023-05-01") == 2023
    assert "不是年份" in read(ColumnType.YEAR, "23").message
    assert "晚于今年" in read(ColumnType.YEAR, 2024.0).message


def test_text_is_cleaned_but_not_changed() -> None:
    assert read(ColumnType.TEXT, "  宁 阳　县\n科技局 ") == "宁阳县科技局"
    assert read(ColumnType.TEXT, "ABC  Co Ltd") == "ABC Co Ltd"
    assert read(ColumnType.TEXT, "鲁科字〔2023〕20号") == "鲁科字〔2023〕20号"
    assert read(ColumnType.TEXT, "ＧＲ２０２３") == "GR2023"
    assert read(ColumnType.TEXT, "零\u200b宽\ufeff\x07字") == "零宽字"
    assert read(ColumnType.TEXT, 12.0) == "12"
    assert "超过 15 位" in read(ColumnType.TEXT, 2.023370921000128e15).message
    assert "超过 3 字" in read(ColumnType.TEXT, "四个字啊", max_length=3).message
    assert read(ColumnType.TEXT, "=HYPERLINK(1)") == "=HYPERLINK(1)"


def test_patterns_accept_what_differs_only_in_width_and_case() -> None:
    known = {"pattern": r"GR\d{12}", "pattern_hint": "GR加12位数字", "example": "GR202337000062"}
    assert read(ColumnType.TEXT, "gr 2023 3700 0062", **known) == "GR202337000062"
    wrong = read(ColumnType.TEXT, "GR2023", **known)
    assert (wrong.expected, wrong.suggestion) == ("GR加12位数字", "")


def test_choices_by_all_spellings() -> None:
    choices = {"市级": "city", "县级": "county", "国家级": "state", "无": "none"}
    for raw in ("市级", "市", " 市 级 "):
        assert read(ColumnType.CHOICE, raw, choices=choices) == "city"
    assert read(ColumnType.CHOICE, "无", choices=choices) == "none"
    assert read(ColumnType.CHOICE, "/", choices=choices) is None
    wrong = read(ColumnType.CHOICE, "国家及", choices=choices)
    assert wrong.suggestion == "国家级"
    assert wrong.expected == "市级、县级、国家级、无之一"


def test_credit_codes() -> None:
    assert read(ColumnType.CREDIT_CODE, " 913709212226jl70km ") == "913709212226JL70KM"
    wrong = read(ColumnType.CREDIT_CODE, "9137O9212226JL7OKM")
    assert wrong.suggestion == "913709212226JL70KM"
    assert "校验位" in read(ColumnType.CREDIT_CODE, "913709212226JL70KA").message
    assert "超过 15 位" in read(ColumnType.CREDIT_CODE, 9.13709212226e17).message


def test_each_distinct_cell_is_read_once() -> None:
    asked: list[Any] = []

    def note(raw: Any) -> Any:
        asked.append(raw)
        return raw

    assert read_column(["a", "b", "a", "a"], note, {}) == ["a", "b", "a", "a"]
    assert asked == ["a", "b"]


@given(st.one_of(st.text(max_size=40), st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**18), 10**18), st.none()))
def test_no_cell_makes_a_reader_fail(raw: Any) -> None:
    """Whatever stands in a cell gives a value, nothing, or a sentence."""
    for kind in ColumnType:
        value = read(kind, raw, choices={"是": "yes"})
        if isinstance(value, CellError):
            assert value.message
            assert value.expected or kind is ColumnType.TEXT
        if isinstance(value, str):
            assert not any(ord(c) < 32 for c in value)
