"""表达式: what stands under ``when``, ``then`` and ``is`` in a rule, as a typed tree; no text is ever executed.

Unknown is a value of its own: it passes through every operator, except where the others decide already
(one yes in “任一”, one no in “全部”).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.engines.rules.operators import OUT_OF_RANGE, CannotWork, Operator, Value, whole
from tongpin.engines.rules.tables import Lookup, Table
from tongpin.engines.rules.wording import show_value
from tongpin.kernel.values import ValueType
from tongpin.kernel.workdays import Answer, WorkCalendar


@dataclass(frozen=True, slots=True)
class Unknown:
    """未知: ``missing`` names the facts that were not given; ``reason`` says what else stood in the way."""

    missing: tuple[str, ...] = ()
    reason: str = ""

    def joined(self, other: Unknown) -> Unknown:
        return Unknown(tuple(dict.fromkeys(self.missing + other.missing)), self.reason or other.reason)


Known = Mapping[str, Any]
"""Value or Unknown by the name of a fact, parameter, step or built-in date; under CALENDAR the days an office works."""

CALENDAR = "#calendar"
MOST_DIGITS = 60
MOST_WORKDAYS = 20_000
TOO_LARGE = "得数太大或太小，超出可以计算的范围"
PUBLISHED = WorkCalendar()


@dataclass(frozen=True, slots=True)
class Expression:
    """表达式: base of the tree; ``type`` is known when the rulebook is read."""

    type: ValueType

    def value(self, known: Known) -> Value | Unknown:
        raise NotImplementedError

    def names(self) -> Iterator[str]:
        """Facts, parameters and steps that are read."""
        return iter(())

    def words(self, titles: Mapping[str, str]) -> str:
        """The expression in Chinese, for the trace."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Constant(Expression):
    """常数: written in the rule itself."""

    content: Value

    def value(self, known: Known) -> Value | Unknown:
        return self.content

    def words(self, titles: Mapping[str, str]) -> str:
        return show_value(self.content)


@dataclass(frozen=True, slots=True)
class Name(Expression):
    """名称: a fact, a parameter or a step."""

    name: str

    def value(self, known: Known) -> Value | Unknown:
        return known[self.name]

    def names(self) -> Iterator[str]:
        yield self.name

    def words(self, titles: Mapping[str, str]) -> str:
        return titles[self.name]


@dataclass(frozen=True, slots=True)
class Branch(Expression):
    """含下级的表达式: base of those with arguments."""

    arguments: tuple[Expression, ...]

    def names(self) -> Iterator[str]:
        for argument in self.arguments:
            yield from argument.names()


@dataclass(frozen=True, slots=True)
class Operation(Branch):
    """运算式: an operator of the closed set on its arguments."""

    operator: Operator

    def value(self, known: Known) -> Value | Unknown:
        values = [argument.value(known) for argument in self.arguments]
        for value in values:
            if value.__class__ is Unknown:
                return _first_unknown(values) or value
        try:
            result: Value = self.operator.work(*values)
        except CannotWork as why:
            return Unknown(reason=str(why))
        except ArithmeticError:
            return Unknown(reason=TOO_LARGE)
        if type(result) is Decimal and result and abs(result.adjusted()) > MOST_DIGITS:
            return Unknown(reason=TOO_LARGE)
        return result

    def words(self, titles: Mapping[str, str]) -> str:
        parts = [_bracketed(a, titles) for a in self.arguments]
        if self.operator.phrase:
            return self.operator.phrase.format(*parts, all="，".join(parts))
        if len(parts) == 1:
            return f"{self.operator.words}（{parts[0]}）"
        return f" {self.operator.words} ".join(parts)


@dataclass(frozen=True, slots=True)
class AllOf(Branch):
    """全部: no as soon as one is no; unknown only where none is no."""

    def value(self, known: Known) -> Value | Unknown:
        values = [argument.value(known) for argument in self.arguments]
        for value in values:
            if value is False:
                return False
        return _first_unknown(values) or True

    def words(self, titles: Mapping[str, str]) -> str:
        return " 且 ".join(_bracketed(a, titles) for a in self.arguments)


@dataclass(frozen=True, slots=True)
class AnyOf(Branch):
    """任一: yes as soon as one is yes; unknown only where none is yes."""

    def value(self, known: Known) -> Value | Unknown:
        values = [argument.value(known) for argument in self.arguments]
        for value in values:
            if value is True:
                return True
        return _first_unknown(values) or False

    def words(self, titles: Mapping[str, str]) -> str:
        return " 或 ".join(_bracketed(a, titles) for a in self.arguments)


@dataclass(frozen=True, slots=True)
class Not(Branch):
    """不."""

    def value(self, known: Known) -> Value | Unknown:
        value = self.arguments[0].value(known)
        return value if isinstance(value, Unknown) else not value

    def words(self, titles: Mapping[str, str]) -> str:
        return f"不是（{self.arguments[0].words(titles)}）"


@dataclass(frozen=True, slots=True)
class IsKnown(Branch):
    """已知: the one question that an unknown value answers."""

    def value(self, known: Known) -> Value | Unknown:
        return not isinstance(self.arguments[0].value(known), Unknown)

    def words(self, titles: Mapping[str, str]) -> str:
        return f"已填“{self.arguments[0].words(titles)}”"


@dataclass(frozen=True, slots=True)
class Choose(Branch):
    """若…则…否则…."""

    def value(self, known: Known) -> Value | Unknown:
        condition = self.arguments[0].value(known)
        if isinstance(condition, Unknown):
            return condition
        return self.arguments[1 if condition else 2].value(known)

    def words(self, titles: Mapping[str, str]) -> str:
        condition, yes, no = (a.words(titles) for a in self.arguments)
        return f"若 {condition} 则 {yes}，否则 {no}"


@dataclass(frozen=True, slots=True)
class LookUp(Branch):
    """查分档表: the second argument is the table; ``column`` is counted from 0."""

    way: Lookup
    column: int
    head: str

    def value(self, known: Known) -> Value | Unknown:
        subject, table = (argument.value(known) for argument in self.arguments)
        for one in (subject, table):
            if isinstance(one, Unknown):
                return one
        assert isinstance(table, Table)
        assert isinstance(subject, Decimal | str)
        found = table.found(self.way, subject, self.column)
        return Unknown(reason=f"分档表里没有“{show_value(subject)}”这一档") if found is None else found

    def words(self, titles: Mapping[str, str]) -> str:
        subject, table = (_bracketed(a, titles) for a in self.arguments)
        return f"按{subject}查“{table}”的{self.head}"


@dataclass(frozen=True, slots=True)
class PlusWorkdays(Branch):
    """加工作日: by the calendar of the office, else the published one; the day itself is not counted."""

    def value(self, known: Known) -> Value | Unknown:
        found = self.found(known)
        return found if isinstance(found, Unknown) else found.value

    def found(self, known: Known) -> Answer[date] | Unknown:
        """The day, and whether it rests on a year whose calendar is not published yet."""
        values = [argument.value(known) for argument in self.arguments]
        unknown = _first_unknown(values)
        if unknown:
            return unknown
        day, count = values
        calendar: WorkCalendar = known.get(CALENDAR, PUBLISHED)
        try:
            if abs(count) > MOST_WORKDAYS:  # type: ignore[arg-type, operator]  # types were checked on reading
                return Unknown(reason=OUT_OF_RANGE)
            return calendar.add_workdays(day, whole(count))  # type: ignore[arg-type]  # types were checked on reading
        except CannotWork as why:
            return Unknown(reason=str(why))
        except (OverflowError, ValueError):
            return Unknown(reason=OUT_OF_RANGE)

    def words(self, titles: Mapping[str, str]) -> str:
        day, count = (_bracketed(a, titles) for a in self.arguments)
        return f"{day} 加 {count} 个工作日"


def workday_parts(expression: Expression) -> Iterator[PlusWorkdays]:
    """Every place of an expression that counts workdays."""
    if isinstance(expression, PlusWorkdays):
        yield expression
    if isinstance(expression, Branch):
        for argument in expression.arguments:
            yield from workday_parts(argument)


def _first_unknown(values: Sequence[Any]) -> Unknown | None:
    found: Unknown | None = None
    for value in values:
        if value.__class__ is Unknown:
            found = found.joined(value) if found else value
    return found


def _bracketed(argument: Expression, titles: Mapping[str, str]) -> str:
    words = argument.words(titles)
    return f"（{words}）" if isinstance(argument, Branch) and len(argument.arguments) > 1 else words
