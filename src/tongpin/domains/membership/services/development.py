"""发展党员办理: a file is opened, each step recorded only after its predecessors, notices put up, the file closed.

What a step says (opinions, conclusions, votes, notes) never goes into the audit trail: only that the step was recorded, and its day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.membership.calculations.path import CONCLUSIONS, STEPS, WORDS, carried, obstacle
from tongpin.domains.membership.enums import CaseState, Conclusion, GuideRole, Standing
from tongpin.domains.membership.models import (
    DevelopmentCase,
    DevelopmentGuide,
    DevelopmentMaterial,
    DevelopmentNotice,
    DevelopmentReview,
    DevelopmentStep,
    Member,
)
from tongpin.domains.membership.selectors.development import done_steps, not_full, round_of
from tongpin.domains.membership.selectors.members import HOMES, bureau_of, current_member_of
from tongpin.domains.membership.services.members import convert_member
from tongpin.engines.ledgers.closed import amend_closed
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.engines.rules.book import rule
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.dates import plus_months
from tongpin.kernel.errors import Refused

PROBATION_MONTHS = 12
CONTACTS, INTRODUCERS = 5, 9


class CaseFields(TypedDict):
    """发展党员档案栏目."""

    gender: str
    born_on: date
    unit: str
    accepts_programme: bool
    applied_to_own_unit: bool
    leaves_unit_on: date | None
    moved_in_on: date | None
    months_before: int | None
    file_received: bool


@transaction.atomic
def open_case(*, org: Organisation, person: Person, by: User, today: date, **fields: Unpack[CaseFields]) -> DevelopmentCase:
    """建立发展党员档案."""
    if org.level not in HOMES:
        raise Refused(f"“{org}”是{org.get_level_display()}，请选择党支部、党总支或机关党委。", field="org")
    if not bureau_of(org).contains(person.org):
        raise Refused(f"“{person}”属于{person.org}，不是本单位人员，请先在人员中登记。", field="person")
    member = current_member_of(person)
    if member is not None and member.standing in (Standing.FULL, Standing.PROBATIONARY):
        raise Refused(f"“{person}”已是{member.get_standing_display()}，无须建立发展党员档案。", field="person")
    not_after(fields["born_on"], today, "出生日期", field="born_on")
    return enter(DevelopmentCase(org=org, person=person, **fields), verb="development_case.opened", by=by, fields=("org",))


@transaction.atomic
def correct_case(case: DevelopmentCase, *, by: User, today: date, expected: int, **fields: Unpack[CaseFields]) -> DevelopmentCase:
    """更正发展党员档案."""
    not_after(fields["born_on"], today, "出生日期", field="born_on")
    return amend_closed(case, verb="development_case.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def end_case(case: DevelopmentCase, *, by: User, today: date, expected: int, on: date, reason: str) -> DevelopmentCase:
    """终止发展: withdrawn or no longer considered; decided by people."""
    _check_open(case)
    not_after(on, today, "结束日期", field="on")
    values = {"state": CaseState.ENDED, "ended_on": on, "end_reason": reason}
    return amend_closed(case, verb="development_case.ended", by=by, expected=expected, values=values)


@transaction.atomic
def record_step(
    case: DevelopmentCase, *, number: int, on: date, by: User, today: date, guides: list[Person] | None = None, **values: Any
) -> DevelopmentStep:
    """登记步骤: refused, and said which, where a predecessor is missing, failed or later."""
    _check_open(case)
    not_after(on, today, STEPS[number].day, field="on")
    done = done_steps(case)
    if number in done:
        raise Refused(f"第{number}步“{STEPS[number].title}”已经登记，请打开更正。")
    problem = obstacle(number, on, done)
    if problem:
        raise Refused(problem, field="on" if problem.startswith("日期") else "")
    turn = round_of(case, number)
    _check_values(number, turn, values)
    step = DevelopmentStep(org=case.org, case=case, number=number, round=turn, on=on, **values)
    enter(step, verb="development_step.recorded", by=by, fields=("number", "on"))
    _take_guides(step, guides, by=by)
    _follow_up(step, by=by, today=today)
    return step


@transaction.atomic
def correct_step(step: DevelopmentStep, *, by: User, today: date, expected: int, on: date, **values: Any) -> DevelopmentStep:
    """更正步骤: its day stays between its neighbours."""
    not_after(on, today, STEPS[step.number].day, field="on")
    done = done_steps(step.case)
    done.pop(step.number, None)
    problem = obstacle(step.number, on, done)
    if problem:
        raise Refused(problem, field="on" if problem.startswith("日期") else "")
    after = [n for n, s in STEPS.items() if step.number in s.needs and n in done and done[n].on < on]
    if after:
        raise Refused(f"日期晚于第{after[0]}步“{STEPS[after[0]].title}”的 {done[after[0]].on:%Y-%m-%d}，次序不对，请核对。", field="on")
    _check_values(step.number, step.round, values)
    return amend_closed(step, verb="development_step.corrected", by=by, expected=expected, values={"on": on, **values})


@transaction.atomic
def note_review(case: DevelopmentCase, *, kind: str, on: date, note: str, by: User, today: date) -> DevelopmentReview:
    """登记培养考察."""
    not_after(on, today, "日期", field="on")
    record = DevelopmentReview(org=case.org, case=case, kind=kind, on=on, note=note)
    return enter(record, verb="development_review.noted", by=by, fields=("kind", "on"))


@transaction.atomic
def receive_material(case: DevelopmentCase, *, number: int, title: str, received_on: date, by: User, today: date) -> DevelopmentMaterial:
    """收到材料: a paper of a step is in the file."""
    not_after(received_on, today, "收到日期", field="received_on")
    if title not in STEPS[number].materials:
        raise Refused(f"第{number}步没有“{title}”这份材料，请核对。", field="title")
    record = DevelopmentMaterial(org=case.org, case=case, number=number, title=title, received_on=received_on)
    return enter(record, verb="development_material.received", by=by, fields=("number", "title", "received_on"))


@transaction.atomic
def put_up_notice(
    case: DevelopmentCase, *, kind: str, starts_on: date, ends_on: date | None, place: str, contact: str, by: User
) -> DevelopmentNotice:
    """发布公示: for at least the working days of the rule; the last day is worked out where none is given."""
    _check_open(case)
    first = last_day_of_notice(starts_on)
    if ends_on is not None and ends_on < first:
        raise Refused(f"公示不足规定的工作日，截止日期应不早于 {first:%Y-%m-%d}。", field="ends_on")
    last = ends_on if ends_on is not None else first
    record = DevelopmentNotice(org=case.org, case=case, kind=kind, starts_on=starts_on, ends_on=last, place=place, contact=contact)
    return enter(record, verb="development_notice.put_up", by=by, fields=("kind", "starts_on", "ends_on"))


@transaction.atomic
def settle_notice(notice: DevelopmentNotice, *, by: User, today: date, expected: int, result: str) -> DevelopmentNotice:
    """登记公示结果: once the notice is over."""
    if today <= notice.ends_on:
        raise Refused(f"公示到 {notice.ends_on:%Y-%m-%d} 截止，期满后再登记结果。", field="result")
    return amend_closed(notice, verb="development_notice.settled", by=by, expected=expected, values={"result": result})


def last_day_of_notice(starts_on: date) -> date:
    """公示截止日: so many working days, counted from the working day after the notice went up."""
    version = rule("membership.notice").version_on(starts_on)
    needed = int(str(version.values["workdays"])) if version else 0
    calendar, day = work_calendar(), starts_on
    while needed:
        day += timedelta(days=1)
        needed -= calendar.is_workday(day).value
    return day


def probation_ends(case: DevelopmentCase) -> date | None:
    """预备期满: a year from the meeting that accepted, plus the months of an extension; None before the meeting."""
    steps = list(case.steps.all())
    meeting = next((s for s in steps if s.number == 15), None)
    if meeting is None:
        return None
    extra = sum(s.months for s in steps if s.number == 23 and s.conclusion == Conclusion.EXTENDED and s.months is not None)
    return plus_months(meeting.on, PROBATION_MONTHS + extra)


def _check_open(case: DevelopmentCase) -> None:
    if case.state != CaseState.OPEN:
        raise Refused(f"该档案{case.get_state_display()}，不能再办理。")


def _check_values(number: int, turn: int, values: dict[str, Any]) -> None:
    step = STEPS[number]
    if step.body and values.get("body") not in step.body:
        raise Refused(f"第{number}步应由{'、'.join(step.body)}决定，请选择。", field="body")
    conclusion = values.get("conclusion", "")
    if number in CONCLUSIONS and conclusion not in CONCLUSIONS[number]:
        raise Refused(f"请选择结论：{'、'.join(WORDS[c] for c in CONCLUSIONS[number])}。", field="conclusion")
    if conclusion == Conclusion.EXTENDED:
        if turn == 2:
            raise Refused("预备期只能延长一次。", field="conclusion")
        months = values.get("months")
        if months is None or not 6 <= months <= 12:
            raise Refused("延长预备期不能少于6个月，最长不超过12个月。", field="months")
    if "due_voting" in step.asks:
        _check_votes(number, conclusion, values)


def _check_votes(number: int, conclusion: str, values: dict[str, Any]) -> None:
    for name, label in (("due_voting", "应到人数"), ("present_voting", "实到人数"), ("yes_votes", "赞成票")):
        if values.get(name) is None:
            raise Refused(f"党员大会的表决须填{label}。", field=name)
    due, present, yes = values["due_voting"], values["present_voting"], values["yes_votes"]
    counted = yes + sum(values[n] for n in ("no_votes", "abstentions") if values.get(n) is not None)
    if counted > present:
        raise Refused(f"赞成、不赞成和弃权合计 {counted}，多于实到 {present} 人，请核对。", field="yes_votes")
    written = values["written_yes"] if values.get("written_yes") is not None else 0
    if number == 23 and conclusion == Conclusion.PASSED and not carried(due, present, yes, written):
        raise Refused(f"应到 {due} 人，赞成 {yes + written} 票，没有超过应到的半数，结论不能是通过。", field="conclusion")


def _take_guides(step: DevelopmentStep, guides: list[Person] | None, *, by: User) -> None:
    if step.number not in (CONTACTS, INTRODUCERS):
        return
    role = GuideRole.CONTACT if step.number == CONTACTS else GuideRole.INTRODUCER
    chosen = guides or []
    wanted = (1, 2) if step.number == CONTACTS else (2, 2)
    if not wanted[0] <= len(chosen) <= wanted[1]:
        number = "1至2" if step.number == CONTACTS else "2"
        raise Refused(f"{role.label}应为{number}名正式党员，现选了{len(chosen)}名。", field="guides")
    wrong = not_full(chosen, step.on)
    if wrong:
        raise Refused(f"{'、'.join(map(str, wrong))}在{step.on:%Y-%m-%d}不是正式党员，不能作{role.label}。", field="guides")
    for person in chosen:
        record = DevelopmentGuide(org=step.org, case=step.case, role=role, person=person, since=step.on)
        enter(record, verb="development_guide.named", by=by, fields=("role", "since"))


def _follow_up(step: DevelopmentStep, *, by: User, today: date) -> None:
    """What the register has to say from now on: a probationary member once approved, a full one once converted, the file closed."""
    case = step.case
    if step.number == 17 and step.conclusion == Conclusion.PASSED:
        meeting = next(s for s in DevelopmentStep.objects.filter(case=case, number=15))
        _make_probationary(case, meeting.on, by=by)
    if step.number == 24 and step.conclusion == Conclusion.PASSED:
        member = current_member_of(case.person)
        ends = probation_ends(case)
        if member is not None and member.standing == Standing.PROBATIONARY and ends is not None:
            convert_member(member, by=by, today=max(today, ends), expected=member.version, on=ends)
    if step.number == 25:
        values = {"state": CaseState.COMPLETED, "ended_on": step.on}
        amend_closed(case, verb="development_case.completed", by=by, expected=case.version, values=values)


def _make_probationary(case: DevelopmentCase, joined_on: date, *, by: User) -> None:
    member = current_member_of(case.person)
    values = {"standing": Standing.PROBATIONARY, "joined_on": joined_on, "full_since": None}
    if member is not None:
        amend(member, verb="member.corrected", by=by, expected=member.version, values=values)
    else:
        record = Member(org=case.org, person=case.person, arrived_on=joined_on, **values)
        enter(record, verb="member.registered", by=by, fields=("person", *values, "arrived_on"))
