"""判断过程: the lines that say why — sources, version, facts, parameters, steps and clauses that were read, in that order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from tongpin.engines.rules.conditions import ConditionAnswer
from tongpin.engines.rules.expressions import Expression, Known, Unknown
from tongpin.engines.rules.rule import BUILT_IN, Line, Rule, Term, Version
from tongpin.engines.rules.wording import DASH, show_value


class TraceLine(NamedTuple):
    """判断过程的一行: kind 依据/版本/期间/调整/事实/参数/步骤/适用/条款/期限/舍入/启用台账/结论, what it is about, and what it says."""

    kind: str
    title: str
    text: str


HIDDEN = "不显示"
NO = show_value(value=False)


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
    used: set[str] = set()
    for expression in expressions:
        used |= rule.names_behind(expression)
    for name, term in rule.facts.items():
        if name in used:
            yield TraceLine("事实", term.title, _told(term, known[name]))
    for name, term in rule.parameters.items():
        if name in used:
            yield _parameter_line(rule, term, known[name])
    for name, title in BUILT_IN.items():
        if name in used:
            yield TraceLine("日期", title, shown(known[name]))
    for step in rule.steps:
        term = step.term
        if term.name in used and term.name not in rule.condition_names:
            told = HIDDEN if term.name in rule.secret_names else _told(term, known[term.name])
            yield TraceLine("步骤", term.title, f"{rule.step_words[term.name]} ＝ {told}")


def _parameter_line(rule: Rule, term: Term, value: Any) -> TraceLine:
    """The values of a version stay the same, and so does what is said of them."""
    kept = rule.told.get(term.name)
    if kept is None or kept[0] is not value:
        kept = rule.told[term.name] = (value, TraceLine("参数", term.title, _told(term, value)))
    return kept[1]


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


def clause_lines(rule: Rule, known: Known, lines: Sequence[Line]) -> Iterator[TraceLine]:
    """The lines that were read: all before the last said no, or the last would not have been read."""
    for number, line in enumerate(lines, 1):
        if line.when:
            said = shown(line.when.value(known)) if number == len(lines) else NO
            yield TraceLine("条款", f"第 {number} 行：{rule.line_words[number - 1]}", said)
