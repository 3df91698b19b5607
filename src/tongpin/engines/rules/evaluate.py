"""判断: asks one rule about one set of facts as of a date, and can say why.

answer = evaluate("indicators.lights", {"actual": 68, "target": 60, ...}, as_of=date(2023, 12, 31))
answer.outcome, answer.value, answer.reason, answer.missing, answer.trace
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from tongpin.engines.rules.book import rule as rule_of
from tongpin.engines.rules.conditions import ConditionAnswer, condition_answers
from tongpin.engines.rules.expressions import Unknown
from tongpin.engines.rules.given import known_facts
from tongpin.engines.rules.operators import Value
from tongpin.engines.rules.rule import AS_OF, RESULT, WINDOW_END, WINDOW_START, Line, Outcome, Rule, Version
from tongpin.engines.rules.trace import TraceLine, clause_lines, condition_lines, of_lines, shown, source_lines, value_lines, version_line
from tongpin.engines.rules.wording import fill, show_value
from tongpin.kernel.periods import Period
from tongpin.kernel.rounding import round_half_up


@dataclass(frozen=True)
class Answer:
    """结论: ``value`` is rounded only where the rule says so (``exact`` is not).

    ``missing`` lists the Chinese titles of facts to be supplied; ``line_number`` the line that gave the answer.
    """

    rule: Rule
    version: Version | None
    outcome: Outcome
    value: Value | None
    exact: Value | None
    reason: str
    missing: tuple[str, ...]
    known: Mapping[str, Any]
    line_number: int = 0
    places: int | None = None

    @cached_property
    def conditions(self) -> tuple[ConditionAnswer, ...]:
        """逐条结论; empty before the rule is in force."""
        return condition_answers(self.rule, self.known) if self.version else ()

    @cached_property
    def trace(self) -> tuple[TraceLine, ...]:
        """The whole way to the answer, worked out only when somebody asks."""
        return tuple(_traced(self))


def evaluate(key: str, facts: Mapping[str, Any], as_of: date) -> Answer:
    """The answer of the rule in force on ``as_of``."""
    return apply_rule(rule_of(key), facts, as_of)


def apply_rule(rule: Rule, facts: Mapping[str, Any], as_of: date) -> Answer:
    """The same for a rule in hand; the window of a duty is the one around ``as_of``."""
    known = {**known_facts(rule, facts), **built_in_dates(as_of, window_of(rule, as_of))}
    version = rule.version_on(as_of)
    if version is None:
        return Answer(rule, None, Outcome.UNKNOWN, None, None, not_yet_in_force(rule, as_of), (), known)
    known.update(version.values)
    return decide(rule, version, with_step_values(rule, known))


def window_of(rule: Rule, as_of: date) -> Period | None:
    """The window around a day; None for rules without one."""
    kind = rule.duty.window.period_kind if rule.duty else None
    return Period.containing(as_of, kind) if kind else None


def built_in_dates(as_of: date, window: Period | None) -> dict[str, date]:
    return {AS_OF: as_of} | ({WINDOW_START: window.start, WINDOW_END: window.last_day} if window else {})


def not_yet_in_force(rule: Rule, day: date) -> str:
    return f"“{rule.title}”自{show_value(rule.versions[0].valid_from)}起适用，{show_value(day)}尚无适用的版本。"


def with_step_values(rule: Rule, known: dict[str, Any]) -> dict[str, Any]:
    """The same mapping, steps added one after the other."""
    for step in rule.steps:
        known[step.term.name] = step.expression.value(known)
    return known


def decide(rule: Rule, version: Version, known: Mapping[str, Any]) -> Answer:
    """The first line whose condition holds; unknown as soon as that cannot be said of a line."""
    for number, line in enumerate(rule.lines, 1):
        holds = line.when.value(known) if line.when else True
        if isinstance(holds, Unknown):
            return _undecided(rule, version, known, holds, number)
        if holds:
            return _decided(rule, version, known, line, number)
    raise AssertionError(f"{rule.key}: the last line has no condition")


def missing_titles(rule: Rule, unknown: Unknown) -> tuple[str, ...]:
    """Titles of the facts to be supplied, in the order in which the rule declares them."""
    return tuple(term.title for name, term in rule.facts.items() if name in unknown.missing)


def why_unknown(rule: Rule, unknown: Unknown) -> str:
    missing = missing_titles(rule, unknown)
    return why_lacking(missing) if missing else f"{unknown.reason}。"


def why_lacking(titles: tuple[str, ...]) -> str:
    return f"缺少{'、'.join(f'“{m}”' for m in titles)}，无法判断，请补充。"


def _undecided(rule: Rule, version: Version, known: Mapping[str, Any], unknown: Unknown, number: int) -> Answer:
    missing, reason = missing_titles(rule, unknown), why_unknown(rule, unknown)
    return Answer(rule, version, Outcome.UNKNOWN, None, None, reason, missing, known, number)


def _decided(rule: Rule, version: Version, known: Mapping[str, Any], line: Line, number: int) -> Answer:
    exact = line.then.value(known) if line.then else None
    places = line.places.value(known) if line.places else None
    for value in (exact, places):
        if isinstance(value, Unknown):
            return _undecided(rule, version, known, value, number)
    value, to = exact, None
    if isinstance(exact, Decimal) and isinstance(places, Decimal):
        to = int(places)
        value = round_half_up(exact, to)
    reason = fill(line.because, {**known, RESULT: value})
    return Answer(rule, version, line.outcome, value, exact, reason, (), known, number, to)  # type: ignore[arg-type]


def _traced(answer: Answer) -> Iterator[TraceLine]:
    rule, known = answer.rule, answer.known
    yield from source_lines(rule)
    if answer.version is None:
        yield TraceLine("结论", answer.outcome.label, answer.reason)
        return
    yield version_line(answer.version)
    read = rule.lines[: answer.line_number]
    yield from value_lines(rule, known, of_lines(read))
    yield from condition_lines(answer.conditions)
    yield from clause_lines(rule, known, read)
    if answer.places is not None:
        yield TraceLine("舍入", f"四舍五入保留 {answer.places} 位小数", f"{shown(answer.exact)} → {shown(answer.value)}")
    yield TraceLine("结论", answer.outcome.label, answer.reason)
