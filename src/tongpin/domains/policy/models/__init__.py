"""惠企政策表: policies and their former texts, matches with firms, pushes and uptakes."""

from tongpin.domains.policy.models.delivery import Push, Uptake
from tongpin.domains.policy.models.matches import PolicyMatch
from tongpin.domains.policy.models.policies import Policy, PolicyEdition

__all__ = ["Policy", "PolicyEdition", "PolicyMatch", "Push", "Uptake"]
