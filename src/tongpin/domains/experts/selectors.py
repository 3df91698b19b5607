"""专家智库查询."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from tongpin.domains.experts.models import Expert, Institute
from tongpin.engines.ledgers.selectors import existing
from tongpin.foundation.orgs.models import Organisation


def institutes() -> QuerySet[Institute]:
    """院所清单."""
    return Institute.objects.select_related("org")


def experts() -> QuerySet[Expert]:
    """专家清单."""
    return Expert.objects.select_related("org", "institute")


def experts_of(institute_pk: int) -> QuerySet[Expert]:
    """院所的专家."""
    return experts().filter(institute_id=institute_pk).order_by("name", "pk")


def institutes_named(org: Organisation, names: Iterable[str]) -> dict[str, Institute]:
    """按名称找院所: name → institute of ``org``."""
    return {name: found for (name,), found in existing(Institute.objects.filter(org=org), [(n,) for n in names], ["name"]).items()}


def experts_named(org: Organisation, people: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Expert]:
    """按姓名和院所找专家: (name, institute name) → expert of ``org``."""
    queryset = Expert.objects.filter(org=org).select_related("institute")
    return {(name, institute): found for (name, institute), found in existing(queryset, people, ["name", "institute__name"]).items()}


def institute_matches(text: str) -> Q:
    """Institutes whose name contains ``text``."""
    return Q(name__icontains=text)


def expert_matches(text: str) -> Q:
    """Experts whose name, institute, title or field contains ``text``."""
    return Q(name__icontains=text) | Q(institute__name__icontains=text) | Q(title__icontains=text) | Q(field__icontains=text)
