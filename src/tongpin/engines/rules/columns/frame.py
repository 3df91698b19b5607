"""整表判断: many duty rules over all subjects and windows in one run.

answers = judge_frame(rules, facts, as_of=date(2026, 7, 1), window=Period.parse("2026-Q2"), keep=["pk"])

``facts`` has one row for each subject (and window) and one column for each fact; a column that is not there is missing in every row, as is
null. Instead of ``as_of`` and ``window`` the frame may have columns ``as_of`` and ``window_day`` (any day of the window) of its own. The
answer keeps the order of the rows and has ``CODE.state``, ``.outcome``, ``.due``, ``.line`` and ``.missing`` for every rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from tongpin.engines.rules.columns.facts import check_facts
from tongpin.engines.rules.columns.judging import ORG_ID, STATES, WINDOW_DAY, Moment, compiled
from tongpin.engines.rules.columns.stages import Stages
from tongpin.engines.rules.duty import DutyState, WrongWindow, duty_of, duty_window
from tongpin.engines.rules.given import WrongFact
from tongpin.engines.rules.overrides import Override
from tongpin.engines.rules.rule import AS_OF, Rule
from tongpin.kernel.periods import Period
from tongpin.kernel.workdays import WorkCalendar


def judge_frame(
    rules: Sequence[Rule],
    facts: pl.DataFrame,
    *,
    as_of: date | None = None,
    window: Period | None = None,
    overrides: Mapping[int, Sequence[Override]] | None = None,
    calendar: WorkCalendar | None = None,
    keep: Sequence[str] = (),
) -> pl.DataFrame:
    """The state of every row by every rule. ``overrides``: adjustments by organisation, found by the column ``org_id``."""
    moment = _moment(rules, facts, as_of, window, calendar, bool(overrides))
    check_facts(rules, facts)
    stages, adjusted = Stages(), overrides or {}
    named = [e for rule in rules for e in compiled(rule, facts.schema, moment, adjusted, stages).named()]
    answers = stages.on(facts.lazy()).with_columns(named).select(*keep, *(e.meta.output_name() for e in named)).collect()
    return answers.with_columns(_missing(rules, facts, answers, moment, adjusted))


def missing_facts(rule: Rule, bits: int | None) -> tuple[str, ...]:
    """Names of the facts that ``CODE.missing`` stands for."""
    return tuple(name for place, name in enumerate(rule.facts) if bits and bits >> place & 1)


def _missing(
    rules: Sequence[Rule],
    facts: pl.DataFrame,
    answers: pl.DataFrame,
    moment: Moment,
    overrides: Mapping[int, Sequence[Override]],
) -> list[pl.Series]:
    """Which facts are missing: worked out for those rows only whose state says so."""
    lacking = pl.lit(DutyState.MISSING.value, dtype=STATES)
    columns, rows, plans = {}, {}, []
    for rule in rules:
        code = duty_of(rule).code
        columns[code] = pl.repeat(0, answers.height, dtype=pl.UInt64, eager=True).alias(f"{code}.missing")
        those = answers.select((pl.col(f"{code}.state") == lacking).arg_true()).to_series()
        if those.len():
            stages = Stages()
            missing = compiled(rule, facts.schema, moment, overrides, stages).missing
            rows[code] = those
            plans.append(stages.on(facts[those].lazy()).with_columns(missing.alias("~missing")).select("~missing"))
    for code, frame in zip(rows, pl.collect_all(plans), strict=True):
        columns[code] = columns[code].scatter(rows[code], frame["~missing"])
    return list(columns.values())


def _moment(
    rules: Sequence[Rule], facts: pl.DataFrame, as_of: date | None, window: Period | None, calendar: WorkCalendar | None, by_org: bool
) -> Moment:
    if as_of is None and facts.schema.get(AS_OF) != pl.Date:
        raise WrongFact("应给出统计日，或者有日期列 as_of")
    if by_org and not facts.schema.get(ORG_ID, pl.Null()).is_integer():
        raise WrongFact(f"有单位调整时应有整数列 {ORG_ID}")
    has_window_day = window is None and WINDOW_DAY in facts.columns
    for column, used in ((AS_OF, as_of is None), (WINDOW_DAY, has_window_day)):
        if used and (facts.schema[column] != pl.Date or facts[column].null_count()):
            raise WrongFact(f"列 {column} 应为日期，不能有空值")
    if window and as_of is None:
        raise WrongWindow("给出期间时应同时给出统计日")
    if window and as_of:
        for rule in rules:
            if duty_of(rule).window.period_kind:
                duty_window(rule, as_of, window)
    return Moment(as_of, window, calendar, has_window_day)
