"""数字: whole numbers, years, exact decimals and amounts of money with their unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.engines.dataio.cells.errors import CellError, shown
from tongpin.engines.dataio.cells.text import half_width, is_empty, marked
from tongpin.kernel.money import MoneyUnit, from_yuan
from tongpin.kernel.rounding import plain, round_half_up

_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_SUFFIX = re.compile(r"(百万元?|千元?|万元?|亿元?|元整?)(?:人民币)?$")
_PREFIX = re.compile(r"^(?:¥|RMB|CNY|人民币)", re.IGNORECASE)
_WORD_UNITS = {"百万": MoneyUnit.MILLION, "千": MoneyUnit.THOUSAND, "万": MoneyUnit.WAN, "亿": MoneyUnit.YI}
_FOUND = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FEN = Decimal("0.01")
_LARGEST_YUAN = Decimal(10) ** 14
_PLACES = 4

Number = Decimal | CellError | None


def money_reader(unit: MoneyUnit, *, allow_negative: bool) -> Callable[[Any], Number]:
    """A reader of amounts written in ``unit`` unless a cell names its own; gives 元, exact to the 分."""
    expected = f"以{unit.value}计的数，如 300.00"
    factor = unit.yuan

    def read(raw: Any) -> Number:
        if isinstance(raw, int | float):
            return _amount(raw, _decimal(raw), factor, unit)
        figure = _figure_text(raw, "合并单元格的金额不能分到各行，请取消合并后逐行填写", expected)
        if figure is None or isinstance(figure, CellError):
            return figure
        return _written(raw, figure)

    def _written(raw: str, figure: str) -> Number:
        own, bare = unit, _PREFIX.sub("", figure)
        if found := _SUFFIX.search(bare):
            bare = bare[: found.start()]
            own = _WORD_UNITS.get(found[1].removesuffix("元"), MoneyUnit.YUAN)
        if bare.startswith("(") and bare.endswith(")"):
            bare = "-" + bare[1:-1]
        if not _NUMBER.fullmatch(bare):
            return CellError(f"“{shown(raw)}”不是数字", expected, _suggested(figure))
        return _amount(raw, Decimal(bare.replace(",", "")), own.yuan, own)

    def _amount(raw: Any, number: Decimal, scale: Decimal, own: MoneyUnit) -> Number:
        yuan = number * scale
        if yuan < 0 and not allow_negative:
            return CellError(f"金额“{shown(raw)}”是负数", f"不小于 0、{expected}", _two_places(-number))
        if abs(yuan) > _LARGEST_YUAN:
            return CellError(f"金额“{shown(raw)}”大得不合常理，请核对单位是不是{own.value}", expected)
        exact = yuan.quantize(_FEN)
        if exact != yuan:
            return CellError(f"金额“{shown(raw)}”细到了分以下", expected, plain(from_yuan(round_half_up(yuan, 2), own)))
        return exact

    return read


def number_reader(*, allow_negative: bool) -> Callable[[Any], Number]:
    """A reader of exact decimals with at most four places."""
    expected = "数字，如 36.5"

    def read(raw: Any) -> Number:
        if isinstance(raw, int | float):
            return _checked(raw, _decimal(raw))
        figure = _figure_text(raw, "合并单元格的数字不能分到各行，请取消合并后逐行填写", expected)
        if figure is None or isinstance(figure, CellError):
            return figure
        if not _NUMBER.fullmatch(figure):
            return CellError(f"“{shown(raw)}”不是数字", expected, _bare(figure))
        return _checked(raw, Decimal(figure.replace(",", "")))

    def _checked(raw: Any, number: Decimal) -> Number:
        if number < 0 and not allow_negative:
            return CellError(f"“{shown(raw)}”是负数", "不小于 0 的数", plain(-number))
        if abs(number) > _LARGEST_YUAN:
            return CellError(f"“{shown(raw)}”大得不合常理，请核对单位", expected)
        rounded = round_half_up(number, _PLACES)
        if rounded != number:
            return CellError(f"“{shown(raw)}”的小数超过 {_PLACES} 位", f"最多 {_PLACES} 位小数", plain(rounded))
        return Decimal(plain(number))

    return read


def integer_reader(*, allow_negative: bool) -> Callable[[Any], int | CellError | None]:
    """A reader of whole numbers."""
    decimal = number_reader(allow_negative=allow_negative)

    def read(raw: Any) -> int | CellError | None:
        number = decimal(_without_counter(raw))
        if isinstance(number, Decimal):
            if number != number.to_integral_value():
                return CellError(f"“{shown(raw)}”不是整数", "整数，如 12")
            return int(number)
        if isinstance(number, CellError):
            return number._replace(expected="整数，如 12")
        return None

    return read


def year_reader(today: date, *, allow_future: bool) -> Callable[[Any], int | CellError | None]:
    """A reader of years: 2023, 2023年, 2023年度, or a full date of that year."""

    def read(raw: Any) -> int | CellError | None:
        text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw if raw is not None else "")
        if text.startswith("\0"):
            unmarked = marked(text)
            if isinstance(unmarked, CellError):
                return unmarked
            text = unmarked
        text = half_width(text)
        if is_empty(text):
            return None
        found = re.fullmatch(r"((?:19|20)\d{2})(?:年度?|\.0)?", text) or re.fullmatch(
            r"((?:19|20)\d{2})[-./年]\d{1,2}[-./月]\d{1,2}日?", text
        )
        if not found:
            return CellError(f"“{shown(raw)}”不是年份", "四位年份，如 2023")
        if int(found[1]) > today.year and not allow_future:
            return CellError(f"年份 {found[1]} 晚于今年", f"不晚于 {today.year} 的年份")
        return int(found[1])

    return read


def _decimal(raw: float) -> Decimal:
    """The number Excel shows: 15 significant digits, so that 0.1+0.2 is 0.3."""
    return Decimal(format(raw, ".15g"))


def _figure_text(raw: Any, merged: str, expected: str) -> str | CellError | None:
    text = raw or ""
    if text.startswith("\0"):
        if text[1] == "M":
            return CellError(merged, expected)
        unmarked = marked(text)
        return unmarked if isinstance(unmarked, CellError) else CellError(f"“{unmarked}”是日期，不是数字", expected)
    text = half_width(text)
    return None if is_empty(text) else text


def _without_counter(raw: Any) -> Any:
    return re.sub(r"[家个项人次名场户件份篇]$", "", half_width(raw)) if isinstance(raw, str) and not raw.startswith("\0") else raw


def _suggested(figure: str) -> str:
    """ "约300" → "300.00"; nothing where several numbers stand in the cell."""
    found = _FOUND.findall(figure)
    return _two_places(Decimal(found[0].replace(",", ""))) if len(found) == 1 else ""


def _bare(figure: str) -> str:
    found = _FOUND.findall(figure)
    return found[0].replace(",", "") if len(found) == 1 else ""


def _two_places(number: Decimal) -> str:
    text = plain(number)
    return text if "." in text and len(text.split(".")[1]) > 2 else f"{number:.2f}"
