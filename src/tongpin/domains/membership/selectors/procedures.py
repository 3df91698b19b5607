"""组织程序查询: procedures and their steps, correction measures, and what the rules propose today. Nothing here decides anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from tongpin.domains.membership.enums import LeavingReason, ProcedureKind, ProcedureState, ProposalAnswerKind
from tongpin.domains.membership.models import CorrectionHelp, CorrectionMeasure, Member, Procedure, ProcedureStep, ProposalAnswer
from tongpin.domains.membership.selectors.members import members
from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.selectors import duty_rule, verdicts
from tongpin.engines.rules.book import rule
from tongpin.engines.rules.duty import DutyState, judge
from tongpin.engines.rules.rule import Rule
from tongpin.kernel.dates import plus_months
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period, PeriodKind

RULE = "membership.procedure"
LOST = "EDU-10"

CODES: Mapping[str, ProcedureKind] = {
    "EDU-06": ProcedureKind.TRANSFER,
    LOST: ProcedureKind.SUSPENSION,
    "EDU-11": ProcedureKind.SUSPENSION,
    "EDU-12": ProcedureKind.REMOVAL,
    "DUES-08": ProcedureKind.REMOVAL,
    "EDU-14a": ProcedureKind.PERSUASION,
}
"""哪条规则建议哪种程序."""


def procedures() -> QuerySet[Procedure]:
    """组织程序."""
    return Procedure.objects.select_related("org", "member__person", "member__org").prefetch_related("steps")


def procedure_steps() -> QuerySet[ProcedureStep]:
    """程序步骤."""
    return ProcedureStep.objects.select_related("org", "procedure__member__person", "procedure__org")


def corrections() -> QuerySet[CorrectionMeasure]:
    """限期改正."""
    return CorrectionMeasure.objects.select_related("org", "member__person", "member__org").prefetch_related("helps")


def correction_helps() -> QuerySet[CorrectionHelp]:
    """帮教措施."""
    return CorrectionHelp.objects.select_related("org", "measure")


def steps_of(kind: str, day: date) -> tuple[str, ...]:
    """程序的步骤 by the text in force on that day."""
    version = rule(RULE).version_on(day)
    if version is None:
        raise Refused(f"规则手册没有{day:%Y-%m-%d}适用的步骤，请核对启动日期。", field="began_on")
    values: dict[str, Any] = dict(version.values)
    return tuple(values[ProcedureKind(kind).value])


def next_procedure_step(procedure: Procedure) -> int | None:
    """下一步; None where all are recorded."""
    done = {s.number for s in procedure.steps.all()}
    return next((n for n, _ in enumerate(steps_of(procedure.kind, procedure.began_on), 1) if n not in done), None)


def next_procedure_words(procedure: Procedure) -> str:
    """下一步 in words, for the list."""
    if procedure.state != ProcedureState.OPEN:
        return ""
    number = next_procedure_step(procedure)
    return steps_of(procedure.kind, procedure.began_on)[number - 1] if number else "确认党组织的决定"


@dataclass(frozen=True)
class Proposal:
    """建议启动的程序: which, for whom, why, by which rule and article; ``anchor`` is the day the rule counts from.

    ``also``: what other rules say for the same procedure of the same member; it is shown and answered once, together.
    """

    member: Member
    kind: ProcedureKind
    code: str
    title: str
    reason: str
    citation: str
    anchor: date
    also: tuple[Proposal, ...] = ()

    @property
    def pk(self) -> int:
        """Addressed by its member."""
        return self.member.pk

    @property
    def every(self) -> tuple[Proposal, ...]:
        """This one and what other rules say for the same."""
        return (self, *self.also)


def proposals(org_ids: Sequence[int], today: date) -> list[Proposal]:
    """现有的建议: what the rules propose today and nobody has answered; those deferred come back when the day has come."""
    found = [*_judged(org_ids, today), *_stopped(org_ids, today)]
    running = set(Procedure.objects.filter(state=ProcedureState.OPEN, org__in=org_ids).values_list("member_id", flat=True))
    answered = _answers(org_ids)
    open_ones = []
    for one in found:
        answer = answered.get((one.member.pk, one.code, one.anchor))
        if one.member.pk in running or (answer is not None and not _is_back(answer, today)):
            continue
        open_ones.append(one)
    return sorted(_together(open_ones), key=lambda p: (p.member.org.path, p.member.person.pinyin, p.member.pk, p.code))


def _together(found: Iterable[Proposal]) -> list[Proposal]:
    """同一程序只建议一次: what several rules say for one procedure of one member is one proposal with all their reasons."""
    by_procedure: dict[tuple[int, ProcedureKind], list[Proposal]] = defaultdict(list)
    for one in found:
        by_procedure[one.member.pk, one.kind].append(one)
    order = list(CODES)
    ordered = [sorted(group, key=lambda p: order.index(p.code)) for group in by_procedure.values()]
    return [replace(first, also=tuple(others)) for first, *others in ordered]


def deferred(org_ids: Sequence[int], today: date) -> QuerySet[ProposalAnswer]:
    """暂缓和不予启动的处理 of the organisations, the latest first."""
    rows = ProposalAnswer.objects.select_related("member__person", "member__org", "org").filter(org__in=org_ids)
    return rows.exclude(answer=ProposalAnswerKind.STARTED).order_by("-on", "-pk")


def proposal_of(member: Member, code: str, today: date) -> Proposal | None:
    """One proposal as it stands today; None where nothing is proposed any more."""
    mine = [p for p in proposals([member.org_id], today) if p.member.pk == member.pk]
    return next((p for p in mine if code in {one.code for one in p.every}), None)


def _is_back(answer: ProposalAnswer, today: date) -> bool:
    return answer.until is not None and answer.until <= today


def _answers(org_ids: Iterable[int]) -> dict[tuple[int, str, date], ProposalAnswer]:
    rows = ProposalAnswer.objects.filter(org__in=list(org_ids)).order_by("on", "pk")
    return {(row.member_id, row.rule_code, row.anchor): row for row in rows}


def _judged(org_ids: Sequence[int], today: date) -> list[Proposal]:
    """What the rules say of the members who stand in the register."""
    rules = [r for code in CODES if (r := duty_rule(code)) is not None]
    found = [v for v in verdicts(list(org_ids), today, [today.year], rules=rules) if v.state is FindingState.OVERDUE]
    standing = members().filter(person__in=[v.subject.pk for v in found], left_on__isnull=True)
    of_person = {(m.person_id, m.org_id): m for m in standing}
    proposed = []
    for verdict in found:
        member, code = of_person.get((verdict.subject.pk, verdict.subject.org_id)), _code(verdict.rule)
        anchor = _anchor(code, verdict.facts, today)
        if member is not None and anchor is not None:
            proposed.append(Proposal(member, CODES[code], code, verdict.rule.title, verdict.reason, verdict.citation, anchor))
    return proposed


def _stopped(org_ids: Sequence[int], today: date) -> list[Proposal]:
    """失联而停止党籍满两年的: they stand in the register no longer, so the rule is asked of them here."""
    lost = duty_rule(LOST)
    rows = members().filter(org__in=list(org_ids), left_for=LeavingReason.SUSPENDED, is_lost=True)
    back = set(members().filter(person__in=[m.person_id for m in rows], left_on__isnull=True).values_list("person_id", flat=True))
    settled = Procedure.objects.filter(member__in=rows, state=ProcedureState.CONFIRMED).exclude(kind=ProcedureKind.SUSPENSION)
    done = set(settled.values_list("member_id", flat=True))
    proposed = []
    for member in rows:
        if lost is None or member.person_id in back or member.pk in done or member.left_on is None:
            continue
        facts = {"lost_contact": True, "last_contact_on": member.last_contact_on, "membership_stopped_on": member.left_on}
        judged = judge(lost, {name: value for name, value in facts.items() if value is not None}, today)
        if judged.state is DutyState.OVERDUE:
            proposed.append(Proposal(member, ProcedureKind.REMOVAL, LOST, lost.title, judged.reason, judged.citation, member.left_on))
    return proposed


def _code(one: Rule) -> str:
    return one.duty.code if one.duty else ""


def _anchor(code: str, facts: Mapping[str, Any], today: date) -> date | None:
    """起算日期 of what the rule found, so that the same finding is the same proposal from one day to the next."""
    named = {"EDU-06": "away_since", "EDU-11": "abroad_since", LOST: "last_contact_on", "EDU-14a": "correction_until"}
    if code in named:
        value = facts.get(named[code])
        return date.fromisoformat(value) if value else None
    months = max(int(Decimal(facts[name])) for name in ("months_unpaid", "months_absent", "months_idle") if name in facts)
    return plus_months(Period.containing(today, PeriodKind.MONTH).start, -months)
