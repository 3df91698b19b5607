"""供需对接查询."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from tongpin.domains.enterprises.selectors import concerning
from tongpin.domains.matching.models import Agreement, MatchingEvent, Participation
from tongpin.engines.ledgers.selectors import existing
from tongpin.foundation.orgs.models import Organisation


def events() -> QuerySet[MatchingEvent]:
    """对接活动清单."""
    return MatchingEvent.objects.select_related("org")


def counted_events() -> QuerySet[MatchingEvent]:
    """对接活动清单, with the number of experts and agreements of each."""
    experts = Count("participations", distinct=True)
    return events().annotate(expert_count=experts, agreement_count=Count("agreements", distinct=True))


def events_coded(org: Organisation, codes: Iterable[str]) -> dict[str, MatchingEvent]:
    """按编号找活动: code → event of ``org``."""
    return {code: found for (code,), found in existing(MatchingEvent.objects.filter(org=org), [(c,) for c in codes], ["code"]).items()}


def participations() -> QuerySet[Participation]:
    """参加活动专家清单."""
    return Participation.objects.select_related("org", "event", "expert", "expert__institute")


def participations_in(event_pk: int) -> QuerySet[Participation]:
    """活动的专家."""
    return participations().filter(event_id=event_pk).order_by("expert__name", "pk")


def participations_by(expert_pk: int) -> QuerySet[Participation]:
    """专家参加的活动."""
    return participations().filter(expert_id=expert_pk).order_by("-event__held_on", "-pk")


def agreements() -> QuerySet[Agreement]:
    """合作协议清单."""
    return Agreement.objects.select_related("org", "event", "institute", "enterprise")


def agreements_of_event(event_pk: int) -> QuerySet[Agreement]:
    """活动的协议."""
    return agreements().filter(event_id=event_pk).order_by("code", "pk")


def agreements_of_institute(institute_pk: int) -> QuerySet[Agreement]:
    """院所的协议."""
    return agreements().filter(institute_id=institute_pk).order_by("-signed_on", "-pk")


def agreements_of_enterprise(enterprise_pk: int) -> QuerySet[Agreement]:
    """企业的协议."""
    return agreements().filter(concerning(enterprise_pk)).order_by("-signed_on", "-pk")


def event_matches(text: str) -> Q:
    """Events whose code, title or place contains ``text``."""
    return Q(code__icontains=text) | Q(title__icontains=text) | Q(place__icontains=text)


def agreement_matches(text: str) -> Q:
    """Agreements whose code, firm or institute contains ``text``."""
    return Q(code__icontains=text) | Q(enterprise_name__icontains=text) | Q(institute__name__icontains=text)
