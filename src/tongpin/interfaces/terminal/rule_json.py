"""规则的 JSON 写法, as documented in docs/cli.md."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.engines.rules.evaluate import Answer
from tongpin.engines.rules.rule import Rule, Term, Version
from tongpin.engines.rules.selectors import parameter_since
from tongpin.engines.rules.tables import Table
from tongpin.engines.rules.wording import show_value
from tongpin.kernel.rounding import plain


def value_json(value: Any) -> Any:
    """Exact: numbers and dates as strings, as everywhere on the command line."""
    match value:
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case Table():
            return [[value_json(bound), *map(value_json, numbers)] for bound, numbers in value.rows]
        case str() | bool():
            return value
    return None


def term_json(term: Term) -> dict[str, Any]:
    """A fact, parameter or step; limits, choices and heads only where there are any."""
    limits = {"least": value_json(term.least), "most": value_json(term.most), "within": term.within}
    more = {**limits, "choices": list(term.choices), "columns": list(term.columns)}
    told = {"name": term.name, "title": term.title, "type": term.type.value, "type_label": term.type.label, "unit": term.unit}
    return told | {name: value for name, value in more.items() if value}


def parameters_json(rule: Rule, version: Version | None, as_of: date) -> Iterator[dict[str, Any]]:
    """Parameters as they stand on the day, each with the day since which it has been so."""
    for name, term in rule.parameters.items() if version else ():
        assert version
        yield {
            **term_json(term),
            "value": value_json(version.values[name]),
            "shown": show_value(version.values[name]) + term.unit,
            "since": parameter_since(rule, name, as_of).isoformat(),
        }


def text_json(rule: Rule, as_of: date) -> dict[str, Any]:
    """What a rule asks and says, and since when: the same for every rule."""
    version = rule.version_on(as_of)
    return {
        "as_of": as_of.isoformat(),
        "note": rule.note,
        "sources": [{name: getattr(s, name) for name in ("document", "number", "article", "url", "quote")} for s in rule.sources],
        "facts": [term_json(t) for t in rule.facts.values()],
        "parameters": list(parameters_json(rule, version, as_of)),
        "steps": [{**term_json(s.term), "is": s.expression.words(rule.titles)} for s in rule.steps],
        "lines": [
            {
                "when": line.when.words(rule.titles) if line.when else "其余情形",
                "outcome": line.outcome.value,
                "outcome_label": line.outcome.label,
                "because": line.because,
            }
            for line in rule.lines
        ],
        "version": version.valid_from.isoformat() if version else None,
        "versions": [{"valid_from": v.valid_from.isoformat(), "basis": v.basis} for v in rule.versions],
    }


def rule_json(rule: Rule) -> dict[str, Any]:
    return {"rule": rule.key, "title": rule.title, "force": rule.force.value, "force_label": rule.force.label}


def description_json(rule: Rule, as_of: date) -> dict[str, Any]:
    conditions = [
        {
            "name": c.term.name,
            "title": c.term.title,
            "article": c.article,
            "by_person": c.by_person,
            "gap": term_json(c.gap) if c.gap else None,
        }
        for c in rule.conditions
    ]
    return {**rule_json(rule), **text_json(rule, as_of), "conditions": conditions}


def answer_json(answer: Answer, as_of: date) -> dict[str, Any]:
    """Outcome, value (rounded as the rule says, and exact), every condition, every step, and the way to the answer."""
    rule = answer.rule
    return {
        **rule_json(rule),
        "as_of": as_of.isoformat(),
        "outcome": answer.outcome.value,
        "outcome_label": answer.outcome.label,
        "value": value_json(answer.value),
        "exact": value_json(answer.exact),
        "reason": answer.reason,
        "missing": [term_json(term) for term in rule.facts.values() if term.title in answer.missing],
        "line": answer.line_number or None,
        "version": answer.version.valid_from.isoformat() if answer.version else None,
        "conditions": [
            {
                "name": c.condition.term.name,
                "title": c.condition.term.title,
                "article": c.condition.article,
                "state": c.state.value,
                "state_label": c.state.label,
                "says": c.says,
                "gap": value_json(c.gap),
                "gap_unit": c.condition.gap.unit if c.condition.gap else None,
                "missing": list(c.missing),
            }
            for c in answer.conditions
        ],
        "facts": {name: value_json(answer.known.get(name)) for name in rule.facts},
        "parameters": {name: value_json(answer.known.get(name)) for name in rule.parameters},
        "steps": {step.term.name: value_json(answer.known.get(step.term.name)) for step in rule.steps},
        "trace": [{"kind": t.kind, "title": t.title, "text": t.text} for t in answer.trace],
    }
