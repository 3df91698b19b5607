"""单位调整: a unit switches a rule on or off, sets a threshold of its own or moves a due date, from a day on and with a basis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tongpin.engines.rules.given import WrongFact, typed_value
from tongpin.engines.rules.operators import Value
from tongpin.engines.rules.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """单位调整, in force in [starts_on, ends_on).

    ``adopted``: True takes the rule up, False switches it off, None leaves that as it is. ``values``: parameters by name.
    ``due_shift_days``: days by which the due date lies later (earlier where negative). Of several in force the one that began last decides.
    """

    rule: str
    starts_on: date
    basis: str
    ends_on: date | None = None
    adopted: bool | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    due_shift_days: int | None = None

    def in_force(self, rule: Rule, day: date) -> bool:
        return self.rule == rule.key and self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class Setting:
    """执行口径: what the unit's adjustments make of a rule on a day. ``used``: those that had a say."""

    adopted: bool
    values: Mapping[str, Value]
    due_shift_days: int
    used: tuple[Override, ...]

    @property
    def basis(self) -> str:
        return "；".join(dict.fromkeys(o.basis for o in self.used if o.basis))


def setting_on(rule: Rule, overrides: Iterable[Override], day: date) -> Setting:
    """The adjustments in force on ``day``, the one that began last deciding each point."""
    adopted = rule.duty.adopted if rule.duty else True
    values: dict[str, Value] = {}
    shift = 0
    used = sorted((o for o in overrides if o.in_force(rule, day)), key=lambda o: o.starts_on)
    for one in used:
        adopted = adopted if one.adopted is None else one.adopted
        values |= override_values(rule, one)
        shift = shift if one.due_shift_days is None else one.due_shift_days
    return Setting(adopted, values, shift, tuple(used))


def override_values(rule: Rule, one: Override) -> dict[str, Value]:
    """The parameters an adjustment sets; WrongFact for a name or type that the rule does not know."""
    unknown = sorted(one.values.keys() - rule.parameters.keys())
    if unknown:
        raise WrongFact(f"{rule.key} 没有参数：{'、'.join(unknown)}")
    return {name: typed_value(rule, rule.parameters[name], value) for name, value in one.values.items()}
