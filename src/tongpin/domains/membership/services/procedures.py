"""组织程序办理: people answer what is proposed, record the steps, and confirm what the Party organisation decided.

The register changes in ``confirm_procedure`` and nowhere else, on the words of a person who names the decision, its day and its document.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tongpin.domains.membership.enums import (
    CorrectionOutcome,
    LeavingReason,
    ProcedureKind,
    ProcedureState,
    ProposalAnswerKind,
)
from tongpin.domains.membership.models import CorrectionHelp, CorrectionMeasure, Member, Procedure, ProcedureStep, ProposalAnswer
from tongpin.domains.membership.selectors.members import current_member_of
from tongpin.domains.membership.selectors.procedures import Proposal, next_procedure_step, proposal_of, steps_of
from tongpin.domains.membership.services.members import MemberFields, end_membership, register_member
from tongpin.engines.ledgers.closed import amend_closed
from tongpin.engines.ledgers.services import enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.kernel.errors import Refused

LEAVING = {
    ProcedureKind.TRANSFER: LeavingReason.TRANSFERRED,
    ProcedureKind.SUSPENSION: LeavingReason.SUSPENDED,
    ProcedureKind.REMOVAL: LeavingReason.REMOVED,
    ProcedureKind.PERSUASION: LeavingReason.REMOVED,
    ProcedureKind.WITHDRAWAL: LeavingReason.REMOVED,
}


@transaction.atomic
def start_procedure(
    *, member: Member, kind: str, began_on: date, grounds: str, by: User, today: date, destination: str = "", rule_code: str = ""
) -> Procedure:
    """启动程序, by a person; nothing in the register changes."""
    not_after(began_on, today, "启动日期", field="began_on")
    steps_of(kind, began_on)
    if kind == ProcedureKind.RESTORATION:
        if member.left_for != LeavingReason.SUSPENDED or current_member_of(member.person) is not None:
            raise Refused("只有停止党籍的人员可以办理恢复党籍。", field="kind")
    elif member.left_on is not None and not (kind == ProcedureKind.REMOVAL and member.left_for == LeavingReason.SUSPENDED):
        raise Refused(f"该党员已于{member.left_on:%Y-%m-%d}离开本组织，不能启动这一程序。", field="kind")
    procedure = Procedure(org=member.org, member=member, kind=kind, began_on=began_on, destination=destination, rule_code=rule_code)
    procedure.grounds = grounds
    return enter(procedure, verb="procedure.started", by=by, fields=("kind", "began_on", "rule_code"))


@transaction.atomic
def start_proposed(*, member: Member, code: str, began_on: date, by: User, today: date, destination: str = "") -> Procedure:
    """按建议启动程序: what the rule said becomes the grounds."""
    proposal = _still_proposed(member, code, today)
    procedure = start_procedure(
        member=member,
        kind=proposal.kind,
        began_on=began_on,
        grounds="".join(f"{one.reason}（{one.citation}）" for one in proposal.every),
        by=by,
        today=today,
        destination=destination,
        rule_code=proposal.code,
    )
    _answer(proposal, ProposalAnswerKind.STARTED, by=by, today=today)
    return procedure


@transaction.atomic
def dismiss_proposal(*, member: Member, code: str, reason: str, by: User, today: date) -> ProposalAnswer:
    """不予启动, with the reason; the rule proposes it again only where it counts from another day."""
    return _answer(_still_proposed(member, code, today), ProposalAnswerKind.DISMISSED, by=by, today=today, reason=reason)


@transaction.atomic
def defer_proposal(*, member: Member, code: str, until: date, reason: str, by: User, today: date) -> ProposalAnswer:
    """暂缓, until a day on which it stands on the list again."""
    if until <= today:
        raise Refused("暂缓到的日期须晚于今天。", field="until")
    return _answer(_still_proposed(member, code, today), ProposalAnswerKind.DEFERRED, by=by, today=today, reason=reason, until=until)


@transaction.atomic
def record_procedure_step(procedure: Procedure, *, number: int, on: date, by: User, today: date, note: str = "") -> ProcedureStep:
    """登记程序步骤, one after the other."""
    _check_open(procedure)
    not_after(on, today, "日期", field="on")
    titles, coming = steps_of(procedure.kind, procedure.began_on), next_procedure_step(procedure)
    if not 1 <= number <= len(titles):
        raise Refused(f"该程序共{len(titles)}步，没有第{number}步。")
    title = titles[number - 1]
    if coming is None or number < coming:
        raise Refused(f"第{number}步“{title}”已经登记，请打开更正。")
    if number > coming:
        raise Refused(f"尚未登记第{coming}步“{titles[coming - 1]}”，不能登记第{number}步“{title}”。")
    _check_order(procedure, number, on)
    step = ProcedureStep(org=procedure.org, procedure=procedure, number=number, title=title, on=on)
    if note:
        step.note = note
    return enter(step, verb="procedure_step.recorded", by=by, fields=("number", "on"))


@transaction.atomic
def correct_procedure_step(step: ProcedureStep, *, by: User, today: date, expected: int, on: date, note: str = "") -> ProcedureStep:
    """更正程序步骤."""
    _check_open(step.procedure)
    not_after(on, today, "日期", field="on")
    _check_order(step.procedure, step.number, on)
    return amend_closed(step, verb="procedure_step.corrected", by=by, expected=expected, values={"on": on}, sealed={"note": note})


@transaction.atomic
def confirm_procedure(
    procedure: Procedure, *, by: User, today: date, expected: int, decided_by: str, decided_on: date, document: str, effective_on: date
) -> Procedure:
    """确认决定: a person names the deciding organisation, the day and the document; only now does the register change."""
    _check_open(procedure)
    coming = next_procedure_step(procedure)
    if coming is not None:
        title = steps_of(procedure.kind, procedure.began_on)[coming - 1]
        raise Refused(f"尚未登记第{coming}步“{title}”，不能确认决定。")
    not_after(decided_on, today, "决定日期", field="decided_on")
    not_after(effective_on, today, "生效日期", field="effective_on")
    last = max((s.on for s in procedure.steps.all()), default=procedure.began_on)
    if decided_on < procedure.began_on:
        raise Refused(f"决定日期早于启动日期 {procedure.began_on:%Y-%m-%d}，请核对。", field="decided_on")
    if procedure.kind != ProcedureKind.TRANSFER and decided_on < last and not _has_approval(procedure):
        raise Refused(f"决定日期早于最后一步的 {last:%Y-%m-%d}，请核对。", field="decided_on")
    values = {
        "state": ProcedureState.CONFIRMED,
        "decided_by": decided_by,
        "decided_on": decided_on,
        "document": document,
        "effective_on": effective_on,
    }
    confirmed = amend_closed(procedure, verb="procedure.confirmed", by=by, expected=expected, values=values)
    _carry_out(confirmed, by=by, today=today)
    return confirmed


@transaction.atomic
def end_procedure(procedure: Procedure, *, by: User, today: date, expected: int, on: date, reason: str) -> Procedure:
    """终止程序: found, returned, or decided not to go on; nothing in the register changes."""
    _check_open(procedure)
    not_after(on, today, "终止日期", field="on")
    values = {"state": ProcedureState.ENDED, "ended_on": on}
    return amend_closed(procedure, verb="procedure.ended", by=by, expected=expected, values=values, sealed={"end_reason": reason})


@transaction.atomic
def place_correction(
    *, member: Member, placed_on: date, until: date, decided_by: str, ground: str, by: User, today: date
) -> CorrectionMeasure:
    """登记限期改正, as the Party organisation decided."""
    not_after(placed_on, today, "限期改正起始日期", field="placed_on")
    if member.left_on is not None:
        raise Refused(f"该党员已于{member.left_on:%Y-%m-%d}离开本组织。", field="member")
    measure = CorrectionMeasure(org=member.org, member=member, placed_on=placed_on, until=until, decided_by=decided_by)
    measure.ground = ground
    return enter(measure, verb="correction_measure.placed", by=by, fields=("placed_on", "until"))


@transaction.atomic
def correct_correction(
    measure: CorrectionMeasure, *, by: User, today: date, expected: int, placed_on: date, until: date, decided_by: str, ground: str
) -> CorrectionMeasure:
    """更正限期改正."""
    not_after(placed_on, today, "限期改正起始日期", field="placed_on")
    values = {"placed_on": placed_on, "until": until, "decided_by": decided_by}
    return amend_closed(measure, verb="correction_measure.corrected", by=by, expected=expected, values=values, sealed={"ground": ground})


@transaction.atomic
def note_help(measure: CorrectionMeasure, *, on: date, note: str, by: User, today: date) -> CorrectionHelp:
    """登记帮教措施."""
    if measure.outcome:
        raise Refused("该限期改正已有结论，不能再登记帮教措施。")
    not_after(on, today, "日期", field="on")
    if on < measure.placed_on:
        raise Refused(f"日期早于限期改正起始日期 {measure.placed_on:%Y-%m-%d}，请核对。", field="on")
    record = CorrectionHelp(org=measure.org, measure=measure, on=on)
    record.note = note
    return enter(record, verb="correction_help.noted", by=by, fields=("on",))


@transaction.atomic
def settle_correction(measure: CorrectionMeasure, *, by: User, today: date, expected: int, outcome: str, on: date) -> CorrectionMeasure:
    """作出结论, as the Party organisation concluded; not corrected is only ever a proposal to persuade the member to leave."""
    if measure.outcome:
        raise Refused("该限期改正已有结论，不必重复办理。")
    not_after(on, today, "作出结论日期", field="on")
    if outcome == CorrectionOutcome.UNCHANGED and on < measure.until:
        raise Refused(f"限期改正到 {measure.until:%Y-%m-%d} 才期满，期满以前不能作出没有改正的结论。", field="on")
    values = {"outcome": outcome, "settled_on": on}
    return amend_closed(measure, verb="correction_measure.settled", by=by, expected=expected, values=values)


def _still_proposed(member: Member, code: str, today: date) -> Proposal:
    proposal = proposal_of(member, code, today)
    if proposal is None:
        raise Refused("这项建议已经处理，或者情况已经变化，请刷新后核对。")
    return proposal


def _answer(
    proposal: Proposal, answer: ProposalAnswerKind, *, by: User, today: date, reason: str = "", until: date | None = None
) -> ProposalAnswer:
    """What several rules propose together is answered for each of them, so that none brings it back by itself."""
    answers = []
    for one in proposal.every:
        record = ProposalAnswer(
            org=one.member.org, member=one.member, rule_code=one.code, anchor=one.anchor, answer=answer, on=today, until=until
        )
        if reason:
            record.reason = reason
        answers.append(enter(record, verb="proposal.answered", by=by, fields=("rule_code", "answer", "on", "until")))
    return answers[0]


def _check_open(procedure: Procedure) -> None:
    if procedure.state != ProcedureState.OPEN:
        raise Refused(f"该程序{procedure.get_state_display()}，不能再办理。")


def _check_order(procedure: Procedure, number: int, on: date) -> None:
    if on < procedure.began_on and number > 1:
        raise Refused(f"日期早于启动日期 {procedure.began_on:%Y-%m-%d}，请核对。", field="on")
    for other in procedure.steps.all():
        if other.number < number and other.on > on:
            raise Refused(f"日期早于第{other.number}步“{other.title}”的 {other.on:%Y-%m-%d}，次序不对，请核对。", field="on")
        if other.number > number and other.on < on:
            raise Refused(f"日期晚于第{other.number}步“{other.title}”的 {other.on:%Y-%m-%d}，次序不对，请核对。", field="on")


def _has_approval(procedure: Procedure) -> bool:
    """Where the last step is the superior's, the decision itself is of an earlier day."""
    return steps_of(procedure.kind, procedure.began_on)[-1].startswith("报上级")


def _carry_out(procedure: Procedure, *, by: User, today: date) -> None:
    member, on = procedure.member, procedure.effective_on
    assert on is not None
    if procedure.kind == ProcedureKind.RESTORATION:
        _restore(member, on, by=by, today=today)
    elif member.left_on is None:
        reason = LEAVING[ProcedureKind(procedure.kind)]
        to = procedure.destination if procedure.kind == ProcedureKind.TRANSFER else ""
        end_membership(member, by=by, today=today, expected=member.version, on=on, left_for=reason, left_to=to)


def _restore(member: Member, on: date, *, by: User, today: date) -> None:
    fields = MemberFields(
        standing=member.standing,
        joined_on=member.joined_on,
        full_since=member.full_since,
        arrived_on=on,
        group=None,
        is_leader=member.is_leader,
        is_exempt=member.is_exempt,
        rights_limited_from=None,
        rights_limited_until=None,
        rights_reason="",
    )
    register_member(org=member.org, person=member.person, by=by, today=today, **fields)
