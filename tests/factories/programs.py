"""计划与平台: grants, platforms, projects with their stages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from tongpin.domains.programs.enums import GrantNature, GrantStatus, Level, PlatformKind, PlatformStatus, Stage
from tongpin.domains.programs.models import Grant, Platform, ProgrammeProject, ProjectStage
from tongpin.foundation.orgs.models import Organisation

_numbers = count(1)


def make_grant(org: Organisation, **values: Any) -> Grant:
    """100万元 from the province, free, arrived on 2023-03-02."""
    defaults = {
        "project_name": f"第{next(_numbers)}示范推广项目",
        "level": Level.PROVINCE,
        "undertaker_name": "宁阳恒泰机械有限公司",
        "amount": Decimal(1_000_000),
        "nature": GrantNature.FREE,
        "arrived_on": date(2023, 3, 2),
        "document_number": "鲁科字〔2023〕9号",
        "status": GrantStatus.ARRIVED,
    }
    return Grant.objects.create(org=org, **{**defaults, **values})


def make_platform(org: Organisation, **values: Any) -> Platform:
    """A city innovation centre recognised on 2023-05-01."""
    defaults = {
        "name": f"第{next(_numbers)}技术创新中心",
        "kind": PlatformKind.INNOVATION_CENTRE,
        "level": Level.CITY,
        "host_name": "宁阳恒泰机械有限公司",
        "recognised_on": date(2023, 5, 1),
        "status": PlatformStatus.RECOGNISED,
    }
    return Platform.objects.create(org=org, **{**defaults, **values})


def make_project(org: Organisation, *stages: tuple[str, date], **values: Any) -> ProgrammeProject:
    """A 双十工程 project that went through ``stages``; shortlisted on 2023-08-07 where none are given."""
    reached = stages or ((Stage.SHORTLISTED, date(2023, 8, 7)),)
    defaults = {
        "programme": "市科技创新双十工程",
        "name": f"第{next(_numbers)}技术攻关",
        "applicant_name": "宁阳恒泰机械有限公司",
        "level": Level.CITY,
        "stage": reached[-1][0],
        "stage_on": reached[-1][1],
    }
    project = ProgrammeProject.objects.create(org=org, **{**defaults, **values})
    for stage, day in reached:
        ProjectStage.objects.create(project=project, stage=stage, reached_on=day)
    return project
