"""数的整列运算: the four species, comparisons and whole parts on exact whole numbers and fractions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import polars as pl

from tongpin.engines.rules.columns.column import Column, literal, scaled, whole_numbers, wide_enough, yes_no
from tongpin.engines.rules.operators import Value
from tongpin.kernel.values import ValueType

COMPARISONS: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "at_least": lambda a, b: a >= b,
    "more_than": lambda a, b: a > b,
    "at_most": lambda a, b: a <= b,
    "less_than": lambda a, b: a < b,
    "equal": lambda a, b: a == b,
    "not_equal": lambda a, b: a != b,
}


ONE = whole_numbers(pl.lit(1, dtype=pl.Int64), 1, 1, nullable=False)
"""The denominator of a whole number beside a fraction."""


def product(a: Column, b: Column) -> Column:
    """a × b; scales add up, denominators multiply."""
    corners = [x * y for x in (a.least, a.most) for y in (b.least, b.most)]
    largest = max(*map(abs, corners), a.largest, b.largest)
    expr = wide_enough(a, largest) * wide_enough(b, largest)
    under = None
    if a.under or b.under:
        under = a.under if not b.under else b.under if not a.under else product(a.under, b.under)
    return whole_numbers(expr, min(corners), max(corners), scale=a.scale + b.scale, nullable=a.nullable or b.nullable, under=under)


def alike(a: Column, b: Column) -> tuple[Column, Column]:
    """Both over one denominator and with the same decimals."""
    if _over_the_same(a, b):
        a, b = replace(a, under=None), replace(b, under=None)
    elif a.under or b.under:
        over_a, over_b = a.under, b.under
        a = product(replace(a, under=None), over_b) if over_b else replace(a, under=None)
        b = product(replace(b, under=None), over_a) if over_a else replace(b, under=None)
    scale = max(a.scale, b.scale)
    return scaled(a, scale), scaled(b, scale)


def _common_under(a: Column, b: Column) -> Column | None:
    if a.under and b.under and not _over_the_same(a, b):
        return product(a.under, b.under)
    return a.under or b.under


def _over_the_same(a: Column, b: Column) -> bool:
    """Parts of one whole need not be multiplied with it, which would take ever more room."""
    return a.under is not None and b.under is not None and a.under.expr.meta.eq(b.under.expr)


def total(a: Column, b: Column, sign: int = 1) -> Column:
    """a + b or a − b."""
    under = _common_under(a, b)
    left, right = alike(a, b)
    far = (right.least, right.most) if sign > 0 else (-right.most, -right.least)
    least, most = left.least + far[0], left.most + far[1]
    largest = max(abs(least), abs(most), left.largest, right.largest)
    one, other = wide_enough(left, largest), wide_enough(right, largest)
    expr = one + other if sign > 0 else one - other
    return whole_numbers(expr, least, most, scale=left.scale, nullable=a.nullable or b.nullable, under=under)


def quotient(a: Column, b: Column) -> Column:
    """a ÷ b as a fraction with a positive denominator; null where b is 0."""
    top = product(replace(a, under=None), b.under) if b.under else replace(a, under=None)
    bottom = product(replace(b, under=None), a.under) if a.under else replace(b, under=None)
    top, bottom = scaled(top, max(top.scale, bottom.scale)), scaled(bottom, max(top.scale, bottom.scale))
    below, over = wide_enough(bottom, bottom.largest), wide_enough(top, top.largest)
    least, most = top.least, top.most
    if bottom.least < 0:
        over, below = over * below.sign(), below.abs()
        least, most = -top.largest, top.largest
    if bottom.least > 0:
        # never 0: only what is not known has to be told apart
        told = pl.when(below.is_not_null()).then(over) if bottom.nullable else over
        positive = whole_numbers(below, bottom.least, bottom.most, nullable=bottom.nullable)
        return whole_numbers(told, least, most, nullable=top.nullable or bottom.nullable, under=positive)
    positive = whole_numbers(pl.when(below != 0).then(below), 0, bottom.largest)
    return whole_numbers(pl.when(below != 0).then(over), least, most, under=positive)


def compared(name: str, a: Column, b: Column) -> Column:
    """A comparison of two numbers; a plain column is compared with a constant in its own width."""
    work = COMPARISONS[name]
    if a.dtype is not None and not a.under and not b.under and b.constant is not None and a.scale == b.scale:
        lowest, highest = a.dtype.min(), a.dtype.max()
        if _int(lowest) <= b.least <= _int(highest):
            return yes_no(work(a.expr, pl.lit(b.least, dtype=a.dtype)), a, b)
    left, right = alike(a, b)
    largest = max(left.largest, right.largest)
    return yes_no(work(wide_enough(left, largest), wide_enough(right, largest)), a, b)


def _int(bound: pl.Expr) -> int:
    return int(pl.select(bound).item())


def extreme(a: Column, b: Column, name: str) -> Column:
    """The smaller or greater of two numbers; unknown as soon as one is."""
    under = _common_under(a, b)
    left, right = alike(a, b)
    largest = max(left.largest, right.largest)
    one, other = wide_enough(left, largest), wide_enough(right, largest)
    first = one <= other if name == "minimum" else one >= other
    nullable = a.nullable or b.nullable
    chosen = pl.when(first).then(one)
    expr = chosen.when(first.is_not_null()).then(other) if nullable else chosen.otherwise(other)
    least, most = min(left.least, right.least), max(left.most, right.most)
    return whole_numbers(expr, least, most, scale=left.scale, nullable=nullable, under=under)


def whole_part(a: Column, name: str) -> Column:
    """去尾 or 进一."""
    divisor: Column = replace(literal_power(a.scale), nullable=False)
    if a.under:
        divisor = product(divisor, a.under)
    largest = max(a.largest, divisor.largest)
    over, under = wide_enough(a, largest), wide_enough(divisor, largest)
    down = over // under
    expr = down if name == "floor" else pl.when(over % under == 0).then(down).when(over % under != 0).then(down + 1)
    return whole_numbers(expr, -a.largest - 1, a.largest + 1, nullable=a.nullable)


def literal_power(scale: int) -> Column:
    return whole_numbers(pl.lit(10**scale, dtype=pl.Int64), 10**scale, 10**scale)


def chosen(cases: Sequence[tuple[pl.Expr, Value]], otherwise: Value) -> Column:
    """One of several constants, by row; the first condition that holds decides."""
    options = [*(value for _, value in cases), otherwise]
    columns = [literal(value) for value in options]
    first = columns[0]
    if first.type is ValueType.TABLE:
        columns = [replace(c, expr=pl.lit(place)) for place, c in enumerate(columns)]
    if first.type is ValueType.NUMBER:
        scale = max(c.scale for c in columns)
        columns = [scaled(c, scale) for c in columns]
    expr = columns[-1].expr
    for (condition, _), column in reversed(list(zip(cases, columns, strict=False))):
        expr = pl.when(condition).then(column.expr).otherwise(expr)
    least, most = min(c.least for c in columns), max(c.most for c in columns)
    return replace(columns[-1], expr=expr, nullable=False, least=least, most=most, constant=None, options=options)
