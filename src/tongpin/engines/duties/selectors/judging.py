"""研判: asks every rule that is checked of every subject of organisations, window by window, as of a day. Writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tongpin.engines.duties.calculations.values import all_kept
from tongpin.engines.duties.calculations.windows import stands_through, windows_of
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
from tongpin.engines.rules.duty import DutyState, Judgement, judge
from tongpin.engines.rules.overrides import Override, setting_on
from tongpin.engines.rules.rule import DutyWindow, Rule
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import Period
from tongpin.kernel.workdays import WorkCalendar

FindingKey = tuple[str, str, int, str]


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


def verdicts(
    org_ids: Sequence[int], as_of: date, years: Iterable[int], *, rules: Sequence[Rule] | None = None, kinds: Iterable[str] = ()
) -> list[Verdict]:
    """研判 for all subjects of the organisations: windows of ``years`` begun by ``as_of``, dated cases of those years, standing states."""
    asked_years, asked_kinds = sorted(set(years)), set(kinds)
    by_kind: dict[str, list[Rule]] = defaultdict(list)
    for rule in duty_rules() if rules is None else rules:
        if not asked_kinds or duty_of(rule).subject in asked_kinds:
            by_kind[duty_of(rule).subject].append(rule)
    said = statements(org_ids)
    choices = choices_of(paths_of(org_ids))
    calendar = work_calendar()
    found: list[Verdict] = []
    for kind, asked in by_kind.items():
        days = [min(as_of, date(year, 12, 31)) for year in asked_years] or [as_of]
        members = subjects(kind, org_ids, days)
        if members:
            found += _of_kind(kind, asked, members, said, choices, calendar, as_of, asked_years)
    return found


def explain(rule: Rule, subject: Subject, window: Period | None, as_of: date) -> Judgement | None:
    """One finding with its whole trace; None where the rule is not asked of the subject there."""
    choices, said = choices_of(paths_of([subject.org_id])), statements([subject.org_id])
    table = FactTable(subject.kind, as_of, [subject])
    cases = list(_cases(rule, window, table, said, choices, as_of))
    return _judged(rule, cases[0], window, as_of, work_calendar()) if cases else None


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
    kind: str,
    rules: Sequence[Rule],
    members: Sequence[Subject],
    said: Statements,
    choices: Choices,
    calendar: WorkCalendar,
    as_of: date,
    years: Sequence[int],
) -> list[Verdict]:
    table, personal = FactTable(kind, as_of, members), concerns_persons(kind)
    found = []
    for rule in rules:
        for window in windows_of(duty_of(rule).window, years, as_of):
            for case in _cases(rule, window, table, said, choices, as_of):
                found.append(_verdict(rule, case, window, as_of, _judged(rule, case, window, as_of, calendar), personal))
    return found


def _cases(rule: Rule, window: Period | None, table: FactTable, said: Statements, choices: Choices, as_of: date) -> list[Case]:
    """Subjects of whom the rule is asked: taken up by the unit; or on by itself, with every fact told by records or stated."""
    kind, untold = duty_of(rule).window, rule.facts.keys() - contributed_facts(table.kind)
    of_org: dict[int, Asked] = {}
    asked: list[tuple[Subject, Asked]] = []
    for subject in table.members:
        if not stands_through(subject, kind, window, as_of):
            continue
        if subject.org_id not in of_org:
            of_org[subject.org_id] = asked_in(subject.org_id, rule, window, as_of, choices)
        one = of_org[subject.org_id]
        if one.adopted and (one.is_chosen or not untold or untold <= said.names(subject, window, as_of)):
            asked.append((subject, one))
    told = table.of(rule, window) if asked else {}
    return [
        Case(subject, _facts(rule, said.of(subject, rule, window, as_of), told.get(subject.pk, {})), one.overrides, one.moved)
        for subject, one in asked
    ]


def _facts(rule: Rule, stated: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """What a record tells goes before what a person stated."""
    return {**stated, **{name: value for name, value in told.items() if name in rule.facts}}


def _judged(rule: Rule, case: Case, window: Period | None, as_of: date, calendar: WorkCalendar) -> Judgement:
    found = judge(rule, case.facts, as_of, window, case.overrides, calendar)
    if case.moved is None or case.moved.due_on is None or found.due is None:
        return found
    shift = Override(
        rule=rule.key,
        starts_on=date.min + timedelta(days=1),
        basis=case.moved.basis,
        due_shift_days=(case.moved.due_on - found.due).days,
    )
    return judge(rule, case.facts, as_of, window, (*case.overrides, shift), calendar)


def state_word(judged: Judgement) -> str:
    """状态的说法: a state that must hold on any day is 符合 or 不符合, not done or overdue."""
    standing = duty_of(judged.rule).window is DutyWindow.STANDING
    return "符合" if standing and judged.state is DutyState.DONE else judged.state_label


def _verdict(rule: Rule, case: Case, window: Period | None, as_of: date, judged: Judgement, personal: bool) -> Verdict:
    return Verdict(
        rule=rule,
        subject=case.subject,
        window=window,
        state=FindingState(judged.state.value),
        word=state_word(judged),
        outcome=judged.outcome.value if judged.outcome else "",
        due=judged.due,
        reason=judged.reason,
        citation=judged.citation,
        missing=judged.missing,
        version_from=judged.version.valid_from if judged.version else None,
        facts=all_kept({name: value for name, value in case.facts.items() if not rule.facts[name].secret}),
        is_personal=personal or case.subject.person_id is not None,
        as_of=as_of,
    )
