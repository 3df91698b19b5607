"""主题教育查询: campaigns, and which organisation has done which required action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tongpin.domains.orglife.models import Campaign, CampaignAction, CampaignRecord
from tongpin.foundation.access.selectors import visible_orgs
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation

TAKING_PART = ("party_general_branch", "party_branch")
"""Which Party organisations a campaign asks: branches; a general branch only where it has none below it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """完成情况格: one required action of one organisation."""

    action: CampaignAction
    record: CampaignRecord | None
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class OrgProgress:
    """一个单位的进展."""

    org: Organisation
    marks: Sequence[Mark]

    @property
    def done(self) -> int:
        """How many required actions are done."""
        return sum(1 for mark in self.marks if mark.record is not None)

    @property
    def missing(self) -> list[CampaignAction]:
        """Required actions whose day has passed and which nobody has recorded."""
        return [mark.action for mark in self.marks if mark.state == "red"]


def campaigns() -> QuerySet[Campaign]:
    """主题教育清单, with the number of required actions."""
    return Campaign.objects.select_related("org").annotate(action_count=Count("actions"))


def campaign_matches(text: str) -> Q:
    """Campaigns whose title or basis contains ``text``."""
    return Q(title__icontains=text) | Q(basis__icontains=text)


def actions_of(campaign: Campaign) -> QuerySet[CampaignAction]:
    """规定动作, in order."""
    return CampaignAction.objects.filter(campaign=campaign).order_by("number", "pk")


def actions() -> QuerySet[CampaignAction]:
    """规定动作 of all campaigns."""
    return CampaignAction.objects.select_related("org", "campaign", "campaign__org")


def campaign_records() -> QuerySet[CampaignRecord]:
    """完成情况 of all campaigns."""
    return CampaignRecord.objects.select_related("org", "action", "action__campaign", "action__campaign__org")


def taking_part(campaign: Campaign) -> QuerySet[Organisation]:
    """参加单位: branches below the campaign's organisation (or it itself) that stood while the campaign ran."""
    stood = Q(ends_on__isnull=True) | Q(ends_on__gt=campaign.starts_on)
    return Organisation.objects.filter(stood, path__startswith=campaign.org.path, level="party_branch", starts_on__lte=campaign.ends_on)


def progress(campaign: Campaign, viewer: User, permission: str, as_of: date) -> list[OrgProgress]:
    """进展表: every organisation taking part that the viewer may see × every required action, done or missing; three queries."""
    asked = list(actions_of(campaign))
    seen = visible_orgs(viewer, permission).order_by().values("pk")
    orgs = list(taking_part(campaign).filter(pk__in=seen).order_by("sort_order", "code"))
    known = CampaignRecord.objects.filter(action__campaign=campaign, done_on__lte=as_of).select_related("activity")
    held = {(record.org_id, record.action_id): record for record in known}
    return [OrgProgress(org, [_mark(action, held.get((org.pk, action.pk)), as_of) for action in asked]) for org in orgs]


def _mark(action: CampaignAction, record: CampaignRecord | None, as_of: date) -> Mark:
    if record is not None:
        late = record.done_on > action.due_on
        return Mark(action, record, "yellow" if late else "green", "逾期完成" if late else "已完成")
    if action.due_on < as_of:
        return Mark(action, None, "red", "缺")
    return Mark(action, None, "grey", "未到期")
