"""事实的列: what a frame must look like so that its rows can be judged exactly; anything else is refused by the name of the column."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import Any

import polars as pl

from tongpin.engines.rules.columns.column import EPOCH, NARROW, Column, scaled, unknown, whole_numbers, wide_enough
from tongpin.engines.rules.given import DECIMALS, DIGITS, WrongFact
from tongpin.engines.rules.rule import Rule, Term
from tongpin.kernel.values import ValueType

FIRST, LAST = date(1000, 1, 1), date(9000, 12, 31)
_MOST = 10**DIGITS


@dataclass(frozen=True, slots=True)
class Extent:
    """范围: what is known of the values of a column before anything is worked out. ``least`` and ``most`` are whole numbers as they are
    stored, widened to powers of ten so that frames of the same kind share a plan."""

    full: bool
    least: int | None = None
    most: int | None = None


Extents = Mapping[str, Extent]


def fact_column(term: Term, schema: pl.Schema, facts: Mapping[str, Term], extents: Extents | None = None) -> Column:
    """The column of a fact among those of its rule; unknown in every row where the frame has none."""
    extents = extents or {}
    if term.name not in schema:
        return unknown(term.type)
    column = _any_column(term, schema, extents.get(term.name))
    if term.within in schema:
        column = _part_of(column, _any_column(facts[term.within], schema, extents.get(term.within)))
    if term.least is None and term.most is None:
        return column
    return _within(column, term)


def _part_of(column: Column, whole: Column) -> Column:
    """A part that is more than its whole tells nothing."""
    scale = max(column.scale, whole.scale)
    part, total = scaled(column, scale), scaled(whole, scale)
    most = max(part.largest, total.largest)
    too_much = wide_enough(part, most) > wide_enough(total, most)
    return replace(column, expr=pl.when(too_much).then(pl.lit(None)).otherwise(column.expr), nullable=True, dtype=None)


def _within(column: Column, term: Term) -> Column:
    """A number out of its limits tells nothing."""
    power = 10**column.scale
    least = column.least if term.least is None else max(column.least, math.ceil(term.least * power))
    most = column.most if term.most is None else min(column.most, math.floor(term.most * power))
    if (least, most) == (column.least, column.most):
        return column
    return replace(
        column, expr=pl.when(column.expr.is_between(least, most)).then(column.expr), nullable=True, least=least, most=most, dtype=None
    )


def _any_column(term: Term, schema: pl.Schema, extent: Extent | None) -> Column:
    dtype, expr = schema[term.name], pl.col(term.name)
    nullable = extent is None or not extent.full
    match term.type, dtype:
        case _, pl.Null():
            return unknown(term.type)
        case ValueType.NUMBER, _ if dtype.is_integer():
            narrow = dtype not in (pl.Int64, pl.UInt64, pl.Int128, pl.UInt128)
            most = min(_MOST, 2**32) if narrow else _MOST
            least = 0 if dtype.is_unsigned_integer() else -most
            return _known_to_lie(whole_numbers(expr, least, most, nullable=nullable, dtype=dtype), extent)
        case ValueType.NUMBER, pl.Decimal():
            scale = dtype.scale
            most = _MOST * 10**scale
            column = _known_to_lie(whole_numbers(expr.to_physical(), -most, most, scale=scale, nullable=nullable), extent)
            return replace(column, expr=column.expr.cast(pl.Int64)) if column.largest < NARROW else column
        case ValueType.DATE, pl.Date():
            return Column(ValueType.DATE, expr, nullable=nullable, least=FIRST.toordinal() - EPOCH, most=LAST.toordinal() - EPOCH)
        case ValueType.YES_NO, pl.Boolean():
            return Column(ValueType.YES_NO, expr, nullable=nullable)
        case ValueType.TEXT, pl.String() if term.choices:
            # a text that is none of the choices tells nothing
            known = reduce(lambda a, b: a | b, [expr == choice for choice in term.choices])
            return Column(ValueType.TEXT, pl.when(known).then(expr), choices=term.choices, codes=_codes(expr, term.choices))
        case ValueType.TEXT, pl.String():
            return Column(ValueType.TEXT, expr, nullable=nullable)
        case ValueType.TEXTS, pl.List() if dtype.inner == pl.String:
            return Column(ValueType.TEXTS, expr, nullable=nullable)
    raise WrongFact(f"列“{term.name}”（{term.title}）应为{term.type.label}，现为 {dtype}")


def _codes(text: pl.Expr, choices: Sequence[str]) -> pl.Expr:
    codes: pl.Expr = pl.lit(None, dtype=pl.UInt8)
    for place, choice in enumerate(choices):
        codes = pl.when(text == choice).then(pl.lit(place, dtype=pl.UInt8)).otherwise(codes)
    return codes


def _known_to_lie(column: Column, extent: Extent | None) -> Column:
    if extent is None or extent.least is None or extent.most is None:
        return column
    return replace(column, least=max(column.least, extent.least), most=min(column.most, extent.most))


def is_missing(term: Term, schema: pl.Schema) -> pl.Expr:
    """Whether a fact was not given, as opposed to given in words that tell nothing."""
    return pl.col(term.name).is_null() if term.name in schema else pl.lit(True)


def check_facts(rules: Iterable[Rule], facts: pl.DataFrame, needed: Collection[str] | None = None) -> Extents:
    """WrongFact for numbers of more than 15 digits before or 6 after the point and for dates outside the years 1000 to 9000;
    what the columns were found to hold. Only those ``needed`` are looked at, with the whole of which they are a part."""
    terms = {name: term for rule in rules for name, term in rule.facts.items() if name in facts.columns}
    if needed is not None:
        wholes = {terms[name].within for name in needed if name in terms}
        terms = {name: term for name, term in terms.items() if name in needed or name in wholes}
    bounds: list[Any] = []
    for name, term in terms.items():
        dtype = facts.schema[name]
        if isinstance(dtype, pl.Decimal) and dtype.scale > DECIMALS:
            raise WrongFact(f"列“{name}”（{term.title}）的小数不应超过 {DECIMALS} 位")
        if isinstance(dtype, pl.Decimal) or dtype.is_integer() or dtype == pl.Date:
            bounds += [pl.col(name).min().alias(f"{name}:min"), pl.col(name).max().alias(f"{name}:max")]
    found = facts.select(bounds).row(0, named=True) if bounds else {}
    for column, value in found.items():
        name = column.partition(":")[0]
        inside = value is None or (FIRST <= value <= LAST if isinstance(value, date) else abs(value) < _MOST)
        if not inside:
            raise WrongFact(f"列“{name}”（{terms[name].title}）的值 {value} 超出范围")
    return {name: _extent(term, facts[name], found.get(f"{name}:min"), found.get(f"{name}:max")) for name, term in terms.items()}


def _extent(term: Term, those: pl.Series, least: Any, most: Any) -> Extent:
    full = not those.null_count()
    if isinstance(least, date) or least is None:
        return Extent(full)
    power = 10**those.dtype.scale if isinstance(those.dtype, pl.Decimal) else 1
    low, high = int(least * power), int(most * power)
    lowest, highest = -_power_above(-low) if low < 0 else min(low, 1), _power_above(high) if high > 0 else 0
    # where all values lie within the limits of the fact, so does what is taken for their range: no row need be looked at again
    if term.least is not None and low >= term.least * power:
        lowest = max(lowest, math.ceil(term.least * power))
    if term.most is not None and high <= term.most * power:
        highest = min(highest, math.floor(term.most * power))
    return Extent(full, lowest, highest)


def _power_above(number: int) -> int:
    return 10 ** len(str(number))
