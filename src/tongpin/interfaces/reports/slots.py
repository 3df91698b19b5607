"""句式的空位: reads "高企{hnte.stock}家，比上年{hnte.stock|增减}" into pieces. Pure; knows no figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tongpin.kernel.errors import Refused


class Aspect(StrEnum):
    """取值: what of an indicator a slot prints."""

    VALUE = "数值"
    QUALIFIED = "余"
    GROWTH = "增幅"
    CHANGE = "增减"
    COMPLETION = "完成率"
    TARGET = "目标"
    PREVIOUS = "上年"
    LISTING = "清单"
    EXAMPLES = "举例"


class Plain(StrEnum):
    """常用空位: known without any indicator."""

    YEAR = "年"
    ORG = "单位"
    AS_OF = "截至"


@dataclass(frozen=True, slots=True)
class Literal:
    """文字."""

    text: str


@dataclass(frozen=True, slots=True)
class PlainSlot:
    """常用空位."""

    name: Plain


@dataclass(frozen=True, slots=True)
class FigureSlot:
    """指标空位: ``measure`` is a code or a title as written; ``count`` is how many examples are asked for."""

    measure: str
    aspect: Aspect = Aspect.VALUE
    count: int = 0


Piece = Literal | PlainSlot | FigureSlot

_SLOT = re.compile(r"\{([^{}]*)\}")
_EXAMPLES = re.compile(r"^举例([1-9])$")


def read_sentence(text: str) -> list[Piece]:
    """The pieces of a sentence in order; Refused where a slot cannot be read."""
    if len(_SLOT.sub("", text)) != len(_SLOT.sub("", text).replace("{", "").replace("}", "")):
        raise Refused(f"句式“{text}”里的花括号不成对，请检查后再存。", field="text")
    return list(_pieces(text))


def in_words(text: str, title_of: Callable[[str], str]) -> str:
    """The sentence as people read it: each indicator by its name instead of its code."""

    def named(slot: re.Match[str]) -> str:
        name, *options = slot[1].split("|")
        return "{" + "|".join([title_of(name.strip()), *options]) + "}"

    return _SLOT.sub(named, text)


def _pieces(text: str) -> Iterator[Piece]:
    position = 0
    for found in _SLOT.finditer(text):
        if found.start() > position:
            yield Literal(text[position : found.start()])
        yield _read_slot(found[1])
        position = found.end()
    if position < len(text):
        yield Literal(text[position:])


def _read_slot(inner: str) -> PlainSlot | FigureSlot:
    name, *options = (part.strip() for part in inner.split("|"))
    if name in set(Plain) and not options:
        return PlainSlot(Plain(name))
    if not name or len(options) > 1:
        raise Refused(f"空位“{{{inner}}}”写法不对，应为 {{指标}} 或 {{指标|取值}}。", field="text")
    if not options:
        return FigureSlot(name)
    if examples := _EXAMPLES.match(options[0]):
        return FigureSlot(name, Aspect.EXAMPLES, int(examples[1]))
    known = [a for a in Aspect if a is not Aspect.EXAMPLES]
    if options[0] not in known:
        raise Refused(f"空位“{{{inner}}}”的取值“{options[0]}”不认识，可用：{'、'.join(known)}、举例2。", field="text")
    return FigureSlot(name, Aspect(options[0]))
