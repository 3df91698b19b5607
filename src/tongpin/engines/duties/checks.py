"""启动检查: a rule about something that nothing in the product knows is an error before the first page is served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error

from tongpin.engines.duties.selectors.duties import duty_of
from tongpin.engines.rules.book import book
from tongpin.engines.rules.rule import Rule, Term
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import DutySubject, Fact, FactSource

HINT = "请改正规则文件，或者补上对象、事实的来源后再启动。"


def check_duties(**kwargs: Any) -> list[CheckMessage]:
    """Every duty rule of the rulebook against the subjects and facts that are contributed."""
    rules = [rule for rule in book().rules.values() if rule.duty]
    return [Error(text, hint=HINT, id="duties.E001") for text in problems(rules, gathered(DutySubject), gathered(FactSource))]


def problems(rules: Iterable[Rule], subjects: Iterable[DutySubject], sources: Iterable[FactSource]) -> list[str]:
    """One sentence for each subject that nobody contributes, and each fact that no record tells and nobody is to state."""
    known = {one.key for one in subjects}
    told: dict[str, dict[str, Fact]] = {}
    for source in sources:
        told.setdefault(source.subject, {}).update({fact.name: fact for fact in source.facts})
    return [text for rule in rules for text in _of_rule(rule, sorted(known), told.get(duty_of(rule).subject, {}))]


def _of_rule(rule: Rule, known: Sequence[str], told: dict[str, Fact]) -> Iterator[str]:
    duty = duty_of(rule)
    if duty.subject not in known:
        if not duty.given_only:
            place = f"{rule.file}：duty → subject"
            yield f"{place}：没有来源登记“{duty.subject}”这种判断对象，现有 {'、'.join(known)}；没有登记册的写 given_only: true。"
        return
    for name, term in rule.facts.items():
        yield from _of_fact(rule, name, term, told.get(name))


def _of_fact(rule: Rule, name: str, term: Term, fact: Fact | None) -> Iterator[str]:
    place = f"{rule.file}：facts → {name}"
    if fact is None and not term.stated:
        subject = duty_of(rule).subject
        yield f"{place}：没有来源提供“{subject}”的“{term.title}”，没有记录可查、由人认定的写 stated: true。"
    if fact is not None and fact.type is not term.type:
        yield f"{place}：“{term.title}”在规则中是{term.type.label}，来源提供的是{fact.type.label}。"
