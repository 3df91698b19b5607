"""整列判断: one duty rule as expressions over all subjects and windows; the same states as ``duty.judge``, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from tongpin.engines.rules.columns.column import EPOCH, Column, days, literal
from tongpin.engines.rules.columns.expressions import Compiler
from tongpin.engines.rules.columns.facts import FIRST, LAST, Extents, fact_column, is_missing
from tongpin.engines.rules.columns.numbers import chosen
from tongpin.engines.rules.columns.stages import Stages
from tongpin.engines.rules.duty import DutyState, duty_of
from tongpin.engines.rules.expressions import CALENDAR, Expression
from tongpin.engines.rules.operators import Value
from tongpin.engines.rules.overrides import Override, setting_on
from tongpin.engines.rules.rule import AS_OF, WINDOW_END, WINDOW_START, DutyWindow, Outcome, Rule
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.values import ValueType
from tongpin.kernel.workdays import WorkCalendar

STATES = pl.Enum([s.value for s in DutyState])
OUTCOMES = pl.Enum([o.value for o in Outcome])
PARTS = ("state", "outcome", "due", "line", "missing")
ORG_ID, WINDOW_DAY, KEPT_SINCE = "org_id", "window_day", "kept_since"
_TRUNCATE = {PeriodKind.MONTH: "1mo", PeriodKind.QUARTER: "1q", PeriodKind.YEAR: "1y"}


@dataclass(frozen=True)
class Moment:
    """时点: one day and window for all rows, or (None) the columns ``as_of`` and ``window_day`` of the frame."""

    as_of: date | None
    window: Period | None
    calendar: WorkCalendar | None
    has_window_day: bool
    has_since: bool = False

    def column(self) -> Column:
        return literal(self.as_of) if self.as_of else _day_column(pl.col(AS_OF))

    def window_dates(self, kind: PeriodKind) -> tuple[Column, Column]:
        """First and last day of the window of each row."""
        window = self.window or (Period.containing(self.as_of, kind) if self.as_of and not self.has_window_day else None)
        if window:
            return literal(window.start), literal(window.last_day)
        day = pl.col(WINDOW_DAY) if self.has_window_day else pl.col(AS_OF)
        if kind is PeriodKind.HALF:
            start = pl.date(day.dt.year(), pl.when(day.dt.month() < 7).then(1).otherwise(7), 1)
        else:
            start = day.dt.truncate(_TRUNCATE[kind])
        return _day_column(start), _day_column(start.dt.offset_by(f"{kind.months}mo").dt.offset_by("-1d"))


def _day_column(expr: pl.Expr) -> Column:
    return Column(ValueType.DATE, expr, nullable=False, least=FIRST.toordinal() - EPOCH, most=LAST.toordinal() - EPOCH)


@dataclass(frozen=True)
class Compiled:
    """编译好的规则: the four columns of an answer, and which facts are missing (a bit each, as the rule declares them)."""

    rule: Rule
    state: pl.Expr
    outcome: pl.Expr
    due: pl.Expr
    line: pl.Expr
    missing: pl.Expr

    def named(self, parts: Sequence[str]) -> Iterator[pl.Expr]:
        code = duty_of(self.rule).code
        for part in (one for one in PARTS[:-1] if one in parts):
            yield getattr(self, part).alias(f"{code}.{part}")


def compiled(rule: Rule, schema: pl.Schema, moment: Moment, overrides: Mapping[int, Sequence[Override]], stages: Stages) -> Compiled:
    """The rule for frames of this schema; what it builds on goes into ``stages``."""
    return RuleColumns(rule, schema, moment, overrides, stages).result()


class RuleColumns:
    """一条规则的列: holds what the parts of one rule share."""

    def __init__(
        self,
        rule: Rule,
        schema: pl.Schema,
        moment: Moment,
        overrides: Mapping[int, Sequence[Override]],
        stages: Stages,
        extents: Extents | None = None,
    ) -> None:
        self.stages = stages
        self.rule, self.duty, self.moment = rule, duty_of(rule), moment
        self.overrides = _groups(rule, overrides)
        columns = {name: stages.column(fact_column(term, schema, rule.facts, extents)) for name, term in rule.facts.items()}
        columns[AS_OF] = moment.column()
        kind = self.duty.window.period_kind
        if kind:
            columns[WINDOW_START], columns[WINDOW_END] = map(stages.column, moment.window_dates(kind))
        static: dict[str, Any] = {n: c.constant for n, c in columns.items() if c.constant is not None}
        if moment.calendar:
            static[CALENDAR] = moment.calendar
        bits = {name: 1 << place for place, name in enumerate(rule.facts)}
        self.compiler = Compiler(columns, static, bits, {n: is_missing(t, schema) for n, t in rule.facts.items()}, stages)
        self.as_of = columns[AS_OF]
        self.day = stages.column(self._version_day())
        self.adopted, self.shift = self._settings()
        self._parameters()
        for step in rule.steps:
            self.compiler.step(step.term.name, step.expression)

    # --- version and adjustments ----------------------------------------------------------------------------------------
    def _version_day(self) -> Column:
        end = self.compiler.columns.get(WINDOW_END)
        if end is None:
            default = self.as_of
        elif isinstance(end.constant, date) and isinstance(self.as_of.constant, date):
            default = literal(min(end.constant, self.as_of.constant))
        else:
            default = _day_column(pl.min_horizontal(self.as_of.expr, end.expr))
        if not self.duty.version_on:
            return default
        own = self.compiler.column(self.duty.version_on)
        if own.constant is not None:
            return own
        return _day_column(pl.coalesce(own.expr, default.expr) if own.nullable else own.expr)

    def _since(self, start: date, end: date | None = None) -> pl.Expr | bool:
        """Whether the day that decides lies in [start, end)."""
        day = self.day.constant
        if isinstance(day, date):
            return start <= day and (end is None or day < end)
        inside = self.day.expr >= pl.lit(start, dtype=pl.Date)
        return inside & (self.day.expr < pl.lit(end, dtype=pl.Date)) if end else inside

    def _chosen(self, base: Sequence[tuple[date, Value]], of_unit: Any) -> Column:
        """A value by version, then by the adjustments of the unit: the last in force decides."""
        cases: list[tuple[pl.Expr, Value]] = []
        for orgs, those in self.overrides:
            for one in reversed(those):
                value = of_unit(one)
                inside = self._since(one.starts_on, one.ends_on)
                if value is None or inside is False:
                    continue
                theirs = pl.col(ORG_ID).is_in(orgs)
                cases.append((theirs if inside is True else theirs & inside, value))
        for start, value in reversed(base[1:]):
            inside = self._since(start)
            if inside is True:
                return chosen(cases, value) if cases else literal(value)
            if inside is not False:
                cases.append((inside, value))
        first = base[0][1]
        cases = [case for case in cases if case[1] != first] if len({v for _, v in cases} | {first}) == 1 else cases
        return chosen(cases, first) if cases else literal(first)

    def _settings(self) -> tuple[Column, Column]:
        start = self.rule.versions[0].valid_from
        adopted = self._chosen([(start, self.duty.adopted)], lambda o: o.adopted)
        shift = self._chosen([(start, _number(0))], lambda o: None if o.due_shift_days is None else _number(o.due_shift_days))
        return adopted, shift

    def _parameters(self) -> None:
        for name in self.rule.parameters:
            base = [(v.valid_from, v.values[name]) for v in self.rule.versions]

            def of_unit(one: Override, name: str = name) -> Value | None:
                return setting_on(self.rule, [one], one.starts_on).values.get(name)

            column = self.stages.column(self._chosen(base, of_unit))
            self.compiler.columns[name] = column
            if column.constant is not None:
                self.compiler.static[name] = column.constant

    def _column(self, expression: Expression) -> Column:
        return self.stages.column(self.compiler.column(expression))

    # --- the answer -----------------------------------------------------------------------------------------------------
    def result(self) -> Compiled:
        applies = self._column(self.duty.applies) if self.duty.applies else literal(True)
        asked = self._asked()
        outcome, line, stuck = self._decided()
        outcome = self.stages.held(outcome)
        due = self._due()
        state: Any = self._state(outcome, due)
        missing = self._missing(applies, outcome, stuck, due)
        if due is not None and due.nullable:
            untold = (outcome == _outcome(Outcome.NOT_MET)) & due.expr.is_null()
            outcome = self.stages.held(pl.when(untold).then(_outcome(Outcome.UNKNOWN)).otherwise(outcome))
        due_shown = self._due_shown(due)
        if applies.constant is not True:
            state = pl.when(applies.expr).then(state).when(~applies.expr).then(_state(DutyState.NOT_APPLICABLE))
            state = state.otherwise(_state(DutyState.MISSING))
            outcome = pl.when(applies.expr).then(outcome).when(applies.expr.is_null()).then(_outcome(Outcome.UNKNOWN))
            line = pl.when(applies.expr).then(line).otherwise(pl.lit(0, dtype=pl.UInt8))
            due_shown = pl.when(applies.expr).then(due_shown)
        if self.moment.has_since:
            state = pl.when(self._before_records(self.stages.held(state), due)).then(_state(DutyState.NOT_APPLICABLE)).otherwise(state)
        if asked is not True:
            state = pl.when(asked).then(state).otherwise(_state(DutyState.NOT_APPLICABLE))
            outcome, due_shown = pl.when(asked).then(outcome), pl.when(asked).then(due_shown)
            line = pl.when(asked).then(line).otherwise(pl.lit(0, dtype=pl.UInt8))
        return Compiled(self.rule, state.cat.to(STATES), outcome.cat.to(OUTCOMES), due_shown, line, missing)

    def _asked(self) -> pl.Expr | bool:
        """Adopted, and a version in force."""
        in_force = self._since(self.rule.versions[0].valid_from)
        adopted: pl.Expr | bool = bool(self.adopted.constant) if self.adopted.constant is not None else self.adopted.expr
        if in_force is False or adopted is False:
            return pl.lit(False)
        return adopted if in_force is True else in_force if adopted is True else adopted & in_force

    def _decided(self) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
        """Outcome, line number, and the facts that keep the line unknown."""
        outcome: Any = None
        line: Any = None
        stuck: Any = None
        for number, one in reversed(list(enumerate(self.rule.lines, 1))):
            here, mask = _outcome(one.outcome), pl.lit(0, dtype=pl.UInt64)
            for part in (one.places, one.then):
                column = self._column(part) if part else None
                if part and column and column.nullable:
                    lacking = column.expr.is_null()
                    here = pl.when(lacking).then(_outcome(Outcome.UNKNOWN)).otherwise(here)
                    mask = pl.when(lacking).then(self.compiler.mask(part)).otherwise(mask)
            place = pl.lit(number, dtype=pl.UInt8)
            if one.when is None:
                outcome, line, stuck = here, place, mask
                continue
            holds = self._column(one.when)
            if holds.nullable:
                unknown = holds.expr.is_null()
                outcome = pl.when(holds.expr).then(here).when(unknown).then(_outcome(Outcome.UNKNOWN)).otherwise(outcome)
                line = pl.when(holds.expr.fill_null(True)).then(place).otherwise(line)
                stuck = pl.when(holds.expr).then(mask).when(unknown).then(self.compiler.mask(one.when)).otherwise(stuck)
            else:
                outcome = pl.when(holds.expr).then(here).otherwise(outcome)
                line = pl.when(holds.expr).then(place).otherwise(line)
                stuck = pl.when(holds.expr).then(mask).otherwise(stuck)
        return outcome, line, stuck

    def _due(self) -> Column | None:
        if not self.duty.due:
            return None
        due = self._column(self.duty.due)
        if self.shift.constant == 0:
            return due
        least, most = due.least + self.shift.least, due.most + self.shift.most
        return self.stages.column(days(due.expr.to_physical().cast(pl.Int64) + self.shift.expr, least, most, due.nullable))

    def _due_shown(self, due: Column | None) -> pl.Expr:
        return due.expr if due else pl.lit(None, dtype=pl.Date)

    def _state(self, outcome: pl.Expr, due: Column | None) -> pl.Expr:
        known = {Outcome.MET: DutyState.DONE, Outcome.UNKNOWN: DutyState.MISSING}
        late = self._late(due)
        state: Any = pl.when(outcome == _outcome(Outcome.MET)).then(_state(known[Outcome.MET]))
        return state.when(outcome == _outcome(Outcome.UNKNOWN)).then(_state(known[Outcome.UNKNOWN])).otherwise(late)

    def _late(self, due: Column | None) -> pl.Expr:
        """The state of what is not met."""
        if due is None:
            return _state(DutyState.OVERDUE)
        ahead = self.stages.held(due.expr.to_physical() - self.as_of.expr.to_physical())
        if isinstance(due.constant, date) and isinstance(self.as_of.constant, date):
            left = (due.constant - self.as_of.constant).days
            plain = DutyState.OVERDUE if left < 0 else DutyState.SOON if left <= self.duty.soon_days else DutyState.OPEN
            return _state(plain)
        found: Any = pl.when(ahead < 0).then(_state(DutyState.OVERDUE))
        found = found.when(ahead <= self.duty.soon_days).then(_state(DutyState.SOON))
        if due.nullable:
            found = found.when(ahead.is_null()).then(_state(DutyState.MISSING))
        return self.stages.held(found.otherwise(_state(DutyState.OPEN)))

    def _before_records(self, state: pl.Expr, due: Column | None) -> pl.Expr:
        """启用台账之前: rows of which nothing is held against the unit, as ``duty.before_records`` has it."""
        since, late = pl.col(KEPT_SINCE), state == _state(DutyState.OVERDUE)
        undone = (state != _state(DutyState.DONE)) & (state != _state(DutyState.NOT_APPLICABLE))
        if self.duty.window.period_kind:
            start, end = self.compiler.columns[WINDOW_START].expr, self.compiler.columns[WINDOW_END].expr
            before = (end < since) | ((start < since) & late)
        else:
            before = self.as_of.expr < since
            if self.duty.window is DutyWindow.EVENT and due is not None:
                before = before | (late & (due.expr < since))
        return (undone & before).fill_null(False)

    def _missing(self, applies: Column, outcome: pl.Expr, stuck: pl.Expr, due: Column | None) -> pl.Expr:
        """The bits of the facts to be supplied, for rows whose state is missing."""
        missing: pl.Expr = stuck
        if due is not None and due.nullable and self.duty.due:
            missing = pl.when(outcome == _outcome(Outcome.NOT_MET)).then(self.compiler.mask(self.duty.due)).otherwise(stuck)
        if self.duty.applies and applies.nullable:
            missing = pl.when(applies.expr.is_null()).then(self.compiler.mask(self.duty.applies)).otherwise(missing)
        return missing


def _number(whole: int) -> Value:
    return Decimal(whole)


def _state(state: DutyState) -> pl.Expr:
    return pl.lit(list(DutyState).index(state), dtype=pl.UInt8)


def _outcome(outcome: Outcome) -> pl.Expr:
    return pl.lit(list(Outcome).index(outcome), dtype=pl.UInt8)


def _groups(rule: Rule, overrides: Mapping[int, Sequence[Override]]) -> list[tuple[list[int], tuple[Override, ...]]]:
    """Units with the same adjustments of a rule together, each with them in order of their beginning."""
    grouped: dict[Any, tuple[list[int], tuple[Override, ...]]] = {}
    for org_id, all_of_org in overrides.items():
        those = tuple(sorted((o for o in all_of_org if o.rule == rule.key), key=lambda o: o.starts_on))
        if those:
            same = tuple((o.starts_on, o.ends_on, o.adopted, tuple(sorted(o.values.items())), o.due_shift_days) for o in those)
            grouped.setdefault(same, ([], those))[0].append(org_id)
    return list(grouped.values())
