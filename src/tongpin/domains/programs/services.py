"""计划与平台办理: funds from above, platforms, projects and the stages they reach."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.enterprises.selectors import enterprise_named
from tongpin.domains.programs.enums import GrantStatus, PlatformStatus, Stage
from tongpin.domains.programs.models import Grant, Platform, ProgrammeProject, ProjectStage
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused


class GrantFields(TypedDict):
    """上级资金栏目."""

    project_name: str
    level: str
    undertaker_name: str
    amount: Decimal
    nature: str
    arrived_on: date | None
    document_number: str
    status: str


class PlatformFields(TypedDict):
    """创新平台栏目."""

    name: str
    kind: str
    level: str
    host_name: str
    recognised_on: date | None
    status: str


class ProjectFields(TypedDict):
    """科技计划项目栏目."""

    programme: str
    name: str
    applicant_name: str
    level: str


@transaction.atomic
def enter_grant(*, org: Organisation, by: User, today: date, **fields: Unpack[GrantFields]) -> Grant:
    """登记上级资金."""
    values = _grant(org, fields, today)
    return enter(Grant(org=org, **values), verb="grant.entered", by=by, fields=values)


@transaction.atomic
def correct_grant(grant: Grant, *, by: User, today: date, expected: int, **fields: Unpack[GrantFields]) -> Grant:
    """更正上级资金."""
    return amend(grant, verb="grant.corrected", by=by, expected=expected, values=_grant(grant.org, fields, today))


@transaction.atomic
def receive_grant(grant: Grant, *, by: User, today: date, expected: int, on: date) -> Grant:
    """资金到账: from ``on`` the amount counts."""
    not_after(on, today, "到账日期", field="on")
    if grant.status == GrantStatus.ARRIVED:
        raise Refused("该笔资金已经到账，不必重复办理。")
    return amend(grant, verb="grant.arrived", by=by, expected=expected, values={"status": GrantStatus.ARRIVED, "arrived_on": on})


@transaction.atomic
def withdraw_grant(grant: Grant, *, by: User, expected: int, reason: str) -> Grant:
    """撤回资金: the amount no longer counts."""
    if grant.status == GrantStatus.WITHDRAWN:
        raise Refused("该笔资金已经撤回，不必重复办理。")
    return amend(grant, verb="grant.withdrawn", by=by, expected=expected, values={"status": GrantStatus.WITHDRAWN, "reason": reason})


@transaction.atomic
def enter_platform(*, org: Organisation, by: User, today: date, **fields: Unpack[PlatformFields]) -> Platform:
    """登记创新平台."""
    values = _platform(org, fields, today)
    return enter(Platform(org=org, **values), verb="platform.entered", by=by, fields=values)


@transaction.atomic
def correct_platform(platform: Platform, *, by: User, today: date, expected: int, **fields: Unpack[PlatformFields]) -> Platform:
    """更正创新平台."""
    return amend(platform, verb="platform.corrected", by=by, expected=expected, values=_platform(platform.org, fields, today))


@transaction.atomic
def recognise_platform(platform: Platform, *, by: User, today: date, expected: int, on: date) -> Platform:
    """平台认定."""
    not_after(on, today, "认定日期", field="on")
    if platform.status != PlatformStatus.APPLYING:
        raise Refused(f"该平台当前为“{platform.get_status_display()}”，只有申报中的平台才能办理认定。")
    values = {"status": PlatformStatus.RECOGNISED, "recognised_on": on}
    return amend(platform, verb="platform.recognised", by=by, expected=expected, values=values)


@transaction.atomic
def revoke_platform(platform: Platform, *, by: User, today: date, expected: int, on: date, reason: str) -> Platform:
    """撤销平台: from ``on`` it no longer counts."""
    not_after(on, today, "撤销日期", field="on")
    if platform.status != PlatformStatus.RECOGNISED or platform.recognised_on is None:
        raise Refused(f"该平台当前为“{platform.get_status_display()}”，只有已认定的平台才能撤销。")
    if on < platform.recognised_on:
        raise Refused("撤销日期不能早于认定日期，请核对。", field="on")
    values = {"status": PlatformStatus.REVOKED, "revoked_on": on, "reason": reason}
    return amend(platform, verb="platform.revoked", by=by, expected=expected, values=values)


@transaction.atomic
def enter_project(
    *, org: Organisation, by: User, today: date, stage: str, stage_on: date, **fields: Unpack[ProjectFields]
) -> ProgrammeProject:
    """登记科技计划项目, with the stage it has reached."""
    not_after(stage_on, today, "阶段日期", field="stage_on")
    values = {**_project(org, fields), "stage": stage, "stage_on": stage_on}

    def first_stage(project: ProgrammeProject) -> None:
        ProjectStage.objects.create(project=project, stage=stage, reached_on=stage_on)

    project = ProgrammeProject(org=org, **values)
    return enter(project, verb="programme_project.entered", by=by, fields=values, with_parts=first_stage)


@transaction.atomic
def correct_project(project: ProgrammeProject, *, by: User, expected: int, **fields: Unpack[ProjectFields]) -> ProgrammeProject:
    """更正科技计划项目; the stage is changed by ``advance_project``."""
    return amend(project, verb="programme_project.corrected", by=by, expected=expected, values=_project(project.org, fields))


@transaction.atomic
def advance_project(
    project: ProgrammeProject, *, by: User, today: date, expected: int, stage: str, on: date, reason: str = ""
) -> ProgrammeProject:
    """项目进展: a stage reached on ``on``; the same day as the present stage corrects it."""
    not_after(on, today, "阶段日期", field="on")
    if on < project.stage_on:
        raise Refused(f"阶段日期早于当前阶段“{project.get_stage_display()}”的 {project.stage_on:%Y-%m-%d}，请核对。", field="on")
    if (stage, on) == (project.stage, project.stage_on):
        raise Refused(f"该项目已于当日进入“{project.get_stage_display()}”，不必重复登记。", field="stage")
    if stage in (Stage.REJECTED, Stage.WITHDRAWN) and not reason.strip():
        raise Refused(f"阶段为“{Stage(stage).label}”的须填写说明。", field="reason")
    for row in staged([(project, stage, on)]):
        row.save(force_insert=True) if row.pk is None else row.save(update_fields=["stage", "reached_on"])
    values = {"stage": stage, "stage_on": on, "reason": reason}
    return amend(project, verb="programme_project.advanced", by=by, expected=expected, values=values)


def staged(reached: Iterable[tuple[ProgrammeProject, str, date]]) -> list[ProjectStage]:
    """阶段记录: the rows of the stage history to save for what the projects reached; nothing is saved here.

    The same stage with another day corrects the day, another stage on the same day corrects the stage; a later day is a new row.
    """
    wanted = list(reached)
    history: dict[int, list[ProjectStage]] = {}
    for row in ProjectStage.objects.filter(project_id__in={project.pk for project, _, _ in wanted}).order_by("reached_on", "pk"):
        history.setdefault(row.project_id, []).append(row)
    found = []
    for project, stage, on in wanted:
        rows = history.get(project.pk, [])
        last = rows[-1] if rows else None
        if any(row.stage == stage and row.reached_on == on for row in rows):
            continue
        if last is not None and (last.stage == stage or last.reached_on == on):
            last.stage, last.reached_on = stage, on
            found.append(last)
        else:
            found.append(ProjectStage(project=project, stage=stage, reached_on=on))
    return found


def _grant(org: Organisation, fields: GrantFields, today: date) -> dict[str, Any]:
    if fields["arrived_on"] is not None:
        not_after(fields["arrived_on"], today, "到账日期", field="arrived_on")
    return {**fields, "enterprise": enterprise_named(org, fields["undertaker_name"])}


def _platform(org: Organisation, fields: PlatformFields, today: date) -> dict[str, Any]:
    if fields["recognised_on"] is not None:
        not_after(fields["recognised_on"], today, "认定日期", field="recognised_on")
    return {**fields, "enterprise": enterprise_named(org, fields["host_name"])}


def _project(org: Organisation, fields: ProjectFields) -> dict[str, Any]:
    return {**fields, "enterprise": enterprise_named(org, fields["applicant_name"])}
