"""惠企政策 in the world of the access tests."""

from __future__ import annotations

from typing import Any

from tests.factories.policy import make_policy, make_push, make_uptake
from tongpin.domains.enterprises.models import Enterprise
from tongpin.domains.policy.services.matching import match_firms
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import today


def policy_records(org: Organisation, mark: str, firm: Enterprise) -> dict[str, Any]:
    """A policy in force that fits the firm's register, pushed and applied for."""
    policy = make_policy(org, title=f"{mark}奖励", ends_on=None)
    match_firms(org, today=today())
    return {
        "policy": policy,
        "policy_push": make_push(org, firm, policy=policy, note=f"{mark}上门"),
        "policy_uptake": make_uptake(org, firm, policy=policy, note=f"{mark}申报"),
    }
