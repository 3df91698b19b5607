"""事实的列: what a frame must look like so that its rows can be judged exactly; anything else is refused by the name of the column."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from tongpin.engines.rules.columns.column import EPOCH, Column, scaled, unknown, whole_numbers, wide_enough
from tongpin.engines.rules.given import DECIMALS, DIGITS, WrongFact
from tongpin.engines.rules.rule import Rule, Term
from tongpin.kernel.values import ValueType

FIRST, LAST = date(1000, 1, 1), date(9000, 12, 31)
_MOST = 10**DIGITS


def fact_column(term: Term, schema: pl.Schema, facts: Mapping[str, Term]) -> Column:
    """The column of a fact among those of its rule; unknown in every row where the frame has none."""
    if term.name not in schema:
        return unknown(term.type)
    column = _any_column(term, schema)
    if term.within in schema:
        column = _part_of(column, _any_column(facts[term.within], schema))
    if term.least is None and term.most is None:
        return column
    return _within(column, term)


def _part_of(column: Column, whole: Column) -> Column:
    """A part that is more than its whole tells nothing."""
    scale = max(column.scale, whole.scale)
    part, total = scaled(column, scale), scaled(whole, scale)
    most = max(part.largest, total.largest)
    fits = (wide_enough(part, most) <= wide_enough(total, most)).fill_null(value=True)
    return replace(column, expr=pl.when(fits).then(column.expr), dtype=None)


def _within(column: Column, term: Term) -> Column:
    """A number out of its limits tells nothing."""
    power = 10**column.scale
    least = column.least if term.least is None else max(column.least, math.ceil(term.least * power))
    most = column.most if term.most is None else min(column.most, math.floor(term.most * power))
    if (least, most) == (column.least, column.most):
        return column
    return replace(column, expr=pl.when(column.expr.is_between(least, most)).then(column.expr), least=least, most=most, dtype=None)


def _any_column(term: Term, schema: pl.Schema) -> Column:
    dtype, expr = schema[term.name], pl.col(term.name)
    match term.type, dtype:
        case _, pl.Null():
            return unknown(term.type)
        case ValueType.NUMBER, _ if dtype.is_integer():
            narrow = dtype not in (pl.Int64, pl.UInt64, pl.Int128, pl.UInt128)
            most = min(_MOST, 2**32) if narrow else _MOST
            return whole_numbers(expr, 0 if dtype.is_unsigned_integer() else -most, most, dtype=dtype)
        case ValueType.NUMBER, pl.Decimal():
            scale = dtype.scale
            return whole_numbers(expr.to_physical(), -_MOST * 10**scale, _MOST * 10**scale, scale=scale)
        case ValueType.DATE, pl.Date():
            return Column(ValueType.DATE, expr, least=FIRST.toordinal() - EPOCH, most=LAST.toordinal() - EPOCH)
        case ValueType.YES_NO, pl.Boolean():
            return Column(ValueType.YES_NO, expr)
        case ValueType.TEXT, pl.String() if term.choices:
            # a text that is none of the choices tells nothing
            return Column(ValueType.TEXT, pl.when(expr.is_in(list(term.choices))).then(expr))
        case ValueType.TEXT, pl.String():
            return Column(ValueType.TEXT, expr)
        case ValueType.TEXTS, pl.List() if dtype.inner == pl.String:
            return Column(ValueType.TEXTS, expr)
    raise WrongFact(f"列“{term.name}”（{term.title}）应为{term.type.label}，现为 {dtype}")


def is_missing(term: Term, schema: pl.Schema) -> pl.Expr:
    """Whether a fact was not given, as opposed to given in words that tell nothing."""
    return pl.col(term.name).is_null() if term.name in schema else pl.lit(True)


def check_facts(rules: Iterable[Rule], facts: pl.DataFrame) -> None:
    """WrongFact for numbers of more than 15 digits before or 6 after the point and for dates outside the years 1000 to 9000."""
    terms = {name: term for rule in rules for name, term in rule.facts.items() if name in facts.columns}
    bounds: list[Any] = []
    for name, term in terms.items():
        dtype = facts.schema[name]
        if isinstance(dtype, pl.Decimal) and dtype.scale > DECIMALS:
            raise WrongFact(f"列“{name}”（{term.title}）的小数不应超过 {DECIMALS} 位")
        if isinstance(dtype, pl.Decimal) or dtype in (pl.Int64, pl.UInt64, pl.Int128, pl.UInt128, pl.Date):
            bounds += [pl.col(name).min().alias(f"{name}:min"), pl.col(name).max().alias(f"{name}:max")]
    if not bounds:
        return
    found = facts.select(bounds).row(0, named=True)
    for column, value in found.items():
        name = column.partition(":")[0]
        inside = value is None or (FIRST <= value <= LAST if isinstance(value, date) else abs(value) < _MOST)
        if not inside:
            raise WrongFact(f"列“{name}”（{terms[name].title}）的值 {value} 超出范围")
