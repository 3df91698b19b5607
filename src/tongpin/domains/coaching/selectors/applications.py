"""申报查询: applications by programme and stage, the rights they use, yearly reports and certificates that run out."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from tongpin.domains.coaching.enums import Programme, Result, RightClass
from tongpin.domains.coaching.models import AnnualReport, Application, IntellectualProperty, UsedRight
from tongpin.domains.coaching.selectors.rights import rights_of, valid_on
from tongpin.domains.enterprises.selectors import firms_matching


def applications() -> QuerySet[Application]:
    """申报清单."""
    return Application.objects.select_related("org", "firm", "certificate", "registration")


def applications_of(pk: int) -> QuerySet[Application]:
    """一家企业的申报, newest first."""
    return applications().filter(firm_id=pk).order_by("-year", "-pk")


def firm_matches(text: str) -> Q:
    """记录匹配 by the firm."""
    return Q(firm__in=firms_matching(text))


def used_rights(application: Application) -> QuerySet[UsedRight]:
    """本次申报所用知识产权."""
    return application.used.select_related("right").order_by("pk")


def usable_rights(application: Application, on: date) -> QuerySet[IntellectualProperty]:
    """可用知识产权: valid on a day; for a recognition without those of class Ⅱ that another application has used."""
    found = rights_of(application.firm_id).filter(valid_on(on))
    if application.programme != Programme.HNTE:
        return found
    elsewhere = UsedRight.objects.filter(counts_once=True).exclude(application=application).values("right")
    return found.exclude(right_class=RightClass.TWO, pk__in=elsewhere)


def annual_reports() -> QuerySet[AnnualReport]:
    """年度报表清单."""
    return AnnualReport.objects.select_related("org", "firm")


def annual_reports_of(pk: int) -> QuerySet[AnnualReport]:
    """一家企业的年度报表, newest first."""
    return annual_reports().filter(firm_id=pk).order_by("-year")


def giants_on(day: date) -> QuerySet[Application]:
    """科技小巨人: recognised by ``day``."""
    return Application.objects.filter(programme=Programme.GIANT, result=Result.RECOGNISED, decided_on__lte=day)
