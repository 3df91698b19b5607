"""品牌与公开查询."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from tongpin.domains.publicity.models import Brand, Honour
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import organisations

BRANDED = (OrgLevel.PARTY_BRANCH, OrgLevel.PARTY_GENERAL_BRANCH)
"""创建品牌的党组织: whose brands the register keeps."""


def honours() -> QuerySet[Honour]:
    """荣誉清单."""
    return Honour.objects.select_related("org")


def honour_matches(text: str) -> Q:
    """Honours whose title, holder or awarding body contains ``text``."""
    return Q(title__icontains=text) | Q(holder__icontains=text) | Q(awarded_by__icontains=text)


def brands() -> QuerySet[Brand]:
    """党建品牌清单."""
    return Brand.objects.select_related("org")


def brands_on(day: date, org_ids: Collection[int]) -> QuerySet[Brand]:
    """在用品牌 of organisations on a day."""
    used = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return brands().filter(used, started_on__lte=day, org_id__in=list(org_ids))


def brand_matches(text: str) -> Q:
    """Brands whose name or branch contains ``text``."""
    return Q(name__icontains=text) | Q(org__name__icontains=text)


def branded_orgs() -> QuerySet[Organisation]:
    """可创建品牌的党组织, those that still stand."""
    return organisations().filter(level__in=BRANDED, ends_on__isnull=True).order_by("path")
