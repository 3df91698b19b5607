"""共建协议查询."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from tongpin.domains.orglife.models import CoBuilding


def co_buildings() -> QuerySet[CoBuilding]:
    """共建协议清单."""
    return CoBuilding.objects.select_related("org")


def co_building_matches(text: str) -> Q:
    """Agreements whose partner or content contain ``text``."""
    return Q(partner__icontains=text) | Q(partner_unit__icontains=text) | Q(content__icontains=text)


def is_in_force(agreement: CoBuilding, on: date) -> bool:
    """是否有效 on a day."""
    ended = agreement.ended_on is not None and agreement.ended_on <= on
    return agreement.signed_on <= on and not ended and (agreement.valid_until is None or on <= agreement.valid_until)
