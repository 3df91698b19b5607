"""判断方案: rules turned into expressions once, and kept for every frame with the same columns.

A rule of the rulebook never changes while the process runs, whatever version of it decides; turning one into expressions takes longer than
asking it of a few thousand rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import polars as pl

from tongpin.engines.rules.columns.judging import Compiled, Moment, compiled
from tongpin.engines.rules.columns.stages import Stages
from tongpin.engines.rules.duty import duty_of
from tongpin.engines.rules.expressions import workday_parts
from tongpin.engines.rules.overrides import Override
from tongpin.engines.rules.rule import AS_OF, Rule
from tongpin.engines.rules.trace import of_lines

KEPT = 1024


@dataclass(frozen=True)
class Plan:
    """方案: what rules are as expressions, and the layers these rest on."""

    stages: Stages
    rules: tuple[Compiled, ...]


@dataclass(frozen=True)
class SameRule:
    """The very same rule, since rules hold mappings and have no hash of their own."""

    rule: Rule = field(compare=False)
    number: int


@dataclass(frozen=True)
class _Asked:
    """What a plan depends on; ``overrides`` follows from ``adjusted``."""

    rules: tuple[SameRule, ...]
    columns: tuple[tuple[str, Any], ...]
    moment: Moment
    adjusted: tuple[Any, ...]
    overrides: Mapping[int, Sequence[Override]] = field(compare=False)


@dataclass(frozen=True)
class Plans:
    """方案集 for one frame."""

    facts: pl.DataFrame
    moment: Moment
    overrides: Mapping[int, Sequence[Override]]

    def of(self, rules: Sequence[Rule]) -> Plan:
        """The plan of these rules, made now or kept from before."""
        schema = self.facts.schema
        wanted = {AS_OF: None, **{name: None for rule in rules for name in rule.facts}}
        counts_workdays = any(uses_workdays(rule) for rule in rules)
        asked = _Asked(
            rules=tuple(map(same_rule, rules)),
            columns=tuple((name, schema[name]) for name in wanted if name in schema),
            moment=self.moment if counts_workdays else replace(self.moment, calendar=None),
            adjusted=tuple(_adjustment(org, one) for org, those in self.overrides.items() for one in those),
            overrides=self.overrides,
        )
        return _plan(asked)


def uses_workdays(rule: Rule) -> bool:
    """Whether anything in the rule counts workdays."""
    return _uses_workdays(same_rule(rule))


@lru_cache(maxsize=KEPT)
def _uses_workdays(one: SameRule) -> bool:
    rule, duty = one.rule, duty_of(one.rule)
    parts = [*of_lines(rule.lines), *(step.expression for step in rule.steps), duty.applies, duty.due, duty.version_on]
    return any(True for part in parts if part for _ in workday_parts(part))


@lru_cache(maxsize=KEPT)
def _plan(asked: _Asked) -> Plan:
    stages = Stages()
    schema = pl.Schema(dict(asked.columns))
    return Plan(stages, tuple(compiled(one.rule, schema, asked.moment, asked.overrides, stages) for one in asked.rules))


def same_rule(rule: Rule) -> SameRule:
    return SameRule(rule, id(rule))


def _adjustment(org: int, one: Override) -> tuple[Any, ...]:
    return org, one.rule, one.starts_on, one.ends_on, one.adopted, tuple(sorted(one.values.items())), one.due_shift_days
