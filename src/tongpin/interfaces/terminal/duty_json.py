"""应尽事项的 JSON 写法, as documented in docs/cli.md."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongpin.engines.rules.duty import Judgement, duty_of
from tongpin.engines.rules.rule import Rule
from tongpin.interfaces.terminal.rule_json import term_json, text_json, value_json
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import DutySubject


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
    duty = duty_of(rule)
    return {
        **rule_json(rule),
        **text_json(rule, as_of),
        "applies": duty.applies.words(rule.titles) if duty.applies else None,
        "otherwise": duty.otherwise or None,
        "due": duty.due.words(rule.titles) if duty.due else None,
        "soon_days": duty.soon_days,
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
        "missing": [term_json(rule.facts[name]) for name in found.missing_names],
        "facts": {name: value_json(found.known.get(name)) for name in rule.facts},
        "parameters": {name: value_json(found.known.get(name)) for name in rule.parameters},
        "version": found.version.valid_from.isoformat() if found.version else None,
        "provisional": found.provisional,
        "trace": [{"kind": t.kind, "title": t.title, "text": t.text} for t in found.trace],
    }
