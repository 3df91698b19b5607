"""整列判断的说法: one rule over many subjects and windows with the same words as ``duty.judge``, made once for all rows that read alike.

The columns decide state, outcome, due date, clause and missing facts of every row; here these are put into words. Whatever cannot be told
from the columns alone (workdays of a year not yet published, a text that tells nothing, a clause that leaves it to a person) is asked the
scalar way, row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from tongpin.engines.rules.columns.column import NotInColumns
from tongpin.engines.rules.columns.frame import judge_frame, missing_facts
from tongpin.engines.rules.columns.judging import KEPT_SINCE, ORG_ID, WINDOW_DAY
from tongpin.engines.rules.columns.plans import uses_workdays
from tongpin.engines.rules.duty import (
    DutyState,
    Ruling,
    before_records,
    duty_of,
    judge,
    names_of,
    switched_off,
    version_day,
)
from tongpin.engines.rules.evaluate import built_in_dates, not_yet_in_force, why_lacking
from tongpin.engines.rules.given import DECIMALS, DIGITS, WrongFact, known_facts
from tongpin.engines.rules.overrides import Override, Setting, setting_on
from tongpin.engines.rules.rule import AS_OF, Outcome, Rule, Term, Version
from tongpin.engines.rules.wording import fill, slots
from tongpin.kernel.periods import Period
from tongpin.kernel.values import ValueType
from tongpin.kernel.workdays import WorkCalendar

FEW = 8
"""Up to so many rows are asked one by one: a run over columns would cost more."""

_DTYPES: Mapping[ValueType, Any] = {
    ValueType.TEXT: pl.String,
    ValueType.YES_NO: pl.Boolean,
    ValueType.DATE: pl.Date,
    ValueType.TEXTS: pl.List(pl.String),
}
_TYPES: Mapping[ValueType, tuple[type, ...]] = {
    ValueType.TEXT: (str,),
    ValueType.YES_NO: (bool,),
    ValueType.DATE: (date,),
    ValueType.TEXTS: (tuple, list),
}
_STATE: Mapping[str, DutyState] = {state.value: state for state in DutyState}
_OUTCOME: Mapping[str | None, Outcome] = {outcome.value: outcome for outcome in Outcome}


@dataclass(frozen=True, slots=True)
class Row:
    """待判断的一行: a subject's facts in a window, its unit's adjustments, and the day from which the unit keeps records here."""

    facts: Mapping[str, Any]
    window: Period | None
    overrides: tuple[Override, ...] = ()
    since: date | None = None


def rulings(rule: Rule, rows: Sequence[Row], as_of: date, calendar: WorkCalendar | None = None, *, few: int = FEW) -> list[Ruling]:
    """判断 of every row, in their order; the same as ``judge`` says of each."""

    def one_by_one(row: Row) -> Ruling:
        return judge(rule, row.facts, as_of, row.window, row.overrides, calendar, row.since)

    if len(rows) <= few or uses_workdays(rule) or any(line.places or line.then for line in rule.lines):
        return [one_by_one(row) for row in rows]
    groups = _Groups(rows)
    try:
        answers = judge_frame([rule], _frame(rule, rows, groups, as_of), overrides=groups.overrides)
    except (NotInColumns, WrongFact):
        return [one_by_one(row) for row in rows]
    words = _Words(rule, as_of, groups.all)
    parts = (answers[f"{duty_of(rule).code}.{part}"].to_list() for part in ("state", "outcome", "due", "line", "missing"))
    return [words.ruling(row, group, *found) or one_by_one(row) for row, group, *found in zip(rows, groups.of_row, *parts, strict=True)]


class _Groups:
    """调整分组: rows with the very same adjustments share a number, which stands in the column ``org_id``."""

    def __init__(self, rows: Sequence[Row]) -> None:
        numbers: dict[tuple[int, ...], int] = {}
        self.all: list[tuple[Override, ...]] = []
        self.of_row: list[int] = []
        for row in rows:
            key = tuple(map(id, row.overrides))
            number = numbers.setdefault(key, len(numbers))
            if number == len(self.all):
                self.all.append(row.overrides)
            self.of_row.append(number)
        self.overrides = {number: those for number, those in enumerate(self.all) if those}


def _frame(rule: Rule, rows: Sequence[Row], groups: _Groups, as_of: date) -> pl.DataFrame:
    columns = {name: _fact_series(rule, term, [row.facts.get(name) for row in rows]) for name, term in rule.facts.items()}
    if any(row.facts.keys() - rule.facts.keys() for row in rows):
        raise WrongFact(f"{rule.key} 没有声明的事实")
    columns[AS_OF] = pl.Series([as_of], dtype=pl.Date).new_from_index(0, len(rows))
    if duty_of(rule).window.period_kind:
        columns[WINDOW_DAY] = pl.Series([row.window.start if row.window else as_of for row in rows], dtype=pl.Date)
    if groups.overrides:
        columns[ORG_ID] = pl.Series(groups.of_row, dtype=pl.Int64)
    if any(row.since for row in rows):
        columns[KEPT_SINCE] = pl.Series([row.since for row in rows], dtype=pl.Date)
    return pl.DataFrame(columns)


def _fact_series(rule: Rule, term: Term, values: list[Any]) -> pl.Series:
    if term.type is ValueType.NUMBER:
        return _numbers(rule, term, values)
    allowed = _TYPES[term.type]
    for kind in set(map(type, values)) - {type(None)}:
        if kind not in allowed and not (term.type is ValueType.TEXT and issubclass(kind, str)):
            raise WrongFact(f"{rule.key}：“{term.title}”应为{term.type.label}，现为 {kind.__name__}")
    if term.type is ValueType.TEXTS:
        values = [None if value is None else list(value) for value in values]
    elif term.type is ValueType.TEXT:
        values = [None if value is None else str(value) for value in values]
    return pl.Series(values, dtype=_DTYPES[term.type])


def _numbers(rule: Rule, term: Term, values: list[Any]) -> pl.Series:
    """Whole numbers as such, others with the six decimals a fact may have."""
    for kind in set(map(type, values)) - {type(None), int, Decimal}:
        raise WrongFact(f"{rule.key}：“{term.title}”应为{term.type.label}，现为 {kind.__name__}")
    whole = True
    for value in set(values) - {None}:
        number = Decimal(value)
        if not number.is_finite() or abs(number) >= 10**DIGITS or int(number.normalize().as_tuple().exponent) < -DECIMALS:
            raise WrongFact(f"{rule.key}：“{term.title}”的值 {value} 超出范围")
        whole = whole and value == int(value)
    if whole:
        return pl.Series([None if value is None else int(value) for value in values], dtype=pl.Int64)
    return pl.Series([None if value is None else Decimal(value) for value in values], dtype=pl.Decimal(38, DECIMALS))


class _Words:
    """说法 of one rule, each made once."""

    def __init__(self, rule: Rule, as_of: date, groups: Sequence[tuple[Override, ...]]) -> None:
        self.rule, self.duty, self.as_of, self.groups = rule, duty_of(rule), as_of, groups
        self.settings: dict[tuple[int, date], tuple[Setting, Version | None]] = {}
        self.days: dict[Any, date] = {}
        self.made: dict[Any, Ruling] = {}
        self.filled: dict[Any, str] = {}
        self.slots: dict[str, tuple[frozenset[str], list[str]]] = {}
        self.lacking: dict[int, tuple[str, tuple[str, ...], tuple[str, ...]]] = {}
        self.steps = {step.term.name: step.expression for step in rule.steps}
        self.names_on_day = sorted(set(self.duty.version_on.names()) & rule.facts.keys()) if self.duty.version_on else []

    def ruling(self, row: Row, group: int, state: str, outcome: str | None, due: date | None, line: int, bits: int) -> Ruling | None:
        """The row in words; None where only the scalar way can tell."""
        found, answered = _STATE[state], _OUTCOME.get(outcome)
        setting, version = self._setting(row, group)
        missing: tuple[str, ...] = ()
        names: tuple[str, ...] = ()
        if found is DutyState.MISSING:
            if not bits:
                return None
            reason, missing, names = self._lacking(bits)
        elif not setting.adopted:
            reason = switched_off(self.rule, setting)
        elif version is None:
            reason = not_yet_in_force(self.rule, self._day(row))
        elif found is DutyState.NOT_APPLICABLE and answered is None:
            reason = self._filled(self.duty.otherwise, row, group, setting, version)
        elif found is DutyState.NOT_APPLICABLE:
            # only what is overdue can be set aside within a window; before it, whatever is not done, in the same words
            reason = before_records(self.duty, DutyState.OVERDUE, due, row.window, self.as_of, row.since)
        else:
            reason = self._filled(self.rule.lines[line - 1].because, row, group, setting, version)
        key = (row.window, group, self._day(row), state, outcome, due, line, bits, reason)
        if key not in self.made:
            self.made[key] = Ruling(
                rule=self.rule,
                state=found,
                reason=reason,
                as_of=self.as_of,
                window=row.window,
                version=version,
                setting=setting,
                outcome=answered,
                due=due,
                missing=missing,
                missing_names=names,
                line_number=line,
            )
        return self.made[key]

    def _day(self, row: Row) -> date:
        """The day whose text decides."""
        if not self.names_on_day:
            day = self.days.get(row.window)
            if day is None:
                day = self.days[row.window] = version_day(self.duty, self._known(row, ()), self.as_of, row.window)
            return day
        values = tuple(_hashed(row.facts.get(name)) for name in self.names_on_day)
        key = (row.window, values)
        if key not in self.days:
            self.days[key] = version_day(self.duty, self._known(row, self.names_on_day), self.as_of, row.window)
        return self.days[key]

    def _setting(self, row: Row, group: int) -> tuple[Setting, Version | None]:
        key = (group, self._day(row))
        if key not in self.settings:
            self.settings[key] = setting_on(self.rule, self.groups[group], key[1]), self.rule.version_on(key[1])
        return self.settings[key]

    def _lacking(self, bits: int) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        if bits not in self.lacking:
            missing = set(missing_facts(self.rule, bits))
            titles = tuple(term.title for name, term in self.rule.facts.items() if name in missing)
            self.lacking[bits] = why_lacking(titles), titles, names_of(self.rule, titles)
        return self.lacking[bits]

    def _filled(self, template: str, row: Row, group: int, setting: Setting, version: Version) -> str:
        names, facts = self._slots(template)
        key = (template, row.window, group, version.valid_from, *(_hashed(row.facts.get(name)) for name in facts))
        if key not in self.filled:
            known = self._known(row, facts) | dict(version.values) | dict(setting.values)
            for name, expression in self.steps.items():
                if name in names:
                    known[name] = expression.value(known)
            self.filled[key] = fill(template, known)
        return self.filled[key]

    def _slots(self, template: str) -> tuple[frozenset[str], list[str]]:
        """Names that a template needs, and the facts among them."""
        if template not in self.slots:
            names = frozenset(self._needed(name for name, _ in slots(template)))
            self.slots[template] = names, sorted(names & self.rule.facts.keys())
        return self.slots[template]

    def _needed(self, names: Iterable[str]) -> Iterator[str]:
        """The names, and those that their steps are worked out from."""
        waiting, seen = list(names), set[str]()
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                yield name
                if name in self.steps:
                    waiting += self.steps[name].names()

    def _known(self, row: Row, names: Sequence[str]) -> dict[str, Any]:
        """Facts of these names and the built-in dates, as the scalar way knows them."""
        return {**known_facts(self.rule, {name: row.facts.get(name) for name in names}), **built_in_dates(self.as_of, row.window)}


def _hashed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
