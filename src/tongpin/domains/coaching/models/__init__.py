"""企业辅导表: figures, rights, applications, reviews and standings of firms."""

from tongpin.domains.coaching.models.applications import AnnualReport, Application, UsedRight
from tongpin.domains.coaching.models.firm_years import FirmMonth, FirmYear, FirmYearEdition
from tongpin.domains.coaching.models.research import RdEntry, RdProject, RdYear
from tongpin.domains.coaching.models.reviews import CoachedFirm, FirmReview
from tongpin.domains.coaching.models.rights import IntellectualProperty
from tongpin.domains.coaching.models.standings import Standing

__all__ = [
    "AnnualReport",
    "Application",
    "CoachedFirm",
    "FirmMonth",
    "FirmReview",
    "FirmYear",
    "FirmYearEdition",
    "IntellectualProperty",
    "RdEntry",
    "RdProject",
    "RdYear",
    "Standing",
    "UsedRight",
]
