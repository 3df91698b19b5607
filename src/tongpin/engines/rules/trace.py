"""判断过程: the lines that say why — sources, version, facts, parameters, steps and clauses that were read, in that order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tongpin.engines.rules.conditions import ConditionAnswer
from tongpin.engines.rules.expressions import Expression, Known, Unknown
from tongpin.engines.rules.rule import BUILT_IN, Line, Rule, Term, Version
from tongpin.engines.rules.wording import DASH, show_value


@dataclass(frozen=True, slots=True)
class TraceLine:
    """判断过程的一行: kind 依据/版本/期间/调整/事实/参数/步骤/适用/条款/期限/舍入/启用台账/结论, what it is about, and what it says."""

    kind: str
    title: str
    text: str


HIDDEN = "不显示"


def shown(value: Any) -> str:
    if isinstance(value, Unknown):
        return value.reason or "未知"
    return DASH if value is None else show_value(value)


def of_lines(lines: Iterable[Line]) -> list[Expression]:
    """Every expression of these lines."""
    return [e for line in lines for e in (line.when, line.then, line.places) if e]


def with_steps(rule: Rule, expressions: Sequence[Expression]) -> list[Expression]:
    """The expressions and those of every step they depend on."""
    of_step = {step.term.name: step.expression for step in rule.steps}
    found, waiting, seen = list(expressions), list(expressions), set[str]()
    while waiting:
        fresh = set(waiting.pop().names()) - seen
        seen |= fresh
        more = [of_step[name] for name in sorted(fresh) if name in of_step]
        found += more
        waiting += more
    return found


def source_lines(rule: Rule) -> Iterator[TraceLine]:
    for source in rule.sources:
        yield TraceLine("依据", str(source), source.quote)


def version_line(version: Version) -> TraceLine:
    return TraceLine("版本", f"自{show_value(version.valid_from)}起适用", version.basis)


def value_lines(rule: Rule, known: Known, expressions: Sequence[Expression]) -> Iterator[TraceLine]:
    """Facts, parameters, built-in dates and steps that the expressions depend on."""
    direct = {name for e in expressions for name in e.names()}
    used = direct.union(*(rule.needs[name] for name in direct if name in rule.needs))
    for part, terms in (("事实", rule.facts), ("参数", rule.parameters)):
        for name, term in terms.items():
            if name in used:
                yield TraceLine(part, term.title, _told(term, known[name]))
    for name, title in BUILT_IN.items():
        if name in used:
            yield TraceLine("日期", title, shown(known[name]))
    names = {condition.term.name for condition in rule.conditions}
    for step in rule.steps:
        if step.term.name in used and step.term.name not in names:
            told = HIDDEN if step.term.name in rule.secret_names else _told(step.term, known[step.term.name])
            yield TraceLine("步骤", step.term.title, f"{rule.step_words[step.term.name]} ＝ {told}")


def untold(term: Term, value: Any) -> str | None:
    """What stands in place of a fact: why its value tells nothing, or that it is secret; None where the value itself may stand."""
    if isinstance(value, Unknown):
        return value.reason or ("未填" if value.missing == (term.name,) else "未知")
    return HIDDEN if term.secret else None


def _told(term: Term, value: Any) -> str:
    return untold(term, value) or show_value(value) + term.unit


def condition_lines(answers: Iterable[ConditionAnswer]) -> Iterator[TraceLine]:
    """Every condition with its figures, and how much is missing where it is not met."""
    for answer in answers:
        condition = answer.condition
        text = f"{answer.state.label}" + (f"。{answer.says}" if answer.says else "")
        if answer.gap is not None and condition.gap:
            text += f"{condition.gap.title}{show_value(answer.gap)}{condition.gap.unit}。"
        yield TraceLine("条件", f"{condition.term.title}{f'（{condition.article}）' if condition.article else ''}", text)


def clause_lines(rule: Rule, known: Known, lines: Iterable[Line]) -> Iterator[TraceLine]:
    for number, line in enumerate(lines, 1):
        if line.when:
            yield TraceLine("条款", f"第 {number} 行：{rule.line_words[number - 1]}", shown(line.when.value(known)))
