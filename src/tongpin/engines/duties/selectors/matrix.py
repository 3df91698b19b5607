"""年度矩阵: one organisation's year, rule by rule and window by window; what it has to do next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tongpin.engines.duties.calculations.order import rule_order
from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.selectors.duties import duty_of
from tongpin.engines.duties.selectors.lines import Line
from tongpin.engines.rules.rule import DutyWindow, Rule
from tongpin.kernel.periods import Period

MOST_IN_CELL = 8
PRESSING = frozenset({FindingState.OVERDUE, FindingState.SOON, FindingState.MISSING})


@dataclass(frozen=True)
class MatrixCell:
    """矩阵格: a window of a rule; ``span`` in months. Without lines it has not begun, or is not checked."""

    window: Period
    span: int
    lines: Sequence[Line]
    has_begun: bool

    @property
    def key(self) -> str:
        return str(self.window)

    @property
    def head(self) -> Line | None:
        """The line that decides colour and word."""
        return self.lines[0] if self.lines else None

    @property
    def count(self) -> int:
        """How many lines share the state of the head."""
        return sum(one.state == self.lines[0].state for one in self.lines) if self.lines else 0

    @property
    def shown(self) -> Sequence[Line]:
        return self.lines[:MOST_IN_CELL]

    @property
    def more(self) -> int:
        return max(len(self.lines) - MOST_IN_CELL, 0)


@dataclass(frozen=True)
class MatrixRow:
    """矩阵行: a rule with its windows of the year."""

    rule: Rule
    cells: Sequence[MatrixCell]

    @property
    def code(self) -> str:
        return duty_of(self.rule).code

    @property
    def every(self) -> str:
        return duty_of(self.rule).window.label


@dataclass(frozen=True)
class Matrix:
    """年度矩阵: ``rows`` by window; ``standing`` states and ``cases`` one by one; ``pressing`` what to do next; ``counts`` by state."""

    rows: Sequence[MatrixRow]
    standing: Sequence[Line]
    cases: Sequence[Line]
    pressing: Sequence[Line]
    counts: Sequence[tuple[FindingState, int]]

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.standing or self.cases)


def matrix_of(found: Iterable[Line], year: int, as_of: date) -> Matrix:
    """年度矩阵 of the lines of one organisation."""
    by_rule: dict[str, list[Line]] = defaultdict(list)
    for line in found:
        by_rule[line.rule.key].append(line)
    rows, standing, cases = [], [], []
    for own in sorted(by_rule.values(), key=lambda own: rule_order(own[0].rule)):
        rule = own[0].rule
        match duty_of(rule).window:
            case DutyWindow.STANDING:
                standing += own
            case DutyWindow.EVENT:
                cases += own
            case _:
                rows.append(MatrixRow(rule, _cells(rule, own, year, as_of)))
    every = [line for own in by_rule.values() for line in own]
    return Matrix(
        rows=rows,
        standing=sorted(standing, key=lambda one: one.order),
        cases=sorted(cases, key=lambda one: one.order),
        pressing=sorted((one for one in every if one.state in PRESSING), key=lambda one: one.order),
        counts=state_counts(every),
    )


def state_counts(found: Iterable[Line]) -> list[tuple[FindingState, int]]:
    """Number of lines by state, the most pressing first; states that do not occur are left out."""
    counted: dict[FindingState, int] = defaultdict(int)
    for line in found:
        counted[line.state] += 1
    return sorted(counted.items(), key=lambda pair: -pair[0].weight)


def due_this_week(found: Iterable[Line], today: date) -> list[Line]:
    """本周到期: overdue, and due up to Sunday of this week."""
    sunday = today + timedelta(days=6 - today.weekday())
    wanted = [
        one
        for one in found
        if one.state == FindingState.OVERDUE or (one.state in (FindingState.SOON, FindingState.OPEN) and one.due and one.due <= sunday)
    ]
    return sorted(wanted, key=lambda one: one.order)


def _cells(rule: Rule, own: Sequence[Line], year: int, as_of: date) -> list[MatrixCell]:
    kind = duty_of(rule).window.period_kind
    if kind is None:
        return []
    of_window: dict[str, list[Line]] = defaultdict(list)
    for line in own:
        of_window[str(line.window)].append(line)
    return [
        MatrixCell(part, kind.months, sorted(of_window[str(part)], key=lambda one: one.order), part.start <= as_of)
        for part in Period.year(year).split(kind)
    ]
