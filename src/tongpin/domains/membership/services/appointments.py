"""选拔任用办理: a file is opened, each step recorded only after the one before it, and everything is said by people.

What a file says (who, for which post, votes, notes) never goes into the audit trail: only that a step was recorded, and its day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from tongpin.domains.membership.calculations.appointments import (
    DECISION,
    NOTICE,
    OFFICE,
    PROBATION,
    RECOMMENDATION,
    StepDone,
    Way,
    is_agreed,
    is_quorate,
    obstacle,
)
from tongpin.domains.membership.enums import CaseState, StepConclusion
from tongpin.domains.membership.models import AppointmentCase, AppointmentMaterial, AppointmentStep
from tongpin.domains.membership.selectors.appointments import done_of, way_of, way_on
from tongpin.domains.membership.selectors.members import bureau_of
from tongpin.engines.ledgers.closed import amend_closed
from tongpin.engines.ledgers.services import enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.dates import plus_months
from tongpin.kernel.errors import Refused


@transaction.atomic
def open_appointment(
    *, org: Organisation, person: Person, post: str, former_post: str, began_on: date, takes_office_on: date | None, by: User, today: date
) -> AppointmentCase:
    """建立任用案."""
    if not bureau_of(org).contains(person.org):
        raise Refused(f"“{person}”属于{person.org}，不是本单位人员，请先在人员中登记。", field="person")
    not_after(began_on, today, "启动日期", field="began_on")
    way_on(began_on)
    values = {"post": post, "former_post": former_post, "began_on": began_on, "takes_office_on": takes_office_on}
    return enter(AppointmentCase(org=org, person=person, **values), verb="appointment_case.opened", by=by, fields=("began_on",))


@transaction.atomic
def correct_appointment(
    case: AppointmentCase, *, by: User, expected: int, post: str, former_post: str, takes_office_on: date | None
) -> AppointmentCase:
    """更正任用案."""
    values = {"post": post, "former_post": former_post, "takes_office_on": takes_office_on}
    return amend_closed(case, verb="appointment_case.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def end_appointment(case: AppointmentCase, *, by: User, today: date, expected: int, on: date, reason: str) -> AppointmentCase:
    """终止任用案; decided by people."""
    _check_open(case)
    not_after(on, today, "日期", field="on")
    values = {"state": CaseState.ENDED, "ended_on": on}
    return amend_closed(case, verb="appointment_case.ended", by=by, expected=expected, values=values, sealed={"end_reason": reason})


@transaction.atomic
def note_integrity_talk(case: AppointmentCase, *, by: User, today: date, expected: int, on: date) -> AppointmentCase:
    """登记任前廉政谈话: only that it was held, and when."""
    if case.state == CaseState.ENDED:
        raise Refused("该任用案已终止，不再登记谈话。")
    not_after(on, today, "谈话日期", field="on")
    if on < case.began_on:
        raise Refused(f"谈话日期早于启动日期 {case.began_on:%Y-%m-%d}，请核对。", field="on")
    return amend_closed(case, verb="appointment_case.talked", by=by, expected=expected, values={"integrity_talk_on": on})


@transaction.atomic
def record_appointment_step(
    case: AppointmentCase, *, number: int, on: date, conclusion: str, by: User, today: date, note: str = "", **values: Any
) -> AppointmentStep:
    """登记任用步骤: refused, and said which, where the step before it is missing, failed or later."""
    _check_open(case)
    way, done = way_of(case), done_of(case)
    if not 1 <= number <= way.last:
        raise Refused(f"选拔任用共{way.last}步，没有第{number}步。")
    if number in done:
        raise Refused(f"第{number}步“{way.title_of(number)}”已经登记，请打开更正。")
    kept = _checked(case, way, done, number, on, conclusion, today, values)
    step = AppointmentStep(org=case.org, case=case, number=number, title=way.title_of(number), on=on, conclusion=conclusion, **kept)
    if note:
        step.note = note
    enter(step, verb="appointment_step.recorded", by=by, fields=("number", "on"))
    _follow_up(step, by=by)
    return step


@transaction.atomic
def correct_appointment_step(
    step: AppointmentStep, *, by: User, today: date, expected: int, on: date, conclusion: str, note: str = "", **values: Any
) -> AppointmentStep:
    """更正任用步骤: its day stays between its neighbours, and what came after stands only where it may."""
    _check_open(step.case)
    way, done = way_of(step.case), done_of(step.case)
    done.pop(step.number, None)
    if conclusion == StepConclusion.FAILED and any(n > step.number for n in done):
        raise Refused("后面的步骤已经登记，这一步的结论不能改为不通过。", field="conclusion")
    kept = _checked(step.case, way, done, step.number, on, conclusion, today, values)
    changes = {"on": on, "conclusion": conclusion, **kept}
    return amend_closed(step, verb="appointment_step.corrected", by=by, expected=expected, values=changes, sealed={"note": note})


@transaction.atomic
def receive_appointment_paper(
    case: AppointmentCase, *, step: str, title: str, received_on: date, by: User, today: date
) -> AppointmentMaterial:
    """收到任用材料: a paper of a step is in the file."""
    not_after(received_on, today, "收到日期", field="received_on")
    if title not in way_of(case).materials.get(step, ()):
        raise Refused(f"“{step}”没有“{title}”这份材料，请核对。", field="title")
    record = AppointmentMaterial(org=case.org, case=case, step=step, title=title, received_on=received_on)
    return enter(record, verb="appointment_material.received", by=by, fields=("received_on",))


def last_day_of_publicity(way: Way, starts_on: date) -> date:
    """公示最早截止日: so many working days, counted from the working day after it went up."""
    calendar, day, needed = work_calendar(), starts_on, way.publicity_workdays
    while needed > 0:
        day += timedelta(days=1)
        needed -= calendar.is_workday(day).value
    return day


def probation_ends_on(case: AppointmentCase) -> date | None:
    """试用期满日; None before the person has taken office."""
    office = next((s for s in case.steps.all() if s.title == OFFICE), None)
    return None if office is None else plus_months(office.on, way_of(case).probation_months)


def _check_open(case: AppointmentCase) -> None:
    if case.state != CaseState.OPEN:
        raise Refused(f"该任用案{case.get_state_display()}，不能再办理。")


def _checked(
    case: AppointmentCase,
    way: Way,
    done: dict[int, StepDone],
    number: int,
    on: date,
    conclusion: str,
    today: date,
    values: dict[str, Any],
) -> dict[str, Any]:
    """What the step keeps, after everything the text asks of it."""
    title = way.title_of(number)
    not_after(on, today, "日期", field="on")
    if on < case.began_on:
        raise Refused(f"日期早于启动日期 {case.began_on:%Y-%m-%d}，请核对。", field="on")
    problem = obstacle(way, number, on, done)
    if problem:
        raise Refused(problem, field="on" if problem.startswith("日期") else "")
    kept = {"basis": values.get("basis", ""), "document": values.get("document", ""), "until": None}
    kept |= dict.fromkeys(("due_voting", "present_voting", "yes_votes"))
    if conclusion == StepConclusion.WAIVED:
        if title not in way.waivable:
            raise Refused(f"第{number}步“{title}”不能略过。", field="conclusion")
        if not kept["basis"]:
            raise Refused("不需要这一步的，请写明依据。", field="basis")
        return kept
    kept["basis"] = ""
    if title == DECISION:
        kept |= _decided(way, done, on, conclusion, values)
    if title == NOTICE:
        kept["until"] = _publicised(way, on, values.get("until"), today)
    if title == PROBATION:
        ends = plus_months(done[way.number_of(OFFICE)].on, way.probation_months)
        if on < ends:
            raise Refused(f"试用期{way.probation_months}个月，到 {ends:%Y-%m-%d} 期满，期满后再登记考核。", field="on")
    return kept


def _decided(way: Way, done: dict[int, StepDone], on: date, conclusion: str, values: dict[str, Any]) -> dict[str, Any]:
    asked = done.get(way.number_of(RECOMMENDATION)) if RECOMMENDATION in way.steps else None
    if asked is not None and asked.conclusion == StepConclusion.PASSED:
        valid = plus_months(asked.on, way.recommendation_months)
        if on > valid:
            raise Refused(f"民主推荐结果{way.recommendation_months}个月内有效，已于 {valid:%Y-%m-%d} 过期，请重新推荐。", field="on")
    for name, label in (("due_voting", "应到会成员"), ("present_voting", "实到会成员"), ("yes_votes", "同意票数")):
        if values.get(name) is None:
            raise Refused(f"讨论决定须填{label}。", field=name)
    due, present, yes = values["due_voting"], values["present_voting"], values["yes_votes"]
    if not is_quorate(way, due, present):
        share = f"{way.quorum_whole}分之{way.quorum_parts}"
        raise Refused(f"应到会成员{due}人，实到{present}人，不足{share}，不能讨论决定干部任免。", field="present_voting")
    if conclusion == StepConclusion.PASSED and not is_agreed(due, yes):
        raise Refused(f"应到会成员{due}人，同意{yes}票，没有超过应到的半数，结论不能是通过。", field="conclusion")
    return {"due_voting": due, "present_voting": present, "yes_votes": yes}


def _publicised(way: Way, on: date, until: date | None, today: date) -> date:
    first = last_day_of_publicity(way, on)
    last = until if until is not None else first
    if last < first:
        raise Refused(f"公示期不少于{way.publicity_workdays}个工作日，截止日期应不早于 {first:%Y-%m-%d}。", field="until")
    if today <= last:
        raise Refused(f"公示到 {last:%Y-%m-%d} 截止，期满后再登记公示结果。", field="until")
    return last


def _follow_up(step: AppointmentStep, *, by: User) -> None:
    """The file is closed with its last step: fit for the post, or not, as people said."""
    case = step.case
    if step.title == PROBATION:
        values = {"state": CaseState.COMPLETED, "ended_on": step.on}
        amend_closed(case, verb="appointment_case.completed", by=by, expected=case.version, values=values)
