"""组织生活模型, cut by noun."""

from tongpin.domains.orglife.models.agreements import CoBuilding
from tongpin.domains.orglife.models.campaigns import Campaign, CampaignAction, CampaignRecord
from tongpin.domains.orglife.models.catalogues import CatalogueEntry
from tongpin.domains.orglife.models.deadlines import YearNotice
from tongpin.domains.orglife.models.decisions import OffMeetingDecision
from tongpin.domains.orglife.models.library import LibraryDocument, LibraryDuty, LibraryVersion, ReadReceipt
from tongpin.domains.orglife.models.meetings import MakeUp, Meeting, MeetingItem, Opinion, Rectification, Recusal
from tongpin.domains.orglife.models.plans import PlannedGathering, YearPlan
from tongpin.domains.orglife.models.study import RequiredStudy, StudyRecord
from tongpin.domains.orglife.models.study_group import StudyGroupMember, UpwardReport
from tongpin.domains.orglife.models.suggestions import Suggestion
from tongpin.domains.orglife.models.talks import Talk
from tongpin.domains.orglife.models.theme_days import ThemeDay
from tongpin.domains.orglife.models.votes import Vote

__all__ = [
    "Campaign",
    "CampaignAction",
    "CampaignRecord",
    "CatalogueEntry",
    "CoBuilding",
    "LibraryDocument",
    "LibraryDuty",
    "LibraryVersion",
    "MakeUp",
    "Meeting",
    "MeetingItem",
    "OffMeetingDecision",
    "Opinion",
    "PlannedGathering",
    "ReadReceipt",
    "Rectification",
    "Recusal",
    "RequiredStudy",
    "StudyGroupMember",
    "StudyRecord",
    "Suggestion",
    "Talk",
    "ThemeDay",
    "UpwardReport",
    "Vote",
    "YearNotice",
    "YearPlan",
]
