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
from typing import Any, cast

from tongpin.engines.rules.book import rule as rule_of
from tongpin.engines.rules.expressions import Expression, Unknown
from tongpin.engines.rules.operators import PYTHON_TYPE, Value
from tongpin.engines.rules.reading import RESULT
from tongpin.engines.rules.rule import Line, Outcome, Rule, Term, Version
from tongpin.engines.rules.wording import DASH, fill, show_value
from tongpin.kernel.rounding import round_half_up


class WrongFact(TypeError):
    """事实写法不对: a mistake of the caller (unknown name, float, other type), never of the data."""


@dataclass(frozen=True, slots=True)
class TraceLine:
    """判断过程的一行: kind 依据/版本/事实/参数/步骤/条款/舍入/结论, what it is about, and what it says."""

    kind: str
    title: str
    text: str


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
    known: Mapping[str, Value | Unknown]
    line_number: int = 0
    places: int | None = None

    @cached_property
    def trace(self) -> tuple[TraceLine, ...]:
        """The whole way to the answer, worked out only when somebody asks."""
        return tuple(_traced(self))


def evaluate(key: str, facts: Mapping[str, Any], as_of: date) -> Answer:
    """The answer of the rule in force on ``as_of``."""
    return apply_rule(rule_of(key), facts, as_of)


def apply_rule(rule: Rule, facts: Mapping[str, Any], as_of: date) -> Answer:
    """The same for a rule in hand."""
    known: dict[str, Value | Unknown] = {name: _fact(rule, term, facts.get(name)) for name, term in rule.facts.items()}
    if facts.keys() - known.keys():
        raise WrongFact(f"{rule.key} 没有声明事实：{'、'.join(sorted(facts.keys() - known.keys()))}")
    version = rule.version_on(as_of)
    if version is None:
        reason = f"“{rule.title}”自{show_value(rule.versions[0].valid_from)}起适用，{show_value(as_of)}尚无适用的版本。"
        return Answer(rule, None, Outcome.UNKNOWN, None, None, reason, (), known)
    known.update(version.values)
    for step in rule.steps:
        known[step.term.name] = step.expression.value(known)
    for number, line in enumerate(rule.lines, 1):
        holds = line.when.value(known) if line.when else True
        if isinstance(holds, Unknown):
            return _undecided(rule, version, known, holds, number)
        if holds:
            return _decided(rule, version, known, line, number)
    raise AssertionError(f"{rule.key}: the last line has no condition")


def _fact(rule: Rule, term: Term, value: Any) -> Value | Unknown:
    if value is None:
        return Unknown(missing=(term.name,))
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if isinstance(value, list):
        value = tuple(value)
    if type(value) is not PYTHON_TYPE[term.type] and not (isinstance(value, str) and PYTHON_TYPE[term.type] is str):
        raise WrongFact(f"{rule.key}：“{term.title}”应为{term.type.label}，现为 {type(value).__name__}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise WrongFact(f"{rule.key}：“{term.title}”不是普通的数")
    return cast(Value, value)


def _undecided(rule: Rule, version: Version, known: Mapping[str, Value | Unknown], unknown: Unknown, number: int) -> Answer:
    missing = tuple(rule.titles[name] for name in unknown.missing)
    reason = f"缺少{'、'.join(f'“{m}”' for m in missing)}，无法判断，请补充。" if missing else f"{unknown.reason}。"
    return Answer(rule, version, Outcome.UNKNOWN, None, None, reason, missing, known, number)


def _decided(rule: Rule, version: Version, known: Mapping[str, Value | Unknown], line: Line, number: int) -> Answer:
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
    for source in rule.sources:
        yield TraceLine("依据", str(source), source.quote)
    if answer.version is None:
        yield TraceLine("结论", answer.outcome.label, answer.reason)
        return
    yield TraceLine("版本", f"自{show_value(answer.version.valid_from)}起适用", answer.version.basis)
    used = _names_used(rule, rule.lines[: answer.line_number])
    for part, terms in (("事实", rule.facts), ("参数", rule.parameters)):
        for name, term in terms.items():
            if name in used:
                value = known[name]
                yield TraceLine(part, term.title, "未填" if isinstance(value, Unknown) else show_value(value) + term.unit)
    for step in rule.steps:
        if step.term.name in used:
            value = known[step.term.name]
            yield TraceLine("步骤", step.term.title, f"{step.expression.words(rule.titles)} ＝ {_shown(value)}{step.term.unit}")
    for number, line in enumerate(rule.lines[: answer.line_number], 1):
        if line.when:
            yield TraceLine("条款", f"第 {number} 行：{line.when.words(rule.titles)}", _shown(line.when.value(known)))
    if answer.places is not None:
        yield TraceLine("舍入", f"四舍五入保留 {answer.places} 位小数", f"{_shown(answer.exact)} → {_shown(answer.value)}")
    yield TraceLine("结论", answer.outcome.label, answer.reason)


def _shown(value: Any) -> str:
    if isinstance(value, Unknown):
        return value.reason or "未知"
    return DASH if value is None else show_value(value)


def _names_used(rule: Rule, lines: tuple[Line, ...]) -> set[str]:
    """Every fact, parameter and step that the lines read so far depend on."""
    expressions: list[Expression] = [e for line in lines for e in (line.when, line.then, line.places) if e]
    of_step = {step.term.name: step.expression for step in rule.steps}
    used: set[str] = set()
    while expressions:
        fresh = set(expressions.pop().names()) - used
        used |= fresh
        expressions += [of_step[name] for name in fresh if name in of_step]
    return used
