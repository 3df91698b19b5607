"""惠企政策: policies, pushes and uptakes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from tests.factories.enterprises import make_enterprise
from tests.factories.orgs import make_person
from tongpin.domains.enterprises.models import Enterprise
from tongpin.domains.policy.enums import Channel, PolicyLevel
from tongpin.domains.policy.models import Policy, Push, Uptake
from tongpin.foundation.orgs.models import Organisation

SME = "science.sme.evaluation"
_numbers = count(1)


def make_policy(org: Organisation, **values: Any) -> Policy:
    """A county's reward of 2023 to 2025 for firms that qualify as science and technology SMEs."""
    defaults: dict[str, Any] = {
        "title": f"科技型中小企业奖励{next(_numbers)}",
        "number": "宁科字〔2023〕5号",
        "issuer": "宁阳县科学技术局",
        "level": PolicyLevel.COUNTY,
        "published_on": date(2023, 1, 10),
        "starts_on": date(2023, 1, 15),
        "ends_on": date(2026, 1, 1),
        "benefit": "奖励 2 万元",
        "benefit_amount": Decimal(20_000),
        "rule": SME,
    }
    return Policy.objects.create(org=org, **{**defaults, **values})


def policy_fields(**values: Any) -> dict[str, Any]:
    """What the entry form gives."""
    return {
        "title": "科技型中小企业奖励",
        "number": "宁科字〔2023〕5号",
        "issuer": "宁阳县科学技术局",
        "level": "county",
        "published_on": date(2023, 1, 10),
        "summary": "",
        "starts_on": date(2023, 1, 15),
        "last_day": date(2025, 12, 31),
        "benefit": "奖励 2 万元",
        "benefit_amount": Decimal(20_000),
        "benefit_percent": None,
        "rule": SME,
        "department": None,
        "officer": None,
        "source": "",
        "replaces": None,
        **values,
    }


def make_push(org: Organisation, firm: Enterprise | None = None, **values: Any) -> Push:
    """A visit in May, not yet answered."""
    policy, person = values.pop("policy", None), values.pop("person", None)
    return Push.objects.create(
        org=org,
        policy=policy or make_policy(org),
        firm=firm or make_enterprise(org),
        person=person or make_person(org),
        **{"pushed_on": date(2023, 5, 10), "channel": Channel.VISIT, **values},
    )


def push_fields(record: Push, **values: Any) -> dict[str, Any]:
    """What the form gives that corrects a push."""
    kept = {name: getattr(record, name) for name in ("policy", "person", "pushed_on", "channel", "reply", "replied_on", "reason", "note")}
    return {**kept, "credit_code": record.firm.credit_code, **values}


def make_uptake(org: Organisation, firm: Enterprise | None = None, **values: Any) -> Uptake:
    """Applied for in June 2023, 2万元."""
    policy = values.pop("policy", None) or make_policy(org)
    defaults = {"year": 2023, "applied_on": date(2023, 6, 1), "applied_amount": Decimal(20_000)}
    return Uptake.objects.create(org=org, policy=policy, firm=firm or make_enterprise(org), **{**defaults, **values})


def uptake_fields(record: Uptake, **values: Any) -> dict[str, Any]:
    """What the form gives that corrects an uptake."""
    names = ("policy", "year", "applied_on", "applied_amount", "agreed_on", "agreed_amount", "granted_on", "granted_amount", "note")
    return {**{name: getattr(record, name) for name in names}, "credit_code": record.firm.credit_code, **values}
