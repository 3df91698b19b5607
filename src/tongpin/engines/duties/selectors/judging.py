"""研判: asks every rule that is checked of every subject of organisations, window by window, as of a day. Writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

from tongpin.engines.duties.calculations.values import all_kept
from tongpin.engines.duties.calculations.windows import standing_through, windows_of
from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.models import Adoption
from tongpin.engines.duties.selectors.duties import Choices, choices_of, duty_of, duty_rules, paths_of
from tongpin.engines.duties.selectors.gathering import (
    FactTable,
    Statements,
    concerns_persons,
    contributed_facts,
    statements,
    subjects,
)
from tongpin.engines.duties.selectors.starts import starts_of
from tongpin.engines.rules.columns import Row, rulings
from tongpin.engines.rules.duty import DutyState, Judgement, Ruling, judge
from tongpin.engines.rules.overrides import Override, setting_on
from tongpin.engines.rules.rule import DutyWindow, Rule
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import Period
from tongpin.kernel.workdays import WorkCalendar

FindingKey = tuple[str, str, int, str]
_STATES = {state: FindingState(state.value) for state in DutyState}


@dataclass(frozen=True)
class Verdict:
    """研判: what a rule says of a subject in a window as of a day, not yet kept."""

    rule: Rule
    subject: Subject
    window: Period | None
    state: FindingState
    word: str
    outcome: str
    due: date | None
    reason: str
    citation: str
    missing: tuple[str, ...]
    version_from: date | None
    facts: Mapping[str, Any]
    is_personal: bool
    as_of: date

    @property
    def key(self) -> FindingKey:
        """What makes two findings the same thing found at two times."""
        return self.rule.key, self.subject.kind, self.subject.pk, str(self.window or "")


@dataclass(frozen=True)
class Case:
    """一案: a subject with its facts, for one rule and window."""

    subject: Subject
    facts: Mapping[str, Any]
    overrides: tuple[Override, ...]
    moved: Adoption | None
    since: date | None = None


def verdicts(
    org_ids: Sequence[int], as_of: date, years: Iterable[int], *, rules: Sequence[Rule] | None = None, kinds: Iterable[str] = ()
) -> list[Verdict]:
    """研判 for all subjects of the organisations: windows of ``years`` begun by ``as_of``, dated cases of those years, standing states.

    Each rule is judged over all its subjects and windows at once, in columns.
    """
    asked_years, asked_kinds = sorted(set(years)), set(kinds)
    by_kind: dict[str, list[Rule]] = defaultdict(list)
    for rule in duty_rules() if rules is None else rules:
        if not asked_kinds or duty_of(rule).subject in asked_kinds:
            by_kind[duty_of(rule).subject].append(rule)
    known = _known_of(org_ids)
    found: list[Verdict] = []
    for kind, asked in by_kind.items():
        days = [min(as_of, date(year, 12, 31)) for year in asked_years] or [as_of]
        members = subjects(kind, org_ids, days)
        if members:
            found += _of_kind(kind, asked, members, known, as_of, asked_years)
    return found


@dataclass(frozen=True)
class Units:
    """各单位情况: what is stated, what units chose, since when they keep records here, and the workdays."""

    said: Statements
    choices: Choices
    starts: Mapping[int, date]
    calendar: WorkCalendar


def _known_of(org_ids: Sequence[int]) -> Units:
    paths = paths_of(org_ids)
    return Units(statements(org_ids), choices_of(paths), starts_of(paths), work_calendar())


def explain(rule: Rule, subject: Subject, window: Period | None, as_of: date) -> Judgement | None:
    """One finding with its whole trace; None where the rule is not asked of the subject there."""
    units = _known_of([subject.org_id])
    cases = _cases(rule, window, FactTable(subject.kind, as_of, [subject]), units, as_of)
    if not cases:
        return None
    (case,) = cases
    found = judge(rule, case.facts, as_of, window, case.overrides, units.calendar)
    shift = _shift(rule, case, found)
    return judge(rule, case.facts, as_of, window, (*case.overrides, *shift), units.calendar, case.since)


def subject_of(kind: str, pk: int, org_id: int, days: Iterable[date]) -> Subject | None:
    """One subject as its source knows it on these days."""
    return next((one for one in subjects(kind, [org_id], days) if one.pk == pk), None)


@dataclass(frozen=True)
class Asked:
    """执行情况 of a rule in an organisation on a day: whether it is on, whether the unit itself took it up, and its adjustments."""

    adopted: bool
    is_chosen: bool
    overrides: tuple[Override, ...]
    moved: Adoption | None


def asked_in(org_id: int, rule: Rule, window: Period | None, as_of: date, choices: Choices) -> Asked:
    """执行情况: as of the last day of the window, or today where that comes first."""
    overrides = choices.overrides(org_id, rule)
    setting = setting_on(rule, overrides, min(as_of, window.last_day) if window else as_of)
    return Asked(setting.adopted, any(one.adopted for one in setting.used), overrides, choices.due_on(org_id, rule, window))


def _of_kind(
    kind: str, rules: Sequence[Rule], members: Sequence[Subject], units: Units, as_of: date, years: Sequence[int]
) -> list[Verdict]:
    table, personal = FactTable(kind, as_of, members), concerns_persons(kind)
    found: list[Verdict] = []
    for rule in rules:
        windows = windows_of(duty_of(rule).window, years, as_of)
        cases = [(window, case) for window in windows for case in _cases(rule, window, table, units, as_of)]
        judged = _judged(rule, cases, as_of, units.calendar)
        found += [_verdict(rule, case, window, as_of, one, personal) for (window, case), one in zip(cases, judged, strict=True)]
    return found


def _cases(rule: Rule, window: Period | None, table: FactTable, units: Units, as_of: date) -> list[Case]:
    """Subjects of whom the rule is asked: taken up by the unit; or on by itself, with every fact told by records or stated."""
    kind, untold = duty_of(rule).window, rule.facts.keys() - contributed_facts(table.kind)
    stands = standing_through(kind, window, as_of)
    said, choices, starts = units.said, units.choices, units.starts
    of_org: dict[int, Asked] = {}
    of_chain: dict[tuple[Adoption, ...], Asked] = {}
    asked: list[tuple[Subject, Asked]] = []
    for subject in table.members:
        if not stands(subject):
            continue
        if subject.org_id not in of_org:
            chain = choices.chain(subject.org_id, rule)
            if chain not in of_chain:
                of_chain[chain] = asked_in(subject.org_id, rule, window, as_of, choices)
            of_org[subject.org_id] = of_chain[chain]
        one = of_org[subject.org_id]
        if one.adopted and (one.is_chosen or not untold or untold <= said.names(subject, window, as_of)):
            asked.append((subject, one))
    told = table.of(rule, window) if asked else {}
    return [
        Case(
            subject,
            _facts(rule, said.of(subject, rule, window, as_of), told.get(subject.pk, {})),
            one.overrides,
            one.moved,
            starts.get(subject.org_id),
        )
        for subject, one in asked
    ]


def _facts(rule: Rule, stated: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """What a record tells goes before what a person stated."""
    return {**stated, **{name: value for name, value in told.items() if name in rule.facts}}


def _judged(rule: Rule, cases: Sequence[tuple[Period | None, Case]], as_of: date, calendar: WorkCalendar) -> list[Ruling]:
    """判断 of all cases at once; those whose date a unit moved twice, since the first time tells by how many days."""
    rows = [Row(case.facts, window, case.overrides, case.since) for window, case in cases]
    moved = [place for place, (_, case) in enumerate(cases) if case.moved is not None]
    if moved:
        shifts: dict[tuple[Adoption, date | None], tuple[Override, ...]] = {}
        plain = rulings(rule, [replace(rows[place], since=None) for place in moved], as_of, calendar)
        for place, found in zip(moved, plain, strict=True):
            case = cases[place][1]
            key = (cast(Adoption, case.moved), found.due)
            shift = shifts.setdefault(key, _shift(rule, case, found))
            rows[place] = replace(rows[place], overrides=(*case.overrides, *shift))
    return rulings(rule, rows, as_of, calendar)


def _shift(rule: Rule, case: Case, found: Ruling) -> tuple[Override, ...]:
    """另定期限 as an adjustment by so many days; nothing where the unit moved no date."""
    if case.moved is None or case.moved.due_on is None or found.due is None:
        return ()
    return (
        Override(
            rule=rule.key,
            starts_on=date.min + timedelta(days=1),
            basis=case.moved.basis,
            due_shift_days=(case.moved.due_on - found.due).days,
        ),
    )


def state_word(judged: Ruling) -> str:
    """状态的说法: a state that must hold on any day is 符合 or 不符合, not done or overdue."""
    standing = duty_of(judged.rule).window is DutyWindow.STANDING
    return "符合" if standing and judged.state is DutyState.DONE else judged.state_label


def _verdict(rule: Rule, case: Case, window: Period | None, as_of: date, judged: Ruling, personal: bool) -> Verdict:
    secret = {name for name, term in rule.facts.items() if term.secret}
    return Verdict(
        rule=rule,
        subject=case.subject,
        window=window,
        state=_STATES[judged.state],
        word=state_word(judged),
        outcome=str(judged.outcome or ""),
        due=judged.due,
        reason=judged.reason,
        citation=judged.citation,
        missing=judged.missing,
        version_from=judged.version.valid_from if judged.version else None,
        facts=all_kept(case.facts if not secret else {name: value for name, value in case.facts.items() if name not in secret}),
        is_personal=personal or case.subject.person_id is not None,
        as_of=as_of,
    )
