"""计划与平台查询."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tongpin.domains.enterprises.selectors import concerning
from tongpin.domains.programs.models import Grant, Platform, ProgrammeProject, ProjectStage


def grants() -> QuerySet[Grant]:
    """上级资金清单."""
    return Grant.objects.select_related("org", "enterprise")


def grants_of(enterprise_pk: int) -> QuerySet[Grant]:
    """企业承担的上级资金."""
    return grants().filter(concerning(enterprise_pk, name="undertaker_name")).order_by("-arrived_on", "-pk")


def platforms() -> QuerySet[Platform]:
    """创新平台清单."""
    return Platform.objects.select_related("org", "enterprise")


def platforms_of(enterprise_pk: int) -> QuerySet[Platform]:
    """企业依托的创新平台."""
    return platforms().filter(concerning(enterprise_pk, name="host_name")).order_by("-recognised_on", "-pk")


def projects() -> QuerySet[ProgrammeProject]:
    """科技计划项目清单."""
    return ProgrammeProject.objects.select_related("org", "enterprise")


def projects_of(enterprise_pk: int) -> QuerySet[ProgrammeProject]:
    """企业申报的科技计划项目."""
    return projects().filter(concerning(enterprise_pk, name="applicant_name")).order_by("-stage_on", "-pk")


def stages_of(project_pk: int) -> QuerySet[ProjectStage]:
    """项目经历的阶段, oldest first."""
    return ProjectStage.objects.filter(project_id=project_pk).order_by("reached_on", "pk")


def grant_matches(text: str) -> Q:
    """Grants whose project, undertaker or document contains ``text``."""
    return Q(project_name__icontains=text) | Q(undertaker_name__icontains=text) | Q(document_number__icontains=text)


def platform_matches(text: str) -> Q:
    """Platforms whose name or host contains ``text``."""
    return Q(name__icontains=text) | Q(host_name__icontains=text)


def project_matches(text: str) -> Q:
    """Projects whose name, programme or applicant contains ``text``."""
    return Q(name__icontains=text) | Q(programme__icontains=text) | Q(applicant_name__icontains=text)
