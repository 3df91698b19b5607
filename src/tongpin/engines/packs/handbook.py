"""规则手册页面: how every rule stands on a day — the country's and a unit's own — and one rule with everything about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tongpin.engines.packs.selectors import NATIONAL, ChoosableRule, own_rules, text_of
from tongpin.engines.rules.book import book
from tongpin.engines.rules.cases import Case, WrongCase, cases_of
from tongpin.engines.rules.pack_text import PREFIX
from tongpin.engines.rules.rule import Rule, Version
from tongpin.engines.rules.selectors import RuleDescription, describe_rule
from tongpin.foundation.orgs.models import Organisation

AREAS = {
    "science": "科技业务",
    "party": "组织生活和党务",
    "membership": "党员队伍",
    "work": "攻坚推进",
    "indicators": "指标",
    PREFIX: "本单位",
}
TO_CHECK = "待核对"


@dataclass(frozen=True)
class RuleStanding:
    """规则现状: whether it is asked on the day, in a word with its tone; ``to_check`` where its file says that something is unsure."""

    rule: Rule
    origin: str
    tone: str
    word: str
    version: Version | None
    choice: ChoosableRule | None = None

    @property
    def area(self) -> str:
        return self.rule.key.partition(".")[0]

    @property
    def area_title(self) -> str:
        return AREAS.get(self.area, self.area)

    @property
    def to_check(self) -> bool:
        told = (self.rule.note, *map(str, self.rule.sources), *(version.basis for version in self.rule.versions))
        return any(TO_CHECK in words for words in told)

    @property
    def sources(self) -> str:
        return "；".join(map(str, self.rule.sources))

    @property
    def searched(self) -> str:
        return f"{self.rule.key} {self.rule.title} {self.sources} {self.rule.duty.code if self.rule.duty else ''}".lower()


@dataclass(frozen=True)
class RulePage:
    """一条规则的说明."""

    standing: RuleStanding
    description: RuleDescription
    cases: tuple[Case, ...]

    @property
    def rule(self) -> Rule:
        return self.standing.rule

    @property
    def versions(self) -> list[Version]:
        return sorted(self.rule.versions, key=lambda version: version.valid_from, reverse=True)


def national_standings(day: date) -> Iterator[RuleStanding]:
    """全国规则 by key."""
    for _, rule in sorted(book().rules.items()):
        yield _national(rule, day)


def own_standings(org: Organisation, day: date) -> Iterator[RuleStanding]:
    """本单位的规则 in force on a day."""
    for one in own_rules(org, day):
        yield _own(one, day)


def rule_page_of(org: Organisation, key: str, day: date) -> RulePage | None:
    """One rule as it stands for a unit; None where it has none of that key in force."""
    if not key.startswith(f"{PREFIX}."):
        rule = book().rules.get(key)
        return None if rule is None else _page(_national(rule, day), _national_cases(rule), day)
    found = next((one for one in own_rules(org, day) if one.key == key), None) if org.pk is not None else None
    if found is None or found.edition is None:
        return None
    cases = next(one.cases for one in text_of(found.edition).rules if one.rule.key == key)
    return _page(_own(found, day), cases, day)


def _page(standing: RuleStanding, cases: tuple[Case, ...], day: date) -> RulePage:
    return RulePage(standing, describe_rule(standing.rule, day), cases)


def _national(rule: Rule, day: date) -> RuleStanding:
    version = rule.version_on(day)
    tone, word = ("done", "适用") if version else ("plain", "尚未施行")
    if rule.duty and not rule.duty.adopted:
        tone, word = "plain", "单位采用后执行"
    return RuleStanding(rule, NATIONAL, tone, word, version)


def _own(one: ChoosableRule, day: date) -> RuleStanding:
    version = one.rule.version_on(day)
    tone, word = ("done", "适用") if version else ("plain", "尚未施行")
    return RuleStanding(one.rule, one.origin, tone, word, version, one)


def _national_cases(rule: Rule) -> tuple[Case, ...]:
    try:
        return tuple(cases_of(rule))
    except WrongCase:
        return ()
