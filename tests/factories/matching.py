"""供需对接: events, participations, agreements."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from tests.factories.experts import make_expert, make_institute
from tongpin.domains.experts.models import Expert
from tongpin.domains.matching.enums import AgreementStatus, EventStatus
from tongpin.domains.matching.models import Agreement, MatchingEvent, Participation
from tongpin.foundation.orgs.models import Organisation

_numbers = count(1)


def make_event(org: Organisation, **values: Any) -> MatchingEvent:
    """An event held on 2023-02-09."""
    number = next(_numbers)
    defaults = {
        "code": f"SB2023-{number:03d}",
        "title": f"“双百”活动第{number}场",
        "held_on": date(2023, 2, 9),
        "place": "蒋集镇",
        "status": EventStatus.HELD,
    }
    return MatchingEvent.objects.create(org=org, **{**defaults, **values})


def make_participation(event: MatchingEvent, expert: Expert | None = None, **values: Any) -> Participation:
    """An expert at the event."""
    return Participation.objects.create(org=event.org, event=event, expert=expert or make_expert(event.org), **values)


def make_agreement(org: Organisation, **values: Any) -> Agreement:
    """An agreement signed on 2023-08-24."""
    defaults = {
        "code": f"XY2023-{next(_numbers):03d}",
        "institute": values.pop("institute", None) or make_institute(org),
        "enterprise_name": "宁阳恒泰机械有限公司",
        "signed_on": date(2023, 8, 24),
        "status": AgreementStatus.SIGNED,
    }
    return Agreement.objects.create(org=org, **{**defaults, **values})
