"""规则包查询: packs and their editions, and above all which rules a unit may choose from on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Prefetch, Q, QuerySet

from tongpin.engines.packs.models import RulePack, RulePackEdition, RulePackSwitch
from tongpin.engines.rules.book import book
from tongpin.engines.rules.pack_text import PREFIX, PackText, RuleCheck, check_pack, read_pack
from tongpin.engines.rules.rule import Rule
from tongpin.foundation.access.selectors import BUREAUS
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import ancestors
from tongpin.kernel.clock import today

NATIONAL, OWN = "全国", "本单位"


@dataclass(frozen=True)
class ChoosableRule:
    """可选用的规则: ``pack`` and ``edition`` only of a unit's own."""

    rule: Rule
    origin: str = NATIONAL
    pack: RulePack | None = None
    edition: RulePackEdition | None = None
    starts_on: date | None = None

    @property
    def key(self) -> str:
        return self.rule.key

    @property
    def title(self) -> str:
        return self.rule.title

    @property
    def is_own(self) -> bool:
        return self.pack is not None


def packs() -> QuerySet[RulePack]:
    """规则包, each with its editions (without their text) and its switches at hand."""
    editions = Prefetch("editions", RulePackEdition.objects.select_related("author").defer("text").order_by("-number"))
    switches = Prefetch("switches", RulePackSwitch.objects.select_related("edition").defer("edition__text").order_by("-starts_on", "-pk"))
    return RulePack.objects.select_related("org").prefetch_related(editions, switches)


def pack_matches(text: str) -> Q:
    """Packs found by their title, code or a basis."""
    return Q(title__icontains=text) | Q(code__icontains=text)


def editions_of(pack: RulePack) -> QuerySet[RulePackEdition]:
    """版次, the latest first."""
    return RulePackEdition.objects.filter(pack=pack).select_related("pack", "author").order_by("-number")


def switches_of(pack: RulePack) -> QuerySet[RulePackSwitch]:
    """启停经过, the last day first."""
    return RulePackSwitch.objects.filter(pack=pack).select_related("edition__pack", "by").order_by("-starts_on", "-pk")


def switch_on(pack: RulePack, day: date) -> RulePackSwitch | None:
    """What decides on a day: the switch that began last; of two for one day the one entered later."""
    return switches_of(pack).filter(starts_on__lte=day).first()


def text_of(edition: RulePackEdition) -> PackText:
    """The rules of an edition, read once and kept."""
    return _read(edition.text, edition.pack.code)


def checks_of(edition: RulePackEdition) -> tuple[RuleCheck, ...]:
    """核对结果 of an edition's own cases."""
    return _checked(edition.text, edition.pack.code)


def holders_of(org: Organisation) -> list[Organisation]:
    """Whose packs hold for a unit: its own, and those of the units above it up to its bureau."""
    above = [] if org.level in BUREAUS else ancestors(org)
    bureau = next((place for place in range(len(above) - 1, -1, -1) if above[place].level in BUREAUS), None)
    return [*([] if bureau is None else above[bureau:]), org]


def own_rules(org: Organisation, on: date | None = None) -> list[ChoosableRule]:
    """本单位的规则 in force for a unit on a day."""
    day = on or today()
    found: dict[str, ChoosableRule] = {}
    switches = (
        RulePackSwitch.objects.filter(pack__org__in=[one.pk for one in holders_of(org)], starts_on__lte=day)
        .select_related("pack__org", "edition__pack")
        .order_by("pack__org__path", "pack__code", "starts_on", "pk")
    )
    last = {switch.pack_id: switch for switch in switches}
    for switch in last.values():
        if switch.edition is not None:
            for one in text_of(switch.edition).rules:
                found[one.rule.key] = ChoosableRule(one.rule, OWN, switch.pack, switch.edition, switch.starts_on)
    return list(found.values())


def rules_for(org: Organisation, on: date | None = None) -> list[ChoosableRule]:
    """可选用的规则 of a unit on a day: its own first, then those of the country that are asked of given facts (not the duties)."""
    national = [ChoosableRule(rule) for _, rule in sorted(book().rules.items()) if rule.duty is None]
    return [*own_rules(org, on), *national]


def rule_for(org: Organisation, key: str, on: date | None = None) -> Rule | None:
    """The rule of that key for a unit on a day; None where there is none in force."""
    if not key.startswith(f"{PREFIX}."):
        return book().rules.get(key)
    return next((one.rule for one in own_rules(org, on) if one.key == key), None)


def national_keys() -> Sequence[str]:
    """全国规则的名称, which no local rule may have."""
    return tuple(book().rules)


@lru_cache(maxsize=256)
def _read(text: str, code: str) -> PackText:
    return read_pack(text, code, frozenset(national_keys()))


@lru_cache(maxsize=64)
def _checked(text: str, code: str) -> tuple[RuleCheck, ...]:
    return check_pack(_read(text, code))
