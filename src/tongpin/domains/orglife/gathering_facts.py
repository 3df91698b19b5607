"""组织生活事实: what the records of meetings, votes and theme days say, for the rules of 应尽事项."""

from tongpin.domains.orglife.facts.leaders import LEADER_FACTS
from tongpin.domains.orglife.facts.meetings import MEETING_FACTS, MEETINGS_AS_SUBJECTS
from tongpin.domains.orglife.facts.organisations import ORGANISATION_FACTS
from tongpin.domains.orglife.facts.talks import TALK_FACTS
from tongpin.domains.orglife.facts.votes import VOTE_FACTS, VOTES_AS_SUBJECTS

FACTS = [*ORGANISATION_FACTS, *LEADER_FACTS, *TALK_FACTS, MEETING_FACTS, VOTE_FACTS, MEETINGS_AS_SUBJECTS, VOTES_AS_SUBJECTS]

__all__ = ["FACTS"]
