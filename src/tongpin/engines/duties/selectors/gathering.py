"""取数: subjects and facts of many organisations from those who contribute them, in a number of queries that does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tongpin.engines.duties.calculations.values import as_known
from tongpin.engines.duties.models import StatedFact
from tongpin.engines.rules.rule import Rule
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import DutySubject, FactSource, Subject
from tongpin.kernel.periods import Period

SubjectKey = tuple[str, int]


def subject_kinds() -> dict[str, DutySubject]:
    """对象种类 by key, as contributed."""
    return {one.key: one for one in gathered(DutySubject)}


def kind_title(kind: str) -> str:
    """What a kind of subject is called."""
    found = subject_kinds().get(kind)
    return found.title if found else "尚未登记的对象"


def sources_of(kind: str) -> list[FactSource]:
    """事实来源 of a kind of subject."""
    return [one for one in gathered(FactSource) if one.subject == kind]


def contributed_facts(kind: str) -> frozenset[str]:
    """Names of the facts that records tell about this kind of subject."""
    return frozenset(fact.name for source in sources_of(kind) for fact in source.facts)


def left_to_people(rule: Rule, kind: str) -> frozenset[str]:
    """由人认定的事实 of a rule: what it says people state, and what no record of such a subject could tell; never what is secret."""
    told = contributed_facts(kind)
    return frozenset(name for name, term in rule.facts.items() if not term.secret and (term.stated or name not in told))


def subjects(kind: str, org_ids: Sequence[int], days: Iterable[date]) -> list[Subject]:
    """对象 of one kind as of several days, each once, as the latest of these days knows it."""
    source = subject_kinds().get(kind)
    if source is None or not org_ids:
        return []
    found: dict[int, Subject] = {}
    for day in sorted(set(days)):
        found |= {one.pk: one for one in source.find(org_ids, day)}
    return list(found.values())


def concerns_persons(kind: str) -> bool:
    """涉及个人: whether findings about this kind of subject are shown only to those who may see what concerns one person."""
    source = subject_kinds().get(kind)
    return source is not None and source.is_personal


@dataclass
class FactTable:
    """事实表: what records tell about subjects of one kind, window by window; asked of each source once a window."""

    kind: str
    as_of: date
    members: Sequence[Subject]
    _told: dict[Period | None, dict[int, dict[str, Any]]] = field(default_factory=dict)
    _asked: set[tuple[int, Period | None]] = field(default_factory=set)

    def of(self, rule: Rule, window: Period | None) -> Mapping[int, Mapping[str, Any]]:
        """Facts by key of the subject, those that the rule asks for and perhaps more."""
        told = self._told.setdefault(window, defaultdict(dict))
        for number, source in enumerate(sources_of(self.kind)):
            if (number, window) in self._asked or not rule.facts.keys() & {fact.name for fact in source.facts}:
                continue
            self._asked.add((number, window))
            for pk, facts in source.collect(self.members, window, self.as_of).items():
                told[pk].update({name: value for name, value in facts.items() if value is not None})
        return told


@dataclass(frozen=True)
class Statements:
    """认定事实 in force, by subject."""

    rows: Mapping[SubjectKey, Sequence[StatedFact]]

    def names(self, subject: Subject, window: Period | None, as_of: date) -> frozenset[str]:
        """Names of the facts stated about the subject for that window."""
        return frozenset(row.name for row in self._held(subject, window, as_of))

    def of(self, subject: Subject, rule: Rule, window: Period | None, as_of: date) -> dict[str, Any]:
        """What is stated about the subject and the rule leaves to people; the latest that holds on ``as_of``.

        What records tell by now is theirs alone: an earlier statement of it stays on file and counts no longer.
        """
        held = self._held(subject, window, as_of)
        if not held:
            return {}
        asked = left_to_people(rule, subject.kind)
        return {row.name: as_known(row.value, rule.facts[row.name].type) for row in held if row.name in asked}

    def _held(self, subject: Subject, window: Period | None, as_of: date) -> list[StatedFact]:
        if (subject.kind, subject.pk) not in self.rows:
            return []
        text = str(window) if window else ""
        rows = [r for r in self.rows.get((subject.kind, subject.pk), ()) if r.window in ("", text) and r.holds_from <= as_of]
        return sorted(rows, key=lambda r: (r.window != "", r.holds_from, r.pk))


def statements(org_ids: Sequence[int]) -> Statements:
    """认定事实 about subjects of these organisations; one query."""
    found: dict[SubjectKey, list[StatedFact]] = defaultdict(list)
    for row in StatedFact.objects.filter(org__in=org_ids, superseded_at__isnull=True):
        found[row.subject_kind, row.subject_pk].append(row)
    return Statements(found)
