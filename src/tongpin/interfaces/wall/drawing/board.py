"""作战图: projects × months with nodes on their days, lights with words, three owners, slack and the line of today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tongpin.interfaces.wall.drawing.svg import (
    COLOURS,
    INK_2,
    LINE,
    SUNKEN,
    TODAY,
    box,
    drawing,
    fitted,
    line,
    link,
    mark,
    text_width,
    words,
)

LEGEND = (("red", "逾期"), ("yellow", "需关注"), ("blue", "临期"), ("grey", "未到期"), ("green", "已完成"))


@dataclass(frozen=True, slots=True)
class Mark:
    """节点: on its day, with the words shown beside it and those that appear on pointing at it."""

    day: date
    colour: str
    label: str
    told: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """一行: a project as the board shows it. ``span`` is from when to when it runs."""

    title: str
    url: str
    colour: str
    word: str
    reason: str
    owners: str
    slack: str
    done: str
    span: tuple[date, date]
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Count:
    """一个数: a figure at the head of the board, and what it opens."""

    title: str
    number: int
    colour: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """图头."""

    title: str
    subtitle: str
    data_time: str
    counts: Sequence[Count] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """幅面: its size in drawing units and how high a row is; ``height`` None grows with the rows."""

    width: float
    height: float | None = None
    row_height: float = 48
    head_height: float = 104
    size: float = 14

    @property
    def axis_height(self) -> float:
        return self.size * 2.2

    @property
    def foot_height(self) -> float:
        return self.size * 2.4

    @property
    def room(self) -> int:
        """How many rows a sheet of a fixed height takes."""
        if self.height is None:
            return 10_000
        return max(1, int((self.height - self.head_height - self.axis_height - self.foot_height) // self.row_height))


PAGE = Sheet(width=1600, head_height=12, row_height=46, size=13)
SCREEN = Sheet(width=1920, height=1080, row_height=62, head_height=156, size=17)
WIDE_SCREEN = Sheet(width=3840, height=1080, row_height=62, head_height=156, size=17)
A3 = Sheet(width=1616, height=1124, row_height=44, head_height=96, size=13)
A0 = Sheet(width=3128, height=2200, row_height=44, head_height=96, size=13)


class Board:
    """作战图: one drawing for each sheet that the rows need."""

    def __init__(self, sheet: Sheet, head: Head, start: date, end: date, today: date) -> None:
        self.sheet, self.head, self.start, self.end, self.today = sheet, head, start, end, today
        size = sheet.size
        self.title_width = size * 22
        self.owner_width = size * 13
        self.slack_width = size * 7.5
        self.left = self.title_width + self.owner_width + self.slack_width
        self.span = sheet.width - self.left - size

    def drawings(self, rows: Sequence[Row]) -> list[str]:
        """Sheets in order; at least one."""
        parts = [rows[i : i + self.sheet.room] for i in range(0, len(rows), self.sheet.room)] or [[]]
        return [self._drawing(part, number, len(parts)) for number, part in enumerate(parts, 1)]

    def _drawing(self, rows: Sequence[Row], number: int, total: int) -> str:
        sheet = self.sheet
        bottom = sheet.head_height + sheet.axis_height + len(rows) * sheet.row_height
        height = sheet.height if sheet.height is not None else bottom + sheet.foot_height
        parts = [box(0, 0, sheet.width, height)]
        if sheet.head_height > 40:
            parts += self._head(number, total)
        parts += self._axis(bottom)
        for place, row in enumerate(rows):
            parts += self._row(row, sheet.head_height + sheet.axis_height + place * sheet.row_height)
        parts += self._today(bottom)
        parts += self._legend(height - sheet.foot_height * 0.35)
        return drawing(parts, sheet.width, height, self.head.title)

    # --- head, axis and foot --------------------------------------------------------------------------------------------
    def _head(self, number: int, total: int) -> Iterator[str]:
        sheet, size = self.sheet, self.sheet.size
        yield words(size, size * 2.3, self.head.title, size=size * 1.75, weight=700)
        yield words(sheet.width - size, size * 2.3, self.head.data_time, size=size, fill=INK_2, anchor="end")
        page = f"第 {number} 页，共 {total} 页" if total > 1 else ""
        yield words(sheet.width - size, size * 4.1, page, size=size, fill=INK_2, anchor="end")
        yield words(size, size * 4.1, self.head.subtitle, size=size, fill=INK_2)
        x = size
        for count in self.head.counts:
            shown = [
                mark(x + size * 0.6, size * 6.05, count.colour, size * 0.5) if count.colour else "",
                words(x + (size * 1.5 if count.colour else 0), size * 6.5, f"{count.title} {count.number}", size=size * 1.2, weight=700),
            ]
            yield link(count.url, shown, title=f"{count.title}{count.number}个项目")
            x += text_width(f"{count.title} {count.number}", size * 1.2) + size * 4.5

    def _axis(self, bottom: float) -> Iterator[str]:
        sheet, size = self.sheet, self.sheet.size
        top, base = sheet.head_height, sheet.head_height + sheet.axis_height
        yield box(0, top, sheet.width, sheet.axis_height, fill=SUNKEN)
        heads = ((size, "项目"), (self.title_width, "责任领导 · 科室 · 责任人"), (self.title_width + self.owner_width, "进度 · 余量"))
        for x, title in heads:
            yield words(x, base - size * 0.7, title, size=size * 0.95, weight=700)
        for first, title in self._months():
            x = self._x(first)
            yield line(x, top, x, bottom)
            yield words(x + size * 0.35, base - size * 0.7, title, size=size * 0.95, weight=700)
        yield line(0, base, sheet.width, base)

    def _months(self) -> Iterator[tuple[date, str]]:
        day = self.start.replace(day=1)
        while day < self.end:
            yield max(day, self.start), f"{day.month}月"
            day = (day + timedelta(days=32)).replace(day=1)

    def _x(self, day: date) -> float:
        held = min(max(day, self.start), self.end)
        return self.left + self.span * (held - self.start).days / max((self.end - self.start).days, 1)

    def _today(self, bottom: float) -> Iterator[str]:
        if self.start <= self.today < self.end:
            x, size = self._x(self.today), self.sheet.size
            yield line(x, self.sheet.head_height, x, bottom, stroke=TODAY, width=1.5, dashes="5 3")
            yield words(
                x + 3, bottom + size * 1.05, f"今天 {self.today.month}月{self.today.day}日", size=size * 0.9, fill=TODAY, weight=700
            )

    def _legend(self, y: float) -> Iterator[str]:
        size, x = self.sheet.size, self.sheet.size
        for colour, word in LEGEND:
            yield mark(x, y - size * 0.33, colour, size * 0.42)
            yield words(x + size * 0.9, y, word, size=size * 0.9, fill=INK_2)
            x += text_width(word, size * 0.9) + size * 2.3

    # --- rows -----------------------------------------------------------------------------------------------------------
    def _row(self, row: Row, top: float) -> Iterator[str]:
        sheet, size = self.sheet, self.sheet.size
        first, second = top + sheet.row_height * 0.42, top + sheet.row_height * 0.8
        yield line(0, top + sheet.row_height, sheet.width, top + sheet.row_height)
        title = words(size * 2.2, first, fitted(row.title, size, self.title_width - size * 2.6), size=size, weight=700)
        yield link(row.url, [mark(size, first - size * 0.35, row.colour, size * 0.5), title], title=row.title)
        told = f"{row.word} {row.reason}".strip()
        yield words(size * 2.2, second, fitted(told, size * 0.85, self.title_width - size * 2.6), size=size * 0.85, fill=_told(row.colour))
        for y, part in zip((first, second), _halves(row.owners), strict=True):
            yield words(self.title_width, y, fitted(part, size * 0.88, self.owner_width - size * 0.6), size=size * 0.88)
        x = self.title_width + self.owner_width
        yield words(x, first, fitted(row.done, size * 0.88, self.slack_width), size=size * 0.88)
        yield words(x, second, fitted(row.slack, size * 0.85, self.slack_width - 4), size=size * 0.85, fill=INK_2)
        yield from self._marks(row, top)

    def _marks(self, row: Row, top: float) -> Iterator[str]:
        sheet, size = self.sheet, self.sheet.size
        y = top + sheet.row_height * 0.36
        begins, ends = row.span
        if ends >= self.start and begins < self.end:
            yield box(self._x(begins), y - 2, self._x(ends) - self._x(begins), 4, fill=LINE, css="w-track", corner=2)
        inside = sorted((m for m in row.marks if self.start <= m.day < self.end), key=lambda m: m.day)
        free = 0.0
        for place, one in enumerate(inside):
            x = self._x(one.day)
            following = self._x(inside[place + 1].day) if place + 1 < len(inside) else sheet.width
            shown = [mark(x, y, one.colour, size * 0.48)]
            begin = max(x - size * 0.5, free)
            room = min(following - size * 0.7, sheet.width - 4) - begin
            label = fitted(one.label, size * 0.78, min(room, size * 9)) if room > size * 2.2 else ""
            if label:
                shown.append(words(begin, top + sheet.row_height * 0.86, label, size=size * 0.78, fill=INK_2))
                free = begin + text_width(label, size * 0.78) + size * 0.4
            yield link(one.url, shown, title=one.told)


def _told(colour: str) -> str:
    return COLOURS[colour] if colour in ("red", "yellow", "blue", "green") else INK_2


def _halves(owners: str) -> tuple[str, str]:
    """Leader and department above, the person below."""
    above, _, below = owners.rpartition(" · ")
    return above, below
