"""成句: fills the slots of a sentence from figures, or withholds it and says why. Pure: figures come in as they are asked for.

A sentence is withheld (不予输出) where a figure is missing, has no row behind it, or has no base for a growth: better no sentence
than one that its rows do not carry (figures.md section 6, A4 and A5).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from tongpin.engines.rules.qualifiers import qualify
from tongpin.interfaces.reports.slots import Aspect, FigureSlot, Literal, Piece, Plain, PlainSlot
from tongpin.kernel.money import MoneyUnit, from_yuan
from tongpin.kernel.reference import Reference
from tongpin.kernel.rounding import plain, round_half_up


class PrintedFigure(Protocol):
    """What a sentence needs of a figure; ``engines.indicators`` Figure is one."""

    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def shown_unit(self) -> str: ...
    @property
    def places(self) -> int: ...
    @property
    def growth_places(self) -> int: ...
    @property
    def previous(self) -> Decimal | None: ...
    @property
    def growth_pct(self) -> Decimal | None: ...
    @property
    def growth_reason(self) -> str: ...
    @property
    def target(self) -> Decimal | None: ...
    @property
    def completion_pct(self) -> Decimal | None: ...
    @property
    def as_of(self) -> date: ...
    @property
    def printed(self) -> str: ...
    @property
    def formula(self) -> str: ...
    @property
    def status_title(self) -> str: ...
    @property
    def is_forecast(self) -> bool: ...
    @property
    def references(self) -> Sequence[Reference]: ...


@dataclass(frozen=True, slots=True)
class Words:
    """句中文字."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """句中数字: what is printed and the figure it opens."""

    text: str
    figure: PrintedFigure
    aspect: Aspect


@dataclass(frozen=True, slots=True)
class Filled:
    """成句结果: either parts to print, or the reason why nothing is printed."""

    id: str
    section: str
    parts: tuple[Words | Number, ...]
    withheld: str = ""

    @property
    def text(self) -> str:
        return "" if self.withheld else "".join(p.text for p in self.parts)

    @property
    def numbers(self) -> list[Number]:
        return [p for p in self.parts if isinstance(p, Number)]


class Unsupported(Exception):
    """取不到数: the reason, in a sentence."""


def fill_sentence(
    sentence_id: str,
    section: str,
    pieces: Sequence[Piece],
    *,
    figure: Callable[[str], PrintedFigure | None],
    org_name: str,
    year: int,
    as_of: date,
) -> Filled:
    """One sentence from its pieces; ``figure`` answers a measure's code or title, None where there is no such measure."""
    plain_words = {Plain.YEAR: str(year), Plain.ORG: org_name, Plain.AS_OF: f"{as_of.year}年{as_of.month}月{as_of.day}日"}
    parts: list[Words | Number] = []
    reasons: list[str] = []
    for piece in pieces:
        match piece:
            case Literal(text):
                parts.append(Words(text))
            case PlainSlot(name):
                parts.append(Words(plain_words[name]))
            case FigureSlot():
                try:
                    parts.append(_number(piece, figure(piece.measure)))
                except Unsupported as unsupported:
                    reasons.append(str(unsupported))
    return Filled(sentence_id, section, tuple(parts), "；".join(dict.fromkeys(reasons)))


def _number(slot: FigureSlot, figure: PrintedFigure | None) -> Number:
    if figure is None:
        raise Unsupported(f"没有名为“{slot.measure}”的指标")
    if figure.value is None:
        raise Unsupported(f"“{figure.title}”{figure.reason or '暂无数据'}")
    if not figure.value and not figure.references:
        raise Unsupported(f"“{figure.title}”没有符合条件的记录")
    text = _print(slot, figure, figure.value)
    return Number(f"预计{text}" if figure.is_forecast and slot.aspect is not Aspect.LISTING else text, figure, slot.aspect)


def _print(slot: FigureSlot, figure: PrintedFigure, value: Decimal) -> str:
    match slot.aspect:
        case Aspect.VALUE:
            return print_value(figure, value)
        case Aspect.QUALIFIED:
            return qualify(in_shown_unit(figure, value), "余")
        case Aspect.PREVIOUS:
            return print_value(figure, _given(figure.previous, figure, "没有上年同期数"))
        case Aspect.TARGET:
            return print_value(figure, _given(figure.target, figure, "没有下达目标"))
        case Aspect.COMPLETION:
            completion = _given(figure.completion_pct, figure, "没有下达目标，不计算完成率")
            return f"{plain(round_half_up(completion, 2 if figure.growth_places > 1 else 0))}%"
        case Aspect.GROWTH:
            return f"{_growth(figure)}%"
        case Aspect.CHANGE:
            return _change(figure)
        case Aspect.LISTING:
            return "、".join(r.title for r in _rows(figure))
        case Aspect.EXAMPLES:
            rows = _rows(figure)
            if len(rows) < slot.count:
                raise Unsupported(f"“{figure.title}”不足{slot.count}条，不能举例")
            return "、".join(r.title for r in rows[: slot.count])


def _given(value: Decimal | None, figure: PrintedFigure, reason: str) -> Decimal:
    if value is None:
        raise Unsupported(f"“{figure.title}”{reason}")
    return value


def _rows(figure: PrintedFigure) -> list[Reference]:
    """One reference per title, in order: a firm with two lines is named once."""
    return list({r.title: r for r in figure.references}.values())


def _growth(figure: PrintedFigure) -> str:
    growth = _given(figure.growth_pct, figure, figure.growth_reason or "没有可比的上年同期数")
    return plain(round_half_up(growth, figure.growth_places))


def _change(figure: PrintedFigure) -> str:
    exact, shown = figure.growth_pct, _growth(figure)
    if not exact:
        return "持平"
    return f"增长{shown}%" if exact > 0 else f"下降{shown.lstrip('-')}%"


def in_shown_unit(figure: PrintedFigure, value: Decimal) -> Decimal:
    """The exact value in the unit it is printed in."""
    if figure.unit == MoneyUnit.YUAN and figure.shown_unit in set(MoneyUnit):
        return from_yuan(value, MoneyUnit(figure.shown_unit))
    return value


def print_value(figure: PrintedFigure, value: Decimal) -> str:
    """数值 as printed: in the shown unit, rounded half up to the indicator's own precision, without the unit's word."""
    return format(round_half_up(in_shown_unit(figure, value), figure.places), "f")
