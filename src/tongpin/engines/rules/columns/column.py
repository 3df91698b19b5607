"""列: what an expression is for all subjects at once. Whole numbers and dates only, never float; null stands for unknown.

A number is ``expr`` / 10**scale / ``under`` (``under`` None = 1): a quotient stays a fraction, so that nothing is rounded. ``least`` and
``most`` bound ``expr`` (days since 1970 for dates), which tells when 64 bits are enough and which results can leave the calendar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from tongpin.engines.rules.operators import Value
from tongpin.engines.rules.tables import Table
from tongpin.kernel.values import ValueType

EPOCH = date(1970, 1, 1).toordinal()
FIRST_DAY, LAST_DAY = date.min.toordinal() - EPOCH, date.max.toordinal() - EPOCH
SMALL, NARROW, WIDE = 2**31, 2**63, 2**127


class NotInColumns(ValueError):
    """不能整列计算: what only the scalar way can work out."""


@dataclass(frozen=True)
class Column:
    """列. ``words``: for lists of words, those looked for with the condition under which each is in the list;
    ``options``: the constants one of which stands in each row; for tables ``expr`` says which. ``codes``: the place of a text among its
    ``choices``, which compares faster than the text itself."""

    type: ValueType
    expr: pl.Expr
    nullable: bool = True
    least: int = 0
    most: int = 0
    scale: int = 0
    under: Column | None = None
    constant: Value | None = None
    dtype: Any = None
    words: Sequence[tuple[str, pl.Expr]] = ()
    options: Sequence[Value] = ()
    choices: Sequence[str] = ()
    codes: pl.Expr | None = None

    @property
    def largest(self) -> int:
        return max(abs(self.least), abs(self.most))


def literal(value: Value) -> Column:
    """常数列."""
    match value:
        case bool():
            return Column(ValueType.YES_NO, pl.lit(value), nullable=False, constant=value)
        case Decimal():
            exponent = value.as_tuple().exponent
            scale = max(0, -exponent) if isinstance(exponent, int) else 0
            whole = int(value.scaleb(scale))
            return whole_numbers(_whole_literal(whole), whole, whole, scale=scale, nullable=False, constant=value)
        case date():
            day = value.toordinal() - EPOCH
            return Column(ValueType.DATE, pl.lit(value, dtype=pl.Date), nullable=False, least=day, most=day, constant=value)
        case Table():
            return Column(ValueType.TABLE, pl.lit(0), nullable=False, constant=value, options=(value,))
        case tuple():
            return Column(ValueType.TEXTS, pl.lit(list(value)), nullable=False, constant=value)
    return Column(ValueType.TEXT, pl.lit(value), nullable=False, constant=value)


def unknown(type: ValueType) -> Column:
    """没有给的事实: null in every row."""
    dtype = {ValueType.NUMBER: pl.Int64, ValueType.TEXT: pl.String, ValueType.YES_NO: pl.Boolean, ValueType.DATE: pl.Date}
    return Column(type, pl.lit(None, dtype=dtype.get(type, pl.List(pl.String))))


def _whole_literal(whole: int) -> pl.Expr:
    if abs(whole) >= WIDE:
        raise NotInColumns("数太大，不能整列计算")
    return pl.lit(whole, dtype=pl.Int64 if abs(whole) < NARROW else pl.Int128)


def whole_numbers(expr: pl.Expr, least: int, most: int, *, scale: int = 0, nullable: bool = True, **more: Any) -> Column:
    """A number column, refused where 128 bits could overflow."""
    if max(abs(least), abs(most)) >= WIDE:
        raise NotInColumns("数太大，不能整列计算")
    return Column(ValueType.NUMBER, expr, nullable=nullable, least=least, most=most, scale=scale, **more)


def narrowest(least: int, most: int) -> Any:
    """The width that takes least room for whole numbers within these bounds."""
    return next((t for t, bits in ((pl.Int8, 7), (pl.Int16, 15), (pl.Int32, 31)) if -(2**bits) <= least and most < 2**bits), pl.Int64)


def width_for(largest: int) -> Any:
    return pl.Int32 if largest < SMALL else pl.Int64 if largest < NARROW else pl.Int128


def wide_enough(column: Column, largest: int) -> pl.Expr:
    """The whole numbers in a width that holds results up to ``largest``."""
    if largest >= WIDE:
        raise NotInColumns("数太大，不能整列计算")
    width = width_for(largest)
    return pl.lit(column.least, dtype=width) if column.constant is not None else column.expr.cast(width)


def scaled(column: Column, scale: int) -> Column:
    """The same number with more decimals."""
    factor = 10 ** (scale - column.scale)
    if factor == 1:
        return column
    least, most = column.least * factor, column.most * factor
    expr = wide_enough(column, max(abs(least), abs(most), factor)) * factor
    if column.constant is not None:
        expr = _whole_literal(least)
    return replace(column, expr=expr, least=least, most=most, scale=scale, dtype=None)


def is_text(column: Column, text: str) -> pl.Expr:
    """Whether the text is this one; null where it is unknown."""
    if column.codes is None:
        return column.expr == pl.lit(text)
    if text in column.choices:
        return column.codes == pl.lit(column.choices.index(text), dtype=pl.UInt8)
    return pl.when(column.codes.is_not_null()).then(pl.lit(value=False))


def yes_no(expr: pl.Expr, *of: Column) -> Column:
    return Column(ValueType.YES_NO, expr, nullable=any(c.nullable for c in of))


def days(expr: pl.Expr, least: int, most: int, nullable: bool) -> Column:
    """A date column from days since 1970; null where the calendar ends."""
    if least < FIRST_DAY or most > LAST_DAY:
        expr = pl.when(expr.is_between(FIRST_DAY, LAST_DAY)).then(expr)
        least, most, nullable = max(least, FIRST_DAY), min(most, LAST_DAY), True
    return Column(ValueType.DATE, expr.cast(pl.Int32).cast(pl.Date), nullable=nullable, least=least, most=most)
