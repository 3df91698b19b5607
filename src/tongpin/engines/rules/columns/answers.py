"""整列结论: rules that are no duties over all subjects at once — outcome, value and steps of every row, as the scalar way tells them.

answers = answer_frame(rules, facts, as_of=date(2025, 12, 31), keep=["pk"], steps={"science.hnte.recognition": ("score_low", "rd_met_gap")})

``facts`` has one row for each subject and one column for each fact; a column that is not there is missing in every row, as is null. Answers
keep the order of the rows and have ``KEY.outcome``, ``.line`` and ``.value`` for every rule and ``KEY.step`` for every step asked for.
A value is rounded as the rule says (half up); without that a quotient is given to six decimals, everything else exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache, reduce
from typing import Any

import polars as pl

from tongpin.engines.rules.columns.column import Column, NotInColumns, wide_enough, width_for
from tongpin.engines.rules.columns.facts import Extent, Extents, check_facts
from tongpin.engines.rules.columns.judging import OUTCOMES, Moment, RuleColumns
from tongpin.engines.rules.columns.plans import KEPT, SameRule, same_rule
from tongpin.engines.rules.columns.stages import Stages
from tongpin.engines.rules.given import DECIMALS, WrongFact
from tongpin.engines.rules.rule import AS_OF, Duty, DutyWindow, Outcome, Rule
from tongpin.kernel.values import ValueType
from tongpin.kernel.workdays import WorkCalendar

ANSWERS = ("outcome", "line", "value")
_STANDING = Duty(code="", subject="", window=DutyWindow.STANDING)


def answer_frame(
    rules: Sequence[Rule],
    facts: pl.DataFrame,
    *,
    as_of: date | None = None,
    calendar: WorkCalendar | None = None,
    keep: Sequence[str] = (),
    steps: Mapping[str, Sequence[str]] | None = None,
    parts: Sequence[str] = ANSWERS,
) -> pl.DataFrame:
    """The answers of every row; instead of ``as_of`` the frame may have a column of that name. Of ``parts`` only those asked for are
    worked out, and without any only the steps."""
    if as_of is None and (facts.schema.get(AS_OF) != pl.Date or facts[AS_OF].null_count()):
        raise WrongFact("应给出统计日，或者有没有空值的日期列 as_of")
    wanted = [_Wanted(same_rule(rule), tuple((steps or {}).get(rule.key, ())), tuple(p for p in ANSWERS if p in parts)) for rule in rules]
    needed = {name for one in wanted for name in one.names()}
    extents = check_facts(rules, facts, needed)
    columns = ((name, facts.schema[name], extents.get(name)) for name in (AS_OF, *extents) if name in facts.schema)
    plan = _plan(tuple(wanted), tuple(columns), Moment(as_of, None, calendar, False))
    names = [e.meta.output_name() for e in plan.named]
    return plan.stages.on(facts.lazy()).with_columns(plan.named).select(*keep, *names).collect()


@dataclass(frozen=True)
class _Wanted:
    """What is asked of a rule."""

    rule: SameRule
    steps: tuple[str, ...]
    parts: tuple[str, ...]

    def names(self) -> Iterator[str]:
        """Facts it rests on, and other names."""
        rule = self.rule.rule
        for name in () if self.parts else self.steps:
            yield from rule.needs[name]
        if self.parts:
            yield from rule.facts


@dataclass(frozen=True)
class _Plan:
    """结论方案: the answers as expressions, and the layers these rest on."""

    stages: Stages
    named: Sequence[pl.Expr]


@lru_cache(maxsize=KEPT)
def _plan(wanted: Sequence[_Wanted], columns: Sequence[tuple[str, Any, Extent | None]], moment: Moment) -> _Plan:
    """Made once for all frames of these columns whose values lie alike."""
    stages = Stages()
    schema = pl.Schema({name: dtype for name, dtype, _ in columns})
    extents = {name: extent for name, _, extent in columns if extent}
    return _Plan(stages, [e for one in wanted for e in _named(one, schema, extents, moment, stages)])


def _named(wanted: _Wanted, schema: pl.Schema, extents: Extents, moment: Moment, stages: Stages) -> Iterator[pl.Expr]:
    rule, parts = wanted.rule.rule, wanted.parts
    columns = RuleColumns(rule if rule.duty else replace(rule, duty=_STANDING), schema, moment, {}, stages, extents)
    answer = columns.result() if parts else None
    if answer and "outcome" in parts:
        yield answer.outcome.fill_null(pl.lit(Outcome.UNKNOWN.value, dtype=OUTCOMES)).alias(f"{rule.key}.outcome")
    if answer and "line" in parts:
        yield answer.line.alias(f"{rule.key}.line")
    if answer and "value" in parts:
        yield _value(rule, columns, stages, stages.held(answer.line)).alias(f"{rule.key}.value")
    for step in wanted.steps:
        yield stages.held(_shown(columns.compiler.columns[step], DECIMALS)).alias(f"{rule.key}.{step}")


def _value(rule: Rule, columns: RuleColumns, stages: Stages, line: pl.Expr) -> pl.Expr:
    """What the line that answered says under ``then``; null where it says nothing."""
    found: list[tuple[pl.Expr, pl.Expr]] = []
    for number, one in enumerate(rule.lines, 1):
        if one.then is None:
            continue
        places = columns.compiler.column(one.places).constant if one.places else None
        if one.places and not isinstance(places, Decimal):
            raise NotInColumns("保留的小数位数逐行不同，不能整列计算")
        value = stages.column(columns.compiler.column(one.then))
        here = line == number
        if one.when:
            here &= stages.column(columns.compiler.column(one.when)).expr
        found.append((here, stages.held(_shown(value, int(places) if isinstance(places, Decimal) else None))))
    nothing: pl.Expr = pl.lit(None)
    return reduce(lambda rest, one: pl.when(one[0]).then(one[1]).otherwise(rest), reversed(found), nothing)


def _shown(column: Column, places: int | None) -> pl.Expr:
    """A column as it is told: numbers as exact decimals, rounded half up to ``places`` where given."""
    if column.type is not ValueType.NUMBER:
        return column.expr
    if column.under is None and (places is None or column.scale <= places):
        return _decimals(wide_enough(column, column.largest * 2), column.scale)
    return _rounded(column, DECIMALS if places is None else places)


def _rounded(column: Column, places: int) -> pl.Expr:
    below = 10**column.scale
    largest_below = below * (max(column.under.largest, 1) if column.under else 1)
    largest = max(2 * max(column.largest, 1) * 10**places + largest_below, 2 * largest_below)
    over = wide_enough(column, largest)
    under = wide_enough(column.under, largest) * below if column.under else pl.lit(below, dtype=width_for(largest))
    whole = (over.abs() * (2 * 10**places) + under) // (under * 2) * over.sign()
    return _decimals(whole, places)


def _decimals(whole: pl.Expr, scale: int) -> pl.Expr:
    """Whole numbers are decimals already, only read otherwise."""
    return whole.cast(pl.Int128).reinterpret(dtype=pl.Decimal(38, scale))
