"""读表: finds the form in a sheet and what stands under its headings; whatever cannot be read as it should be is a finding. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tongpin.domains.coaching.precheck.layouts import LAYOUTS, UNITS, Asked, Layout, headings, plain_heading, unit_in
from tongpin.engines.dataio.annotating import CONTINUED, DATE, ERROR, UNCALCULATED, ReadSheet
from tongpin.kernel.dates import read_date
from tongpin.kernel.rounding import plain, round_half_up
from tongpin.kernel.values import ValueType

TOP_ROWS, HEAD_ROWS = 20, 3
FORMAT = "格式检查"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_WITH_UNIT = re.compile(r"(-?[\d.]+)\s*(亿元|百万元|万元|千元|元|人月|人|件|个|%|％)")
_SHARE = re.compile(r"(占比|比例|比重|占.{1,12}的比)([（(].*[）)])?$")
_TOTAL = re.compile(r"^(合计|总计|小计|本页合计|本年合计)")


@dataclass(frozen=True, slots=True)
class Place:
    """单元格: counted from 1; ``title`` is what it is called in the form."""

    sheet: str
    row: int
    column: int
    title: str
    value: str = ""

    @property
    def letter(self) -> str:
        """The column as Excel names it."""
        number, letters = self.column, ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


@dataclass(frozen=True, slots=True)
class Finding:
    """预审发现: ``rule`` names what says so; without a cell it is about the sheet or the file."""

    place: Place
    expected: str
    advice: str
    rule: str = FORMAT


@dataclass(slots=True)
class Entry:
    """一行数据: values by name with the cells they stand in; what could not be read is not among the values."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


@dataclass(slots=True)
class Form:
    """认出的表: one of the layouts in one sheet."""

    layout: Layout
    sheet: str
    entries: list[Entry]
    findings: list[Finding]


def form_in(sheet: ReadSheet) -> Form | None:
    """The form of a sheet; None where it is none that is known."""
    found = [(matched, layout, where) for layout in LAYOUTS for matched, where in [_recognised(sheet, layout)] if matched >= layout.least]
    if not found:
        return None
    _, layout, where = max(found, key=lambda one: one[0])
    return _upright(sheet, layout, where) if layout.is_upright else _table(sheet, layout, where)


def _recognised(sheet: ReadSheet, layout: Layout) -> tuple[int, Any]:
    """How many headings of the layout are there, and where they stand."""
    known = headings(layout)
    if layout.is_upright:
        labels: dict[str, tuple[int, int]] = {}
        for row, cells in sheet.rows.items():
            for column, text in enumerate(cells[:6]):
                asked = known.get(plain_heading(text)) if isinstance(text, str) and text and not text.startswith("\0") else None
                if asked and asked.name not in labels:
                    labels[asked.name] = (row, column)
        return len(labels), labels
    best: tuple[int, Any] = (0, None)
    numbers = sorted(sheet.rows)[:TOP_ROWS]
    for start in range(len(numbers)):
        for height in range(1, HEAD_ROWS + 1):
            head = numbers[start : start + height]
            columns: dict[str, tuple[int, int, str]] = {}
            for row in head:
                for column, text in enumerate(sheet.rows[row]):
                    asked = known.get(plain_heading(text)) if isinstance(text, str) and text and not text.startswith(DATE) else None
                    if asked and asked.name not in columns:
                        columns[asked.name] = (column, row, str(text))
            if len(columns) > best[0]:
                best = (len(columns), (columns, head[-1]))
    return best


def _table(sheet: ReadSheet, layout: Layout, where: tuple[Mapping[str, tuple[int, int, str]], int]) -> Form:
    columns, last_head = where
    form = Form(layout, sheet.name, [], [])
    asks = {one.name: one for one in layout.asks}
    stated = _unit_above(sheet, last_head)
    for name, (column, row, text) in columns.items():
        _check_unit(form, asks[name], Place(sheet.name, row, column + 1, asks[name].title, text), unit_in(text) or stated)
    for row in sorted(number for number in sheet.rows if number > last_head):
        cells = sheet.rows[row]
        if any(isinstance(cell, str) and _TOTAL.match(re.sub(r"\s", "", cell)) for cell in cells[:6]) or _is_numbering(cells):
            continue
        entry = Entry(row)
        for name, (column, _, _) in columns.items():
            raw = cells[column] if column < len(cells) else ""
            _put(form, entry, asks[name], Place(sheet.name, row, column + 1, asks[name].title, _shown(raw)), raw)
        if entry.values:
            form.findings += [
                Finding(entry.places[one.name], f"应填{one.title}", "请补填。")
                for one in layout.asks
                if one.needed and _is_blank(entry, one.name)
            ]
            form.entries.append(entry)
    return form


def _upright(sheet: ReadSheet, layout: Layout, labels: Mapping[str, tuple[int, int]]) -> Form:
    form, entry = Form(layout, sheet.name, [], []), Entry(0)
    asks = {one.name: one for one in layout.asks}
    column = _figures_column(sheet, labels)
    stated = _unit_above(sheet, min(row for row, _ in labels.values()))
    for name, (row, label) in labels.items():
        cells = sheet.rows[row]
        beside = next((str(cell) for cell in cells[label + 1 : column] if str(cell).strip() in UNITS), "")
        asked = asks[name]
        raw = cells[column] if column < len(cells) else ""
        place = Place(sheet.name, row, column + 1, asked.title, _shown(raw))
        _check_unit(
            form, asked, Place(sheet.name, row, label + 1, asked.title, str(cells[label])), beside or unit_in(cells[label]) or stated
        )
        _put(form, entry, asked, place, raw)
    form.entries.append(entry)
    return form


def _figures_column(sheet: ReadSheet, labels: Mapping[str, tuple[int, int]]) -> int:
    """Where the figures of this year stand: under 本年 or the like, else the first column with figures that is no code."""
    first = min(row for row, _ in labels.values())
    right = max(column for _, column in labels.values())
    for row in sorted(number for number in sheet.rows if number <= first):
        for column, text in enumerate(sheet.rows[row]):
            if (
                column > right
                and isinstance(text, str)
                and re.fullmatch(r"(本年|本期|本年数|数量|实际|本年实际|金额|数值)", re.sub(r"\s", "", text))
            ):
                return column
    for column in range(right + 1, right + 6):
        cells = [sheet.rows[row][column] for row, _ in labels.values() if column < len(sheet.rows[row])]
        if sum(isinstance(cell, float | int) for cell in cells) > len(labels) // 2 and not _are_codes(cells):
            return column
    return right + 1


def _are_codes(cells: Sequence[Any]) -> bool:
    numbers = [cell for cell in cells if isinstance(cell, float | int)]
    return len(numbers) > 3 and all(n == int(n) and 0 < n < 200 for n in numbers) and sorted(numbers) == numbers


def _unit_above(sheet: ReadSheet, row: int) -> str:
    for number in sorted(sheet.rows):
        if number < row:
            for text in sheet.rows[number]:
                if isinstance(text, str) and "单位" in text and (unit := unit_in(text)):
                    return unit
    return ""


def _check_unit(form: Form, asked: Asked, place: Place, stated: str) -> None:
    if asked.unit in UNITS and stated in UNITS and stated != asked.unit:
        form.findings.append(Finding(place, f"单位应为{asked.unit}，表上写的是{stated}", f"请把整列换算成{asked.unit}，表头一并改正。"))


def _put(form: Form, entry: Entry, asked: Asked, place: Place, raw: Any) -> None:
    entry.places[asked.name] = place
    if raw == "" or (isinstance(raw, str) and not raw.strip()):
        return
    told = _read(asked, raw)
    if isinstance(told, tuple):
        form.findings.append(Finding(place, *told))
    else:
        entry.values[asked.name] = told


def _read(asked: Asked, raw: Any) -> Any:
    """The value, or what is expected there and what to do."""
    if isinstance(raw, str) and raw.startswith(UNCALCULATED):
        return "公式没有计算结果", "请用 Excel 或 WPS 打开文件，等公式算出后保存，再上传。"
    if isinstance(raw, str) and raw.startswith(ERROR):
        return f"公式出错：{raw.removeprefix(ERROR)}", "请改正公式或填写数值。"
    if isinstance(raw, str) and raw.startswith(CONTINUED):
        return "与上面一行合并在一个单元格里，不能确定这一行的内容", "请取消合并，逐行填写。"
    return {ValueType.NUMBER: _as_number, ValueType.DATE: _as_date}.get(asked.type, _as_text)(asked, raw)


def _as_number(asked: Asked, raw: Any) -> Any:
    if isinstance(raw, float | int):
        return round_half_up(Decimal(repr(raw)), 6)
    text = str(raw).translate(str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")).replace(",", "").strip()
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    with_unit = _WITH_UNIT.fullmatch(text)
    if with_unit and with_unit[2] in UNITS and asked.unit in UNITS:
        return f"应为以{asked.unit}为单位的数，不带文字", f"写的是{with_unit[2]}，请换算成{asked.unit}后只填数。"
    if with_unit:
        return f"应为数（{asked.unit or '不带单位'}），不带文字", "请只填数。"
    return f"应为数{f'（{asked.unit}）' if asked.unit else ''}", "请改填数；没有发生的填 0，不掌握的留空。"


def _as_date(asked: Asked, raw: Any) -> Any:
    text = str(raw).removeprefix(DATE)[:10]
    if isinstance(raw, float | int):
        text = plain(Decimal(repr(raw)))
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}" if re.fullmatch(r"(19|20)\d{6}", text) else text
    text = re.sub(r"^(\d{4})[年./](\d{1,2})[月./](\d{1,2})日?$", lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", text)
    try:
        return read_date(text)
    except ValueError:
        return "应为日期，如 2025-01-10", "请写全年、月、日。"


def _as_text(asked: Asked, raw: Any) -> Any:
    return str(raw).strip()


def shares_in(sheet: ReadSheet) -> Iterator[Finding]:
    """占比写法: 35 under a heading without %, or 0.35 under one with it."""
    numbers = sorted(sheet.rows)
    for row in numbers[:TOP_ROWS]:
        for column, head in enumerate(sheet.rows[row]):
            if not isinstance(head, str) or not _SHARE.search(re.sub(r"\s", "", head)):
                continue
            in_percent = "%" in head or "％" in head
            for below in (number for number in numbers if number > row):
                raw = sheet.rows[below][column] if column < len(sheet.rows[below]) else ""
                place = Place(sheet.name, below, column + 1, head, _shown(raw))
                if isinstance(raw, float | int) and not in_percent and raw > 1:
                    yield Finding(
                        place, f"占比应在 0 至 1 之间，{place.value} 像是百分数", "请填小数（35% 填 0.35），或者在表头写明（%）。"
                    )
                elif isinstance(raw, float | int) and in_percent and (0 < raw < 1 or raw > 100):
                    yield Finding(place, f"表头的单位是 %，{place.value} 像是写法不同", "35% 请填 35；确实不到 1% 或超过 100% 的请核对。")


def _shown(raw: Any) -> str:
    if isinstance(raw, float | int):
        return plain(round_half_up(Decimal(repr(raw)), 6))
    return str(raw).lstrip("\0").removeprefix("D") if str(raw).startswith(DATE) else str(raw) if not str(raw).startswith("\0") else ""


def _is_blank(entry: Entry, name: str) -> bool:
    return name in entry.places and name not in entry.values and not entry.places[name].value


def _is_numbering(cells: Sequence[Any]) -> bool:
    """The row under the head that numbers the columns: 甲 乙 1 2 3."""
    told = [str(cell).removesuffix(".0") for cell in cells if cell != ""]
    return len(told) > 3 and all(re.fullmatch(r"[甲乙丙丁戊]|\d{1,2}", text) for text in told)


def year_in(sheets: Sequence[ReadSheet], name: str) -> int | None:
    """报告年度, as the head of a form or the name of the file tells it."""
    heads = [str(cell) for sheet in sheets for row in sorted(sheet.rows)[:8] for cell in sheet.rows[row] if isinstance(cell, str)]
    for text in (*heads, name):
        found = re.search(r"(20\d{2})\s*年", text)
        if found and not text.startswith("\0"):
            return int(found[1])
    return None
