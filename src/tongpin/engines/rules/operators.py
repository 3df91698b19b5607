"""运算: the closed set of operators a rule may use, as one table. Adding an operator means adding one line here.

Each operator works on known values only; what is unknown is handled by ``expressions`` (three-valued, as a careful clerk would).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import reduce
from operator import add, mul
from typing import Any

from tongpin.engines.rules.tables import Table
from tongpin.kernel.dates import months_between, plus_months
from tongpin.kernel.values import ValueType

Value = Decimal | str | bool | date | tuple[str, ...] | Table


PYTHON_TYPE: Mapping[ValueType, type] = {
    ValueType.NUMBER: Decimal,
    ValueType.TEXT: str,
    ValueType.YES_NO: bool,
    ValueType.DATE: date,
    ValueType.TEXTS: tuple,
    ValueType.TABLE: Table,
}

ANY = tuple(t for t in ValueType if t is not ValueType.TABLE)
NUMBER = (ValueType.NUMBER,)
OUT_OF_RANGE = "日期超出可以推算的范围"
ORDERED = (ValueType.NUMBER, ValueType.DATE)


DATE = (ValueType.DATE,)


class CannotWork(ArithmeticError):
    """不能计算: no result exists; the answer is unknown and says why, it is never 0."""


def whole(number: Decimal) -> int:
    """整数: days and months are counted whole."""
    if number != number.to_integral_value():
        raise CannotWork("天数、月数不是整数，不能推算日期")
    return int(number)


def _divide(a: Decimal, b: Decimal) -> Decimal:
    if b == 0:
        raise CannotWork("除数为 0，不能计算")
    return a / b


def _plus_days(day: date, count: Decimal) -> date:
    try:
        return day + timedelta(days=whole(count))
    except OverflowError as error:
        raise CannotWork(OUT_OF_RANGE) from error


def _plus_months(day: date, count: Decimal) -> date:
    try:
        return plus_months(day, whole(count))
    except OverflowError as error:
        raise CannotWork(OUT_OF_RANGE) from error


@dataclass(frozen=True, slots=True)
class Operator:
    """运算: ``takes`` lists the types allowed at each place (the last repeats where ``most`` is more); ``gives`` None = type of the first.

    ``alike``: all arguments must be of one type. ``words`` is the sign or phrase shown in a trace; with ``phrase`` it is written
    as that says, ``{0}`` being the first argument and ``{all}`` all of them.
    """

    name: str
    words: str
    takes: tuple[tuple[ValueType, ...], ...]
    gives: ValueType | None
    work: Callable[..., Any]
    least: int = 2
    most: int = 2
    alike: bool = False
    phrase: str = ""

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
        Operator("minimum", "取小", (NUMBER,), ValueType.NUMBER, min, most=MANY, phrase="取小（{all}）"),
        Operator("maximum", "取大", (NUMBER,), ValueType.NUMBER, max, most=MANY, phrase="取大（{all}）"),
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
        Operator("floor", "去尾取整", (NUMBER,), ValueType.NUMBER, lambda n: n.to_integral_value(ROUND_FLOOR), least=1, most=1),
        Operator("ceil", "进一取整", (NUMBER,), ValueType.NUMBER, lambda n: n.to_integral_value(ROUND_CEILING), least=1, most=1),
        Operator("plus_days", "加天数", (DATE, NUMBER), ValueType.DATE, _plus_days, phrase="{0} 加 {1} 天"),
        Operator("plus_months", "加月数", (DATE, NUMBER), ValueType.DATE, _plus_months, phrase="{0} 加 {1} 个月"),
        Operator(
            "days_between",
            "相隔天数",
            (DATE,),
            ValueType.NUMBER,
            lambda start, end: Decimal((end - start).days),
            phrase="{0} 至 {1} 的天数",
        ),
        Operator(
            "months_between",
            "相隔整月数",
            (DATE,),
            ValueType.NUMBER,
            lambda start, end: Decimal(months_between(start, end)),
            phrase="{0} 至 {1} 的整月数",
        ),
        Operator("year_of", "年份", (DATE,), ValueType.NUMBER, lambda d: Decimal(d.year), least=1, most=1),
        Operator("month_of", "月份", (DATE,), ValueType.NUMBER, lambda d: Decimal(d.month), least=1, most=1),
        Operator("month_start", "当月首日", (DATE,), ValueType.DATE, lambda d: d.replace(day=1), least=1, most=1),
        Operator("earlier", "较早的一天", (DATE,), ValueType.DATE, min, most=MANY, phrase="较早的一天（{all}）"),
        Operator("later", "较晚的一天", (DATE,), ValueType.DATE, max, most=MANY, phrase="较晚的一天（{all}）"),
    )
}
