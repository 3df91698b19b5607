"""应尽事项的 JSON 写法, as documented in docs/cli.md."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.engines.rules.duty import Judgement, duty_of
from tongpin.engines.rules.rule import Rule
from tongpin.engines.rules.selectors import parameter_since
from tongpin.engines.rules.wording import show_value
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import DutySubject
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
        case str() | bool():
            return value
    return None


def rule_json(rule: Rule) -> dict[str, Any]:
    duty = duty_of(rule)
    titles = {s.key: s.title for s in gathered(DutySubject)}
    return {
        "code": duty.code,
        "rule": rule.key,
        "title": rule.title,
        "force": rule.force.value,
        "force_label": rule.force.label,
        "subject": duty.subject,
        "subject_label": titles.get(duty.subject, duty.subject),
        "window": duty.window.value,
        "window_label": duty.window.label,
        "adopted": duty.adopted,
    }


def description_json(rule: Rule, as_of: date) -> dict[str, Any]:
    duty, version = duty_of(rule), rule.version_on(as_of)
    return {
        **rule_json(rule),
        "as_of": as_of.isoformat(),
        "note": rule.note,
        "sources": [{name: getattr(s, name) for name in ("document", "number", "article", "url", "quote")} for s in rule.sources],
        "facts": [_term_json(t) for t in rule.facts.values()],
        "parameters": [
            {
                **_term_json(term),
                "value": value_json(version.values[name]),
                "shown": show_value(version.values[name]) + term.unit,
                "since": parameter_since(rule, name, as_of).isoformat(),
            }
            for name, term in (rule.parameters.items() if version else ())
            if version
        ],
        "applies": duty.applies.words(rule.titles) if duty.applies else None,
        "otherwise": duty.otherwise or None,
        "due": duty.due.words(rule.titles) if duty.due else None,
        "soon_days": duty.soon_days,
        "steps": [{**_term_json(s.term), "is": s.expression.words(rule.titles)} for s in rule.steps],
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


def judgement_json(found: Judgement) -> dict[str, Any]:
    rule, duty = found.rule, duty_of(found.rule)
    return {
        "code": duty.code,
        "rule": rule.key,
        "title": rule.title,
        "force": rule.force.value,
        "as_of": found.as_of.isoformat(),
        "window": str(found.window) if found.window else None,
        "state": found.state.value,
        "state_label": found.state_label,
        "outcome": found.outcome.value if found.outcome else None,
        "due": found.due.isoformat() if found.due else None,
        "line": found.line_number or None,
        "reason": found.reason,
        "wording": found.wording or None,
        "citation": found.citation,
        "sentence": found.sentence,
        "missing": [_term_json(rule.facts[name]) for name in found.missing_names],
        "facts": {name: value_json(found.known.get(name)) for name in rule.facts},
        "parameters": {name: value_json(found.known.get(name)) for name in rule.parameters},
        "version": found.version.valid_from.isoformat() if found.version else None,
        "provisional": found.provisional,
        "trace": [{"kind": t.kind, "title": t.title, "text": t.text} for t in found.trace],
    }


def _term_json(term: Any) -> dict[str, Any]:
    return {"name": term.name, "title": term.title, "type": term.type.value, "type_label": term.type.label, "unit": term.unit}
