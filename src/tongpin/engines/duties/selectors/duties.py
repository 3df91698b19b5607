"""规则查询: which rules of the rulebook are duties, and what a unit has made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from tongpin.engines.duties.calculations.values import as_known
from tongpin.engines.duties.enums import Choice
from tongpin.engines.duties.models import Adoption
from tongpin.engines.rules import book as rulebook
from tongpin.engines.rules.overrides import Override, Setting, setting_on
from tongpin.engines.rules.rule import Duty, Rule
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.periods import Period

_CHOICES = {Choice.ON: True, Choice.OFF: False, Choice.KEEP: None}


def duty_rules(subject: str = "") -> list[Rule]:
    """应尽事项规则 by code; all, or those about one kind of subject."""
    return [r for r in rulebook.duty_rules() if subject in ("", duty_of(r).subject)]


def duty_rule(code: str) -> Rule | None:
    """The rule of that code or key, or None."""
    return rulebook.checked_book().duty_named.get(code)


def duty_of(rule: Rule) -> Duty:
    """The duty of a rule that is one."""
    if rule.duty is None:
        raise ValueError(f"{rule.key} is no duty")
    return rule.duty


def adoptions() -> QuerySet[Adoption]:
    """单位调整."""
    return Adoption.objects.select_related("org")


def adoptions_of(rule: Rule, org: Organisation) -> QuerySet[Adoption]:
    """对本单位有效的调整 of a rule: its own, those above and those below it, latest first."""
    above = [int(part) for part in org.path.strip("/").split("/") if part]
    rows = adoptions().filter(rule_key=rule.key)
    return (rows.filter(org__in=above) | rows.filter(org__path__startswith=org.path)).order_by("-effective_from", "-pk")


@dataclass(frozen=True)
class Choices:
    """各单位的调整: for each organisation the adjustments of itself and of all above it, from the top down."""

    rows: Mapping[int, Sequence[Adoption]]
    paths: Mapping[int, str]

    @cached_property
    def _above(self) -> dict[int, tuple[int, ...]]:
        """Of each organisation those of itself and all above that have adjustments."""
        return {
            org: tuple(one for part in path.strip("/").split("/") if part and (one := int(part)) in self.rows)
            for org, path in self.paths.items()
        }

    @cached_property
    def _chains(self) -> dict[tuple[tuple[int, ...], str], tuple[Adoption, ...]]:
        return {}

    @cached_property
    def _overrides(self) -> dict[tuple[Adoption, ...], tuple[Override, ...]]:
        return {}

    def chain(self, org_id: int, rule: Rule) -> tuple[Adoption, ...]:
        """Adjustments of a rule that reach the organisation, from the top down."""
        above = self._above.get(org_id, ())
        if not above:
            return ()
        key = (above, rule.key)
        if key not in self._chains:
            self._chains[key] = tuple(a for org in above for a in self.rows[org] if a.rule_key == rule.key)
        return self._chains[key]

    def overrides(self, org_id: int, rule: Rule) -> tuple[Override, ...]:
        """The same in the terms of the rule engine, without those that only move one window's date."""
        chain = self.chain(org_id, rule)
        if chain not in self._overrides:
            self._overrides[chain] = tuple(as_override(a) for a in chain if not a.window)
        return self._overrides[chain]

    def due_on(self, org_id: int, rule: Rule, window: Period | None) -> Adoption | None:
        """另定期限 for that window: the nearest organisation's."""
        if window is None:
            return None
        moved = [a for a in self.chain(org_id, rule) if a.window == str(window)]
        return moved[-1] if moved else None

    def setting(self, org_id: int, rule: Rule, day: date) -> Setting:
        """执行口径 of the organisation on a day."""
        return setting_on(rule, self.overrides(org_id, rule), day)


def as_override(adoption: Adoption) -> Override:
    """The adjustment in the terms of the rule engine."""
    rule = duty_rule(adoption.rule_key)
    values = {} if rule is None else {n: _parameter(rule, n, v) for n, v in adoption.parameters.items() if n in rule.parameters}
    return Override(
        rule=adoption.rule_key,
        starts_on=adoption.effective_from,
        ends_on=adoption.effective_to,
        basis=adoption.basis,
        adopted=_CHOICES[Choice(adoption.choice)],
        values=values,
    )


def choices_of(paths: Mapping[int, str]) -> Choices:
    """各单位的调整 for organisations given by key and path; one query."""
    wanted = {int(part) for path in paths.values() for part in path.strip("/").split("/") if part}
    rows: dict[int, list[Adoption]] = defaultdict(list)
    for row in Adoption.objects.filter(org__in=wanted).order_by("effective_from", "pk"):
        rows[row.org_id].append(row)
    return Choices(dict(rows), paths)


def paths_of(org_ids: Iterable[int]) -> dict[int, str]:
    """Keys and paths of organisations; one query."""
    return dict(Organisation.objects.filter(pk__in=set(org_ids)).values_list("pk", "path"))


def _parameter(rule: Rule, name: str, value: object) -> object:
    return as_known(value, rule.parameters[name].type)
