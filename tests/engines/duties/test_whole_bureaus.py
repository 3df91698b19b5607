"""整列研判与逐条研判相等: over whole bureaus, of every rule of the rulebook, facts that no record tells included."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from unittest import mock

import pytest

from tests.factories.duties import make_branch
from tests.factories.orgs import OrgTree
from tongpin.engines.duties.enums import Choice
from tongpin.engines.duties.models import Adoption, LedgerStart
from tongpin.engines.duties.selectors import duty_of, duty_rules, judging, verdicts
from tongpin.engines.duties.selectors.kept import members_of
from tongpin.engines.rules.columns import rulings
from tongpin.engines.rules.expressions import Branch, Constant, Expression
from tongpin.engines.rules.rule import Rule, Term
from tongpin.engines.rules.trace import of_lines
from tongpin.kernel.extensions import contributors, install
from tongpin.kernel.obligations import DutySubject, Fact, FactSource, Subject
from tongpin.kernel.periods import Period
from tongpin.kernel.values import ValueType

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 1)
DAYS = [date(2021, 6, 1), date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 31), date(2026, 5, 4), TODAY, date(2026, 8, 31)]
ALL_SCALAR = 10**9


def constants(expression: Expression) -> Iterator[Any]:
    if isinstance(expression, Constant):
        yield expression.content
    if isinstance(expression, Branch):
        for argument in expression.arguments:
            yield from constants(argument)


def pools(rules: Sequence[Rule]) -> Callable[[Term], list[Any]]:
    """Values on which the rules turn, by type."""
    found: list[Any] = []
    for rule in rules:
        duty = duty_of(rule)
        parts = [e for e in (duty.applies, duty.due) if e] + of_lines(rule.lines) + [step.expression for step in rule.steps]
        found += [c for part in parts for c in constants(part)]
        found += [value for version in rule.versions for value in version.values.values()]
    numbers = sorted({n + d for n in found if isinstance(n, Decimal) and abs(n) < 1000 for d in (-1, Decimal("0.5"), 0, 1)} | {Decimal(0)})
    words = sorted({w for one in found for w in (one if isinstance(one, tuple) else [one] if isinstance(one, str) else [])}) or ["甲"]

    def of(term: Term) -> list[Any]:
        match term.type:
            case ValueType.NUMBER:
                return [*numbers, 0, 1, 3]
            case ValueType.DATE:
                return DAYS
            case ValueType.YES_NO:
                return [True, False]
            case ValueType.TEXT:
                return [*(term.choices or words), "其他写法"]
        return [(), *((word,) for word in words), tuple(words[:2])]

    return of


@contextmanager
def everything_told(branches: Sequence[Any], seed: int) -> Iterator[None]:
    """Subjects of every kind that a rule is about, and records that tell about two in three of the facts."""
    chance, installed = random.Random(seed), dict(contributors())
    for module, extensions in installed.items():
        install(module, [one for one in extensions if not isinstance(one, FactSource | DutySubject)])
    sources: list[Any] = []
    for kind in sorted({duty_of(rule).subject for rule in duty_rules()}):
        rules = duty_rules(kind)
        terms = {name: term for rule in rules for name, term in rule.facts.items()}
        pool = pools(rules)
        told: dict[tuple[int, Period | None], dict[str, Any]] = {}

        def find(org_ids: Sequence[int], as_of: date, kind: str = kind) -> list[Subject]:
            return [
                Subject(
                    kind=kind,
                    pk=one.pk,
                    org_id=one.pk,
                    title=one.name,
                    starts_on=date(2026, 2, 3) if number % 5 == 4 else None,
                )
                for number, one in enumerate(branches)
                if one.pk in org_ids
            ]

        def collect(
            members: Sequence[Subject],
            window: Period | None,
            as_of: date,
            terms: Mapping[str, Term] = terms,
            pool: Callable[[Term], list[Any]] = pool,
            told: dict[tuple[int, Period | None], dict[str, Any]] = told,
        ) -> Mapping[int, Mapping[str, Any]]:
            for one in members:
                if (one.pk, window) not in told:
                    told[one.pk, window] = {n: chance.choice(pool(t)) for n, t in terms.items() if chance.random() < 0.67}
            return {one.pk: told[one.pk, window] for one in members}

        facts = tuple(Fact(name=name, title=term.title, type=term.type) for name, term in terms.items())
        sources.append(DutySubject(key=kind, title=kind, find=find))
        sources.append(FactSource(subject=kind, facts=facts, record_kinds=(), collect=collect))
    install("tests.everything", sources)
    try:
        yield
    finally:
        install("tests.everything", [])
        for module, extensions in installed.items():
            install(module, extensions)


@pytest.mark.parametrize("seed", range(3))
def test_the_columns_find_what_the_scalar_way_finds(tree: OrgTree, seed: int) -> None:
    branches = [make_branch(tree.ningyang) for _ in range(12)]
    adjust(tree, branches, random.Random(seed))
    org_ids = members_of(tree.ningyang)
    with everything_told(branches, seed):
        found = verdicts(org_ids, TODAY, [2025, 2026])
        with mock.patch.object(judging, "rulings", partial(rulings, few=ALL_SCALAR)):
            plain = verdicts(org_ids, TODAY, [2025, 2026])
    assert len(found) == len(plain)
    differing = [(one, other) for one, other in zip(found, plain, strict=True) if one != other]
    assert not differing, differing[0]
    codes = {duty_of(rule).code for rule in duty_rules()}
    assert {duty_of(one.rule).code for one in found} == codes, "every rule was asked"
    assert {one.state.value for one in found} == {"open", "soon", "done", "overdue", "not_applicable", "missing"}
    assert any("启用台账" in one.reason for one in found)


def adjust(tree: OrgTree, branches: Sequence[Any], chance: random.Random) -> None:
    """The bureau takes every practice up, some branches other standards; a due date is moved; records are kept since some day."""
    values = {"basis": "局党组会议", "effective_from": date(2020, 1, 1)}
    rows = [Adoption(org=tree.ningyang, rule_key=rule.key, choice=Choice.ON, **values) for rule in duty_rules()]
    for rule in chance.sample(duty_rules(), 60):
        numbers = [name for name, term in rule.parameters.items() if term.type is ValueType.NUMBER]
        branch = chance.choice(branches)
        if numbers:
            own = {numbers[0]: str(chance.randint(0, 5))}
            rows.append(
                Adoption(
                    org=branch, rule_key=rule.key, choice=Choice.KEEP, parameters=own, basis="支部决定", effective_from=date(2026, 4, 1)
                )
            )
        elif chance.random() < 0.3:
            rows.append(Adoption(org=branch, rule_key=rule.key, choice=Choice.OFF, basis="支部停用", effective_from=date(2026, 3, 1)))
        kind = duty_of(rule).window.period_kind
        if kind:
            window = Period.containing(date(2026, 3, 1), kind)
            due = window.last_day + timedelta(days=chance.choice([-20, 40, 130]))
            rows.append(
                Adoption(
                    org=tree.ningyang,
                    rule_key=rule.key,
                    choice=Choice.KEEP,
                    window=str(window),
                    due_on=max(due, window.start),
                    basis="上级通知",
                    effective_from=date(2026, 1, 1),
                )
            )
    Adoption.objects.bulk_create(rows)
    LedgerStart.objects.bulk_create(
        LedgerStart(org=one, starts_on=chance.choice([date(2026, 2, 10), date(2026, 5, 4), TODAY]), basis="启用通知")
        for one in branches[:6]
    )
