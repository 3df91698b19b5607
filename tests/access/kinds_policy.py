"""惠企政策 in the world of the access tests."""

from __future__ import annotations

from typing import Any

from tests.factories.policy import make_policy, make_push, make_uptake
from tongpin.domains.enterprises.models import Enterprise
from tongpin.domains.policy.enums import MatchState
from tongpin.domains.policy.models import PolicyMatch
from tongpin.domains.policy.services.matching import match_firms
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import today


def policy_records(org: Organisation, mark: str, firm: Enterprise) -> dict[str, Any]:
    """A policy in force, pushed and applied for; and one that fits the firm, which nobody has told of it."""
    policy = make_policy(org, title=f"{mark}奖励", ends_on=None)
    match_firms(org, today=today())
    untold = make_policy(org, title=f"{mark}贴息", ends_on=None, rule="")
    for match in PolicyMatch.objects.filter(policy=policy, firm=firm):
        about = {"org": org, "firm": firm, "as_of": match.as_of, "matched_at": match.matched_at}
        PolicyMatch.objects.create(**about, policy=untold, state=MatchState.MET)
    return {
        "policy": policy,
        "policy_push": make_push(org, firm, policy=policy, note=f"{mark}上门"),
        "policy_uptake": make_uptake(org, firm, policy=policy, note=f"{mark}申报"),
    }
