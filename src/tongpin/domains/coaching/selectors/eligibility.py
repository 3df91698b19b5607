"""企业适用规则查询: which rules can be asked of firms, and what one of them says of many firms or of one, with the whole way to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tongpin.domains.coaching.calculations.facts import HNTE_RULE, SME_RULE, FirmRecord, firm_facts, hnte_facts, sme_facts
from tongpin.domains.coaching.calculations.gaps import MISSING, NOT_MET, PERSON, Gap, gap_of
from tongpin.domains.coaching.selectors.county import judge
from tongpin.domains.coaching.selectors.readiness import record_of
from tongpin.domains.coaching.selectors.records import records_of, spent_at_once, years_of
from tongpin.engines.packs.selectors import own_rules
from tongpin.engines.rules.columns import NotInColumns
from tongpin.engines.rules.evaluate import Answer, apply_rule
from tongpin.engines.rules.rule import Rule
from tongpin.engines.rules.selectors import list_rules
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.values import ValueType

BUILDERS = {HNTE_RULE: hnte_facts, SME_RULE: sme_facts}
AREA = "science"
GIANT_RULE = "little_giant"
STATES = {"met": ("green", "符合"), "not_met": ("red", "不符合")}
_MONEY, _HEADS, _PIECES = (ValueType.NUMBER, "元"), (ValueType.NUMBER, "人"), (ValueType.NUMBER, "件")
_YES_NO, _DATE = (ValueType.YES_NO, ""), (ValueType.DATE, "")
FIRM_FACTS: Mapping[str, tuple[ValueType, str]] = {
    "registered_on": _DATE,
    **dict.fromkeys(
        (
            "sales",
            "sales_before",
            "total_income",
            "high_tech_income",
            "costs",
            "total_assets",
            "net_assets",
            "rd_tax",
            "rd_tax_before",
            "rd_hnte",
            "rd_hnte_three_years",
            "sales_three_years",
        ),
        _MONEY,
    ),
    **dict.fromkeys(("staff", "technical_staff", "rd_staff"), _HEADS),
    **dict.fromkeys(("class_one", "class_two"), _PIECES),
    **dict.fromkeys(("holds_hnte", "holds_sme", "holds_giant", "is_coached"), _YES_NO),
    **dict.fromkeys(
        (
            "owns_core_ip",
            "in_key_field",
            "clean_year",
            "joined_standard",
            "resident",
            "accounts_sound",
            "industry_allowed",
            "clean_record",
            "national_award",
            "research_body",
            "led_standard",
        ),
        _YES_NO,
    ),
}
"""Facts that the registers of firms tell: name → type and unit. A rule that asks for nothing else can be asked of firms."""


@dataclass(frozen=True)
class FirmAnswer:
    """一家企业对一条规则的研判: the answer and its conditions."""

    answer: Answer
    gaps: tuple[Gap, ...]

    @property
    def outcome(self) -> str:
        return str(self.answer.outcome)

    @property
    def is_giant(self) -> bool:
        """Whether this is the step above high-tech firms: the rule that a pack calls little_giant."""
        return self.answer.rule.key.endswith(f".{GIANT_RULE}")

    @property
    def state(self) -> tuple[str, str]:
        return STATES.get(self.outcome, ("grey", "待补充"))

    @property
    def reason(self) -> str:
        """理由 where the rule has no conditions to tell it."""
        return "" if self.gaps else self.answer.reason


@dataclass(frozen=True, slots=True)
class FirmVerdict:
    """一家企业的结论, as the whole county is judged at once."""

    outcome: str
    gaps: tuple[Gap, ...]
    reason: str = ""


def is_on_firms(of: Rule) -> bool:
    """Whether the registers of firms tell everything that the rule asks for."""
    if of.key in BUILDERS:
        return True
    asked = {name: (term.type, term.unit) for name, term in of.facts.items()}
    return of.duty is None and bool(asked) and all(FIRM_FACTS.get(name) == kind for name, kind in asked.items())


def rules_on_firms(org: Organisation | None = None, on: date | None = None) -> list[Rule]:
    """企业适用规则: those of the rulebook by key, after those that ``org`` has adopted on the day."""
    own = [one.rule for one in own_rules(org, on) if _asks_of_firms(one.rule)] if org is not None else []
    return [*own, *(one for one in list_rules(AREA) if is_on_firms(one))]


def _asks_of_firms(of: Rule) -> bool:
    """Whether a unit's own rule asks for something the registers tell, and for nothing under the name of another thing.

    What else it asks for is missing until somebody states it; the answer says so and never takes it for 0.
    """
    known = {name: term for name, term in of.facts.items() if name in FIRM_FACTS}
    return bool(known) and all(FIRM_FACTS[name] == (term.type, term.unit) for name, term in known.items())


def own_answers(org: Organisation, firm_pk: int, as_of: date) -> list[FirmAnswer]:
    """本单位规则对一家企业的研判: every rule on firms that the unit has adopted on the day, with its trace."""
    return [judge_firm(one.rule, firm_pk, as_of) for one in own_rules(org, as_of) if _asks_of_firms(one.rule)]


def firm_records(firms: Sequence[int], as_of: date) -> dict[int, FirmRecord]:
    """企业记录 of many firms on a day, to be asked of any number of rules."""
    years = years_of(firms)
    return records_of(firms, as_of, years, spent_at_once(years))


def judge_firms(of: Rule, records: Mapping[int, FirmRecord], as_of: date) -> dict[int, FirmVerdict]:
    """一条规则对多家企业的研判: in one frame where the rule has conditions and can be asked column by column, else one by one."""
    facts = {pk: _facts(of, record, as_of) for pk, record in records.items()}
    if of.conditions:
        try:
            return {pk: FirmVerdict(one.outcome, one.gaps) for pk, one in judge(of, facts, as_of).items()}
        except NotInColumns:
            pass
    answers = {pk: _answer(of, one, as_of) for pk, one in facts.items()}
    return {pk: FirmVerdict(one.outcome, one.gaps, one.reason) for pk, one in answers.items()}


def judge_firm(of: Rule, firm_pk: int, as_of: date) -> FirmAnswer:
    """一条规则对一家企业的研判, with its trace."""
    return _answer(of, _facts(of, record_of(firm_pk, as_of), as_of), as_of)


def _answer(of: Rule, facts: Mapping[str, Any], as_of: date) -> FirmAnswer:
    answer = apply_rule(of, facts, as_of)
    gaps = (gap_of(one.condition, str(one.state), one.says, one.gap) for one in answer.conditions)
    return FirmAnswer(answer, tuple(gaps if of.key in BUILDERS else map(_without_advice, gaps)))


def _without_advice(gap: Gap) -> Gap:
    """The steps known by the names of conditions are those of the two national programmes; elsewhere a like name may mean the opposite."""
    return replace(gap, step="") if gap.state == NOT_MET else gap


def reasons(gaps: Iterable[Gap]) -> str:
    """理由: what is not met; where nothing is, what is missing and what a person has to judge."""
    told = tuple(gaps)
    for state in (NOT_MET, MISSING, PERSON):
        words = [gap.words.rstrip("。").replace("。", "，") for gap in told if gap.state == state]
        if words:
            return "；".join(words) + "。"
    return ""


def lacks_facts(gaps: Iterable[Gap]) -> bool:
    """缺资料: a condition lacks what a register should tell, in contrast to what only a person can judge."""
    return any(gap.state == MISSING for gap in gaps)


def _facts(of: Rule, record: FirmRecord, as_of: date) -> dict[str, Any]:
    return {name: value for name, value in BUILDERS.get(of.key, firm_facts)(record, as_of).items() if name in of.facts}
