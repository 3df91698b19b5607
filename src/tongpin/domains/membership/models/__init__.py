"""党员队伍: every table of the subject, cut by noun."""

from tongpin.domains.membership.models.appraisals import Appraisal, AppraisalGrade
from tongpin.domains.membership.models.branches import BranchProfile
from tongpin.domains.membership.models.development import (
    DevelopmentCase,
    DevelopmentGuide,
    DevelopmentMaterial,
    DevelopmentNotice,
    DevelopmentReview,
    DevelopmentStep,
)
from tongpin.domains.membership.models.dues import DuesBase, DuesMonth
from tongpin.domains.membership.models.elections import Candidate, Election
from tongpin.domains.membership.models.members import Member
from tongpin.domains.membership.models.posts import DutyPost
from tongpin.domains.membership.models.requests import CorrectionRequest
from tongpin.domains.membership.models.terms import Officer, Term

__all__ = [
    "Appraisal",
    "AppraisalGrade",
    "BranchProfile",
    "Candidate",
    "CorrectionRequest",
    "DevelopmentCase",
    "DevelopmentGuide",
    "DevelopmentMaterial",
    "DevelopmentNotice",
    "DevelopmentReview",
    "DevelopmentStep",
    "DuesBase",
    "DuesMonth",
    "DutyPost",
    "Election",
    "Member",
    "Officer",
    "Term",
]
