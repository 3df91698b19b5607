"""整表判断: many duty rules over all subjects and windows in one run.

answers = judge_frame(rules, facts, as_of=date(2026, 7, 1), window=Period.parse("2026-Q2"), keep=["pk"])

``facts`` has one row for each subject (and window) and one column for each fact; a column that is not there is missing in every row, as is
null. Instead of ``as_of`` and ``window`` the frame may have columns ``as_of`` and ``window_day`` (any day of the window) of its own, and
``kept_since``, the day from which a unit keeps its records here. The answer keeps the order of the rows and has ``CODE.state``,
``.outcome``, ``.due``, ``.line`` and ``.missing`` for every rule. What a rule is turned into is kept for other frames of these columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from tongpin.engines.rules.columns.facts import check_facts
from tongpin.engines.rules.columns.judging import KEPT_SINCE, ORG_ID, PARTS, STATES, WINDOW_DAY, Moment
from tongpin.engines.rules.columns.plans import Plans
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
    parts: Sequence[str] = PARTS,
) -> pl.DataFrame:
    """The state of every row by every rule. ``overrides``: adjustments by organisation, found by the column ``org_id``.

    Of ``parts`` only those asked for are worked out; ``missing`` rests on ``state``.
    """
    check_facts(rules, facts)
    plans = Plans(facts, _moment(rules, facts, as_of, window, calendar, bool(overrides)), overrides or {})
    plan = plans.of(rules)
    named = [e for one in plan.rules for e in one.named(parts)]
    answers = plan.stages.on(facts.lazy()).with_columns(named).select(*keep, *(e.meta.output_name() for e in named)).collect()
    return answers.with_columns(_missing(rules, facts, answers, plans)) if "missing" in parts else answers


def missing_facts(rule: Rule, bits: int | None) -> tuple[str, ...]:
    """Names of the facts that ``CODE.missing`` stands for."""
    return tuple(name for place, name in enumerate(rule.facts) if bits and bits >> place & 1)


def _missing(rules: Sequence[Rule], facts: pl.DataFrame, answers: pl.DataFrame, plans: Plans) -> list[pl.Series]:
    """Which facts are missing: worked out for those rows only whose state says so."""
    lacking = pl.lit(DutyState.MISSING.value, dtype=STATES)
    columns, rows, asked = {}, {}, []
    for rule in rules:
        code = duty_of(rule).code
        columns[code] = pl.repeat(0, answers.height, dtype=pl.UInt64, eager=True).alias(f"{code}.missing")
        those = answers.select((pl.col(f"{code}.state") == lacking).arg_true()).to_series()
        if those.len():
            plan = plans.of([rule])
            rows[code] = those
            asked.append(plan.stages.on(facts[those].lazy()).select(plan.rules[0].missing.alias("~missing")))
    for code, frame in zip(rows, pl.collect_all(asked), strict=True):
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
    has_since = KEPT_SINCE in facts.columns and facts.schema[KEPT_SINCE] != pl.Null
    if has_since and facts.schema[KEPT_SINCE] != pl.Date:
        raise WrongFact(f"列 {KEPT_SINCE} 应为日期")
    return Moment(as_of, window, calendar, has_window_day, has_since)
