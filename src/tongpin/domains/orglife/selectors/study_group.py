"""中心组和上报材料查询."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from tongpin.domains.orglife.enums import StudyGroupRole
from tongpin.domains.orglife.models import StudyGroupMember, UpwardReport
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import organisations

GROUPS = (OrgLevel.PARTY_GROUP, OrgLevel.PARTY_COMMITTEE)
"""设中心组的党组织."""


def study_group_members() -> QuerySet[StudyGroupMember]:
    """中心组名单."""
    return StudyGroupMember.objects.select_related("org", "person")


def upward_reports() -> QuerySet[UpwardReport]:
    """上报材料."""
    return UpwardReport.objects.select_related("org")


def report_matches(text: str) -> Q:
    """Reports whose title or number contains ``text``."""
    return Q(title__icontains=text) | Q(number__icontains=text)


def groups_below(org: Organisation) -> QuerySet[Organisation]:
    """设中心组的党组织 at or below an organisation."""
    return organisations().filter(path__startswith=org.path, level__in=GROUPS)


def members_standing(org_ids: Collection[int], day: date) -> QuerySet[StudyGroupMember]:
    """某日的中心组成员, the head first; the 学习秘书 is none of them."""
    standing = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    rows = study_group_members().filter(standing, org__in=org_ids, starts_on__lte=day)
    return rows.exclude(role=StudyGroupRole.SECRETARY).order_by("starts_on", "pk")


def how_many(org_ids: Collection[int], day: date) -> Mapping[int, int]:
    """中心组成员人数 by Party organisation; one query."""
    rows = members_standing(org_ids, day).order_by().values("org").annotate(number=Count("person", distinct=True))
    return dict(rows.values_list("org", "number"))


def reports_sent(org_ids: Collection[int], kinds: Sequence[str], year: int, day: date) -> Mapping[tuple[int, str], tuple[int, date]]:
    """某年度上报材料 by organisation and kind: how many had been sent by a day, and when the first was; one query."""
    rows = UpwardReport.objects.filter(org__in=org_ids, kind__in=kinds, year=year, sent_on__lte=day).order_by()
    counted = rows.values("org", "kind").annotate(number=Count("pk"), first=Min("sent_on"))
    return {(row["org"], row["kind"]): (row["number"], row["first"]) for row in counted}
