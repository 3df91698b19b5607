"""日常登记查询."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from tongpin.domains.membership.models import CommitteeWork, DuesPublication, GroupLeader, MemberContact, SecretaryReport


def group_leaders() -> QuerySet[GroupLeader]:
    """党小组组长."""
    return GroupLeader.objects.select_related("org", "person")


def leaders_on(org_ids: Iterable[int], day: date) -> QuerySet[GroupLeader]:
    """某日在任的党小组组长."""
    held = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    return group_leaders().filter(held, org__in=list(org_ids), starts_on__lte=day)


def dues_publications() -> QuerySet[DuesPublication]:
    """党费收缴公布."""
    return DuesPublication.objects.select_related("org")


def member_contacts() -> QuerySet[MemberContact]:
    """党员联系记录."""
    return MemberContact.objects.select_related("org", "member__person")


def committee_works() -> QuerySet[CommitteeWork]:
    """基层党委年度工作."""
    return CommitteeWork.objects.select_related("org")


def secretary_reports() -> QuerySet[SecretaryReport]:
    """书记述职评议."""
    return SecretaryReport.objects.select_related("org", "person")
