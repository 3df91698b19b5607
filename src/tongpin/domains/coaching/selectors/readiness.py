"""一家企业的研判: what it qualifies for on a day, what is missing and by how much, with the whole way to the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.domains.coaching.calculations.facts import HNTE_RULE, SME_RULE, FirmRecord, hnte_facts, projected, sme_facts
from tongpin.domains.coaching.calculations.gaps import LABELS, MET, MISSING, NOT_MET, PERSON, Gap, Raise, gap_of, raises, shown_amount
from tongpin.domains.coaching.enums import Programme, Rung
from tongpin.domains.coaching.selectors.ladder import NEXT, rung_of
from tongpin.domains.coaching.selectors.records import records_of, spent_each, years_of
from tongpin.engines.rules.evaluate import Answer, evaluate
from tongpin.engines.rules.trace import TraceLine
from tongpin.engines.rules.wording import show_value

RULES = {Programme.HNTE: HNTE_RULE, Programme.SME: SME_RULE}


@dataclass(frozen=True)
class Readiness:
    """研判 of one firm for one programme: the answer of the rule, its conditions and what would lift the score."""

    programme: Programme
    answer: Answer
    gaps: tuple[Gap, ...]
    raises: tuple[Raise, ...]
    facts: Mapping[str, Any]

    @property
    def outcome(self) -> str:
        return str(self.answer.outcome)

    @property
    def state(self) -> tuple[str, str]:
        return {"met": ("green", "符合"), "not_met": ("red", "不符合")}.get(self.outcome, ("grey", "待补充"))

    @property
    def open_gaps(self) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.state != MET)

    @property
    def unmet(self) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.state == NOT_MET)

    @property
    def open_words(self) -> str:
        """ "另缺资料2项、待人工判断3项" beside what is not met."""
        counts = ((LABELS[state], sum(gap.state == state for gap in self.gaps)) for state in (MISSING, PERSON))
        return "、".join(f"{label}{number}项" for label, number in counts if number)

    @property
    def trace(self) -> tuple[TraceLine, ...]:
        return self.answer.trace

    @property
    def score(self) -> str:
        """得分: "66至82分" where experts decide, "70分" where not; "" where it cannot be told."""
        known = self.answer.known
        if self.programme == Programme.SME:
            return _points(known.get("score"))
        low, high = _points(known.get("score_low")), _points(known.get("score_high"))
        return f"{low.removesuffix('分')}至{high}" if low and high else ""


@dataclass(frozen=True)
class Outlook:
    """企业研判: the rung a firm stands on, what it qualifies for now, and at the end of the year if its trend continues."""

    record: FirmRecord
    as_of: date
    rung: Rung
    now: Mapping[Programme, Readiness]
    then: Mapping[Programme, Readiness]

    @property
    def next_rung(self) -> Rung | None:
        return NEXT.get(self.rung)

    @property
    def year_end(self) -> date:
        return date(self.as_of.year, 12, 31)


def record_of(firm_pk: int, as_of: date) -> FirmRecord:
    """企业记录 of one firm on a day."""
    years = years_of([firm_pk])
    return records_of([firm_pk], as_of, years, spent_each(years))[firm_pk]


def judged(programme: Programme, facts: Mapping[str, Any], as_of: date) -> Readiness:
    """研判 of facts in hand, as for a firm or for a what-if."""
    answer = evaluate(RULES[programme], facts, as_of)
    gaps = tuple(gap_of(one.condition, str(one.state), one.says, one.gap) for one in answer.conditions)
    lacking = any(gap.key == "score_met" and gap.state != MET for gap in gaps)
    better = tuple(raises(RULES[programme], answer.known)) if lacking or programme == Programme.HNTE else ()
    return Readiness(programme, answer, gaps, better, facts)


def outlook(firm_pk: int, as_of: date) -> Outlook:
    """企业研判 of a firm on a day."""
    record = record_of(firm_pk, as_of)
    return Outlook(record, as_of, rung_of(record), _now(record, as_of), _then(record, as_of))


def _now(record: FirmRecord, as_of: date) -> dict[Programme, Readiness]:
    return {
        Programme.SME: judged(Programme.SME, sme_facts(record, as_of), as_of),
        Programme.HNTE: judged(Programme.HNTE, hnte_facts(record, as_of), as_of),
    }


def _then(record: FirmRecord, as_of: date) -> dict[Programme, Readiness]:
    """预测: as of 31 December, with this year as the latest accounting year."""
    year = as_of.year
    ahead = projected(record, year)
    spent = spent_each({0: {year: ahead.years[year]}})
    if (0, year) in spent:
        ahead = replace(ahead, spent={**ahead.spent, year: spent[0, year]})
    end = date(year, 12, 31)
    return {
        Programme.SME: judged(Programme.SME, sme_facts(ahead, end, year), end),
        Programme.HNTE: judged(Programme.HNTE, hnte_facts(ahead, end, year), end),
    }


def _points(value: Any) -> str:
    return f"{value.normalize():f}分" if isinstance(value, Decimal) else ""


def compared(now: Readiness, tried: Readiness) -> list[tuple[Gap, Gap]]:
    """条件变化: conditions whose state or figures differ."""
    before = {gap.key: gap for gap in now.gaps}
    return [(before[gap.key], gap) for gap in tried.gaps if (before[gap.key].state, before[gap.key].words) != (gap.state, gap.words)]


def changed_facts(now: Readiness, tried: Readiness) -> list[tuple[str, str, str]]:
    """改动的事实: title, as it is, as it was tried."""
    terms = tried.answer.rule.facts
    return [
        (term.title, _told(now.facts.get(name), term.unit), _told(tried.facts.get(name), term.unit))
        for name, term in terms.items()
        if now.facts.get(name) != tried.facts.get(name)
    ]


def _told(value: Any, unit: str) -> str:
    if value is None:
        return ""
    if unit == "元" and isinstance(value, Decimal):
        return shown_amount(value, unit)
    return f"{show_value(Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value)}{unit}"
