"""运算: the closed set of operators a rule may use, as one table. Adding an operator means adding one line here.

Each operator works on known values only; what is unknown is handled by ``expressions`` (three-valued, as a careful clerk would).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import add, mul
from typing import Any

from tongpin.kernel.values import ValueType

Value = Decimal | str | bool | date | tuple[str, ...]


PYTHON_TYPE: Mapping[ValueType, type] = {
    ValueType.NUMBER: Decimal,
    ValueType.TEXT: str,
    ValueType.YES_NO: bool,
    ValueType.DATE: date,
    ValueType.TEXTS: tuple,
}

ANY = tuple(ValueType)
NUMBER = (ValueType.NUMBER,)
ORDERED = (ValueType.NUMBER, ValueType.DATE)


class DivisionByZero(ArithmeticError):
    """除数为零: no quotient exists; the answer is unknown, never 0."""


def _divide(a: Decimal, b: Decimal) -> Decimal:
    if b == 0:
        raise DivisionByZero
    return a / b


@dataclass(frozen=True, slots=True)
class Operator:
    """运算: ``takes`` lists the types allowed at each place (the last repeats where ``most`` is more); ``gives`` None = type of the first.

    ``alike``: all arguments must be of one type. ``words`` is the sign or phrase shown in a trace.
    """

    name: str
    words: str
    takes: tuple[tuple[ValueType, ...], ...]
    gives: ValueType | None
    work: Callable[..., Any]
    least: int = 2
    most: int = 2
    alike: bool = False

    def allowed_at(self, place: int) -> tuple[ValueType, ...]:
        return self.takes[min(place, len(self.takes) - 1)]


MANY = 50

OPERATORS: Mapping[str, Operator] = {
    o.name: o
    for o in (
        Operator("add", "＋", (NUMBER,), ValueType.NUMBER, lambda *n: reduce(add, n), most=MANY),
        Operator("subtract", "－", (NUMBER,), ValueType.NUMBER, lambda a, b: a - b),
        Operator("multiply", "×", (NUMBER,), ValueType.NUMBER, lambda *n: reduce(mul, n), most=MANY),
        Operator("divide", "÷", (NUMBER,), ValueType.NUMBER, _divide),
        Operator("minimum", "取小", (NUMBER,), ValueType.NUMBER, min, most=MANY),
        Operator("maximum", "取大", (NUMBER,), ValueType.NUMBER, max, most=MANY),
        Operator("at_least", "≥", (ORDERED,), ValueType.YES_NO, lambda a, b: a >= b, alike=True),
        Operator("more_than", "＞", (ORDERED,), ValueType.YES_NO, lambda a, b: a > b, alike=True),
        Operator("at_most", "≤", (ORDERED,), ValueType.YES_NO, lambda a, b: a <= b, alike=True),
        Operator("less_than", "＜", (ORDERED,), ValueType.YES_NO, lambda a, b: a < b, alike=True),
        Operator("equal", "＝", (ANY,), ValueType.YES_NO, lambda a, b: a == b, alike=True),
        Operator("not_equal", "≠", (ANY,), ValueType.YES_NO, lambda a, b: a != b, alike=True),
        Operator("one_of", "属于", ((ValueType.TEXT,), (ValueType.TEXTS,)), ValueType.YES_NO, lambda a, those: a in those),
        Operator(
            "words_found",
            "含有",
            ((ValueType.TEXT,), (ValueType.TEXTS,)),
            ValueType.TEXTS,
            lambda text, words: tuple(w for w in words if w in text),
        ),
        Operator("count", "个数", ((ValueType.TEXTS,),), ValueType.NUMBER, lambda those: Decimal(len(those)), least=1, most=1),
    )
}
