"""整列计算表达式: the tree of a rule turned into Polars expressions, with the same three-valued logic as the scalar way.

Polars joins yes, no and null as Kleene does. Whatever rests on constants alone is worked out once, by the scalar way itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache, reduce
from typing import Any, cast

import polars as pl

from tongpin.engines.rules.columns.column import (
    EPOCH,
    Column,
    NotInColumns,
    days,
    is_text,
    literal,
    unknown,
    whole_numbers,
    wide_enough,
    yes_no,
)
from tongpin.engines.rules.columns.lookups import looked_up
from tongpin.engines.rules.columns.numbers import COMPARISONS, ONE, compared, extreme, product, quotient, total, whole_part
from tongpin.engines.rules.columns.stages import Stages
from tongpin.engines.rules.expressions import (
    CALENDAR,
    PUBLISHED,
    AllOf,
    AnyOf,
    Branch,
    Choose,
    Constant,
    Expression,
    IsKnown,
    LookUp,
    Name,
    Not,
    Operation,
    PlusWorkdays,
    Unknown,
)
from tongpin.engines.rules.operators import Value
from tongpin.kernel.values import ValueType
from tongpin.kernel.workdays import WorkCalendar


@dataclass
class Compiler:
    """整列编译: ``columns`` by name (facts, built-in dates, parameters, steps); ``static`` holds those that are the same in every row,
    ``missing`` says of each fact where it was not given."""

    columns: dict[str, Column]
    static: dict[str, Any]
    bits: Mapping[str, int]
    missing: Mapping[str, pl.Expr]
    stages: Stages
    steps: dict[str, Expression] = field(default_factory=dict)
    masks: dict[int, pl.Expr] = field(default_factory=dict)

    def step(self, name: str, expression: Expression) -> None:
        """Adds a step, to be used by the expressions after it."""
        if self.is_static(expression):
            self.static[name] = expression.value(self.static)
        self.columns[name] = self.stages.column(self.column(expression))
        self.steps[name] = expression

    def is_static(self, expression: Expression) -> bool:
        return all(name in self.static for name in expression.names())

    def column(self, expression: Expression) -> Column:
        if self.is_static(expression):
            value = expression.value(self.static)
            return unknown(expression.type) if isinstance(value, Unknown) else literal(value)
        match expression:
            case Name():
                return self.columns[expression.name]
            case Constant():
                return literal(expression.content)
            case AllOf() | AnyOf():
                return self._joined(expression)
            case Not():
                (inner,) = self._arguments(expression)
                return yes_no(~inner.expr, inner)
            case IsKnown():
                (inner,) = self._arguments(expression)
                told = inner.expr if inner.codes is None else inner.codes
                return yes_no(told.is_not_null() if inner.nullable else pl.lit(True))
            case Choose():
                return self._chosen(*self._arguments(expression))
            case LookUp():
                subject = self.stages.column(self.column(expression.arguments[0]))
                return looked_up(subject, self.column(expression.arguments[1]), expression.way, expression.column, self.stages)
            case PlusWorkdays():
                return self._plus_workdays(*self._arguments(expression))
            case Operation():
                parts = self._arguments(expression)
                return replace(self._operation(expression, parts), options=_options(expression, parts))
        raise NotInColumns(f"{type(expression).__name__} 不能整列计算")

    def _arguments(self, expression: Branch) -> list[Column]:
        return [self.stages.column(self.column(a)) for a in expression.arguments]

    def _joined(self, expression: Branch) -> Column:
        parts = self._arguments(expression)
        work: Callable[[pl.Expr, pl.Expr], pl.Expr] = (lambda a, b: a & b) if isinstance(expression, AllOf) else (lambda a, b: a | b)
        return yes_no(reduce(work, [p.expr for p in parts]), *parts)

    def _chosen(self, condition: Column, yes: Column, no: Column) -> Column:
        under = None
        if yes.type is ValueType.NUMBER:
            if yes.under or no.under:
                under = self._chosen(condition, *(replace(c.under or ONE, nullable=True) for c in (yes, no)))
            difference = max(yes.scale, no.scale)
            yes, no = (_plain(c, difference) for c in (yes, no))
        expr = pl.when(condition.expr).then(yes.expr)
        expr = expr.when(~condition.expr).then(no.expr) if condition.nullable else expr.otherwise(no.expr)  # type: ignore[assignment]
        return Column(
            yes.type,
            expr,
            nullable=condition.nullable or yes.nullable or no.nullable,
            least=min(yes.least, no.least),
            most=max(yes.most, no.most),
            scale=yes.scale,
            under=self.stages.column(under) if under else None,
        )

    def _plus_workdays(self, day: Column, count: Column) -> Column:
        """Looked up in a table that the scalar calendar made; days outside its years are unknown."""
        calendar: WorkCalendar = self.static.get(CALENDAR, PUBLISHED)
        counts = [count.constant] if count.constant is not None else list(dict.fromkeys(count.options))
        if not counts or not all(isinstance(n, Decimal) and n == int(n) for n in counts):
            raise NotInColumns("工作日天数来自事实，不能整列计算")
        place = day.expr.to_physical() - (TABLE_FROM.toordinal() - EPOCH)
        place = pl.when(place.is_between(0, (TABLE_TO - TABLE_FROM).days - 1)).then(place)
        place = self.stages.held(place.cast(pl.UInt32))
        found = [(n, pl.lit(_later_workdays(calendar, int(cast(Decimal, n)))).gather(place)) for n in counts]
        expr = found[-1][1]
        for n, those in found[:-1]:
            expr = pl.when(count.expr == int(cast(Decimal, n) * 10**count.scale)).then(those).otherwise(expr)
        low, high = literal_days()
        return Column(ValueType.DATE, expr, nullable=True, least=low, most=high)

    def _operation(self, expression: Operation, parts: list[Column]) -> Column:
        name = expression.operator.name
        match name:
            case "add":
                return reduce(total, parts)
            case "subtract":
                return total(parts[0], parts[1], -1)
            case "multiply":
                return reduce(product, parts)
            case "divide":
                return quotient(parts[0], parts[1])
            case "minimum" | "maximum":
                return reduce(lambda a, b: self.stages.column(extreme(a, b, name)), parts)
            case "floor" | "ceil":
                return whole_part(parts[0], name)
            case "one_of" | "words_found" | "count":
                return _of_texts(name, parts)
            case "plus_days" | "plus_months":
                return _later_day(name, parts[0], parts[1])
            case "days_between":
                start, end = (p.expr.to_physical().cast(pl.Int64) for p in parts)
                return whole_numbers(end - start, -8_000_000, 8_000_000, nullable=any(p.nullable for p in parts))
            case "months_between":
                return _months_between(parts[0], parts[1])
            case "year_of":
                return whole_numbers(parts[0].expr.dt.year().cast(pl.Int64), 1, 9999, nullable=parts[0].nullable)
            case "month_start":
                (day,) = parts
                return replace(day, expr=day.expr.dt.month_start(), least=day.least - 31, constant=None)
            case "month_of":
                return whole_numbers(parts[0].expr.dt.month().cast(pl.Int64), 1, 12, nullable=parts[0].nullable)
            case "earlier" | "later":
                return reduce(lambda a, b: self.stages.column(_one_day(name, a, b)), parts)
        if name not in COMPARISONS:
            raise NotInColumns(f"运算“{name}”不能整列计算")
        if parts[0].type is ValueType.NUMBER:
            return compared(name, parts[0], parts[1])
        text = parts[1].constant
        if parts[0].codes is not None and isinstance(text, str) and name in ("equal", "not_equal"):
            same = is_text(parts[0], text)
            return yes_no(same if name == "equal" else ~same, parts[0])
        if parts[0].type is ValueType.TEXTS:
            raise NotInColumns("清单之间的比较不能整列计算")
        return yes_no(COMPARISONS[name](parts[0].expr, parts[1].expr), *parts)

    # --- which facts are missing ----------------------------------------------------------------------------------------
    def mask(self, expression: Expression) -> pl.Expr:
        """One bit for each fact that keeps the expression unknown; 0 where it is known."""
        found = self.masks.get(id(expression))
        if found is None:
            found = self.stages.held(reduce(lambda a, b: a | b, self._masks(expression), _bit(0)))
            self.masks[id(expression)] = found
        return found

    def _masks(self, expression: Expression) -> Iterator[pl.Expr]:
        match expression:
            case Name():
                if expression.name in self.bits:
                    yield pl.when(self.missing[expression.name]).then(_bit(self.bits[expression.name])).otherwise(_bit(0))
                elif expression.name in self.steps:
                    yield self.mask(self.steps[expression.name])
            case Choose():
                condition, yes, no = expression.arguments
                asked = self.stages.held(self.column(condition).expr)
                yield pl.when(asked.is_null()).then(self.mask(condition)).when(asked).then(self.mask(yes)).otherwise(self.mask(no))
            case AllOf() | AnyOf():
                joined = reduce(lambda a, b: a | b, [self.mask(a) for a in expression.arguments])
                yield pl.when(self.stages.held(self.column(expression).expr).is_null()).then(joined).otherwise(_bit(0))
            case IsKnown() | Constant():
                return
            case Branch():
                for argument in expression.arguments:
                    yield self.mask(argument)


TABLE_FROM, TABLE_TO = date(1949, 10, 1), date(2101, 1, 1)


@lru_cache(maxsize=64)
def _later_workdays(calendar: WorkCalendar, count: int) -> pl.Series:
    """For each day of the table the workday ``count`` workdays later."""
    start = TABLE_FROM.toordinal()
    days = [calendar.add_workdays(date.fromordinal(n), count).value for n in range(start, TABLE_TO.toordinal())]
    return pl.Series(days, dtype=pl.Date)


def _options(expression: Operation, parts: Sequence[Column]) -> list[Value]:
    """The few values a sum can take where one part is one of several constants and the others are fixed."""
    varying = [p for p in parts if p.constant is None]
    if expression.operator.name not in ("add", "subtract") or len(varying) != 1 or not varying[0].options:
        return []
    return [expression.operator.work(*(one if p.constant is None else p.constant for p in parts)) for one in varying[0].options]


def _bit(bits: int) -> pl.Expr:
    return pl.lit(bits, dtype=pl.UInt64)


def literal_days() -> tuple[int, int]:
    return 1 - EPOCH, 3652059 - EPOCH


def _plain(column: Column, scale: int) -> Column:
    factor = 10 ** (scale - column.scale)
    largest = max(column.largest, 1) * factor
    return replace(
        column,
        expr=wide_enough(column, largest) * factor if factor > 1 else wide_enough(column, largest),
        least=column.least * factor,
        most=column.most * factor,
        scale=scale,
        constant=None,
        dtype=None,
    )


def _counted(count: Column) -> pl.Expr:
    """The number of days as whole numbers; null where it is not whole."""
    if count.under:
        raise NotInColumns("天数、月数是商，不能整列计算")
    if not count.scale:
        return wide_enough(count, count.largest)
    power = 10**count.scale
    return pl.when(count.expr % power == 0).then(count.expr // power)


def _later_day(name: str, day: Column, count: Column) -> Column:
    steps = _counted(count)
    power = 10**count.scale
    nullable = day.nullable or count.nullable or bool(count.scale)
    if name == "plus_days":
        least, most = day.least + count.least // power, day.most - (-count.most // power)
        return days(day.expr.to_physical().cast(pl.Int64) + steps, least, most, nullable)
    if count.constant is not None and not count.scale and abs(count.least) < 12_000:
        span = abs(count.least) * 31 + 31
        if day.least - span > literal_days()[0] and day.most + span < literal_days()[1]:
            expr = day.expr.dt.offset_by(f"{count.least}mo")
            return Column(ValueType.DATE, expr, nullable=nullable, least=day.least - span, most=day.most + span)
    months = day.expr.dt.year().cast(pl.Int64) * 12 + day.expr.dt.month() - 1 + steps
    held = pl.when(months.is_between(12, 9999 * 12 + 11)).then(months)
    first = pl.date((held // 12).cast(pl.Int32), (held % 12 + 1).cast(pl.Int8), 1)
    expr = pl.when(held.is_not_null() & day.expr.is_not_null()).then(
        first + pl.duration(days=pl.min_horizontal(day.expr.dt.day(), first.dt.days_in_month()).cast(pl.Int64) - 1)
    )
    low, high = literal_days()
    return Column(ValueType.DATE, expr.cast(pl.Date), nullable=True, least=low, most=high)


def _months_between(start: Column, end: Column) -> Column:
    def index(day: Column) -> pl.Expr:
        return day.expr.dt.year().cast(pl.Int64) * 12 + day.expr.dt.month()

    passed = end.expr.dt.day() < pl.min_horizontal(start.expr.dt.day(), end.expr.dt.days_in_month())
    expr = index(end) - index(start) - passed.cast(pl.Int64)
    return whole_numbers(expr, -120_001, 120_000, nullable=start.nullable or end.nullable)


def _one_day(name: str, a: Column, b: Column) -> Column:
    first = a.expr <= b.expr if name == "earlier" else a.expr >= b.expr
    expr = pl.when(first).then(a.expr).when(~first).then(b.expr)
    return Column(ValueType.DATE, expr, nullable=a.nullable or b.nullable, least=min(a.least, b.least), most=max(a.most, b.most))


def _of_texts(name: str, parts: list[Column]) -> Column:
    if name == "count":
        (those,) = parts
        if those.words:
            found = reduce(lambda a, b: a + b, [condition.cast(pl.Int64) for _, condition in those.words])
            return whole_numbers(found, 0, len(those.words), nullable=those.nullable)
        return whole_numbers(those.expr.list.len().cast(pl.Int64), 0, 2**32, nullable=those.nullable)
    text, those = parts
    if name == "one_of":
        if isinstance(those.constant, tuple) and those.constant and text.codes is not None:
            return yes_no(reduce(lambda a, b: a | b, [is_text(text, one) for one in those.constant]), text)
        if isinstance(those.constant, tuple):
            return yes_no(text.expr.is_in(list(those.constant)), text)
        return yes_no(pl.when(text.expr.is_not_null()).then(those.expr.list.contains(text.expr)), text, those)
    lists = [those.constant] if those.constant is not None else those.options
    if not lists:
        raise NotInColumns("所找的词来自事实，不能整列计算")
    conditions = []
    for word in dict.fromkeys(w for one in lists if isinstance(one, tuple) for w in one):
        found = text.expr.str.contains(word, literal=True)
        if those.constant is None:
            found = pl.when(text.expr.is_not_null()).then(found & those.expr.list.contains(pl.lit(word)))
        conditions.append((word, found))
    return Column(ValueType.TEXTS, text.expr, nullable=text.nullable, words=conditions)
