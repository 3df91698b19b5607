"""年度通知查询: by when the superior wants the year's life meetings; the nearest organisation above decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from tongpin.domains.orglife.models import YearNotice
from tongpin.foundation.orgs.selectors import organisations


def year_notices() -> QuerySet[YearNotice]:
    """年度通知清单."""
    return YearNotice.objects.select_related("org")


def notice_matches(text: str) -> Q:
    """Notices whose document contains ``text``."""
    return Q(document__icontains=text)


def due_dates(org_ids: Sequence[int], year: int, matter: str) -> dict[int, date]:
    """最迟日期 by organisation, where a notice of it or of one above it names one; two queries."""
    named = dict(YearNotice.objects.filter(year=year, matter=matter).values_list("org_id", "due_on"))
    if not named:
        return {}
    found = {}
    for pk, path in organisations().filter(pk__in=org_ids).values_list("pk", "path"):
        upwards = [int(part) for part in reversed(path.strip("/").split("/")) if part]
        nearest = next((key for key in upwards if key in named), None)
        if nearest is not None:
            found[pk] = named[nearest]
    return found
