"""发展党员查询: files, the path of one file with the duties of each step, who may be a guide, notices that are up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tongpin.domains.membership.calculations.path import CONVERSION, STEPS, Done, Step, next_steps
from tongpin.domains.membership.enums import CaseState, Standing
from tongpin.domains.membership.models import (
    DevelopmentCase,
    DevelopmentGuide,
    DevelopmentMaterial,
    DevelopmentNotice,
    DevelopmentReview,
    DevelopmentStep,
)
from tongpin.domains.membership.selectors.members import members_on
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import people


def development_cases() -> QuerySet[DevelopmentCase]:
    """发展党员档案."""
    return DevelopmentCase.objects.select_related("org", "person").prefetch_related("steps")


def development_steps() -> QuerySet[DevelopmentStep]:
    """发展步骤."""
    return DevelopmentStep.objects.select_related("org", "case__person", "case__org")


def guides() -> QuerySet[DevelopmentGuide]:
    """培养联系人与入党介绍人."""
    return DevelopmentGuide.objects.select_related("person", "case")


def reviews() -> QuerySet[DevelopmentReview]:
    """培养考察记录."""
    return DevelopmentReview.objects.select_related("org", "case")


def materials() -> QuerySet[DevelopmentMaterial]:
    """发展党员材料."""
    return DevelopmentMaterial.objects.select_related("org", "case")


def notices() -> QuerySet[DevelopmentNotice]:
    """发展党员公示."""
    return DevelopmentNotice.objects.select_related("org", "case__person")


def notices_up(day: date) -> QuerySet[DevelopmentNotice]:
    """正在公示: only from the first to the last day; nobody has to take them down."""
    return notices().filter(starts_on__lte=day, ends_on__gte=day)


def case_of(user: User) -> DevelopmentCase | None:
    """本人的发展党员档案."""
    return development_cases().filter(person__user=user).order_by("-pk").first()


def latest(case: DevelopmentCase) -> dict[int, DevelopmentStep]:
    """最近一轮的步骤 by number."""
    return {step.number: step for step in sorted(case.steps.all(), key=lambda s: (s.number, s.round))}


def done_steps(case: DevelopmentCase) -> dict[int, Done]:
    """已登记的步骤 as the path judges them; after an extension the conversion is open again until its second round."""
    found = latest(case)
    extended = any(s.number == CONVERSION[1] and s.conclusion == "extended" for s in case.steps.all())
    if extended:
        for number in CONVERSION:
            if number in found and found[number].round == 1:
                del found[number]
    return {number: step.done() for number, step in found.items()}


def round_of(case: DevelopmentCase, number: int) -> int:
    """轮次: 2 for the conversion after an extension."""
    extended = any(s.number == CONVERSION[1] and s.conclusion == "extended" for s in case.steps.all())
    return 2 if extended and number in CONVERSION else 1


@dataclass(frozen=True)
class PathRow:
    """路径的一步: the step, the records of it (two after an extension), whether it can be recorded now, which papers are still missing."""

    step: Step
    records: tuple[DevelopmentStep, ...]
    is_next: bool
    missing: tuple[str, ...]


def path_of(case: DevelopmentCase) -> list[PathRow]:
    """发展路径 of one file: all 25 steps."""
    open_now = set(next_steps(done_steps(case))) if case.state == CaseState.OPEN else set()
    received = {(m.number, m.title) for m in DevelopmentMaterial.objects.filter(case=case)}
    rows = []
    for number, step in STEPS.items():
        records = tuple(s for s in case.steps.all() if s.number == number)
        missing = tuple(title for title in step.materials if records and (number, title) not in received)
        rows.append(PathRow(step, records, number in open_now, missing))
    return rows


def full_members_to_choose(org: Organisation, day: date) -> QuerySet[Person]:
    """可作联系人和介绍人的: full members of the branch on a day."""
    keys = members_on(day).filter(org__path__startswith=org.path, standing=Standing.FULL, full_since__lte=day).values("person")
    return people().filter(pk__in=keys)


def not_full(persons: list[Person], day: date) -> list[Person]:
    """不是正式党员的 on a day, as the register knows."""
    full = {m.person_id for m in members_on(day).filter(person__in=persons) if m.standing_on(day) == Standing.FULL}
    return [p for p in persons if p.pk not in full]


def next_words(case: DevelopmentCase) -> str:
    """下一步 in words, for the list."""
    if case.state != CaseState.OPEN:
        return ""
    return "、".join(STEPS[number].title for number in next_steps(done_steps(case)))


def stage_words(case: DevelopmentCase) -> str:
    """所处阶段 in words, by the furthest step recorded."""
    numbers = [s.number for s in case.steps.all()]
    return STEPS[max(numbers)].stage_title if numbers else STEPS[1].stage_title
