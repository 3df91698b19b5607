"""组织生活模型, cut by noun."""

from tongpin.domains.orglife.models.agreements import CoBuilding
from tongpin.domains.orglife.models.library import LibraryDocument, LibraryDuty, LibraryVersion, ReadReceipt
from tongpin.domains.orglife.models.study import RequiredStudy, StudyRecord
from tongpin.domains.orglife.models.suggestions import Suggestion
from tongpin.domains.orglife.models.talks import Talk

__all__ = [
    "CoBuilding",
    "LibraryDocument",
    "LibraryDuty",
    "LibraryVersion",
    "ReadReceipt",
    "RequiredStudy",
    "StudyRecord",
    "Suggestion",
    "Talk",
]
