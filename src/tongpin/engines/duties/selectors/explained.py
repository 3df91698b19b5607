"""研判说明: one finding worked out as of the day looked at, with every fact, where it comes from, and the way to the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tongpin.engines.duties.calculations.values import as_kept
from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.models import Finding, StatedFact
from tongpin.engines.duties.selectors.gathering import FactTable, left_to_people
from tongpin.engines.duties.selectors.judging import explain, state_word, subject_of
from tongpin.engines.duties.selectors.kept import stated_about, window_of
from tongpin.engines.duties.selectors.lines import subject_of_finding
from tongpin.engines.rules.duty import Judgement
from tongpin.engines.rules.rule import Rule, Term
from tongpin.engines.rules.trace import untold
from tongpin.kernel.obligations import Subject


@dataclass(frozen=True)
class FactLine:
    """一项事实: what it is, what it says, and whether a record or a person tells it."""

    name: str
    title: str
    text: str
    origin: str


@dataclass(frozen=True)
class Explained:
    """研判说明: ``judged`` is None where the rule is not asked of the subject as of that day.

    ``to_state``: names of the facts that are left to people and that no record tells yet; never those that are secret.
    """

    subject: Subject
    judged: Judgement | None
    facts: Sequence[FactLine]
    to_state: Sequence[str]
    stated: Sequence[StatedFact]

    @property
    def word(self) -> str:
        return state_word(self.judged) if self.judged else "不检查"

    @property
    def state(self) -> FindingState | None:
        return FindingState(self.judged.state.value) if self.judged else None

    @property
    def colour(self) -> str:
        return self.state.colour if self.state else "grey"


def explained(finding: Finding, rule: Rule, as_of: date) -> Explained:
    """研判说明 of a finding's subject, rule and window as of a day."""
    window = window_of(finding)
    days = [as_of, *([min(as_of, window.last_day)] if window else [])]
    subject = subject_of(finding.subject_kind, finding.subject_pk, finding.org_id, days) or subject_of_finding(finding)
    told = FactTable(subject.kind, as_of, [subject]).of(rule, window).get(subject.pk, {})
    stated = list(stated_about(subject.kind, subject.pk, [finding.window]))
    judged = explain(rule, subject, window, as_of)
    asked = left_to_people(rule, subject.kind)
    said = {row.name for row in stated if row.name in asked and row.superseded_at is None and row.holds_from <= as_of}
    facts = [_fact(term, name, judged, "记录" if name in told else "认定" if name in said else "") for name, term in rule.facts.items()]
    to_state = [name for name in rule.facts if name in asked and name not in told]
    return Explained(subject, judged, facts, to_state, [row for row in stated if row.name in rule.facts])


def _fact(term: Term, name: str, judged: Judgement | None, origin: str) -> FactLine:
    value = judged.known.get(name) if judged and origin else None
    if value is None:
        return FactLine(name, term.title, "", origin)
    if instead := untold(term, value):
        return FactLine(name, term.title, instead, origin)
    kept = as_kept(value)
    if isinstance(kept, bool):
        text = "是" if kept else "否"
    elif isinstance(kept, list):
        text = "、".join(kept)
    else:
        text = f"{kept}{term.unit}"
    return FactLine(name, term.title, text, origin)
