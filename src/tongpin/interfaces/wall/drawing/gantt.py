"""甘特图: the tasks of a project on their days, who waits for whom, what is done, and how far each may slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tongpin.interfaces.wall.drawing.svg import (
    COLOURS,
    INK,
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
    words,
)

WIDTH, TITLE, OWNER, ROW, HEAD, AXIS, SIZE = 1600.0, 330.0, 120.0, 26.0, 74.0, 44.0, 13.0


@dataclass(frozen=True, slots=True)
class Bar:
    """一项任务. ``first_end`` is the day it was signed with, where that has been moved; ``after`` names the bars it waits for."""

    key: int
    title: str
    owner: str
    start: date
    end: date
    colour: str
    word: str
    share_done: int
    is_node: bool
    is_critical: bool
    slack: str
    first_end: date | None = None
    after: tuple[int, ...] = ()
    url: str = ""


class Gantt:
    """甘特图 of one project, as high as it has tasks."""

    def __init__(self, bars: Sequence[Bar], *, title: str, subtitle: str, deadline: date, today: date) -> None:
        self.bars, self.title, self.subtitle, self.deadline, self.today = bars, title, subtitle, deadline, today
        days = [deadline, today, *(b.start for b in bars), *(b.end for b in bars), *(b.first_end for b in bars if b.first_end)]
        self.start = min(days).replace(day=1)
        self.end = (max(days) + timedelta(days=32)).replace(day=1)
        self.left, self.span = TITLE + OWNER, WIDTH - TITLE - OWNER - SIZE

    @property
    def height(self) -> float:
        return HEAD + AXIS + len(self.bars) * ROW + SIZE * 3

    def drawing(self) -> str:
        return drawing(self._parts(), WIDTH, self.height, self.title)

    def _parts(self) -> Iterator[str]:
        bottom = HEAD + AXIS + len(self.bars) * ROW
        yield box(0, 0, WIDTH, self.height)
        yield words(SIZE, 30, self.title, size=22, weight=700)
        yield words(SIZE, 56, self.subtitle, size=SIZE, fill=INK_2)
        yield words(WIDTH - SIZE, 56, "红框为关键路线，灰色虚线为最初时限，形状为节点", size=SIZE * 0.9, fill=INK_2, anchor="end")
        yield from self._axis(bottom)
        tops = {bar.key: HEAD + AXIS + place * ROW for place, bar in enumerate(self.bars)}
        for bar in self.bars:
            yield from self._links(bar, tops)
        for bar in self.bars:
            yield from self._bar(bar, tops[bar.key])
        yield from self._day_line(self.deadline, bottom, f"时限 {self.deadline:%Y-%m-%d}", INK, 1.05)
        yield from self._day_line(self.today, bottom, f"今天 {self.today:%Y-%m-%d}", TODAY, 2.2)

    def _x(self, day: date) -> float:
        return self.left + self.span * (day - self.start).days / (self.end - self.start).days

    def _axis(self, bottom: float) -> Iterator[str]:
        yield box(0, HEAD, WIDTH, AXIS, fill=SUNKEN)
        for x, title in ((SIZE, "任务"), (TITLE, "责任人")):
            yield words(x, HEAD + AXIS - 12, title, size=SIZE, weight=700)
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        step = max(1, -(-months // 24))
        for number in range(0, months, step):
            index = self.start.year * 12 + self.start.month - 1 + number
            first = date(index // 12, index % 12 + 1, 1)
            x = self._x(first)
            yield line(x, HEAD, x, bottom)
            yield words(x + 4, HEAD + AXIS - 8, f"{first.month}月", size=SIZE * 0.92)
            if number == 0 or first.month == 1 or (step > 1 and first.month <= step):
                yield words(x + 4, HEAD + 17, f"{first.year}年", size=SIZE * 0.92, weight=700)

    def _bar(self, bar: Bar, top: float) -> Iterator[str]:
        y, colour = top + ROW / 2, COLOURS.get(bar.colour, COLOURS["grey"])
        yield line(0, top + ROW, WIDTH, top + ROW)
        named = [mark(SIZE, y, bar.colour, 5), words(SIZE * 2, y + 4.5, fitted(bar.title, SIZE, TITLE - SIZE * 2.6), size=SIZE)]
        facts = (bar.title, f"{bar.start:%Y-%m-%d}至{bar.end:%Y-%m-%d}", bar.word, f"完成{bar.share_done}%", bar.slack)
        told = "，".join(fact for fact in facts if fact)
        yield link(bar.url, named, title=told)
        yield words(TITLE, y + 4.5, fitted(bar.owner, SIZE * 0.92, OWNER - 8), size=SIZE * 0.92, fill=INK_2)
        x, far = self._x(bar.start), self._x(bar.end + timedelta(days=1))
        if bar.first_end:
            yield line(self._x(bar.first_end), top + 4, self._x(bar.first_end), top + ROW - 4, stroke=INK_2, width=1.5, dashes="3 2")
        width = max(far - x, 2)
        edge = TODAY if bar.is_critical else "none"
        shown = [
            box(x, y - 6, width, 12, fill=LINE, css="w-track", corner=2),
            box(x, y - 6, width * bar.share_done / 100, 12, fill=colour, css="w-done", corner=2),
            f'<rect x="{x:g}" y="{y - 6:g}" width="{width:g}" height="12" rx="2" fill="none" stroke="{edge}" stroke-width="1.5"/>',
        ]
        if bar.is_node:
            shown.append(mark(far, y, bar.colour, 7))
        yield link(bar.url, shown, title=told)
        if bar.slack:
            yield words(min(far + 14, WIDTH - 90), y + 4.5, bar.slack, size=SIZE * 0.85, fill=INK_2)

    def _links(self, bar: Bar, tops: Mapping[int, float]) -> Iterator[str]:
        """From the end of what comes before down to the start of what waits."""
        by_key = {b.key: b for b in self.bars}
        for key in bar.after:
            before = by_key.get(key)
            if before is None:
                continue
            x1, y1 = self._x(before.end + timedelta(days=1)), tops[key] + ROW / 2
            x2, y2 = self._x(bar.start), tops[bar.key] + ROW / 2
            path = f"M{x1:g} {y1:g}h5V{y2:g}H{x2:g}" if x2 >= x1 else f"M{x1:g} {y1:g}h5v{(y2 - y1) / 2:g}H{x2 - 6:g}V{y2:g}h6"
            yield f'<path class="w-link" d="{path}" fill="none" stroke="{INK_2}" stroke-width="0.8"/>'

    def _day_line(self, day: date, bottom: float, title: str, stroke: str, down: float) -> Iterator[str]:
        x = self._x(day)
        yield line(x, HEAD + AXIS, x, bottom, stroke=stroke, width=1.2, dashes="5 3")
        anchor = "end" if x > WIDTH - 140 else "start"
        yield words(x + (3 if anchor == "start" else -3), bottom + SIZE * down, title, size=SIZE * 0.9, fill=stroke, anchor=anchor)
