"""整列查表: the row of a table for every subject, by exact comparisons; null where no row takes the subject in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import polars as pl

from tongpin.engines.rules.columns.column import Column, literal, scaled, whole_numbers
from tongpin.engines.rules.columns.numbers import compared
from tongpin.engines.rules.operators import Value
from tongpin.engines.rules.tables import Lookup, Table

_COMPARED = {Lookup.FROM: "at_least", Lookup.TO: "at_most"}


def looked_up(subject: Column, table: Column, way: Lookup, place: int) -> Column:
    """The number in column ``place`` (from 0); ``table.expr`` says which of ``table.options`` is in force in a row."""
    tables = [t for t in table.options if isinstance(t, Table)]
    scale = max(scaled_to(numbers[place]) for t in tables for _, numbers in t.rows)
    found = [_in_one(subject, t, way, place, scale) for t in tables]
    expr = found[-1].expr
    for number, one in list(enumerate(found))[:-1]:
        expr = pl.when(table.expr == number).then(one.expr).otherwise(expr)
    nullable = any(one.nullable for one in found)
    return whole_numbers(expr, min(f.least for f in found), max(f.most for f in found), scale=scale, nullable=nullable)


def scaled_to(number: Decimal) -> int:
    return literal(number).scale


def _in_one(subject: Column, table: Table, way: Lookup, place: int, scale: int) -> Column:
    rows = [(bound, scaled(literal(numbers[place]), scale)) for bound, numbers in table.in_order(way)]
    expr: pl.Expr = pl.lit(None, dtype=pl.Int64)
    for bound, number in reversed(rows):
        value = number.expr.cast(pl.Int64)
        expr = value if bound is None else pl.when(_taken_in(subject, bound, way)).then(value).otherwise(expr)
    if subject.nullable:
        expr = pl.when(subject.expr.is_not_null()).then(expr)
    nullable = subject.nullable or all(bound is not None for bound, _ in rows)
    return replace(_bounds([n for _, n in rows]), expr=expr, scale=scale, nullable=nullable)


def _taken_in(subject: Column, bound: Value, way: Lookup) -> pl.Expr:
    if way is Lookup.TEXT:
        return subject.expr == pl.lit(bound)
    return compared(_COMPARED[way], subject, literal(bound)).expr


def _bounds(numbers: Sequence[Column]) -> Column:
    return replace(numbers[0], constant=None, least=min(n.least for n in numbers), most=max(n.most for n in numbers), dtype=None)
