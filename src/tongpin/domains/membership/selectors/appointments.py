"""选拔任用查询: files, the way of one file, who was decided on and still waits for the talk before taking office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tongpin.domains.membership.calculations.appointments import DECISION, OFFICE, PASSED, WAIVED, StepDone, Way, next_step
from tongpin.domains.membership.enums import CaseState
from tongpin.domains.membership.models import AppointmentCase, AppointmentMaterial, AppointmentStep
from tongpin.engines.rules.book import rule
from tongpin.kernel.errors import Refused

RULE = "membership.appointment"


def appointment_cases() -> QuerySet[AppointmentCase]:
    """任用案."""
    return AppointmentCase.objects.select_related("org", "person").prefetch_related("steps", "materials")


def appointment_steps() -> QuerySet[AppointmentStep]:
    """任用步骤."""
    return AppointmentStep.objects.select_related("org", "case__person", "case__org")


def appointment_materials() -> QuerySet[AppointmentMaterial]:
    """任用材料."""
    return AppointmentMaterial.objects.select_related("org", "case")


def way_on(day: date) -> Way:
    """那一天适用的步骤; Refused where the rulebook has no text in force."""
    found = _way(day)
    if found is None:
        raise Refused(f"规则手册没有{day:%Y-%m-%d}适用的选拔任用步骤，请核对启动日期。", field="began_on")
    return found


def way_of(case: AppointmentCase) -> Way:
    """这一案的步骤: of the text in force when it began."""
    return way_on(case.began_on)


def _way(day: date) -> Way | None:
    version = rule(RULE).version_on(day)
    if version is None:
        return None
    values: dict[str, Any] = dict(version.values)
    materials: dict[str, tuple[str, ...]] = {}
    for line in values["materials"]:
        step, _, title = str(line).partition("：")
        materials[step] = (*materials.get(step, ()), title)
    numbers = {name: int(values[name]) for name in ("publicity_workdays", "probation_months", "recommendation_months")}
    quorum = {name: int(values[name]) for name in ("quorum_parts", "quorum_whole")}
    return Way(tuple(values["steps"]), frozenset(values["waivable"]), materials, **numbers, **quorum)


def done_of(case: AppointmentCase) -> dict[int, StepDone]:
    """已登记的步骤 of a file as the calculation takes them."""
    return {s.number: StepDone(s.on, s.until or s.on, s.conclusion) for s in case.steps.all()}


@dataclass(frozen=True)
class AppointmentRow:
    """任用的一步: what is recorded, whether it can be recorded now, which papers are still missing."""

    number: int
    title: str
    record: AppointmentStep | None
    is_next: bool
    missing: tuple[str, ...]


def appointment_path(case: AppointmentCase) -> list[AppointmentRow]:
    """任用经过 of one file: all steps of its text."""
    way, recorded = way_of(case), {s.number: s for s in case.steps.all()}
    coming = next_step(way, done_of(case)) if case.state == CaseState.OPEN else None
    received = {(m.step, m.title) for m in case.materials.all()}
    rows = []
    for number, title in enumerate(way.steps, 1):
        record = recorded.get(number)
        owed = record is not None and record.conclusion != WAIVED
        missing = tuple(t for t in way.materials.get(title, ()) if owed and (title, t) not in received)
        rows.append(AppointmentRow(number, title, record, number == coming, missing))
    return rows


def stage_of(case: AppointmentCase) -> str:
    """所处步骤 in words, for the list."""
    steps = list(case.steps.all())
    return max(steps, key=lambda s: s.number).title if steps else "尚未登记步骤"


def next_of(case: AppointmentCase) -> str:
    """下一步 in words, for the list."""
    coming = next_step(way_of(case), done_of(case)) if case.state == CaseState.OPEN else None
    return way_of(case).title_of(coming) if coming else ""


@dataclass(frozen=True)
class TalkDue:
    """待任前廉政谈话: somebody whose appointment was decided and who has not been talked to; for officers of the case only."""

    case_pk: int
    person_id: int
    person: str
    org_id: int
    post: str
    decided_on: date
    takes_office_on: date | None


def appointments_due_for_talk(as_of: date, org_ids: Iterable[int] | None = None) -> list[TalkDue]:
    """应进行任前廉政谈话的: decided by ``as_of``, not ended, without the talk; the earliest to take office first.

    ``takes_office_on`` is the day they took office, or the day on which they are expected to. Whoever asks sees to who may see it.
    """
    rows = appointment_cases().exclude(state=CaseState.ENDED)
    if org_ids is not None:
        rows = rows.filter(org__in=list(org_ids))
    found = []
    for case in rows:
        steps = {s.title: s for s in case.steps.all() if s.on <= as_of}
        decided, office = steps.get(DECISION), steps.get(OFFICE)
        talked = case.integrity_talk_on is not None and case.integrity_talk_on <= as_of
        if decided is None or decided.conclusion != PASSED or talked:
            continue
        begins = office.on if office is not None else case.takes_office_on
        found.append(TalkDue(case.pk, case.person_id, case.person.name, case.org_id, case.post, decided.on, begins))
    return sorted(found, key=lambda one: (one.takes_office_on or date.max, one.decided_on, one.case_pk))
