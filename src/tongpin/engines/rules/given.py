"""给定的事实: what the caller hands in, checked by name and type before a rule looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from tongpin.engines.rules.expressions import Unknown
from tongpin.engines.rules.operators import PYTHON_TYPE, Value
from tongpin.engines.rules.rule import Rule, Term


class WrongFact(TypeError):
    """事实写法不对: a mistake of the caller (unknown name, float, other type), never of the data."""


def known_facts(rule: Rule, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Every declared fact, Unknown where it was not given; WrongFact for a name or a type that the rule does not know."""
    if facts.keys() - rule.facts.keys():
        raise WrongFact(f"{rule.key} 没有声明事实：{'、'.join(sorted(facts.keys() - rule.facts.keys()))}")
    return {
        name: Unknown(missing=(name,)) if facts.get(name) is None else typed_value(rule, term, facts[name])
        for name, term in rule.facts.items()
    }


def typed_value(rule: Rule, term: Term, value: Any) -> Value:
    """The value of a fact or parameter, whole numbers made exact decimals."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if isinstance(value, list):
        value = tuple(value)
    if type(value) is not PYTHON_TYPE[term.type] and not (isinstance(value, str) and PYTHON_TYPE[term.type] is str):
        raise WrongFact(f"{rule.key}：“{term.title}”应为{term.type.label}，现为 {type(value).__name__}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise WrongFact(f"{rule.key}：“{term.title}”不是普通的数")
    return cast(Value, value)
