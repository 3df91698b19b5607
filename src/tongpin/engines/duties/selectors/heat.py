"""热力表: organisations down, rules across; each cell tells the worst state of a period and how often it occurs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tongpin.engines.duties.calculations.order import rule_order
from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.selectors.duties import duty_of
from tongpin.engines.duties.selectors.lines import Line
from tongpin.engines.duties.selectors.matrix import state_counts
from tongpin.engines.rules.rule import Rule
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.periods import Period


@dataclass(frozen=True)
class HeatCell:
    """一格: all lines of an organisation and a rule within the period, the most pressing first."""

    lines: Sequence[Line]

    @property
    def head(self) -> Line:
        return self.lines[0]

    @property
    def count(self) -> int:
        """How many are in the state shown."""
        return sum(one.state == self.head.state for one in self.lines)

    @property
    def words(self) -> str:
        """ "逾期 2；已完成 1", each state in the word it is shown by."""
        words = {line.state: line.word for line in reversed(self.lines)}
        return "；".join(f"{words[state]} {number}" for state, number in state_counts(self.lines))


@dataclass(frozen=True)
class HeatRow:
    """一行: an organisation with its cells in the order of the rules; None where a rule is not checked there."""

    org: Organisation
    cells: Sequence[HeatCell | None]

    @cached_property
    def counts(self) -> dict[FindingState, int]:
        return dict(state_counts(line for cell in self.cells if cell for line in cell.lines))

    @property
    def overdue(self) -> int:
        return self.counts.get(FindingState.OVERDUE, 0)


@dataclass(frozen=True)
class Heat:
    """热力表."""

    rules: Sequence[Rule]
    rows: Sequence[HeatRow]
    counts: Sequence[tuple[FindingState, int]]

    @property
    def codes(self) -> list[tuple[str, str]]:
        return [(duty_of(rule).code, rule.title) for rule in self.rules]


def within_period(found: Iterable[Line], period: Period) -> list[Line]:
    """Lines whose window touches the period; standing states and dated cases always."""
    return [one for one in found if one.window is None or (one.window.start < period.end and period.start < one.window.end)]


def documents(found: Iterable[Line]) -> list[str]:
    """依据文件 that occur, for the filter."""
    return sorted({source.document for one in found for source in one.rule.sources[:1]})


def heat_of(found: Iterable[Line], orgs: Mapping[int, Organisation]) -> Heat:
    """热力表 of the lines; rules by area, organisations in the order of the tree."""
    cells: dict[tuple[int, str], list[Line]] = defaultdict(list)
    rules: dict[str, Rule] = {}
    every = list(found)
    for line in every:
        cells[line.subject.org_id, line.rule.key].append(line)
        rules[line.rule.key] = line.rule
    ordered = sorted(rules.values(), key=rule_order)
    wanted = {org for org, _ in cells}
    rows = [
        HeatRow(org, [_cell(cells.get((pk, rule.key))) for rule in ordered])
        for pk, org in sorted(orgs.items(), key=lambda pair: pair[1].path)
        if pk in wanted
    ]
    return Heat(ordered, rows, state_counts(every))


def _cell(own: list[Line] | None) -> HeatCell | None:
    return HeatCell(sorted(own, key=lambda one: one.order)) if own else None
