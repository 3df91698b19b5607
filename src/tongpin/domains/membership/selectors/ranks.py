"""干部层次查询."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from tongpin.domains.membership.models import RankRecord


def rank_records() -> QuerySet[RankRecord]:
    """干部层次登记."""
    return RankRecord.objects.select_related("org", "person")


def ranks_on(people: Iterable[int], day: date) -> dict[int, str]:
    """某日干部层次 of people, by the latest entry of that day; those of whom nothing is entered are left out. One query."""
    rows = RankRecord.objects.filter(person__in=list(people), starts_on__lte=day).order_by("starts_on", "pk")
    return dict(rows.values_list("person", "rank"))
