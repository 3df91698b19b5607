"""整列查表: the row of a table for every subject, by exact comparisons; null where no row takes the subject in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import polars as pl

from tongpin.engines.rules.columns.column import Column, is_text, literal, narrowest, scaled, whole_numbers, wide_enough
from tongpin.engines.rules.columns.numbers import compared
from tongpin.engines.rules.columns.stages import Stages
from tongpin.engines.rules.operators import Value
from tongpin.engines.rules.tables import Lookup, Table

FEW = 3
"""Up to so many bounds a quotient is compared as it is, which takes less than dividing it out."""
_COMPARED = {Lookup.FROM: "at_least", Lookup.TO: "at_most"}


def looked_up(subject: Column, table: Column, way: Lookup, place: int, stages: Stages) -> Column:
    """The number in column ``place`` (from 0); ``table.expr`` says which of ``table.options`` is in force in a row."""
    tables = [t for t in table.options if isinstance(t, Table)]
    if way is not Lookup.TEXT:
        subject = stages.column(_made_ready(subject, tables, way))
    scale = max(scaled_to(numbers[place]) for t in tables for _, numbers in t.rows)
    found = [_in_one(subject, t, way, place, scale) for t in tables]
    expr = found[-1].expr
    for number, one in list(enumerate(found))[:-1]:
        expr = pl.when(table.expr == number).then(one.expr).otherwise(expr)
    nullable = any(one.nullable for one in found)
    return whole_numbers(expr, min(f.least for f in found), max(f.most for f in found), scale=scale, nullable=nullable)


def _made_ready(subject: Column, tables: Sequence[Table], way: Lookup) -> Column:
    """The subject with as many decimals as the bounds have, so that this is worked out once and not for each of them. A quotient is
    divided out where only whole steps of the last decimal are asked for: it reaches a bound just when its whole part does."""
    bounds = [bound for t in tables for bound, _ in t.rows if isinstance(bound, Decimal)]
    finest = max((literal(bound).scale for bound in bounds), default=0)
    if subject.constant is not None or (subject.under and (way is not Lookup.FROM or len(bounds) < FEW)):
        return subject
    if not subject.under:
        return scaled(subject, max(subject.scale, finest))
    decimals = max(subject.scale, finest)
    top, under = scaled(replace(subject, under=None), decimals), scaled(subject.under, decimals - finest)
    largest = max(top.largest, under.largest)
    steps = wide_enough(top, largest) // wide_enough(under, largest)
    return replace(subject, expr=steps, under=None, least=min(top.least, 0), most=max(top.most, 0), scale=finest, dtype=None)


def scaled_to(number: Decimal) -> int:
    return literal(number).scale


def _in_one(subject: Column, table: Table, way: Lookup, place: int, scale: int) -> Column:
    rows = [(bound, scaled(literal(numbers[place]), scale)) for bound, numbers in _within_reach(subject, table, way)]
    numbers = [number.least for _, number in rows]
    width = narrowest(min(numbers), max(numbers))
    expr: pl.Expr = pl.lit(None, dtype=width)
    for bound, number in reversed(rows):
        value = pl.lit(number.least, dtype=width)
        expr = value if bound is None else pl.when(_taken_in(subject, bound, way)).then(value).otherwise(expr)
    if subject.nullable:
        told = subject.expr if subject.codes is None else subject.codes
        expr = pl.when(told.is_not_null()).then(expr)
    nullable = subject.nullable or all(bound is not None for bound, _ in rows)
    return replace(_bounds([n for _, n in rows]), expr=expr, scale=scale, nullable=nullable)


def _within_reach(subject: Column, table: Table, way: Lookup) -> Iterator[tuple[Value | None, Sequence[Decimal]]]:
    """The rows in the order in which they are tried; a bound that every subject keeps is none, and nothing comes after it."""
    for bound, numbers in table.in_order(way):
        if way is Lookup.FROM and isinstance(bound, Decimal) and subject.least >= 0 and (bound <= 0 or _keeps(subject, bound)):
            yield None, numbers
            return
        yield bound, numbers


def _keeps(subject: Column, bound: Decimal) -> bool:
    return subject.under is None and subject.least >= bound * 10**subject.scale


def _taken_in(subject: Column, bound: Value, way: Lookup) -> pl.Expr:
    if isinstance(bound, str):
        return is_text(subject, bound)
    return compared(_COMPARED[way], subject, literal(bound)).expr


def _bounds(numbers: Sequence[Column]) -> Column:
    return replace(numbers[0], constant=None, least=min(n.least for n in numbers), most=max(n.most for n in numbers), dtype=None)
